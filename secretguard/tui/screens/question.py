"""Questions in the bottom line: yes or no, or one line of text. No pop-up covers the table."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from secretguard.i18n import _
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.bars import Notice
from secretguard.tui.widgets.lines import NoteInput

Answer = TypeVar("Answer")


class BottomLine(ModalScreen[Answer], Generic[Answer]):
    """Words in the bottom line over a screen that stays in sight, until `action_answer` closes it."""

    DEFAULT_CSS = """
    BottomLine { align: left bottom; background: transparent; }
    BottomLine > #asked { dock: bottom; height: auto; background: $care; color: $care-text; padding: 0 1; }
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The words with the ways out."""
        yield Static(self.sentence(), id="asked", classes="sentence", markup=False)

    def on_screen_resume(self) -> None:
        """What was told just before is not hidden by the question."""
        self.show_notice(getattr(self.app, "notice", None))

    def show_notice(self, notice: Notice | None) -> None:
        """What was told while the question stands: above it, since it covers the key line."""
        words = self.sentence() if notice is None else f"{safe(notice.text)}\n{self.sentence()}"
        for line in self.query(".sentence").results(Static):
            line.update(words)

    def sentence(self) -> str:
        """What stands in the line."""
        return self._words

    def action_answer(self, answer: Answer) -> None:
        """Close with the answer."""
        self.dismiss(answer)


class ConfirmLine(BottomLine[bool]):
    """Enter: yes. Esc: no. Nothing else does anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]

    def sentence(self) -> str:
        """The question with its two answers."""
        return _("{question}　回车 是　Esc 否", question=self._words)


class NoticeLine(BottomLine[bool]):
    """Something to read and keep open: Enter or Esc goes back, Del switches it off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "answer(False)", show=False),
        Binding("delete", "answer(True)", show=False),
    ]

    def sentence(self) -> str:
        """The notice with its ways out."""
        return _("{notice}　回车 返回　Del 关掉", notice=self._words)


class TextLine(BottomLine[str | None]):
    """A line of text under its question, at the bottom; Enter gives it, Esc gives None.

    `wrong` says why what stands in the line was refused a moment ago; it stays until the next answer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "answer(None)", show=False)]
    DEFAULT_CSS = """
    TextLine > #asked { padding: 0; }
    TextLine Static { width: 100%; height: auto; padding: 0 1; }
    TextLine > #asked > .wrong { text-style: bold; }
    TextLine Input { width: 100%; background: $panel; color: $foreground; }
    """

    def __init__(self, question: str, value: str = "", *, wrong: str = "") -> None:
        super().__init__(question)
        self._value, self._wrong = value, wrong

    def compose(self) -> ComposeResult:
        """The question, what was wrong, then the field."""
        with Vertical(id="asked"):
            if self._wrong:
                yield Static(self._wrong, classes="wrong", markup=False)
            yield Static(self.sentence(), classes="sentence", markup=False)
            yield NoteInput(self._value)

    def sentence(self) -> str:
        """The question with its two ways out; the field has a line of its own, however long it is."""
        return _("{question}　回车 记下　Esc 不改", question=self._words)

    def on_mount(self) -> None:
        """Typing goes into the field at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the text."""
        event.stop()
        self.dismiss(event.value)
