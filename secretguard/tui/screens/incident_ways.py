"""The ways from one screen of an incident to its others: record, limits, questions, end, papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import undo
from secretguard.tui.screens.incident_base import IncidentScreen
from secretguard.tui.views.incident_undo_view import last_that_stands, stands_words, undone_words

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.screens.base import DeskScreen


def incident_screens() -> dict[str, tuple[Callable[[], str], Callable[[], DeskScreen]]]:
    """The screens that lead to one another, by name: how they are called, and how they are made."""
    from secretguard.tui.screens.incident_clocks import IncidentClocksScreen
    from secretguard.tui.screens.incident_close import IncidentCloseScreen
    from secretguard.tui.screens.incident_papers import IncidentPapersScreen
    from secretguard.tui.screens.incident_playbook import IncidentPlaybookScreen
    from secretguard.tui.screens.incident_questions import IncidentQuestionsScreen
    from secretguard.tui.screens.incident_review import IncidentReviewScreen
    from secretguard.tui.screens.incident_timeline import IncidentTimelineScreen

    return {
        "timeline": (lambda: _("事件：时间轴"), IncidentTimelineScreen),
        "clocks": (lambda: _("事件：时限"), IncidentClocksScreen),
        "questions": (lambda: _("事件：该不该对外报"), IncidentQuestionsScreen),
        "close": (lambda: _("事件：结束"), IncidentCloseScreen),
        "review": (lambda: _("事件：复盘"), IncidentReviewScreen),
        "papers": (lambda: _("事件：文书"), IncidentPapersScreen),
        "playbook": (lambda: _("事件：换剧本"), IncidentPlaybookScreen),
    }


def go_to(app: SecretGuardApp, name: str) -> None:
    """Open one of them on top; one that is already open below is returned to, so that none stacks up."""
    _words, made = incident_screens()[name]
    assert isinstance(made, type)
    standing = [screen for screen in app.screen_stack if isinstance(screen, made)]
    if standing:
        app.call_later(_down_to, app, standing[-1])
    else:
        app.push_screen(made())


def go_to_level(app: SecretGuardApp) -> None:
    """Ask for another level, from whichever of its screens is open, else over its war room."""
    from secretguard.tui.screens.incident_door import open_incident_screen
    from secretguard.tui.screens.incident_tasks import ask_level

    if isinstance(app.screen, IncidentScreen):
        ask_level(app.screen)
    else:
        open_incident_screen(app)
        app.call_later(lambda: ask_level(app.screen) if isinstance(app.screen, IncidentScreen) else None)


def open_line(app: SecretGuardApp, incident_id: str, seq: int) -> None:
    """The record of an incident with the cursor on one entry: over its war room."""
    from secretguard.tui.screens.incident_door import open_incident_screen
    from secretguard.tui.screens.incident_timeline import IncidentTimelineScreen

    open_incident_screen(app, incident_id)
    app.call_later(app.push_screen, IncidentTimelineScreen(seq))


async def _down_to(app: SecretGuardApp, wanted: Screen[object]) -> None:
    while app.screen is not wanted and len(app.screen_stack) > 1:
        await app.pop_screen()


class IncidentWayScreen(IncidentScreen):
    """A screen of an incident that leads to the others; which key does so is its own."""

    def action_timeline(self) -> None:
        """The whole record."""
        go_to(self.desk_app, "timeline")

    def action_clocks(self) -> None:
        """What runs."""
        go_to(self.desk_app, "clocks")

    def action_questions(self) -> None:
        """What must be told outside."""
        go_to(self.desk_app, "questions")

    def action_closing(self) -> None:
        """The end."""
        go_to(self.desk_app, "close")

    def action_review(self) -> None:
        """What was learnt."""
        go_to(self.desk_app, "review")

    def action_papers(self) -> None:
        """F9: the papers."""
        go_to(self.desk_app, "papers")

    def take_back(self) -> None:
        """^Z: the last thing done is taken back and named; what cannot be is named too, and why."""

        def last() -> None:
            standing = last_that_stands(self.room.state)
            if standing is not None:
                raise RefusedError(*stands_words(standing))
            seq = undo(self.room)
            self.tell(undone_words(self.room.state, seq))

        self.attempt(last)

    def action_nothing(self) -> None:
        """Enter is the lists' own."""
