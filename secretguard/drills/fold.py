"""A drill's state is a pure fold over its journal: the same entries give the same state, always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from secretguard.drills.applying import apply
from secretguard.drills.entries import KINDS, EntryUndone, StepReached
from secretguard.drills.folding import Folding
from secretguard.drills.state import DrillState, TimelineLine
from secretguard.entries import OpenedEntry, decode


def fold(entries: Sequence[OpenedEntry]) -> DrillState:
    """Fold a drill's whole journal. Raises UnreadableEntryError."""
    return fold_on(DrillState(), entries, undone_entries(entries))


def extend(state: DrillState, entries: Sequence[OpenedEntry]) -> DrillState | None:
    """Fold new entries onto a state; None if one of them undoes an earlier one (fold the whole again)."""
    if any(entry.kind == EntryUndone.kind for entry in entries):
        return None
    return fold_on(state, entries, {})


def undone_entries(entries: Iterable[OpenedEntry]) -> dict[int, int]:
    """Entry numbers that no longer count, each with the number of the entry that undid it.

    Read from the end, so that undoing an undo lets the first entry count again.
    """
    undone: dict[int, int] = {}
    corrections = [entry for entry in entries if entry.kind == EntryUndone.kind]
    for entry in reversed(corrections):
        model = decode(entry, KINDS)
        if entry.seq not in undone and isinstance(model, EntryUndone) and model.seq < entry.seq:
            undone[model.seq] = entry.seq
    return undone


def fold_on(start: DrillState, entries: Iterable[OpenedEntry], undone: dict[int, int]) -> DrillState:
    """Fold the entries that follow a state; `undone` as `undone_entries` says of the whole journal."""
    folding = Folding(start)
    for entry in entries:
        folding.seq = entry.seq
        model = decode(entry, KINDS)
        if model is None:
            continue
        stamp = folding.stamp(entry, model)
        folding.last = stamp
        if entry.seq in undone:
            _keep_on_record(folding, entry, undone[entry.seq])
        elif isinstance(model, EntryUndone):
            folding.line("undone", stamp, str(model.seq), model.why or "")
        else:
            apply(folding, model, stamp)
    return folding.frozen()


def _keep_on_record(folding: Folding, entry: OpenedEntry, undone_by: int) -> None:
    """An undone entry is still a line of the record, marked as such."""
    scratch = Folding(folding.frozen())
    model = decode(entry, KINDS)
    if model is None or isinstance(model, StepReached):
        return
    before = len(scratch.timeline)
    apply(scratch, model, scratch.stamp(entry, model))
    for line in scratch.timeline[before:]:
        folding.timeline.append(_struck(line, undone_by))


def _struck(line: TimelineLine, undone_by: int) -> TimelineLine:
    return replace(line, undone_by=undone_by)
