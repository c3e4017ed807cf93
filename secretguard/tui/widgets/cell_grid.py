"""A table one walks through cell by cell: only what is in sight is drawn, so long ones cost nothing more."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from secretguard.i18n import _
from secretguard.tui.marks import STYLES
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.grid_view import GridLine, GridView

HEAD = -1
"""The row of the headings, on which Space sorts."""
_LEAST_CELLS = 8
_SHORT_CELLS = 12
"""A column that wants no more than this (a day, a number) is shown whole or not at all."""


class CellGrid(ScrollView, can_focus=True):
    """Arrows walk, PgUp, PgDn, Home and End leap; above the first line stand the headings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "leap_column(False)", show=False),
        Binding("end", "leap_column(True)", show=False),
        Binding("ctrl+home", "leap_row(False)", show=False),
        Binding("ctrl+end", "leap_row(True)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--row", "grid--cell", "grid--picked"}
    DEFAULT_CSS = """
    CellGrid { overflow-x: hidden; overflow-y: auto; height: 1fr; scrollbar-size-vertical: 1; }
    CellGrid > .grid--head { background: $panel; color: $quiet; text-style: bold; }
    CellGrid > .grid--row { background: $block-cursor-blurred-background; color: $foreground; }
    CellGrid > .grid--cell { background: $block-cursor-blurred-background; text-style: bold underline; }
    CellGrid:focus > .grid--cell { background: $accent; color: $background; text-style: bold; }
    CellGrid > .grid--picked { color: $accent; }
    """

    class Moved(Message):
        """Another cell is under the cursor."""

    class Opened(Message):
        """A cell was clicked twice, or a heading once."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = GridView()
        self._row = self._column = 0
        self._first = 0
        """The first column shown beside the fixed ones."""

    # ---- what is shown

    def show(self, view: GridView) -> None:
        """Draw this; the cursor stays on its line and its column where they are still there."""
        line_id, column_id = self.line_id, self.column_id
        row = self._row
        if [head.id for head in view.heads] != [head.id for head in self._view.heads]:
            self._first = self._column = 0
        self._view = view
        self.virtual_size = Size(1, len(view.lines) + 1)
        self._column = self._column_named(column_id, default=min(self._column, max(0, len(view.heads) - 1)))
        on_head = row == HEAD and bool(view.lines)
        if not on_head and (not 0 <= row < len(view.lines) or view.lines[row].id != line_id):
            found = (place for place, line in enumerate(view.lines) if line.id == line_id)
            self._row = next(found, max(0, min(row, len(view.lines) - 1)))
        self.refresh()
        self.call_after_refresh(self._keep_in_sight)

    def choose(self, line_id: str, column_id: str | None = None) -> None:
        """Put the cursor on a line, and on a column of it."""
        for row, line in enumerate(self._view.lines):
            if line.id == line_id:
                self._go(row, self._column_named(column_id, default=self._column))
                return

    def step(self, columns: int) -> None:
        """Go to a column beside this one; at the end nothing."""
        self._go(self._row, self._column + columns)

    @property
    def on_head(self) -> bool:
        """Whether the cursor stands on the headings."""
        return self._row == HEAD

    @property
    def line_id(self) -> str | None:
        """The id of the line under the cursor; None on the headings and in an empty table."""
        lines = self._view.lines
        return lines[self._row].id if 0 <= self._row < len(lines) else None

    @property
    def column_id(self) -> str | None:
        """The id of the column under the cursor."""
        heads = self._view.heads
        return heads[self._column].id if self._column < len(heads) else None

    @property
    def line_ids(self) -> tuple[str, ...]:
        """The ids of all lines, in the order shown."""
        return tuple(line.id for line in self._view.lines)

    @property
    def position(self) -> int:
        """The number of the line under the cursor, from 1; 0 on the headings."""
        return self._row + 1 if self._view.lines else 0

    @property
    def beyond(self) -> int:
        """How many columns stand out of sight to the right."""
        spans = self._spans()
        return len(self._view.heads) - 1 - spans[-1][0] if spans else 0

    @property
    def cell_region(self) -> Region:
        """Where the cell under the cursor is drawn, from the grid's own corner."""
        y = 0 if self.on_head else self._row - self.scroll_offset.y + 1
        for place, x, width in self._spans():
            if place == self._column:
                return Region(x, y, width, 1)
        return Region(0, y, self.size.width, 1)

    # ---- walking

    def action_move(self, rows: int, columns: int) -> None:
        """An arrow."""
        self._go(self._row + rows, self._column + columns)

    def action_page(self, pages: int) -> None:
        """PgUp, PgDn."""
        self._go(max(0, self._row + pages * max(1, self.size.height - 2)), self._column)

    def action_leap_column(self, last: bool) -> None:
        """Home, End."""
        self._go(self._row, len(self._view.heads) - 1 if last else 0)

    def action_leap_row(self, last: bool) -> None:
        """First and last line."""
        self._go(len(self._view.lines) - 1 if last else 0, self._column)

    def on_click(self, event: events.Click) -> None:
        """A click goes there; a second one on the same cell opens it, one on a heading sorts."""
        event.stop()
        row = event.y - 1 + self.scroll_offset.y if event.y else HEAD
        hit = (place for place, x, width in self._spans() if x <= event.x <= x + width)
        self._go(row, next(hit, self._column))
        if event.chain == 2 or row == HEAD:
            self.post_message(self.Opened())

    def on_resize(self) -> None:
        """Other columns may fit now."""
        self._keep_in_sight()

    def _go(self, row: int, column: int) -> None:
        lines, heads = len(self._view.lines), len(self._view.heads)
        self._row = max(HEAD, min(row, lines - 1)) if lines else 0
        self._column = max(0, min(column, heads - 1))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _column_named(self, column_id: str | None, *, default: int) -> int:
        found = (place for place, head in enumerate(self._view.heads) if head.id == column_id)
        return next(found, default)

    def _keep_in_sight(self) -> None:
        view, room = self._view, max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if 0 <= self._row < top or self._row >= top + room:
            self.scroll_to(
                y=self._row if self._row < top else self._row - room + 1, animate=False, force=True
            )
        elif self.on_head:
            self.scroll_to(y=0, animate=False, force=True)
        self._first = max(view.fixed, min(self._first, len(view.heads) - 1))
        if self._column < self._first:
            self._first = max(view.fixed, self._column)
        while self._first < self._column and not self._is_whole(self._column):
            self._first += 1
        while self._first > view.fixed and self._fits_from(self._first - 1):
            # Nothing is left to the right: the room is given to what stands before.
            self._first -= 1

    def _fits_from(self, first: int) -> bool:
        wanted = sum(self._width(place) + 1 for place in range(first, len(self._view.heads)))
        return self._fixed_end + wanted - 1 <= self.scrollable_content_region.width

    def _is_whole(self, column: int) -> bool:
        return any(place == column and width >= self._width(place) for place, _x, width in self._spans())

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """The headings first, then the lines in sight."""
        width, row = self.scrollable_content_region.width, y - 1 + self.scroll_offset.y
        style, segments = self.rich_style, []
        if y == 0:
            style = self.get_component_rich_style("grid--head")
            segments = self._head_segments(style)
        elif 0 <= row < len(self._view.lines):
            style = self.get_component_rich_style("grid--row") if row == self._row else style
            segments = self._line_segments(self._view.lines[row], row, style)
        return Strip(segments).adjust_cell_length(width, style)

    def _head_segments(self, style: Style) -> list[Segment]:
        marks = self._marks_width
        count = str(len(self._view.picked)) if self._view.picked else ""
        segments = [Segment(_fit(count, marks), style)]
        for place, _x, width in self._spans():
            head = self._view.heads[place]
            here = self.on_head and place == self._column
            words = head.label
            order = self._view.order
            if order is not None and order.column == head.id:
                words += " " + (_("降") if order.descending else _("升"))
            cell = self.get_component_rich_style("grid--cell") if here else style
            segments += [Segment(_fit(safe(words), width), cell), Segment(" ", style)]
        return segments

    def _line_segments(self, line: GridLine, row: int, style: Style) -> list[Segment]:
        word, tone = line.badge
        picked = line.id in self._view.picked
        segments = []
        if self._view.picked:
            tick = Segment(safe(_("勾")), Style.parse(STYLES["info"])) if picked else Segment("  ", style)
            segments += [tick, Segment(" ", style)]
        segments += [Segment(_fit(safe(word), 2), Style.parse(STYLES[tone])), Segment(" ", style)]
        words = style + self.get_component_rich_style("grid--picked", partial=True) if picked else style
        for place, _x, width in self._spans():
            here = row == self._row and place == self._column
            text = safe(line.cells[self._view.places[place]]).replace("\n", " ")
            shown = _fit(text, width, right=self._view.heads[place].number)
            cell = self.get_component_rich_style("grid--cell") if here else words
            segments += [Segment(shown, cell), Segment(" ", style)]
        return segments

    @property
    def _marks_width(self) -> int:
        return 6 if self._view.picked else 3

    def _width(self, place: int) -> int:
        """What a column wants, but never more than what stands beside the fixed ones."""
        view = self._view
        head = view.heads[place]
        sign = 3 if view.order is not None and view.order.column == head.id else 0
        wanted = max(head.width, cell_len(safe(head.label)) + sign)
        if place < view.fixed:
            return wanted
        return max(1, min(wanted, self.scrollable_content_region.width - self._fixed_end))

    @property
    def _fixed_end(self) -> int:
        """The first cell behind the columns that stay."""
        fixed = range(min(self._view.fixed, len(self._view.heads)))
        return self._marks_width + sum(self._width(place) + 1 for place in fixed)

    def _spans(self) -> list[tuple[int, int, int]]:
        """The columns in sight: number, first cell, cells."""
        heads, fixed = self._view.heads, self._view.fixed
        x, end = self._marks_width, self.scrollable_content_region.width
        spans = []
        for place in (*range(min(fixed, len(heads))), *range(max(fixed, self._first), len(heads))):
            wanted = self._width(place)
            width = min(wanted, end - x)
            if width < (wanted if wanted <= _SHORT_CELLS else _LEAST_CELLS):
                break
            spans.append((place, x, width))
            x += width + 1
        return spans


def _fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly so many cells, its end given as ⋯ where something is left out."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + ("⋯" if width > 0 else "")
    return " " * (width - length) + text if right else text + " " * (width - length)
