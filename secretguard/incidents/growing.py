"""Frozen collections that grow by one at little cost: what is long is shared, only the newest is copied.

A state that is extended entry by entry would otherwise copy all it holds for each of them.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import Final, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")

_MOST_NEW: Final = 512
"""How many may be new before they join the rest: few enough to copy, enough that joining is rare."""


class GrowingMap(Mapping[K, V]):
    """A mapping that never changes for who holds it; `grown` gives another one. Keys stay in order."""

    __slots__ = ("_layers",)

    def __init__(self, values: Mapping[K, V] | None = None) -> None:
        self._layers: tuple[dict[K, V], dict[K, V]] = ({} if values is None else dict(values), {})

    @classmethod
    def of(cls, values: Mapping[K, V]) -> GrowingMap[K, V]:
        """A mapping as a growing one; one that is already stays itself."""
        return values if isinstance(values, GrowingMap) else cls(values)

    def grown(self, more: Mapping[K, V]) -> GrowingMap[K, V]:
        """This and more, as another mapping; a key that was there gets the new value in its old place."""
        base, new = self._layers
        grown: GrowingMap[K, V] = GrowingMap()
        new = {**new, **more}
        grown._layers = (base, new) if len(new) <= _MOST_NEW else ({**base, **new}, {})
        return grown

    def __getitem__(self, key: K) -> V:
        base, new = self._layers
        return new[key] if key in new else base[key]

    def __contains__(self, key: object) -> bool:
        base, new = self._layers
        return key in new or key in base

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole())

    def __len__(self) -> int:
        base, new = self._layers
        return len(base) + sum(1 for key in new if key not in base)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._whole()!r})"

    def keys(self) -> KeysView[K]:
        """As a dict's, from one joined dict: to pass over all is as quick as it is there."""
        return self._whole().keys()

    def values(self) -> ValuesView[V]:
        """As `keys`."""
        return self._whole().values()

    def items(self) -> ItemsView[K, V]:
        """As `keys`."""
        return self._whole().items()

    def _whole(self) -> dict[K, V]:
        base, new = self._layers
        if new:
            # Joined once, then kept: one assignment, so another thread sees it whole before or after.
            base = {**base, **new}
            self._layers = (base, {})
        return base


class GrowingTuple(Sequence[V]):
    """A sequence that never changes for who holds it; `grown` gives a longer one. Equal to equal tuples."""

    __slots__ = ("_layers",)

    def __init__(self, values: Sequence[V] = ()) -> None:
        self._layers: tuple[tuple[V, ...], tuple[V, ...]] = (tuple(values), ())

    @classmethod
    def of(cls, values: Sequence[V]) -> GrowingTuple[V]:
        """A sequence as a growing one; one that is already stays itself."""
        return values if isinstance(values, GrowingTuple) else cls(values)

    def grown(self, more: Sequence[V]) -> GrowingTuple[V]:
        """This with more at the end."""
        base, new = self._layers
        grown: GrowingTuple[V] = GrowingTuple()
        new = (*new, *more)
        grown._layers = (base, new) if len(new) <= _MOST_NEW else ((*base, *new), ())
        return grown

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[V, ...]: ...
    def __getitem__(self, place: int | slice) -> V | tuple[V, ...]:
        return self._whole()[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._whole())

    def __reversed__(self) -> Iterator[V]:
        return reversed(self._whole())

    def __len__(self) -> int:
        base, new = self._layers
        return len(base) + len(new)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, GrowingTuple):
            return self._whole() == other._whole()
        return self._whole() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._whole())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._whole()!r})"

    def _whole(self) -> tuple[V, ...]:
        base, new = self._layers
        if new:
            base = (*base, *new)
            self._layers = (base, ())
        return base
