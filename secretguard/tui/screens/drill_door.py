"""Which screen belongs to the drill at hand: cast and gate, console, hotwash, results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp


def open_drill_screen(app: SecretGuardApp) -> None:
    """Put the right screen for the drill's state on top of the library, in place of an earlier one of it."""
    from secretguard.tui.screens.cast import CastScreen
    from secretguard.tui.screens.console import ConsoleScreen
    from secretguard.tui.screens.hotwash import HotwashScreen
    from secretguard.tui.screens.results import ResultsScreen

    room = app.desk.room
    if room is None:
        return
    screens = {
        "planned": CastScreen,
        "running": ConsoleScreen,
        "paused": ConsoleScreen,
        "ended": ConsoleScreen,
        "hotwash": HotwashScreen,
        "finished": ResultsScreen,
    }
    wanted = screens[room.state.status]
    if isinstance(app.screen, wanted):
        return
    if isinstance(app.screen, CastScreen | ConsoleScreen | HotwashScreen | ResultsScreen):
        app.switch_screen(wanted())
    else:
        app.push_screen(wanted())
