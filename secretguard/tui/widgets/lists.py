"""A list in which each line is a thing with an id: filtered by typing, kept at its place when redrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from secretguard.tui.kinsoku import divide_line
from secretguard.tui.safe_text import shortened

_LEAST_ROOM = 10
_ASIDE_FROM = 44
"""From how many cells a list has room for what stands aside."""
_GAP = 2
PAGE = 500
"""Lines shown at once; Textual's lists freeze the screen beyond some thousands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its id, what is drawn, the plain words that a filter looks at, whether it can be chosen.

    `hang` is how many cells a second line stands in, under the words behind the badge. `aside` stands at the
    right, its lines beside the row's own; in a list too narrow for that it follows the words. `short` keeps
    the row to one line, its end given as an ellipsis.
    """

    id: str
    text: Text
    words: str = ""
    enabled: bool = True
    hang: int = 3
    aside: Text | None = None
    short: bool = False


class PickList(OptionList):
    """An OptionList of rows. `show` redraws without losing the place; `filter_by` narrows by words."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: tuple[Row, ...] = ()
        self._wanted = ""
        self._drawn_width = 0
        self._broken: dict[str, tuple[Row, int, Text]] = {}

    def show(self, rows: Sequence[Row]) -> None:
        """Draw these rows; nothing happens if they are the ones shown."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._draw()

    def filter_by(self, words: str) -> None:
        """Keep the rows that hold these words (any case)."""
        self._wanted = words.casefold().strip()
        self._draw()

    @property
    def chosen(self) -> str | None:
        """The id of the highlighted row."""
        option = self.highlighted_option
        return option.id if option is not None else None

    @property
    def beyond(self) -> int:
        """How many rows lie below what is in sight; rows of one line each are counted."""
        return max(0, self.option_count - self.scroll_offset.y - self.scrollable_content_region.height)

    def choose(self, row_id: str) -> None:
        """Put the highlight on a row; nothing happens if it is not shown."""
        for index, option in enumerate(self.options):
            if option.id == row_id:
                self.highlighted = index
                return

    def on_resize(self) -> None:
        """Break the lines anew where the width has changed."""
        if self.scrollable_content_region.width != self._drawn_width:
            self._draw()

    def _draw(self) -> None:
        before, place = self.chosen, self.highlighted
        shown = [row for row in self._rows if self._wanted in row.words.casefold()][:PAGE]
        self._drawn_width = self.scrollable_content_region.width
        # The scroll bar may come with these very rows: its cell is kept free.
        width = self._drawn_width - (not self.show_vertical_scrollbar)
        self.set_options(Option(self._text(row, width), id=row.id, disabled=not row.enabled) for row in shown)
        if before is not None:
            self.choose(before)
        if self.highlighted is None and shown:
            self.highlighted = min(place or 0, len(shown) - 1)

    def _text(self, row: Row, width: int) -> Text:
        """The row's lines; broken once, since a long record is drawn again after every mark."""
        known = self._broken.get(row.id)
        if known is None or known[:2] != (row, width):
            known = self._broken[row.id] = (row, width, _hung(row, width))
        return known[2]


def _hung(row: Row, width: int) -> Text:
    """The row's words broken to the width, every line after the first standing in, the aside beside them."""
    if row.short and width > 0:
        return shortened(row.text, width)
    if row.aside is None:
        return Text("\n").join(_lines(row, width))
    if width < _ASIDE_FROM:
        whole = Text.assemble(row.text, "　", Text(" ").join(row.aside.split("\n")))
        return Text("\n").join(_lines(replace(row, text=whole), width))
    asides = list(row.aside.split("\n"))
    room = width - max(aside.cell_len for aside in asides) - _GAP
    return Text("\n").join(_beside(_lines(row, room), asides, room))


def _lines(row: Row, width: int) -> list[Text]:
    room = width - row.hang
    breaks = divide_line(row.text.plain, width)
    # None where only the spaces at the end would not fit.
    if not breaks or room < _LEAST_ROOM:
        return [row.text]
    head, rest = row.text.divide(breaks[:1])
    lines = rest.divide(divide_line(rest.plain, room)) if rest.cell_len > room else [rest]
    return [head, *(Text(" " * row.hang).append_text(line) for line in lines)]


def _beside(lines: list[Text], asides: Sequence[Text], room: int) -> Iterator[Text]:
    for line, aside in zip_longest(lines, asides):
        left = line.copy() if line is not None else Text()
        if aside is not None:
            left.append(" " * max(_GAP, room + _GAP - left.cell_len))
            left.append_text(aside)
        yield left
