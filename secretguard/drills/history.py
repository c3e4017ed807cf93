"""A drill's journal as far as it was read, with states kept on the way: an undo folds what it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from secretguard.drills.entries import EntryUndone
from secretguard.drills.fold import fold_on, undone_entries
from secretguard.drills.state import DrillState
from secretguard.entries import OpenedEntry

STRIDE = 100
"""Entries between two kept states: an undo of the last step folds at most so many again."""


@dataclass(frozen=True, slots=True)
class History:
    """Entries, their folded `state`, and the states after each `STRIDE` of them. Always as `fold` says."""

    entries: tuple[OpenedEntry, ...] = ()
    kept: tuple[DrillState, ...] = ()
    state: DrillState = field(default_factory=DrillState)

    @classmethod
    def of(cls, entries: Sequence[OpenedEntry]) -> History:
        """A journal from its first entry. Raises UnreadableEntryError."""
        return cls().grown(entries)

    def grown(self, new: Sequence[OpenedEntry]) -> History:
        """The history with the journal's next entries. Raises UnreadableEntryError."""
        entries = (*self.entries, *new)
        if not any(entry.kind == EntryUndone.kind for entry in new):
            return _folded(entries, {}, self.kept, self.state, len(self.entries))
        undone = undone_entries(entries)
        touched = _first_difference(undone_entries(self.entries), undone)
        kept = self.kept[: sum(1 for state in self.kept if touched is None or state.seq < touched)]
        start = kept[-1] if kept else DrillState()
        return _folded(entries, undone, kept, start, len(kept) * STRIDE)


def _folded(
    entries: tuple[OpenedEntry, ...],
    undone: dict[int, int],
    kept: tuple[DrillState, ...],
    state: DrillState,
    done: int,
) -> History:
    states = list(kept)
    while done < len(entries):
        stop = min(len(entries), (done // STRIDE + 1) * STRIDE)
        state = fold_on(state, entries[done:stop], undone)
        done = stop
        if done % STRIDE == 0:
            states.append(state)
    return History(entries, tuple(states), state)


def _first_difference(before: dict[int, int], after: dict[int, int]) -> int | None:
    """The first entry that counts differently, or was undone by another one; None if there is none."""
    changed = before.items() ^ after.items()
    return min((seq for seq, _by in changed), default=None)
