"""A record's cells as text, each made when it is first asked for: a screen shows a few of thousands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from secretguard.register.columns import Column
from secretguard.register.names import Names
from secretguard.register.records import Record
from secretguard.register.typed import folded


class Cells(Sequence[str]):
    """A record's cells in the order of its columns; equal to the tuple of its texts. Never changes."""

    __slots__ = ("_columns", "_folded", "_names", "_record", "_texts")

    def __init__(self, record: Record, columns: Sequence[Column], names: Names) -> None:
        self._record, self._columns, self._names = record, columns, names
        self._texts: list[str | None] = [None] * len(columns)
        self._folded: str | None = None

    @property
    def folded(self) -> str:
        """All cells as they are searched."""
        if self._folded is None:
            self._folded = folded("\n".join(self))
        return self._folded

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        text = self._texts[place]
        if text is None:
            text = self._texts[place] = self._columns[place].text(self._record, self._names)
        return text

    def __iter__(self) -> Iterator[str]:
        return (self[place] for place in range(len(self._texts)))

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Cells | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
