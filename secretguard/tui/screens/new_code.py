"""A new recovery code for the open vault: where the first one was never typed back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.printing import print_from
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.first_run_panes import StepFlow
from secretguard.tui.screens.first_run_recovery import RecoveryPane, print_sheet
from secretguard.tui.screens.question import TextLine
from secretguard.tui.views.first_run_view import Answers


class NewCodeScreen(StepFlow):
    """The code, and two groups of it typed back. Left before that, the next opening asks again."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "next", lambda: _("抄好了，核对")),
        Key("f9", "print_sheet", lambda: _("印密钥登记表")),
        Key("escape", "back", lambda: _("以后再说")),
    )

    def __init__(self, code: str) -> None:
        super().__init__()
        self.answers = Answers(code=code)

    def body(self) -> ComposeResult:
        """The same step as at the first run."""
        with Vertical(id="new-code"):
            yield RecoveryPane()

    def on_mount(self) -> None:
        """The first group asked for."""
        super().on_mount()
        self.query_one(RecoveryPane).first().focus()

    def redraw(self) -> None:
        """The title and the code."""
        self.head(_("密盾 ・ 新的恢复码"), _("旧的那张从此作废"))
        self.query_one(RecoveryPane).redraw()

    def advance(self) -> None:
        """Both groups are right."""
        self.tell(_("恢复码核对过了。和口令分开锁好。"))
        self.app.call_later(self.desk_app.go_back)

    async def action_back(self) -> None:
        """Esc: home; the reminder stays."""
        self.tell(_("恢复码还没有核对，首页会一直提醒。旧的那张已经作废。"))
        self.app.call_later(self.desk_app.go_back)

    def action_next(self) -> None:
        """F8: as Enter in the last field."""
        self.query_one(RecoveryPane).accept()

    def action_print_sheet(self) -> None:
        """F9: the enrolment sheet."""
        print_from(self, print_sheet)


def ask_for_code(screen: DeskScreen) -> None:
    """Let the paper be proved by typing it whole; with nothing typed, make a new code."""

    def answered(typed: str | None) -> None:
        if typed is None:
            return
        if typed.strip():
            screen.attempt(lambda: _prove(screen, typed))
        else:
            screen.attempt(lambda: screen.app.push_screen(NewCodeScreen(screen.desk.replace_recovery_code())))

    question = _("手里有抄好的恢复码：整张输入核对；没有：空着回车，换一张新的")
    screen.app.push_screen(TextLine(question), answered)


def _prove(screen: DeskScreen, typed: str) -> None:
    if screen.desk.prove_recovery_code(typed):
        screen.tell(_("恢复码对得上，核对过了。"))
    else:
        screen.tell(_("这张恢复码打不开这个库。再看一遍，或空着回车换一张新的。"), bad=True)
