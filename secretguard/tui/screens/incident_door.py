"""The ways into real incidents: the home screen's first door, and one incident's war room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretguard.errors import SecretGuardError
from secretguard.tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from secretguard.incidents import Answers
    from secretguard.tui.app import SecretGuardApp


def open_incident_door(app: SecretGuardApp) -> None:
    """Door 1: the incidents that are open, else straight the three questions.

    Without an enterprise there is nothing to write into: then the card of the first hour.
    """
    screen = app.screen
    if app.desk.register is None:
        open_card(app)
        if isinstance(screen, DeskScreen):
            screen.attempt(app.desk.incident)
        return
    desk = app.desk.incident()
    app.switch_mode("incident")
    if not desk.lines():
        app.call_later(ask_three_questions, app)
    elif desk.room is None:
        app.call_later(_to_the_list, app)


def open_card(app: SecretGuardApp) -> None:
    """The card of the first hour; it needs neither an incident nor an enterprise."""
    from secretguard.tui.screens.card import CardScreen

    app.push_screen(CardScreen())


def open_incident_screen(app: SecretGuardApp, incident_id: str | None = None) -> None:
    """The war room of an incident: of the one at hand, or of the one named. Tells what may be refused."""
    try:
        desk = app.desk.incident()
        if incident_id is not None or desk.room is None:
            desk.open(incident_id)
    except SecretGuardError as error:
        # Not through the screen: after unlocking it does not stand yet.
        app.tell(f"{error.message} {error.remedy}".strip(), bad=True)
        return
    app.switch_mode("incident")
    app.call_later(_to_the_room, app)


async def _to_the_room(app: SecretGuardApp) -> None:
    """In the incidents' mode: back to the list, then the room on it."""
    from secretguard.tui.screens.incident_room import IncidentRoomScreen

    while len(app.screen_stack) > 1 and not isinstance(app.screen, IncidentRoomScreen):
        await app.pop_screen()
    if not isinstance(app.screen, IncidentRoomScreen):
        await app.push_screen(IncidentRoomScreen())


async def _to_the_list(app: SecretGuardApp) -> None:
    """Away with the screens of an incident that is not at hand any more: another enterprise was taken."""
    from secretguard.tui.screens.incident_base import IncidentScreen

    while len(app.screen_stack) > 1 and isinstance(app.screen, IncidentScreen):
        await app.pop_screen()


async def ask_three_questions(app: SecretGuardApp, known: Answers | None = None) -> None:
    """In the incidents' mode: what, when, who knows; `known` is what a drill has told already."""
    from secretguard.tui.screens.incident_start import IncidentStartScreen

    while len(app.screen_stack) > 1:
        await app.pop_screen()
    await app.push_screen(IncidentStartScreen(known))
