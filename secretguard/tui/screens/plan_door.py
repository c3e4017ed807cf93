"""The ways into the plan: to its wizard, to a field of it, to the choice of its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretguard.i18n import _
from secretguard.tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.desk import Desk


def open_plan(app: SecretGuardApp, field: str | None = None) -> None:
    """The wizard where it was left, or at a field; before the plan is begun, the choice of its size."""
    screen = app.screen
    assert isinstance(screen, DeskScreen)
    begun: list[bool] = []
    if not screen.attempt(lambda: begun.append(app.desk.plan().begun)):
        return
    if not begun[0]:
        choose_size(app)
        return
    plan = app.desk.plan()
    topic = plan.view().topic_of(field) if field else None
    if field is not None and topic is None:
        screen.tell(_("这一版的大小里没有这一项：^G 换大一号，已答的都留着。"))
    app.switch_mode("plan")
    if topic is not None:
        plan.place.topic = topic.topic.id
        app.call_later(go_to_field, app, topic.topic.id, field)


async def go_to_field(app: SecretGuardApp, topic: str, field: str | None) -> None:
    """In the plan's mode: back to the wizard, and to the field."""
    from secretguard.tui.screens.plan_wizard import PlanWizardScreen

    while len(app.screen_stack) > 1:
        await app.pop_screen()
    if isinstance(app.screen, PlanWizardScreen):
        app.screen.open_topic(topic, field)


def choose_size(app: SecretGuardApp) -> None:
    """One page, short or full."""
    from secretguard.tui.screens.plan_size import PlanSizeScreen

    app.push_screen(PlanSizeScreen())


def names_plan_field(desk: Desk, place: str) -> bool:
    """Whether a finding's place is a field of the plan at hand, not a whole section."""
    return desk.has_plan and desk.plan().plans.form.field(place) is not None
