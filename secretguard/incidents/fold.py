"""An incident's state is a pure fold over its journal: the same entries give the same state, always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from secretguard.entries import EntryModel, OpenedEntry, decode
from secretguard.incidents.applying import apply
from secretguard.incidents.entries import UNDOABLE, EntryUndone
from secretguard.incidents.evidence_entries import KINDS
from secretguard.incidents.evidence_state import Blob, Stamp
from secretguard.incidents.folding import ERASED_BODY, Folding
from secretguard.incidents.state import IncidentState
from secretguard.vault import read_blob_name

_ERASURE = "erased"
"""The vault's own kind that says which body was destroyed, and why."""


def fold(entries: Sequence[OpenedEntry]) -> IncidentState:
    """Fold an incident's whole journal. Raises UnreadableEntryError."""
    return _fold_on(IncidentState(), entries, undone_entries(entries))


def extend(state: IncidentState, entries: Sequence[OpenedEntry]) -> IncidentState | None:
    """Fold new entries onto a state; None if one takes back or erases an earlier one (fold all again)."""
    if any(entry.kind in (EntryUndone.kind, _ERASURE) or entry.erased for entry in entries):
        return None
    return _fold_on(state, entries, {})


def undone_entries(entries: Sequence[OpenedEntry]) -> dict[int, int]:
    """Entry numbers that no longer count, each with the number of the entry that undid it.

    Read from the end, so that undoing an undo lets the first entry count again. What may not be taken
    back (evidence, custody, reports outside) counts whatever an entry says.
    """
    kinds = {entry.seq: entry.kind for entry in entries}
    undone: dict[int, int] = {}
    for entry in reversed([one for one in entries if one.kind == EntryUndone.kind]):
        model = decode(entry, KINDS)
        if entry.seq in undone or not isinstance(model, EntryUndone) or model.seq >= entry.seq:
            continue
        if kinds.get(model.seq) in UNDOABLE or kinds.get(model.seq) == EntryUndone.kind:
            undone[model.seq] = entry.seq
    return undone


def _fold_on(start: IncidentState, entries: Iterable[OpenedEntry], undone: dict[int, int]) -> IncidentState:
    folding = Folding(start)
    for entry in entries:
        folding.seq = entry.seq
        model = decode(entry, KINDS)
        stamp = folding.stamp(entry, model)
        if model is None:
            _without_model(folding, entry, stamp)
            continue
        folding.last = stamp
        if entry.seq in undone:
            _keep_on_record(folding, model, stamp, undone[entry.seq])
        elif isinstance(model, EntryUndone):
            folding.line(model.kind, stamp, str(model.seq), model.why or "")
        else:
            apply(folding, model, stamp, _blob(entry))
    return folding.frozen()


def _without_model(folding: Folding, entry: OpenedEntry, stamp: Stamp) -> None:
    if entry.erased:
        # It may have been an item of evidence: a number once given is never given again.
        folding.next_item += 1
        folding.line(ERASED_BODY, stamp)
    elif entry.kind == _ERASURE:
        said = entry.parts.get("erased")
        facts = said if isinstance(said, dict) else {}
        folding.line(_ERASURE, stamp, str(facts.get("seq", "")), str(facts.get("why", "")))


def _keep_on_record(folding: Folding, model: EntryModel, stamp: Stamp, undone_by: int) -> None:
    """An undone entry is still a line of the record, marked as such."""
    if isinstance(model, EntryUndone):
        folding.line(model.kind, stamp, str(model.seq), model.why or "")
    else:
        scratch = folding.scratch()
        apply(scratch, model, stamp, None)
        folding.adopt(scratch.newest)
    folding.strike(stamp.seq, undone_by)


def _blob(entry: OpenedEntry) -> Blob | None:
    name = read_blob_name(entry.parts)
    if name is None:
        return None
    sm3 = name.digests.sm3
    return Blob(name.id.hex(), name.size, name.digests.sha256.hex(), sm3.hex() if sm3 else None)
