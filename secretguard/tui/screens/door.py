"""S1: the door. A passphrase opens the vault; before that only digits, F1 and ^Q do anything."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, LoadingIndicator, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.widgets import SecretInput

PAUSE_STEP = 1.0
LONGEST_PAUSE = 30.0


class DoorScreen(DeskScreen):
    """Where the vault lies, and the passphrase."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "other", lambda: _("找别的库")),
        Key("2", "create", lambda: _("新建库")),
        Key("3", "sample", lambda: _("看样例")),
        Key("4", "recovery", lambda: _("恢复码")),
        Key("5", "card", lambda: _("处置卡")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._failures = 0

    def body(self) -> ComposeResult:
        """The vault's place, the passphrase, what to know about input methods, the card."""
        with Vertical(id="door"):
            yield Static("", id="where", markup=False)
            yield Static(_("口令"), classes="title", markup=False)
            yield SecretInput(id="passphrase")
            yield Static("", id="message", markup=False)
            yield LoadingIndicator(id="busy")
            yield Static(_("口令里有汉字：输入法可能开着，按 Shift 切换。"), classes="quiet", markup=False)
            yield Static(_("急事？不开库也能看：按 Tab 离开口令框，再按 5，第一小时处置卡。"), markup=False)

    def redraw(self) -> None:
        """The place of the vault, and the focus."""
        self.head(_("密盾"), _("离线　本机"))
        folder = self.desk.vault_folder
        place = _("打开保密库　{path}", path=folder) if folder else _("还没有保密库：按 Tab，再按 2 新建。")
        self.query_one("#where", Static).update(place)
        self.query_one("#busy").display = False
        self.query_one("#passphrase").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase."""
        event.stop()
        folder = self.desk.vault_folder
        if folder is None:
            self._say(_("还没有保密库：按 Tab，再按 2 新建。"))
            return
        passphrase = self.query_one("#passphrase", SecretInput).take()
        if passphrase:
            self._busy(True)
            self._unlock(folder, passphrase)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _unlock(self, folder: Path, passphrase: str) -> None:
        try:
            self.desk.unlock(folder, passphrase=passphrase)
        except SecretGuardError as error:
            self.app.call_from_thread(self._refused, error)
        else:
            self.app.call_from_thread(self._opened)

    def _opened(self) -> None:
        self._busy(False)
        self._failures = 0
        self._say("")
        self.desk_app.unlocked()

    def _refused(self, error: SecretGuardError) -> None:
        """Say it, and let each failure cost a little more time."""
        self._failures += 1
        self._say(f"{error.message} {error.remedy}".strip())
        pause = min(LONGEST_PAUSE, PAUSE_STEP * 2 ** (self._failures - 1))
        self.set_timer(pause if error.exit_code == 3 else 0.01, lambda: self._busy(False))

    def _busy(self, busy: bool) -> None:
        field = self.query_one("#passphrase", SecretInput)
        field.disabled = busy
        self.query_one("#busy").display = busy
        if not busy:
            field.focus()

    def _say(self, text: str) -> None:
        self.query_one("#message", Static).update(text)

    def action_other(self) -> None:
        """1: another vault's folder."""
        current = str(self.desk.vault_folder or "")
        self.ask_text(_("保密库的文件夹"), self._take_folder, value=current)

    def _take_folder(self, text: str) -> None:
        self.desk.vault_folder = Path(text).expanduser()
