"""The app object: modes, themes, where typing goes, the lock and the crash guard. Nothing more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerState

from secretguard.i18n import _
from secretguard.tui import kinsoku
from secretguard.tui.crash import crash_message, keep_crash, stumble_message
from secretguard.tui.desk import Desk, Place
from secretguard.tui.later import begin_to_load
from secretguard.tui.modes import MODES
from secretguard.tui.palette import DeskCommands
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.question import BottomLine
from secretguard.tui.second_window import SecondWindow
from secretguard.tui.themes import DARK, PROJECTOR
from secretguard.tui.widgets.bars import Notice

IDLE_SECONDS = 300
IDLE_SECONDS_IN_DRILL = 1800
WARN_SECONDS = 30
_TYPED_SIGNS = "@#!+-＠＃！＋－"
_BURST_SECONDS = 0.05
_SECONDS_PER_CHARACTER = 0.08


class SecretGuardApp(App[None], inherit_bindings=False):
    """SecretGuard's screens on one desk."""

    CSS_PATH = "styles.tcss"
    TITLE = "密盾"
    COMMANDS: ClassVar[set[Any]] = {DeskCommands}
    BINDINGS: ClassVar[list[BindingType]] = []
    NOTIFICATION_TIMEOUT = 6

    def __init__(
        self, desk: Desk, *, plain: bool = False, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._seconds = seconds
        self.desk = desk
        self.plain = plain
        self.held_back = False
        """True while players look at this very screen: no toast, no palette over it."""
        self.notice: Notice | None = None
        """What was told last and has not gone away yet; screens that come up show it too."""
        self.second_window = SecondWindow(lambda: self.desk.projected)
        self._last_input = seconds()
        self._last_letter = 0.0
        self._warned = False
        self._modes = dict(MODES)
        desk.watchers.append(self.second_window.show)
        kinsoku.install()
        self.register_theme(DARK)
        self.register_theme(PROJECTOR)
        self.theme = DARK.name

    def on_mount(self) -> None:
        """The idle watch, and the door."""
        self.set_class(self.plain, "-plain")
        self.set_interval(5, self._watch_idle)
        self.switch_mode("home" if self.desk.unlocked else "door")

    def on_ready(self) -> None:
        """The door is on the screen: now load what stands behind it, so that unlocking need not wait."""
        begin_to_load("secretguard.tui.rooms")

    # ---- typing

    async def on_event(self, event: events.Event) -> None:
        """Send letters to the screen's line before anything else sees them: an input method commits a phrase
        as a burst of keys, and a digit in the middle of it must not fire a command."""
        if isinstance(event, events.InputEvent):
            self._last_input, self._warned = self._seconds(), False
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._starts_a_text(event):
                self._focus_line()
            if self._is_text_for_nobody(event):
                return
        await super().on_event(event)

    def _starts_a_text(self, event: events.Key) -> bool:
        character = event.character or ""
        if len(character) != 1 or not event.is_printable:
            return False
        return character.isalpha() or character in _TYPED_SIGNS or self._is_taken(character)

    def _is_taken(self, character: str) -> bool:
        screen = self.screen
        return isinstance(screen, DeskScreen) and screen.takes(character)

    def _focus_line(self) -> None:
        screen = self.screen
        target = screen.typing_line() if isinstance(screen, DeskScreen) else None
        if target is not None and target.is_mounted and not isinstance(screen.focused, Input | TextArea):
            screen.set_focus(target)

    def _is_text_for_nobody(self, event: events.Key) -> bool:
        """A phrase committed where nothing can be typed goes nowhere, and its digits are no commands either:
        they come in one burst with the letters, faster than a finger."""
        if not event.is_printable or isinstance(self.screen.focused, Input | TextArea):
            return False
        if self._starts_a_text(event) or event.time - self._last_letter <= _BURST_SECONDS:
            self._last_letter = event.time
            return True
        return False

    # ---- going about

    def switch_mode(self, mode: str) -> AwaitMount:
        """As Textual's, but not while the app goes down: it is walking the stacks that this would change."""
        if not self.is_running:
            return AwaitMount(Widget(), ())
        return super().switch_mode(mode)

    def remove_mode(self, mode: str) -> AwaitComplete:
        """The same."""
        if not self.is_running:
            return AwaitComplete()
        return super().remove_mode(mode)

    async def go_back(self) -> None:
        """One screen up; from a mode's first screen to home; at home nothing."""
        if len(self.screen_stack) > 1:
            await self.pop_screen()
        elif self.current_mode not in ("home", "door"):
            await self.switch_mode("home")

    def tell(self, text: str, *, bad: bool = False) -> None:
        """A line that goes away by itself; held back while players look at this screen."""
        if self.held_back:
            return
        self.notice = notice = Notice(text, bad)
        self._show_notice()
        seconds = self.NOTIFICATION_TIMEOUT + len(text) * _SECONDS_PER_CHARACTER
        self.set_timer(seconds, lambda: self._forget(notice))

    def clear_notifications(self) -> None:
        """Take the notice away at once."""
        super().clear_notifications()
        self.notice = None
        self._show_notice()

    def _forget(self, notice: Notice) -> None:
        if self.notice is notice:
            self.notice = None
            self._show_notice()

    def _show_notice(self) -> None:
        """On the uppermost screen with a key line, and in the question that covers it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen | BottomLine):
                screen.show_notice(self.notice)
            if isinstance(screen, DeskScreen):
                return

    def action_help(self) -> None:
        """F1."""
        from secretguard.tui.screens.help import HelpScreen

        if isinstance(self.screen, DeskScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_search(self) -> None:
        """F3."""
        from secretguard.tui.screens.search import SearchScreen

        if self.desk.unlocked and not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen())

    async def action_quit(self) -> None:
        """Textual binds ^Q before any screen does: the same question is asked."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """^C is for copying; say how to leave, in the user's language."""
        self.tell(_("退出按 ^Q。"))

    def action_command_palette(self) -> None:
        """^P, but neither before unlocking nor over the players' view."""
        if self.desk.unlocked and not self.held_back:
            super().action_command_palette()

    def action_leave(self) -> None:
        """^Q: asks while a clock runs."""
        room = self.desk.room
        running = room is not None and room.state.clock.running
        if running and isinstance(self.screen, DeskScreen):
            self.screen.ask(_("推演时钟还在走，要退出吗？（记录都在，时钟继续走）"), self.exit)
        elif self.desk.at_work and isinstance(self.screen, DeskScreen):
            self.screen.ask(_("证据还没有收完，要退出吗？（收好的都在，正在收的这一份不留）"), self.exit)
        else:
            self.exit()

    @property
    def feed_words(self) -> str:
        """Address and code of the second window; empty while it is off."""
        return self.second_window.words

    def toggle_feed(self) -> None:
        """The second window, on or off, for the drill at hand."""
        if self.desk.room is not None:
            self.second_window.toggle(self.desk.room)

    # ---- the lock

    async def action_lock(self) -> None:
        """^L: asks first while evidence is being taken in, since it would be stopped."""
        if self.desk.at_work and isinstance(self.screen, DeskScreen):
            question = _("证据还没有收完，要锁定吗？（收好的都在，正在收的这一份不留）")
            self.screen.ask(question, lambda: self.call_later(self.lock_up))
        else:
            await self.lock_up()

    async def lock_up(self) -> None:
        """Drop keys and screens, keep the place."""
        if not self.desk.unlocked:
            return
        self.second_window.close()
        self.desk.lock()
        await self.switch_mode("door")
        for mode in [name for name in MODES if name != "door"]:
            if mode in self._screen_stacks:
                await self.remove_mode(mode)
                self._modes[mode] = MODES[mode]

    def unlocked(self) -> None:
        """The door calls this once the vault is open: back to where the user was."""
        place, self.desk.place = self.desk.place, Place()
        self.switch_mode("home")
        if place != Place():
            from secretguard.tui.modes import open_place

            open_place(self, place)

    def _watch_idle(self) -> None:
        if not self.desk.unlocked:
            return
        if isinstance(self.screen, DeskScreen):
            self.screen.tick_head()
        room = self.desk.room
        running = room is not None and room.state.clock.running
        # Whoever stands in an incident telephones: as in a drill, no key is pressed for long.
        long = running or self.desk.at_work or self.current_mode == "incident"
        limit = IDLE_SECONDS_IN_DRILL if long else IDLE_SECONDS
        idle = self._seconds() - self._last_input
        if idle >= limit:
            self.run_worker(self.lock_up(), exclusive=True, group="lock")
        elif idle >= limit - WARN_SECONDS and not self._warned:
            self._warned = True
            self.tell(_("{seconds} 秒后锁定，按任意键取消。", seconds=WARN_SECONDS))

    # ---- leaving and failing

    async def on_unmount(self) -> None:
        """Whatever ends the app, the vault is locked in order."""
        self.second_window.close()
        self.desk.lock()

    def _handle_exception(self, error: Exception) -> None:
        """An exception nobody handled: say where, never with what data; Textual's own page shows locals."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        path = keep_crash(error, self.desk.clock())
        self._exit_renderables.append(Text(crash_message(error, path)))
        self._close_messages_no_wait()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work of the app's own that failed: told in a line, where kept; the screens go on."""
        self.tell_failure(event)

    def tell_failure(self, event: Worker.StateChanged) -> None:
        """The same for work of a screen; `exit_on_error` work has already gone through the crash guard."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None and self._exception is None:
            self.tell(stumble_message(error, keep_crash(error, self.desk.clock())), bad=True)

    def refresh_css(self, animate: bool = True) -> None:
        """Not before a screen stands: Textual parses all styles anew each time, and the first paint waits.
        What is mounted from then on is styled with the colours set here."""
        if any(screen.is_mounted for stack in self._screen_stacks.values() for screen in stack):
            super().refresh_css(animate=animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names, for any theme that lacks them."""
        return dict(DARK.variables)

    def get_system_commands(self, _screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: its Screenshot writes what is on the screen to the disk in clear."""
        return ()

    def get_key_display(self, binding: Any) -> str:
        """Key names are drawn by the key bar."""
        return str(binding.key)
