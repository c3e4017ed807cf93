"""The line for quick entries: Tab or the right arrow takes what is offered for the name being typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from secretguard.tui.widgets.lines import NoteInput


class QuickLine(NoteInput):
    """A note line with completion; without anything on offer, both keys do what they do elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("right", "complete_or_move", show=False),
    ]

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id)
        self.offered = ""
        """The name that a completion would put in place of what stands behind the last mark."""

    def action_complete(self) -> None:
        """Tab: take it, else on to the next region."""
        if not self._take():
            self.screen.focus_next()

    def action_complete_or_move(self) -> None:
        """Right: at the end of the line take it, else move."""
        if self.cursor_position < len(self.value) or not self._take():
            self.action_cursor_right()

    def _take(self) -> bool:
        if not self.offered:
            return False
        place = max(self.value.rfind(mark) for mark in "@＠#＃")
        self.value = f"{self.value[: place + 1]}{self.offered} "
        self.cursor_position = len(self.value)
        return True
