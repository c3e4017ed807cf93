"""S1: the door. A passphrase opens the vault; before that only digits, F1 and ^Q do anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from secretguard.errors import RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.sample import open_sample, sample_passphrase
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.door_view import door_choices, door_view, folder_problem, pause_after
from secretguard.tui.widgets import PickList, SecretInput
from secretguard.tui.widgets.busy import BusyLine

_DATABASE = "vault.db"
_WRONG_PASSPHRASE = 3


class DoorScreen(DeskScreen):
    """Which vault, its passphrase, and five ways that need none."""

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
        self._waiting = False

    @property
    def type_target(self) -> Input | None:
        """Letters are the beginning of the passphrase, where one is asked for."""
        field = self.query_one("#passphrase", SecretInput)
        return field if field.display and not field.disabled else None

    def body(self) -> ComposeResult:
        """The vault's place, the passphrase, what to know about input methods, the ways on."""
        with Vertical(id="door"):
            yield Static("", id="where", classes="title", markup=False)
            yield Static("", id="note", classes="quiet", markup=False)
            with Vertical(id="asked"):
                yield Static("", id="asks", markup=False)
                yield SecretInput(id="passphrase")
                yield Static("", id="method", classes="quiet", markup=False)
            yield BusyLine(id="busy")
            yield Static("", id="message", markup=False)
            yield PickList(id="ways")

    def on_mount(self) -> None:
        """Who comes for the first time is led through the first steps."""
        super().on_mount()
        if self.desk.vault_folder is None:
            self.call_after_refresh(self._first_run, "language")

    def redraw(self) -> None:
        """The place of the vault, and the focus."""
        self.head(_("密盾"), _("离线　本机"))
        folder = self.desk.vault_folder
        view = door_view(
            folder,
            there=folder is not None and (folder / _DATABASE).exists(),
            sample_word=sample_passphrase() if self.desk.sample else "",
            drill_waits=self.desk.place.drill is not None,
        )
        self.query_one("#where", Static).update(safe(view.where))
        self.query_one("#note", Static).update(view.note)
        self.query_one("#note").display = bool(view.note)
        self.query_one("#asks", Static).update(_("口令，输完按回车"))
        self.query_one("#method", Static).update(
            _("口令里有汉字：输入法可能开着，按 Shift 切换。下面的数字键：先按 Tab 离开口令框。")
        )
        self.query_one("#asked").display = view.asks
        self.query_one("#ways", PickList).show(door_choices())
        self._focus()

    def _focus(self) -> None:
        field = self.query_one("#passphrase", SecretInput)
        asked = self.query_one("#asked").display and not field.disabled
        (field if asked else self.query_one("#ways")).focus()

    # ---- the passphrase

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase."""
        event.stop()
        folder = self.desk.vault_folder
        passphrase = self.query_one("#passphrase", SecretInput).take()
        if passphrase and folder is not None:
            self._say("")
            self._work(lambda: self.desk.unlock(folder, passphrase=passphrase), _("正在核对口令"))

    def _work(self, slow: Callable[[], None], words: str) -> None:
        """Do something slow in a thread; then in, or say why not."""
        if self._waiting:
            return
        self._busy(words)
        app = self.app

        def work() -> None:
            try:
                slow()
            except SecretGuardError as error:
                app.call_from_thread(self._refused, error)
            else:
                app.call_from_thread(self._opened)

        app.run_worker(work, thread=True, group="way-in")

    def _opened(self) -> None:
        self._failures = 0
        self._ready()
        self._say("")
        self.desk_app.unlocked()

    def _refused(self, error: SecretGuardError) -> None:
        """Say it, and let each wrong passphrase cost a little more time."""
        self._say(f"{error.message}\n{error.remedy}".strip())
        if error.exit_code != _WRONG_PASSPHRASE:
            self._ready()
            return
        self._failures += 1
        pause = pause_after(self._failures)
        busy = self.query_one("#busy", BusyLine)
        busy.show(_("等 {seconds:.0f} 秒再试", seconds=pause), moving=False)
        self.set_timer(pause, self._ready)

    def _busy(self, words: str) -> None:
        self._waiting = True
        self.query_one("#passphrase", SecretInput).disabled = True
        self.query_one("#busy", BusyLine).show(words)

    def _ready(self) -> None:
        self._waiting = False
        self.query_one("#passphrase", SecretInput).disabled = False
        self.query_one("#busy", BusyLine).hide()
        if self.is_current:
            self._focus()

    def _say(self, text: str) -> None:
        self.query_one("#message", Static).update(safe(text))

    # ---- the ways that need no passphrase

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a way: as its digit."""
        event.stop()
        await self.run_action(f"{event.option.id}()")

    def action_other(self) -> None:
        """1: another vault's folder."""
        current = str(self.desk.vault_folder or "")
        self.ask_text(_("保密库的文件夹"), self._take_folder, value=current)

    def _take_folder(self, text: str) -> None:
        folder = Path(text).expanduser()
        problem = folder_problem(text, there=(folder / _DATABASE).exists())
        if problem:
            raise RefusedError(problem)
        self.desk.vault_folder, self.desk.sample = folder, False
        self._say("")

    def action_create(self) -> None:
        """2: a new vault: the first steps from the vault on."""
        self._first_run("vault")

    def action_sample(self) -> None:
        """3: the sample enterprise."""
        self._say("")
        self._work(lambda: open_sample(self.desk), _("正在准备样例"))

    def action_recovery(self) -> None:
        """4: in by the recovery code."""
        from secretguard.tui.screens.door_recovery import RecoveryScreen

        folder = self.desk.vault_folder
        if folder is None or not (folder / _DATABASE).exists():
            self._say(_("还没有找到要打开的库：先选 1。"))
        else:
            self.app.push_screen(RecoveryScreen(folder))

    def action_card(self) -> None:
        """5: the card."""
        from secretguard.tui.screens.card import CardScreen

        self.app.push_screen(CardScreen())

    def _first_run(self, start: str) -> None:
        from secretguard.tui.screens.first_run import FirstRunScreen

        self.app.push_screen(FirstRunScreen(start))
