"""In by the recovery code, and a new passphrase at once: the old one is what was forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.door_view import pause_after
from secretguard.tui.views.first_run_view import code_feedback, passphrase_advice
from secretguard.tui.widgets import LineInput, SecretInput
from secretguard.tui.widgets.busy import BusyLine

_FIELDS = ("code", "first", "second")


class RecoveryScreen(DeskScreen):
    """The code group by group, then a new passphrase twice."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "open", lambda: _("打开")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._failures = 0
        self._waiting = False

    def body(self) -> ComposeResult:
        """Three fields, each with what is to be said about it."""
        with Vertical(id="recovery"):
            yield Static(safe(_("用恢复码打开　{path}", path=self._folder)), classes="title", markup=False)
            yield Static(_("恢复码（8 组，每组 5 个；大小写、横线都不要紧）"), classes="spaced", markup=False)
            yield LineInput(id="code")
            yield Static("", id="feedback", markup=False)
            yield Static(_("新口令"), classes="spaced", markup=False)
            yield SecretInput(id="first")
            yield Static("", id="advice", markup=False)
            yield Static(_("再输一遍"), classes="spaced", markup=False)
            yield SecretInput(id="second")
            yield Static("", id="message", classes="spaced", markup=False)
            yield BusyLine(id="busy")

    def on_mount(self) -> None:
        """The code first."""
        super().on_mount()
        self.query_one("#code").focus()

    def redraw(self) -> None:
        """The title and the advice."""
        self.head(_("密盾 ・ 恢复码"), _("离线　本机"))
        self.query_one("#feedback", Static).update(code_feedback(self._value("code")))
        self.query_one("#advice", Static).update(passphrase_advice(self._value("first")))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each group is checked while it is typed."""
        event.stop()
        self.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next field; in the last one it opens."""
        event.stop()
        place = _FIELDS.index(event.input.id or "")
        if place + 1 < len(_FIELDS):
            self.query_one(f"#{_FIELDS[place + 1]}").focus()
        else:
            self.action_open()

    async def action_back(self) -> None:
        """Esc: to the door; what was typed here is gone, the vault is as it was."""
        if not self._waiting:
            self.app.call_later(self.desk_app.go_back)

    def action_open(self) -> None:
        """F8: open with the code, then set the new passphrase."""
        code, first, second = (self._value(name) for name in _FIELDS)
        if self._waiting:
            return
        if not first.strip() or first != second:
            self._say(_("两遍新口令不一样，或还空着。再输一遍。"))
            self.query_one("#first" if not first.strip() else "#second").focus()
            return
        self._say("")
        self._waiting = True
        self.query_one(BusyLine).show(_("正在用恢复码打开，并换上新口令"))
        app, desk, folder = self.app, self.desk, self._folder

        def work() -> None:
            try:
                desk.unlock(folder, recovery_code=code)
                desk.change_passphrase(first)
            except SecretGuardError as error:
                desk.lock()
                app.call_from_thread(self._refused, error)
            else:
                app.call_from_thread(self._opened)

        app.run_worker(work, thread=True, group="way-in")

    def _opened(self) -> None:
        app = self.desk_app

        async def go() -> None:
            await app.pop_screen()
            app.unlocked()
            app.tell(_("口令已换。以前的备份仍用旧口令。"))

        app.run_worker(go(), group="leave")

    def _refused(self, error: SecretGuardError) -> None:
        self._say(f"{error.message}\n{error.remedy}".strip())
        self._failures += 1
        pause = pause_after(self._failures)
        self.query_one(BusyLine).show(_("等 {seconds:.0f} 秒再试", seconds=pause), moving=False)
        self.set_timer(pause, self._ready)

    def _ready(self) -> None:
        self._waiting = False
        self.query_one(BusyLine).hide()
        self.query_one("#code").focus()

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _say(self, text: str) -> None:
        self.query_one("#message", Static).update(safe(text))
