"""The top line (where, whom, clocks) and the key line (this screen's keys, as many as fit, clickable)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import RenderResult
from textual.widget import Widget

from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe


class TopBar(Widget):
    """Left: where and whom; right: clocks. What does not fit gives way on the left, visibly."""

    DEFAULT_CSS = "TopBar { dock: top; height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._left, self._right = "", ""

    def show(self, left: str, right: str = "") -> None:
        """Draw both sides; nothing happens if they are as before."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> RenderResult:
        """Both sides on one line of the widget's width."""
        left, right = Text(" " + safe(self._left)), Text(safe(self._right) + " ")
        room = self.size.width - right.cell_len
        left.truncate(max(0, room), overflow="ellipsis", pad=True)
        return left + right


class KeyBar(Widget):
    """The keys of the screen, first ones first; each is a button for the mouse."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[Key] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Draw these keys, dropping from the end what does not fit."""
        self._keys = keys
        self.refresh()

    def render(self) -> RenderResult:
        """One line; a key that does not fit is left out whole, never cut."""
        text, used = Text(" "), 1
        for key in self._keys:
            label = safe(key.label())
            if not label:
                continue
            width = cell_len(key.shown) + 1 + cell_len(label) + 2
            if used + width > self.size.width:
                break
            piece = Text.assemble((key.shown, "bold"), " ", label, "  ")
            piece.stylize(Style.from_meta({"@click": _clicked(key)}))
            text.append_text(piece)
            used += width
        return text


def _clicked(key: Key) -> str:
    action = key.action if "." in key.action else f"screen.{key.action}"
    return action if action.endswith(")") else f"{action}()"
