"""The step that makes the vault: where it lies, and the passphrase."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.locations import default_vault_folder
from secretguard.tui.mounts import network_mounts
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.first_run_panes import StepPane
from secretguard.tui.views.first_run_view import free_folder, passphrase_advice, place_warning
from secretguard.tui.widgets import LineInput, SecretInput
from secretguard.tui.widgets.busy import BusyLine

_FIELDS = ("folder", "first", "second")


class VaultPane(StepPane):
    """Folder, passphrase twice; then the keys are made in a thread."""

    def compose(self) -> ComposeResult:
        """Three fields, each with what is to be said about it."""
        yield Static("", classes="title folder-words", markup=False)
        yield LineInput(str(free_folder(default_vault_folder(), Path.exists)), id="folder")
        yield Static("", id="place", classes="quiet", markup=False)
        yield Static("", classes="title spaced first-words", markup=False)
        yield SecretInput(id="first")
        yield Static("", id="advice", markup=False)
        yield Static("", classes="title spaced second-words", markup=False)
        yield SecretInput(id="second")
        yield Static("", classes="message spaced", markup=False)
        yield BusyLine(id="making")

    def on_mount(self) -> None:
        """What lies on a network is looked up once."""
        self._network = network_mounts()
        self._making = False

    def title(self) -> str:
        """保密库."""
        return _("保密库")

    def first(self) -> Widget:
        """The passphrase: the folder is usually right as it stands. Once made, nothing is left to fill in."""
        return self.query_one("#first")

    def redraw(self) -> None:
        """The words; once the vault is made, that it is."""
        made = self.flow.answers.folder
        self.query_one(".folder-words", Static).update(_("库放在哪里（文件夹名会被人看见，别写内容）"))
        self.query_one(".first-words", Static).update(_("口令"))
        self.query_one(".second-words", Static).update(_("再输一遍"))
        for name in _FIELDS:
            self.query_one(f"#{name}", Input).disabled = made is not None
        if made is not None:
            self.query_one("#folder", Input).value = str(made)
            self.complain(_("库已经建好。按 F8 接着做。"))
        self._draw_advice()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Advice follows what is typed."""
        event.stop()
        self._draw_advice()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next field; in the last one it makes the vault."""
        event.stop()
        place = _FIELDS.index(event.input.id or "")
        if place + 1 < len(_FIELDS):
            self.query_one(f"#{_FIELDS[place + 1]}").focus()
        else:
            self.accept()

    def accept(self) -> None:
        """Check, then make it."""
        if self.flow.answers.folder is not None:
            self.flow.advance()
            return
        folder, first, second = (self.query_one(f"#{name}", Input).value for name in _FIELDS)
        wrong = self._what_is_wrong(folder, first, second)
        if wrong:
            field, words = wrong
            self.complain(words)
            self.query_one(f"#{field}").focus()
        elif not self._making:
            self._make(Path(folder.strip()).expanduser(), first)

    def _what_is_wrong(self, folder: str, first: str, second: str) -> tuple[str, str] | None:
        if not folder.strip():
            return "folder", _("写上库放在哪里。")
        if not first.strip():
            return "first", _("口令还空着。")
        if first != second:
            self.query_one("#second", SecretInput).value = ""
            return "second", _("两遍口令不一样。再输一遍；注意输入法和大小写。")
        return None

    def _make(self, folder: Path, passphrase: str) -> None:
        self.complain("")
        self._lock_fields(True)
        self.query_one(BusyLine).show(_("正在由口令算钥匙，故意算得慢"))
        app, desk, answers = self.app, self.flow.desk, self.flow.answers

        def work() -> None:
            try:
                code = desk.create(folder, passphrase, answers.member or _("管理员"), _("密盾库"))
            except SecretGuardError as error:
                app.call_from_thread(self._refused, error)
            else:
                app.call_from_thread(self._made, folder, code)

        app.run_worker(work, thread=True, group="way-in")

    def _made(self, folder: Path, code: str) -> None:
        self._lock_fields(False)
        for name in ("first", "second"):
            self.query_one(f"#{name}", SecretInput).take()
        self.flow.answers = replace(self.flow.answers, folder=folder, code=code)
        self.flow.advance()

    def _refused(self, error: SecretGuardError) -> None:
        self._lock_fields(False)
        self.complain(f"{error.message}\n{error.remedy}")
        self.query_one("#folder").focus()

    def _lock_fields(self, busy: bool) -> None:
        self._making = busy
        for name in _FIELDS:
            self.query_one(f"#{name}", Input).disabled = busy
        if not busy:
            self.query_one(BusyLine).hide()

    def _draw_advice(self) -> None:
        folder = self.query_one("#folder", Input).value.strip()
        warning = place_warning(Path(folder).expanduser(), self._network) if folder else ""
        place = self.query_one("#place", Static)
        place.set_class(bool(warning), "care")
        place.update(safe(warning or _("本机磁盘。整个文件夹就是库，备份用密盾的备份，别直接复制。")))
        self.query_one("#advice", Static).update(
            passphrase_advice(self.query_one("#first", SecretInput).value)
        )
