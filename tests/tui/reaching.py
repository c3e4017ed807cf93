"""How each screen is reached with something on it: who adds a screen adds the way to it here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from textual.widgets import Static

from secretguard.tui import screens
from secretguard.tui.printing import report_folder
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.new_code import NewCodeScreen
from secretguard.vault.recovery import format_recovery_code
from tests.conftest import HandClock, SampleVault
from tests.incidents.playbooks import small_response
from tests.tui import incident_story
from tests.tui.entering import at, enter
from tests.tui.evidencing import to_an_item, to_its_content
from tests.tui.planning import Typist, answer_the_card, approve, go_to
from tests.tui.planning import begin as begin_plan
from tests.tui.support import SMALL, Story, Table, begin, play, play_to_the_end

CODE = format_recovery_code(bytes(range(20)))


@dataclass(frozen=True)
class Reach:
    """The way to a screen, and what is left unfinished in its line while keys are pressed.

    `within` is what the desk has at the start: an open vault, a locked one, or none yet.
    """

    way: Callable[[Table], Awaitable[None]]
    draft: str = ""
    within: str = "open"

    def run(
        self, sample: SampleVault, clock: HandClock, story: Story, *, size: tuple[int, int] = SMALL
    ) -> None:
        """Go there on a fresh app, then tell the story."""

        async def whole(table: Table) -> None:
            await self.way(table)
            await table.pilot.pause()
            await story(table)

        if self.within == "open":
            play(sample, clock, whole, size=size)
        else:
            enter(clock, whole, sample.folder if self.within == "locked" else None, size=size)


def keys(*pressed: str) -> Callable[[Table], Awaitable[None]]:
    """A way of keys alone."""

    async def way(table: Table) -> None:
        if pressed:
            await table.press(*pressed)

    return way


async def to_the_name(table: Table) -> None:
    """First run, second step."""
    await at(table, "FirstRunScreen")
    await table.press("1")


async def to_the_console(table: Table) -> None:
    """The first inject is read, something is marked and undone can be."""
    await begin(table)
    await table.press("f8", "1")


async def to_the_long_help(table: Table) -> None:
    """The console's keys, which fill more than a page."""
    await to_the_console(table)
    await table.press("f1")


async def to_the_decision(table: Table) -> None:
    """The first inject, its decision open."""
    await begin(table)
    await table.press("f8", "f8", "f8")


async def to_the_hotwash(table: Table) -> None:
    """A drill played badly, so that there is something to find; the focus is on the roles."""
    await begin(table)
    play_to_the_end(table.room, table.clock, rating="bad")
    await table.press("f8")
    table.app.screen.query_one("#findings").focus()


async def to_the_results(table: Table) -> None:
    """The same, the hotwash over."""
    await to_the_hotwash(table)
    await table.press("f7", "enter")


async def to_the_reports(table: Table) -> None:
    """One played drill to report on."""
    await to_the_results(table)
    await table.app.switch_mode("records")


async def to_the_hits(table: Table) -> None:
    """A search that found something, the focus on what it found."""
    await begin(table)
    await table.press("f8")
    await table.write("供应商的货车停在三号门")
    await table.press("f3")
    await table.burst("货车")
    await table.until(lambda: "供应商" in table.said())
    table.app.screen.query_one("#hits").focus()


async def to_a_new_code(table: Table) -> None:
    """The code stands there, two groups are asked for."""
    await table.app.push_screen(NewCodeScreen(CODE))


async def to_the_spreadsheets(table: Table) -> None:
    """An exported register lies there to be imported again; the focus is on the files."""
    await table.press("5", "f9", "1")
    await table.until(lambda: any(report_folder(table.desk).glob("*.xlsx")))
    await table.press("f8")


async def to_the_plan(table: Table) -> None:
    """A one-page plan, begun; the focus on a contact, whose people the register knows."""
    await begin_plan(table)
    await go_to(table, "command", "head")


def in_the_plan(*pressed: str) -> Callable[[Table], Awaitable[None]]:
    """A screen that the wizard leads to."""

    async def way(table: Table) -> None:
        await to_the_plan(table)
        await table.press(*pressed)

    return way


async def to_the_paper(table: Table) -> None:
    """Another paper than the first is set and shown, so that each key brings one that is not there."""

    def shown() -> str:
        return str(table.app.screen.query_one("#paper", Static).render())

    await to_the_plan(table)
    await table.press("f5")
    await table.until(lambda: "应急预案" in shown())
    plan = shown()
    await table.press("3")
    await table.until(lambda: shown() != plan)


async def to_the_versions(table: Table) -> None:
    """One approved, something changed since, the new draft handed in."""
    await begin_plan(table)
    typist = Typist(table)
    await answer_the_card(typist)
    await approve(typist)
    plan = table.desk.plan()
    plan.plans.answer("money", 80_000)
    plan.plans.submit("示例乙", "示例甲")
    await table.press("down")


def with_evidence(*pressed: str) -> Callable[[Table], Awaitable[None]]:
    """An item of evidence is in; the screens that the list leads to."""

    async def way(table: Table) -> None:
        await to_an_item(table)
        await table.press(*pressed)

    return way


async def to_the_incidents(table: Table) -> None:
    """One incident, in the list."""
    incident_story.begin_incident(table)
    await table.press("1")


async def to_the_questions(table: Table) -> None:
    """The three questions, the focus in none of them."""
    await table.press("1")
    table.app.screen.query_one("#questions").focus()


def in_the_war_room(*pressed: str) -> Callable[[Table], Awaitable[None]]:
    """The war room of an incident, and what it leads to."""

    async def way(table: Table) -> None:
        await to_the_incidents(table)
        await table.press("enter")
        await table.until(lambda: table.where == "IncidentRoomScreen")
        await table.press(*pressed)

    return way


def in_the_incident(name: str, *pressed: str) -> Callable[[Table], Awaitable[None]]:
    """One of the screens that an incident's war room leads to, over the home screen."""

    async def way(table: Table) -> None:
        incident_story.begin_incident(table, small_response())
        await incident_story.see(table, name)
        await table.press(*pressed)

    return way


async def in_the_record(table: Table) -> None:
    """The record with a note under the cursor."""
    incident_story.begin_incident(table, small_response())
    incident_story.note(table, "群里 37 人")
    await incident_story.see(table, "timeline")


REACH: dict[str, Reach] = {
    "IncidentEvidenceScreen": Reach(with_evidence(), draft="微信"),
    "IncidentIntakeScreen": Reach(with_evidence("f4", "f6")),
    "IncidentHandoverScreen": Reach(with_evidence("f8", "f6")),
    "IncidentExportScreen": Reach(with_evidence("f5", "down", "f6")),
    "IncidentViewScreen": Reach(to_its_content),
    "IncidentTimelineScreen": Reach(in_the_record),
    "IncidentClocksScreen": Reach(in_the_incident("clocks", "down")),
    "IncidentQuestionsScreen": Reach(in_the_incident("questions")),
    "IncidentCloseScreen": Reach(in_the_incident("close")),
    "IncidentReviewScreen": Reach(in_the_incident("review")),
    "IncidentPapersScreen": Reach(in_the_incident("papers")),
    "AssessmentNewScreen": Reach(keys("4")),
    "PlanSizeScreen": Reach(keys("3")),
    "PlanChecksScreen": Reach(in_the_plan("f2", "f6")),
    "PlanVersionsScreen": Reach(to_the_versions),
    "PlanPaperScreen": Reach(to_the_paper),
    "PlanExportScreen": Reach(in_the_plan("f9")),
    "DoorScreen": Reach(keys("tab"), within="locked"),
    "RecoveryScreen": Reach(keys("tab", "4"), within="locked"),
    "FirstRunScreen": Reach(to_the_name, within="nothing"),
    "NewCodeScreen": Reach(to_a_new_code),
    "HomeScreen": Reach(keys()),
    "CardScreen": Reach(keys("1", "f5")),
    "IncidentListScreen": Reach(to_the_incidents, draft="报价"),
    "IncidentStartScreen": Reach(to_the_questions, draft="第1车间"),
    "IncidentRoomScreen": Reach(in_the_war_room(), draft="第1车间"),
    "RegisterScreen": Reach(keys("5", "down")),
    "RegisterHistoryScreen": Reach(keys("5", "f2"), draft="示例"),
    "RegisterImportScreen": Reach(to_the_spreadsheets),
    "EnterprisesScreen": Reach(keys("7"), draft="示例"),
    "LibraryScreen": Reach(keys("2"), draft="离职"),
    "CastScreen": Reach(keys("2", "enter")),
    "ConsoleScreen": Reach(to_the_console, draft="第1车间"),
    "HotwashScreen": Reach(to_the_hotwash, draft="第1车间"),
    "ResultsScreen": Reach(to_the_results),
    "ReportsScreen": Reach(to_the_reports, draft="速报"),
    "SearchScreen": Reach(to_the_hits, draft="货车"),
    "HelpScreen": Reach(to_the_long_help),
}

REACHED_ELSEWHERE = frozenset(
    {
        "PlanWizardScreen",
        "IncidentStartLevelScreen",
        "IncidentHowScreen",
        "IncidentPlaybookScreen",
        "AssessmentCompareScreen",
        "AssessmentFillScreen",
        "AssessmentListScreen",
        "AssessmentPapersScreen",
        "AssessmentRequirementScreen",
        "AssessmentResultScreen",
        "AssessmentStandardsScreen",
        "AssessmentTableScreen",
    }
)
"""Screens whose own tests press every key of theirs."""


def screen_kinds() -> list[type[DeskScreen]]:
    """All screens a person can be on."""
    for module in pkgutil.iter_modules([str(Path(screens.__file__).parent)]):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    return [each for each in _below(DeskScreen) if each.__module__.startswith("secretguard.")]


def screen_classes() -> set[str]:
    """Their names."""
    return {each.__name__ for each in screen_kinds()}


def _below(parent: type[DeskScreen]) -> Iterator[type[DeskScreen]]:
    """Those that no other screen is made from."""
    for child in parent.__subclasses__():
        if child.__subclasses__():
            yield from _below(child)
        else:
            yield child
