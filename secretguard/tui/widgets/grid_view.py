"""What a grid of cells draws: headings, lines, the order, which lines are picked. Frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretguard.tui.marks import Tone


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its id, its heading, how many cells it wants, whether it holds numbers."""

    id: str
    label: str
    width: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line: its id, its cells as they are stored (`Head` number n shows cell `places[n]`), its badge."""

    id: str
    cells: Sequence[str]
    badge: tuple[str, Tone]


@dataclass(frozen=True, slots=True)
class Order:
    """What the lines are sorted by."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GridView:
    """Everything a grid draws. The first `fixed` columns stay in sight while the others go by."""

    heads: tuple[Head, ...] = ()
    places: tuple[int, ...] = ()
    lines: tuple[GridLine, ...] = ()
    picked: frozenset[str] = frozenset()
    order: Order | None = None
    fixed: int = 2
