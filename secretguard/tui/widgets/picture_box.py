"""A picture drawn with half blocks: two points in each cell."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from secretguard.tui.picture import Picture

_UPPER_HALF = "▀"


class PictureBox(Widget):
    """Draws a picture in the middle; empty without one."""

    DEFAULT_CSS = "PictureBox { height: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture: Picture | None = None

    def show(self, picture: Picture | None) -> None:
        """Draw this one."""
        self._picture = picture
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of cells."""
        picture, width = self._picture, self.size.width
        if picture is None or y * 2 >= picture.rows:
            return Strip.blank(width, self.rich_style)
        left = max(0, (width - picture.columns) // 2)
        cells = [
            Segment(_UPPER_HALF, self._style(picture, column, y * 2))
            for column in range(min(picture.columns, width))
        ]
        ground = [Segment(" " * left, self.rich_style)] if left else []
        return Strip([*ground, *cells]).adjust_cell_length(width, self.rich_style)

    def _style(self, picture: Picture, column: int, row: int) -> Style:
        upper = Style.parse("rgb({},{},{})".format(*picture.colour(column, row)))
        if row + 1 >= picture.rows:
            return self.rich_style + upper
        return upper + Style.parse("on rgb({},{},{})".format(*picture.colour(column, row + 1)))
