"""The step that hands over the recovery code: copied by hand, two groups typed back."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from secretguard.i18n import _
from secretguard.tui.desk import Desk
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.first_run_panes import StepPane
from secretguard.tui.views.first_run_view import code_lines, group_verdict, two_places, verdict_line
from secretguard.tui.widgets import LineInput


class RecoveryPane(StepPane):
    """The code stands here and nowhere else: it is written to no file."""

    KEYS: ClassVar[tuple[Key, ...]] = (Key("f9", "print_sheet", lambda: _("印密钥登记表")),)

    def compose(self) -> ComposeResult:
        """What it is, the code, two groups to type back."""
        yield Static("", classes="title words", markup=False)
        yield Static("", classes="words-below", markup=False)
        yield Static("", id="code", markup=False)
        yield Static("", classes="title ask", markup=False)
        for name in ("early", "late"):
            with Horizontal(classes="group"):
                yield Static("", id=f"{name}-words", markup=False)
                yield LineInput(id=name)
                yield Static("", id=f"{name}-verdict", markup=False)
        yield Static("", classes="message", markup=False)
        yield Static("", classes="quiet sheet", markup=False)

    @cached_property
    def _places(self) -> tuple[int, int]:
        """Which two groups are asked for: drawn once."""
        return two_places(secrets.randbelow)

    def title(self) -> str:
        """恢复码."""
        return _("恢复码")

    def first(self) -> Widget:
        """The first group asked for."""
        return self.query_one("#early")

    def redraw(self) -> None:
        """The code and the questions."""
        self.query_one(".words", Static).update(_("恢复码：忘记口令时唯一的钥匙"))
        self.query_one(".words-below", Static).update(
            _("抄在纸上，和口令分开锁好。别拍照，别存进电脑或网盘。只显示这一次。")
        )
        self.query_one("#code", Static).update(code_lines(self.flow.answers.code))
        early, late = (place + 1 for place in self._places)
        self.query_one(".ask", Static).update(
            _("抄好了？看着纸，输入第 {early} 组和第 {late} 组", early=early, late=late)
        )
        for name, place in zip(("early", "late"), self._places, strict=True):
            self.query_one(f"#{name}-words", Static).update(_("第 {number} 组", number=place + 1))
        self.query_one(".sheet", Static).update(
            _("F9 印一张密钥登记表：本人和企业签名，把这把钥匙和您这个人连起来。上面没有恢复码。")
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each group is checked while it is typed; a right first one hands on to the second."""
        event.stop()
        name = event.input.id or ""
        verdict = group_verdict(self.flow.answers.code, self._place(name), event.value)
        self.query_one(f"#{name}-verdict", Static).update(verdict_line(verdict, self._place(name)))
        self.complain("")
        if verdict == "right" and name == "early" and self._verdict("late") != "right":
            self.query_one("#late").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the other group, or on."""
        event.stop()
        if event.input.id == "early":
            self.query_one("#late").focus()
        else:
            self.accept()

    def accept(self) -> None:
        """On, once both groups are right."""
        for name in ("early", "late"):
            if self._verdict(name) != "right":
                self.complain(_("第 {number} 组还不对，看着纸再输。", number=self._place(name) + 1))
                self.query_one(f"#{name}").focus()
                return
        self.flow.attempt(self.flow.desk.confirm_recovery_code)
        self.flow.advance()

    def _place(self, name: str) -> int:
        return self._places[0 if name == "early" else 1]

    def _verdict(self, name: str) -> str:
        typed = self.query_one(f"#{name}", Input).value
        return group_verdict(self.flow.answers.code, self._place(name), typed)


def print_sheet(desk: Desk) -> str:
    """Print the enrolment sheet; what to tell the user. Raises SecretGuardError."""
    from secretguard.documents.enrolment import enrolment_sheet
    from secretguard.documents.files import write_documents
    from secretguard.tui.printing import report_folder

    document = enrolment_sheet(desk.vault, desk.clock())
    path = write_documents(document, report_folder(desk), _("密钥登记表"), ("pdf",))[0]
    return safe(_("已写入 {path}。打印后签名；上面没有恢复码。", path=path))
