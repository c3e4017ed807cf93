"""Inputs that keep what people type: full-width friendly, pastes whole, secrets never selectable."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import Input


class LineInput(Input):
    """A one-line input that does not select on focus: the first key must not wipe what stands there.

    A paste of several lines is kept whole, joined by `JOIN`; Textual's own keeps only the first line.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    JOIN = " "

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line.strip() for line in event.text.splitlines()]
        self.insert_text_at_cursor(self.JOIN.join(line for line in lines if line))
        event.stop()
        event.prevent_default()


class NoteInput(LineInput):
    """记一笔: lines that were pasted stay told apart."""

    JOIN = "／"


class SecretInput(LineInput):
    """A passphrase: hidden, not selectable, gone from memory's reach once taken."""

    ALLOW_SELECT = False

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id)
        self.password = True

    def take(self) -> str:
        """The passphrase, and the field empty again."""
        value, self.value = self.value, ""
        return value
