"""The top line (where, whom, clocks) and the key line (this screen's keys, as many as fit, clickable)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import RenderResult
from textual.widget import Widget

from secretguard.tui.keys import Key
from secretguard.tui.kinsoku import divide_line
from secretguard.tui.safe_text import safe, shortened

_KEPT = ("f1", "ctrl+p")
"""Help and all commands: with these, every other key can be found."""


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
        return shortened(left, max(0, room), pad=True) + right


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just happened, in a sentence; `bad` if it was refused."""

    text: str
    bad: bool = False


class KeyBar(Widget):
    """The keys of the screen, first ones first; each is a button for the mouse. Help and ^P always stay.

    A notice stands above them for a while. It takes its lines from the layout: an overlay would be cut at
    the edges of what lies below, in the middle of wide characters.
    """

    DEFAULT_CSS = "KeyBar { dock: bottom; height: auto; }"

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keybar--good", "keybar--bad"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[Key] = ()
        self._notice: Notice | None = None

    def say(self, notice: Notice | None) -> None:
        """Put a notice above the keys, or take it away."""
        if notice != self._notice:
            self._notice = notice
            self.refresh(layout=True)

    def show(self, keys: Sequence[Key]) -> None:
        """Draw these keys, dropping from the end of the others what does not fit beside help and ^P."""
        self._keys = keys
        self.refresh()

    def render(self) -> RenderResult:
        """The notice if there is one, then the keys."""
        line = self.key_line(self.app.size.width)
        if self._notice is None:
            return line
        return Text("\n").join([*self._said(self._notice, self.app.size.width), line])

    def _said(self, notice: Notice, width: int) -> Iterator[Text]:
        words = safe(notice.text)
        style = self.get_component_rich_style("keybar--bad" if notice.bad else "keybar--good")
        ends = [*divide_line(words, max(1, width - 2)), len(words)]
        for start, end in pairwise([0, *ends]):
            line = Text(f" {words[start:end].strip()}", style=style)
            line.pad_right(max(0, width - line.cell_len))
            yield line

    def key_line(self, width: int) -> Text:
        """One line; a key that does not fit is left out whole, never cut."""
        pieces = [(key, _piece(key)) for key in self._keys if key.label()]
        kept = [piece for key, piece in pieces if key.key in _KEPT]
        room = width - 1 - sum(piece.cell_len for piece in kept)
        text = Text(" ")
        for key, piece in pieces:
            if key.key in _KEPT:
                continue
            room -= piece.cell_len
            if room < 0:
                break
            text.append_text(piece)
        for piece in kept:
            if text.cell_len + piece.cell_len <= width:
                text.append_text(piece)
        return text


def _piece(key: Key) -> Text:
    piece = Text.assemble((key.shown, "bold"), " ", safe(key.label()), "  ")
    piece.stylize(Style.from_meta({"@click": _clicked(key)}))
    return piece


def _clicked(key: Key) -> str:
    action = key.action if "." in key.action else f"screen.{key.action}"
    return action if action.endswith(")") else f"{action}()"
