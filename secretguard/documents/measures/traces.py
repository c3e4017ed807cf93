"""Which entries say what about a record: first recorded, standing since, said last. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from secretguard.register import RECORD_TYPES, RecordKind, RecordRef
from secretguard.vault import Entry, Json

Probe = Callable[[Mapping[str, Json]], Json]
"""What a fact rests on, picked from an entry's parts."""

_SETS = {item.model.kind: item for item in RECORD_TYPES.values()}
_KINDS: dict[str, RecordKind] = {kind: kind for kind in RECORD_TYPES}


@dataclass(frozen=True, slots=True)
class Trace:
    """Every entry that set a record since it last came into the register, in order; never empty."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The entry that brought the record in."""
        return self.entries[0]

    @property
    def last(self) -> Entry:
        """The entry that says how it stands."""
        return self.entries[-1]

    def standing(self, probe: Probe) -> Entry:
        """The entry from which on a fact stood as it stands last."""
        found, wanted = self.last, probe(self.last.parts)
        for entry in reversed(self.entries):
            if probe(entry.parts) != wanted:
                break
            found = entry
        return found


def traces(entries: Iterable[Entry]) -> dict[RecordRef, Trace]:
    """The trace of every record that the entries leave in the register; erased bodies leave none."""
    found: dict[RecordRef, list[Entry]] = {}
    for entry in entries:
        if entry.erased:
            continue
        if (ref := record_set_by(entry)) is not None:
            found.setdefault(ref, []).append(entry)
        elif (gone := record_removed_by(entry)) is not None:
            found.pop(gone, None)
    return {ref: Trace(tuple(item)) for ref, item in found.items()}


def record_set_by(entry: Entry) -> RecordRef | None:
    """Which record an entry sets, by its raw parts."""
    record_type = _SETS.get(entry.kind)
    head = entry.parts.get(record_type.head) if record_type else None
    key = head.get("id") if isinstance(head, dict) else None
    return RecordRef(record_type.kind, key) if record_type and isinstance(key, str) else None


def record_removed_by(entry: Entry) -> RecordRef | None:
    """Which record an entry takes out, by its raw parts."""
    if entry.kind == "person.removed":
        person = entry.parts.get("person")
        return RecordRef("person", person) if isinstance(person, str) else None
    record = entry.parts.get("record") if entry.kind == "record.removed" else None
    if not isinstance(record, dict):
        return None
    kind, key = _KINDS.get(str(record.get("kind"))), record.get("id")
    return RecordRef(kind, key) if kind is not None and isinstance(key, str) else None


def head_of(kind: str) -> str | None:
    """The part that names the record which an entry of this kind sets."""
    record_type = _SETS.get(kind)
    return record_type.head if record_type else None


def part(name: str) -> Probe:
    """A probe for one part, None where it was not said."""
    return lambda parts: parts.get(name)


def listed(name: str, wanted: Mapping[str, Json]) -> Probe:
    """A probe for one element of a part that is a list: whether it stands there."""

    def probe(parts: Mapping[str, Json]) -> Json:
        said = parts.get(name)
        return isinstance(said, list) and any(_holds(item, wanted) for item in said)

    return probe


def _holds(item: Json, wanted: Mapping[str, Json]) -> bool:
    return isinstance(item, dict) and all(item.get(key) == value for key, value in wanted.items())


def numbers(entries: Sequence[Entry]) -> frozenset[int]:
    """The entries' numbers in their journal."""
    return frozenset(entry.seq for entry in entries)
