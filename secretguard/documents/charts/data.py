"""What a chart is drawn from, and what drawing it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretguard.documents.tree.blocks import ChartKind

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class ChartData:
    """Rows of a label and its figures (None = no figure); a timeline's rows are label, lane, minute, state.

    `highest` None means the largest figure; `marks` are thresholds to show.
    """

    chart: ChartKind
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str
    lowest: float
    highest: float | None
    marks: tuple[float, ...] = ()

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the columns of figures."""
        return self.head[1:]

    def figures(self, series: int) -> list[float | None]:
        """One column of figures, counted from 0."""
        return [cell if isinstance(cell := row[series + 1], float) else None for row in self.rows]

    def labels(self) -> list[str]:
        """The first column."""
        return [str(row[0]) for row in self.rows]

    def top(self) -> float:
        """The largest value that the scale must hold; never zero."""
        return self.highest or max(self._all_figures(), default=1.0) or 1.0

    def _all_figures(self) -> Iterator[float]:
        for row in self.rows:
            yield from (cell for cell in row if isinstance(cell, float))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished SVG and its size in points."""

    svg: str
    width: float
    height: float
