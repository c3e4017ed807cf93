"""The full screen of `secretguard stage`: the door where the code is asked, then the wall."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from secretguard.clock import Clock, system_clock
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui import kinsoku
from secretguard.tui.crash import keep_crash
from secretguard.tui.safe_text import safe
from secretguard.tui.themes import DARK, PROJECTOR
from secretguard.tui.widgets import PlayerWall
from secretguard.web.player_view import PlayerView
from secretguard.web.reader import FeedLostError, FeedReader

RETRY_SECONDS = 1.0


class Seen(Message):
    """A view has come."""

    def __init__(self, view: PlayerView) -> None:
        super().__init__()
        self.view = view


class Lost(Message):
    """The link is lost; it is being sought again."""


class CodeWanted(Message):
    """The feed does not let us in; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class StageApp(App[None]):
    """Reads one feed and draws it. No key line, no palette, no toast: this is what players look at."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "change_theme", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
    ]
    CSS = """
    Screen { background: $background; color: $foreground; }
    #door { align: center middle; }
    #door Static, #door Input { width: 44; max-width: 100%; height: auto; text-align: center; }
    #door Input { margin: 1 0; border: none; height: 1; background: $panel; }
    #refused { color: $error; text-style: bold; min-height: 1; }
    """

    def __init__(self, reader: FeedReader, code: str = "", clock: Clock = system_clock) -> None:
        super().__init__()
        kinsoku.install()
        self._reader, self._code, self._clock = reader, code, clock
        self._leaving = threading.Event()

    def compose(self) -> ComposeResult:
        """Both rooms; one of them is shown."""
        with Vertical(id="door"):
            yield Static(safe(_("密盾・桌面推演投影")), markup=False)
            field = Input(id="code", placeholder=safe(_("六位代码，在主持人的屏幕上")), select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield Static(id="refused", markup=False)
            yield Static(safe(_("回车 进入　F2 深浅色　^Q 退出")), markup=False)
        yield PlayerWall()

    def on_mount(self) -> None:
        """White on the wall; straight in if the code was given."""
        for theme in (PROJECTOR, DARK):
            self.register_theme(theme)
        self.theme = PROJECTOR.name
        self._show_door("")
        if self._code:
            self._knock(self._code)

    def on_unmount(self) -> None:
        """Let the reading thread go."""
        self._leaving.set()
        self._reader.close()

    def action_change_theme(self) -> None:
        """White or dark."""
        self.theme = DARK.name if self.theme == PROJECTOR.name else PROJECTOR.name

    def action_scroll(self, lines: int) -> None:
        """Move the story by hand."""
        self.query_one(PlayerWall).scroll(lines)

    def action_help_quit(self) -> None:
        """Nothing: the framework's own hint would stand on the wall, in English."""

    def _handle_exception(self, error: Exception) -> None:
        """An exception nobody handled: say where, never with what data; Textual's own page shows locals."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._exit_renderables.append(Text(_fault(error, keep_crash(error, self._clock()))))
        self._close_messages_no_wait()

    @on(Input.Submitted, "#code")
    def _code_given(self, event: Input.Submitted) -> None:
        event.input.value = ""
        if event.value.strip():
            self._knock(event.value)

    @on(Seen)
    async def _seen(self, message: Seen) -> None:
        if not self.is_running:
            # Said by the reading thread while the screens were being taken down.
            return
        self._show_wall()
        await self.query_one(PlayerWall).draw(message.view)

    @on(Lost)
    def _link_lost(self) -> None:
        if self.is_running:
            self.query_one(PlayerWall).lose()

    @on(CodeWanted)
    def _code_wanted(self, message: CodeWanted) -> None:
        if self.is_running:
            self._show_door(message.words)

    def _show_door(self, words: str) -> None:
        self.query_one("#refused", Static).update(safe(words))
        self.query_one("#door").display = True
        self.query_one(PlayerWall).display = False
        self.query_one("#code", Input).focus()

    def _show_wall(self) -> None:
        self.query_one("#door").display = False
        self.query_one(PlayerWall).display = True
        self.set_focus(None)

    def _knock(self, code: str) -> None:
        self.run_worker(lambda: self._read(code), thread=True, exclusive=True, exit_on_error=False)

    def _read(self, code: str) -> None:
        """In a thread: enter, then follow the feed until the app leaves or the feed wants a code again."""
        try:
            self._reader.enter(code)
            while not self._leaving.is_set():
                self._follow()
        except SecretGuardError as error:
            self.post_message(CodeWanted(error.message))

    def _follow(self) -> None:
        try:
            for view in self._reader.follow():
                if self._leaving.is_set():
                    return
                if view is not None:
                    self.post_message(Seen(view))
        except FeedLostError:
            self.post_message(Lost())
            self._leaving.wait(RETRY_SECONDS)


def _fault(error: Exception, kept: Path | None) -> str:
    where = _("已写下出错的位置：{path}", path=kept) if kept else _("出错的位置没能写下来。")
    return _(
        "投影画面自己出了错（{kind}）。推演和记录不受影响。\n{where}\n重新运行 secretguard stage 即可。",
        kind=type(error).__name__,
        where=where,
    )
