"""The first steps: language, and who you are. And what every step has in common."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from secretguard.i18n import LANGUAGES, _, current_language, set_language
from secretguard.settings import load_settings, save_settings
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.first_run_view import Answers
from secretguard.tui.widgets import LineInput, PickList, Row


class StepFlow(DeskScreen):
    """A screen that steps stand on: what they have collected, and where they lead."""

    answers: Answers

    def advance(self) -> None:
        """The step at hand is done."""
        raise AssertionError

    def finish(self) -> None:
        """All steps are done."""
        raise AssertionError

    def action_sample(self) -> None:
        """The sample enterprise instead."""
        raise AssertionError


class StepPane(Vertical):
    """One step: it draws its words when asked, says when it is finished, and hidden keeps its fields."""

    KEYS: ClassVar[tuple[Key, ...]] = ()

    @property
    def flow(self) -> StepFlow:
        """The screen that holds the steps and what they have collected."""
        assert isinstance(self.screen, StepFlow)
        return self.screen

    def title(self) -> str:
        """What the step list calls this step."""
        raise AssertionError

    def redraw(self) -> None:
        """Draw the words, in the language of the moment."""

    def first(self) -> Widget:
        """What has the focus when the step comes up."""
        raise AssertionError

    def accept(self) -> None:
        """The user is ready: check, keep, and go on; or say what is missing."""
        self.flow.advance()

    def choose(self, number: int) -> None:
        """A digit, while no field has the focus."""

    def complain(self, text: str) -> None:
        """Say under the fields what is missing; empty: nothing is."""
        self.query_one(".message", Static).update(safe(text))


class LanguagePane(StepPane):
    """Chinese or English; switches at once."""

    def compose(self) -> ComposeResult:
        """The two languages."""
        yield Static("", classes="title words", markup=False)
        yield PickList(id="languages")
        yield Static("", classes="quiet words-below", markup=False)
        yield Static("", classes="message", markup=False)

    def title(self) -> str:
        """语言."""
        return _("语言")

    def first(self) -> Widget:
        """The list."""
        return self.query_one("#languages")

    def redraw(self) -> None:
        """Both names stand in their own language, always."""
        self.query_one(".words", Static).update("请选语言 / Language")
        self.query_one(".words-below", Static).update(
            _("按数字或回车选。以后随时可以换：按 ^P，写「语言」。")
        )
        rows = (Row("zh", Text("1 中文")), Row("en", Text("2 English")))
        languages = self.query_one("#languages", PickList)
        languages.show(rows)
        languages.choose(current_language())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self._take(event.option.id or "zh")

    def accept(self) -> None:
        """F8: the highlighted one."""
        self._take(self.query_one("#languages", PickList).chosen or "zh")

    def choose(self, number: int) -> None:
        """1 or 2."""
        if number <= len(LANGUAGES):
            self._take(LANGUAGES[number - 1])

    def _take(self, language: str) -> None:
        set_language(language)
        self.flow.attempt(lambda: save_settings(replace(load_settings(), language=language)))
        self.flow.advance()


class WhoPane(StepPane):
    """Enterprise or guide, and the name that signs; or look at the sample first."""

    def compose(self) -> ComposeResult:
        """Three ways on, and the name."""
        yield Static("", classes="title words", markup=False)
        yield PickList(id="roles")
        yield Static("", classes="title spaced name-words", markup=False)
        yield LineInput(id="member")
        yield Static("", classes="quiet words-below", markup=False)
        yield Static("", classes="message", markup=False)

    def title(self) -> str:
        """您是谁."""
        return _("您是谁")

    def first(self) -> Widget:
        """The list."""
        return self.query_one("#roles")

    def redraw(self) -> None:
        """The ways on; the one taken is marked."""
        self.query_one(".words", Static).update(_("您为谁用密盾？"))
        self.query_one(".name-words", Static).update(_("您的姓名或岗位"))
        self.query_one(".words-below", Static).update(
            _("写进成员名单；您记的每一笔都用您的钥匙签名。不写就叫「管理员」。")
        )
        rows = (
            Row("enterprise", Text(_("1 自己的企业"))),
            Row("bureau", Text(_("2 监管部门、园区、协会的指导员：一个库管多家企业"))),
            Row("sample", Text(_("3 先看样例：示例公司，什么都不用填，退出即删"))),
        )
        self.query_one("#roles", PickList).show(rows)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self._take(event.option.id or "")

    def choose(self, number: int) -> None:
        """1, 2 or 3."""
        if number in (1, 2, 3):
            role = ("enterprise", "bureau", "sample")[number - 1]
            self.query_one("#roles", PickList).choose(role)
            self._take(role)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the name goes on."""
        event.stop()
        self.accept()

    def accept(self) -> None:
        """Keep who it is, and go on."""
        chosen = self.query_one("#roles", PickList).chosen
        if chosen == "sample":
            self.flow.action_sample()
            return
        name = self.query_one("#member", LineInput).value.strip()
        role = self.flow.answers.role if chosen is None else chosen
        self.flow.answers = replace(
            self.flow.answers, role="bureau" if role == "bureau" else "enterprise", member=name
        )
        self.flow.advance()

    def _take(self, role: str) -> None:
        if role == "sample":
            self.flow.action_sample()
        else:
            self.query_one("#member").focus()
