"""S6: what players see, full screen: no key line, no palette, no toast. F5 or Esc goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from secretguard.tui.keys import Key, bindings
from secretguard.tui.widgets import PlayerWall
from secretguard.web.player_view import player_view

if TYPE_CHECKING:
    from secretguard.tui.screens.console import ConsoleScreen


class PlayerScreen(Screen[None]):
    """The drill as `PlayerView` lets it be seen, refreshed every second. F8 still goes on with the drill."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            (
                Key("f5", "leave", lambda: ""),
                Key("escape", "leave", lambda: ""),
                Key("f8", "step", lambda: ""),
                Key("f7", "clock", lambda: ""),
                Key("up", "scroll(-1)", lambda: ""),
                Key("down", "scroll(1)", lambda: ""),
                Key("pageup", "scroll(-8)", lambda: ""),
                Key("pagedown", "scroll(8)", lambda: ""),
                Key("ctrl+p", "nothing", lambda: ""),
                Key("ctrl+l", "app.lock", lambda: ""),
                Key("ctrl+q", "leave", lambda: ""),
            )
        )
    ]

    def compose(self) -> ComposeResult:
        """The same wall as in a second window."""
        yield PlayerWall()

    async def on_mount(self) -> None:
        """Hold toasts back while players look."""
        self._app_held(True)
        await self._draw()
        self.set_interval(1, self._draw)

    def on_unmount(self) -> None:
        """Toasts may come again."""
        self._app_held(False)

    def action_leave(self) -> None:
        """Back to the console."""
        self.app.pop_screen()

    def action_nothing(self) -> None:
        """The palette stays away from the projector."""

    def action_scroll(self, lines: int) -> None:
        """Move the story by hand."""
        self.query_one(PlayerWall).scroll(lines)

    async def action_step(self) -> None:
        """F8 goes on with the drill without leaving the players' view, where nothing has to be asked."""
        console = self._below()
        if console is not None and not console.needs_answer():
            console.action_step()
        await self._draw()

    async def action_clock(self) -> None:
        """F7 as on the console."""
        console = self._below()
        if console is not None:
            console.action_clock()
        await self._draw()

    def _below(self) -> ConsoleScreen | None:
        from secretguard.tui.screens.console import ConsoleScreen

        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        return below if isinstance(below, ConsoleScreen) else None

    def _app_held(self, held: bool) -> None:
        from secretguard.tui.app import SecretGuardApp

        if isinstance(self.app, SecretGuardApp):
            self.app.held_back = held
            if held:
                self.app.clear_notifications()

    async def _draw(self) -> None:
        from secretguard.tui.app import SecretGuardApp

        if not isinstance(self.app, SecretGuardApp) or not self.is_running:
            return
        desk = self.app.desk
        room = desk.room
        if room is not None:
            view = player_view(
                room.state, room.elapsed(), crashed=room.crashed_at is not None, projected=desk.projected
            )
            await self.query_one(PlayerWall).draw(view)
