"""The last step: the enterprise, so that a drill can begin; or the sample."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Static

from secretguard.errors import RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.first_run_panes import StepPane
from secretguard.tui.widgets import LineInput

_FIELDS = ("enterprise-name", "industry", "headcount")
_MOST_PEOPLE = 10_000_000


class EnterprisePane(StepPane):
    """Name, industry, headcount; a guide may leave it for later."""

    KEYS: ClassVar[tuple[Key, ...]] = (Key("f5", "sample", lambda: _("试用样例")),)

    def compose(self) -> ComposeResult:
        """Three fields."""
        yield Static("", classes="title words", markup=False)
        for name in _FIELDS:
            yield Static("", classes=f"spaced {name}-words", markup=False)
            yield LineInput(id=name)
        yield Static("", classes="message spaced", markup=False)
        yield Static("", classes="quiet words-below", markup=False)

    def title(self) -> str:
        """企业."""
        return _("企业")

    def first(self) -> Widget:
        """The name."""
        return self.query_one("#enterprise-name")

    def redraw(self) -> None:
        """The questions, for an enterprise or for a guide."""
        bureau = self.flow.answers.role == "bureau"
        head = _("先加一家企业（可以留空，以后在首页按 7 再加）") if bureau else _("您的企业")
        self.query_one(".words", Static).update(head)
        self.query_one(".enterprise-name-words", Static).update(_("名称（印在报告封面上）"))
        self.query_one(".industry-words", Static).update(_("行业（用来推荐情景，如 汽车零部件）"))
        self.query_one(".headcount-words", Static).update(_("人数"))
        self.query_one(".words-below", Static).update(
            _("都加密存在库里。还不想写真的，按 F5 先用样例，您的库留着。")
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next field; in the last one it goes on."""
        event.stop()
        place = _FIELDS.index(event.input.id or "")
        if place + 1 < len(_FIELDS):
            self.query_one(f"#{_FIELDS[place + 1]}").focus()
        else:
            self.accept()

    def accept(self) -> None:
        """Record the enterprise and go home."""
        name, industry, headcount = (self.query_one(f"#{field}", Input).value.strip() for field in _FIELDS)
        if not name and self.flow.answers.role == "bureau":
            self.flow.finish()
            return
        try:
            self._record(name, industry, headcount)
        except SecretGuardError as error:
            self.complain(f"{error.message} {error.remedy}".strip())
        else:
            self.flow.finish()

    def _record(self, name: str, industry: str, headcount: str) -> None:
        if not name:
            raise RefusedError(_("企业名称还空着。"), _("写上名称，或按 F5 试用样例。"))
        people = read_headcount(headcount)
        from secretguard.register import Profile, add_enterprise  # not before the first step is on the screen

        desk = self.flow.desk
        added = add_enterprise(desk.vault, Profile(name=name, industry=industry or None, headcount=people))
        desk.choose_enterprise(added.id)


def read_headcount(text: str) -> int | None:
    """Full-width digits, 「90人」 and nothing at all are understood. Raises RefusedError."""
    digits = text.strip().removesuffix("人").strip()
    if not digits:
        return None
    if not digits.isdecimal() or not 1 <= int(digits) <= _MOST_PEOPLE:
        raise RefusedError(_("人数「{text}」读不懂。", text=text), _("写成数字，如 90；也可以空着。"))
    return int(digits)
