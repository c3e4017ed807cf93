"""First run: language, who, vault, recovery code, enterprise. Esc goes back one step and loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ContentSwitcher, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.sample import open_sample
from secretguard.tui.screens.first_run_enterprise import EnterprisePane
from secretguard.tui.screens.first_run_panes import LanguagePane, StepFlow, StepPane, WhoPane
from secretguard.tui.screens.first_run_recovery import RecoveryPane, print_sheet
from secretguard.tui.screens.first_run_vault import VaultPane
from secretguard.tui.views.first_run_view import Answers, step_lines
from secretguard.tui.widgets import KeyBar, Panel
from secretguard.tui.widgets.busy import BusyLine

_STEPS = ("language", "who", "vault", "recovery", "enterprise")


class FirstRunScreen(StepFlow):
    """The steps at the left, the step at hand at the right."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "next", lambda: _("下一步")),
        Key("escape", "back", lambda: _("上一步")),
        Key("f5", "sample", lambda: ""),
        Key("f9", "print_sheet", lambda: ""),
        *(Key(str(number), f"choose({number})", lambda: "") for number in (1, 2, 3)),
    )

    def __init__(self, start: str = "language") -> None:
        super().__init__()
        self.answers = Answers()
        self._place = self._done = _STEPS.index(start)

    def body(self) -> ComposeResult:
        """All steps are there from the beginning, so that going back loses nothing."""
        with Horizontal(id="first-run"):
            yield Panel("", Static("", id="steps", markup=False), id="steps-panel")
            with ContentSwitcher(initial=_STEPS[self._place], id="panes"):
                yield LanguagePane(id="language")
                yield WhoPane(id="who")
                yield VaultPane(id="vault")
                yield RecoveryPane(id="recovery")
                yield EnterprisePane(id="enterprise")
        yield BusyLine(id="busy")

    def on_mount(self) -> None:
        """The first step, and a watch for the lock."""
        super().on_mount()
        self.show_step()
        self.set_interval(1, self._watch_lock)

    @property
    def pane(self) -> StepPane:
        """The step at hand."""
        return self._panes()[self._place]

    def _panes(self) -> list[StepPane]:
        return [self.query_one(f"#{name}", StepPane) for name in _STEPS]

    # ---- drawing

    def redraw(self) -> None:
        """The step list and the words of the step at hand, in the language of the moment."""
        panes = self._panes()
        number = self._place + 1
        self.head(
            _("密盾 ・ 第一次使用"), _("第 {number} 步／共 {count} 步", number=number, count=len(panes))
        )
        self.query_one("#steps-panel", Panel).retitle(_("步骤"))
        steps = step_lines([pane.title() for pane in panes], self._place, self._done)
        self.query_one("#steps", Static).update(steps)
        self.pane.redraw()
        self.query_one(KeyBar).show(self.keys())

    def keys(self) -> Sequence[Key]:
        """This step's own keys with the common ones."""
        shown = [key for key in self.KEYS if key.label()]
        return (shown[0], *self.pane.KEYS, *shown[1:], *self.common_keys())

    def show_step(self) -> None:
        """Bring the step at hand up, and the focus into it."""
        self.query_one(ContentSwitcher).current = _STEPS[self._place]
        self.redraw()
        self.call_after_refresh(self._focus_step)

    def _focus_step(self) -> None:
        if not self.is_current:
            return
        first = self.pane.first()
        if not first.disabled:
            first.focus()
        self.park_cursor()

    # ---- going on and back

    def advance(self) -> None:
        """The next step."""
        self._place = min(self._place + 1, len(_STEPS) - 1)
        self._done = max(self._done, self._place)
        self.show_step()

    def action_next(self) -> None:
        """F8: as Enter in the last field."""
        self.pane.accept()

    async def action_back(self) -> None:
        """Esc: one step back; from the first one out to the door."""
        if self._place == 0:
            self.app.call_later(self.desk_app.go_back)
        else:
            self._place -= 1
            self.show_step()

    def action_choose(self, number: int) -> None:
        """A digit."""
        self.pane.choose(number)

    def action_print_sheet(self) -> None:
        """F9, once there is a vault."""
        if self.desk.unlocked:
            from secretguard.tui.printing import print_from  # papers take long to load

            print_from(self, print_sheet)

    def finish(self) -> None:
        """All steps are done: home."""
        self._leave()

    def _leave(self) -> None:
        app = self.desk_app

        async def go() -> None:
            while len(app.screen_stack) > 1:
                await app.pop_screen()
            if app.desk.unlocked:
                app.unlocked()

        app.run_worker(go(), group="leave")

    def _watch_lock(self) -> None:
        """A lock in the middle of it (five idle minutes) leads back to the door; the vault stays made."""
        if self.answers.code and not self.desk.unlocked and not self.desk.sample:
            self.tell(_("已锁定，库已建好。恢复码没抄完的，打开后首页会提醒，可换一张新的。"))
            self._leave()

    # ---- the sample

    def action_sample(self) -> None:
        """The sample enterprise on a throw-away vault."""
        busy = self.query_one("#busy", BusyLine)
        if busy.display:
            return
        busy.show(_("正在准备样例"))
        app, desk = self.app, self.desk

        def work() -> None:
            try:
                open_sample(desk)
            except SecretGuardError as error:
                app.call_from_thread(self._sample_refused, error)
            else:
                app.call_from_thread(self._leave)

        app.run_worker(work, thread=True, group="way-in")

    def _sample_refused(self, error: SecretGuardError) -> None:
        self.query_one("#busy", BusyLine).hide()
        self.tell(f"{error.message} {error.remedy}".strip(), bad=True)
