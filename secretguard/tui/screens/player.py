"""S6: what players see, full screen: no key line, no palette, no toast. F5 or Esc goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Digits, Static

from secretguard.i18n import _
from secretguard.tui.keys import Key, bindings
from secretguard.tui.safe_text import safe
from secretguard.web.player_view import PlayerView, player_view

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
                Key("ctrl+p", "nothing", lambda: ""),
                Key("ctrl+l", "app.lock", lambda: ""),
                Key("ctrl+q", "leave", lambda: ""),
            )
        )
    ]

    def compose(self) -> ComposeResult:
        """Head, countdown, text, foot."""
        with Vertical(id="player"):
            yield Static("", id="player-head", markup=False)
            yield Digits("", id="player-clock")
            with VerticalScroll(id="player-body"):
                yield Static("", id="player-text", markup=False)
            yield Static("", id="player-foot", markup=False)

    def on_mount(self) -> None:
        """Hold toasts back while players look."""
        self._shown = ""
        self._app_held(True)
        self._draw()
        self.set_interval(1, self._draw)

    def on_unmount(self) -> None:
        """Toasts may come again."""
        self._app_held(False)

    def action_leave(self) -> None:
        """Back to the console."""
        self.app.pop_screen()

    def action_nothing(self) -> None:
        """The palette stays away from the projector."""

    def action_step(self) -> None:
        """F8 goes on with the drill without leaving the players' view, where nothing has to be asked."""
        console = self._below()
        if console is not None and not console.needs_answer():
            console.action_step()
        self._draw()

    def action_clock(self) -> None:
        """F7 as on the console."""
        console = self._below()
        if console is not None:
            console.action_clock()
        self._draw()

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

    def _draw(self) -> None:
        from secretguard.tui.app import SecretGuardApp

        room = self.app.desk.room if isinstance(self.app, SecretGuardApp) else None
        if room is None:
            return
        view = player_view(room.state, room.elapsed(), crashed=room.crashed_at is not None)
        changed = player_text(view).plain != self._shown
        self._shown = player_text(view).plain
        self.query_one("#player-head", Static).update(
            safe("　".join(filter(None, (view.title, view.act, view.scenario))))
        )
        self.query_one("#player-clock", Digits).update(view.clock)
        self.query_one("#player-clock").display = bool(view.clock)
        self.query_one("#player-text", Static).update(player_text(view))
        self.query_one("#player-foot", Static).update(safe(view.stop_line))
        if changed:
            # What came last is what the table talks about.
            self.call_after_refresh(lambda: self.query_one("#player-body").scroll_end(animate=False))


def player_text(view: PlayerView) -> Text:
    """All that stands between head and foot, in the order it came to the table."""
    text = Text()
    if view.options:
        # Nobody has a keyboard at the wall: a decision is shown whole, without what led to it.
        view = view.model_copy(update={"text": "", "handouts": (), "questions": ()})
    for part in (view.notice, view.text):
        if part:
            text.append(safe(part.strip()) + "\n\n")
    for handout in view.handouts:
        text.append(safe(f"「{handout.title}」") + "\n", style="bold")
        text.append(safe(handout.text.strip()) + "\n\n")
    for question in view.questions:
        text.append(_("问") + " ", style="bold")
        text.append(safe(question) + "\n")
    if view.ask:
        text.append("\n" + safe(view.ask) + "\n", style="bold")
    for option in view.options:
        style = "reverse" if option.chosen else ""
        text.append(safe(f"{option.letter}　{option.text}") + "\n", style=style)
    for part in (view.consequence, view.end_card):
        if part:
            text.append("\n" + safe(part.strip()) + "\n")
    return text
