"""The ways into assessments, and from a record that an answer rests on to the place where it is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp


def open_assessment_door(app: SecretGuardApp) -> None:
    """Door 4: the assessments of the enterprise at hand; without any, straight the choice of a standard."""
    screen = app.screen
    if app.desk.register is None:
        if isinstance(screen, DeskScreen):
            screen.attempt(app.desk.compliance)
        return
    desk = app.desk.compliance()
    app.switch_mode("assessment")
    if not desk.lines():
        app.call_later(_choose, app)


async def _choose(app: SecretGuardApp) -> None:
    from secretguard.tui.screens.assessment_list import AssessmentListScreen
    from secretguard.tui.screens.assessment_new import AssessmentNewScreen

    if isinstance(app.screen, AssessmentListScreen):
        await app.push_screen(AssessmentNewScreen())


def open_assessment_screen(
    app: SecretGuardApp, assessment_id: str | None = None, requirement: str | None = None
) -> None:
    """The table of an assessment (the newest without an id), the cursor on a requirement if one is named."""
    try:
        desk = app.desk.compliance()
        if assessment_id is not None or desk.room is None:
            desk.open(assessment_id)
        if requirement is not None:
            desk.place = requirement
    except SecretGuardError as error:
        app.tell(f"{error.message} {error.remedy}".strip(), bad=True)
        return
    app.switch_mode("assessment")
    app.call_later(_to_the_table, app)


async def _to_the_table(app: SecretGuardApp) -> None:
    """In the assessments' mode: back to the list, then the table on it."""
    from secretguard.tui.screens.assessment_table import AssessmentTableScreen

    while len(app.screen_stack) > 1:
        await app.pop_screen()
    await app.push_screen(AssessmentTableScreen())


def assessment_screens() -> dict[str, tuple[Callable[[], str], str, bool, Callable[[], DeskScreen]]]:
    """By name: words, the shell's twin, whether an assessment must be at hand, the screen."""
    from secretguard.tui.screens.assessment_compare import AssessmentCompareScreen
    from secretguard.tui.screens.assessment_new import AssessmentNewScreen
    from secretguard.tui.screens.assessment_papers import AssessmentPapersScreen
    from secretguard.tui.screens.assessment_result import AssessmentResultScreen
    from secretguard.tui.screens.assessment_standards import AssessmentStandardsScreen
    from secretguard.tui.screens.assessment_table import AssessmentTableScreen

    return {
        "new": (lambda: _("评估：新开一次"), "secretguard assess new", False, AssessmentNewScreen),
        "standards": (
            lambda: _("评估：标准库"),
            "secretguard standard list",
            False,
            AssessmentStandardsScreen,
        ),
        "table": (lambda: _("评估：逐项回答"), "secretguard assess show", True, AssessmentTableScreen),
        "result": (lambda: _("评估：结果"), "secretguard assess result", True, AssessmentResultScreen),
        "compare": (lambda: _("评估：比对"), "secretguard assess compare", True, AssessmentCompareScreen),
        "papers": (lambda: _("评估：报告"), "secretguard assess report", True, AssessmentPapersScreen),
    }


def go_to_assessment(app: SecretGuardApp, name: str) -> None:
    """One of them, in the assessments' mode; one that is open already is returned to."""
    app.switch_mode("assessment")
    app.call_later(_to_the_screen, app, name)


async def _to_the_screen(app: SecretGuardApp, name: str) -> None:
    made = assessment_screens()[name][3]
    assert isinstance(made, type)
    standing = [screen for screen in app.screen_stack if isinstance(screen, made)]
    if not standing:
        await app.push_screen(made())
        return
    while app.screen is not standing[-1] and len(app.screen_stack) > 1:
        await app.pop_screen()


def open_record(screen: DeskScreen, place: str) -> None:
    """Go where a record is mended: `register:secret:S1`, `plan:3`, `drill:1a2b`, `finding:F2`….

    A line of the register opens over the screen, so that Esc comes back to the requirement.
    """
    app = screen.desk_app
    kind, _colon, rest = place.partition(":")
    if kind == "register":
        from secretguard.tui.screens.register import RegisterScreen
        from secretguard.tui.views.register_look import kind_called

        wanted, _colon, record = rest.partition(":")
        app.push_screen(RegisterScreen(kind_called(wanted), record or None))
    elif kind == "plan":
        from secretguard.tui.screens.plan_door import open_plan

        open_plan(app)
    elif kind == "drill":
        screen.attempt(lambda: _open_drill(app, rest))
    elif kind == "incident":
        _open_incident(app, rest)
    elif kind == "finding":
        app.switch_mode("records")
    elif kind == "assessment":
        open_assessment_screen(app, rest)
    else:
        screen.tell(_("这条记录不在密盾里：{place}", place=place))


def _open_drill(app: SecretGuardApp, drill_id: str) -> None:
    from secretguard.tui.screens.drill_door import open_drill_screen

    if drill_id:
        app.desk.open_drill(drill_id)
    app.switch_mode("drill")
    if drill_id:
        app.call_later(open_drill_screen, app)


def _open_incident(app: SecretGuardApp, incident_id: str) -> None:
    from secretguard.tui.screens.incident_door import open_incident_door, open_incident_screen

    if incident_id:
        open_incident_screen(app, incident_id)
    else:
        open_incident_door(app)
