"""Questions in the bottom line: yes or no, or one line of text. No pop-up covers the table."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from secretguard.i18n import _
from secretguard.tui.widgets.lines import NoteInput


class ConfirmLine(ModalScreen[bool]):
    """Enter: yes. Esc: no. Nothing else does anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]
    DEFAULT_CSS = """
    ConfirmLine { align: left bottom; background: transparent; }
    ConfirmLine > Static { dock: bottom; height: auto; background: $care; color: $care-text; padding: 0 1; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question with its two answers."""
        yield Static(_("{question}　回车 是　Esc 否", question=self._question), markup=False)

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)


class NoticeLine(ModalScreen[bool]):
    """Something to read and keep open: Enter or Esc goes back, Del switches it off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "answer(False)", show=False),
        Binding("delete", "answer(True)", show=False),
    ]
    DEFAULT_CSS = """
    NoticeLine { align: left bottom; background: transparent; }
    NoticeLine > Static { dock: bottom; height: auto; background: $care; color: $care-text; padding: 0 1; }
    """

    def __init__(self, notice: str) -> None:
        super().__init__()
        self._notice = notice

    def compose(self) -> ComposeResult:
        """The notice with its ways out."""
        yield Static(_("{notice}　回车 返回　Del 关掉", notice=self._notice), markup=False)

    def action_answer(self, off: bool) -> None:
        """Close with the answer."""
        self.dismiss(off)


class TextLine(ModalScreen[str | None]):
    """A line of text in the bottom line; Enter gives it, Esc gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    TextLine { align: left bottom; background: transparent; }
    TextLine > Horizontal { dock: bottom; height: 1; background: $care; color: $care-text; }
    TextLine Static { width: auto; padding: 0 1; }
    TextLine Input { width: 1fr; }
    """

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question, self._value = question, value

    def compose(self) -> ComposeResult:
        """The question, then the field."""
        with Horizontal():
            yield Static(self._question, markup=False)
            yield NoteInput(self._value)

    def on_mount(self) -> None:
        """Typing goes into the field at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the text."""
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Close without."""
        self.dismiss(None)
