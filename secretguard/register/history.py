"""What happened to a record: every change of every field, and what differs between two states. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from secretguard.clock import from_microseconds
from secretguard.entries import OpenedEntry, decode
from secretguard.register.columns import columns
from secretguard.register.fold import RegisterState, record_set_by
from secretguard.register.models import PersonRemoved, RegisterEntry
from secretguard.register.names import Names
from secretguard.register.records import (
    ENTRY_KINDS,
    RECORD_TYPES,
    Record,
    RecordRef,
    RecordRemoved,
    ref_of,
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record changed from one text to another; `author` is a member's id.

    `what` names the transaction (an import…), `undoes` the entry whose change this takes back. A record
    that was taken out has one change with `removed`, and the reason as `what`.
    """

    seq: int
    moment: datetime
    author: bytes
    column: str
    label: str
    before: str
    after: str
    what: str | None = None
    undoes: int | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record in two states: added if there was none before, taken out if there is none after."""

    ref: RecordRef
    before: Record | None
    after: Record | None


def target_of(change: RegisterEntry) -> RecordRef | None:
    """Which record an entry is about; None for the profile and the promises."""
    match change:
        case PersonRemoved():
            return RecordRef("person", change.person)
        case RecordRemoved():
            return RecordRef(change.record.kind, change.record.id)
    return ref_of(change) if isinstance(change, _RECORDS) else None


def record_in(change: RegisterEntry) -> Record | None:
    """The record that an entry sets; None for one that removes."""
    return change if isinstance(change, _RECORDS) else None


def history(
    entries: Iterable[OpenedEntry], ref: RecordRef, names: Names, column: str | None = None
) -> tuple[FieldChange, ...]:
    """Every change of a record's fields (or of one column), oldest first, other records named as in `names`.

    Raises UnreadableEntryError.
    """
    found: list[FieldChange] = []
    before: Record | None = None
    for entry in entries:
        if record_set_by(entry) not in (ref, None):
            continue
        change = decode(entry, ENTRY_KINDS)
        if change is None or target_of(change) != ref:
            continue
        after = record_in(change)
        found += _changes(entry, change, _cells(ref, before, names), _cells(ref, after, names))
        before = after
    return tuple(change for change in found if column is None or change.column == column or change.removed)


def changes_between(before: RegisterState, after: RegisterState) -> tuple[RecordChange, ...]:
    """Every record that differs, kind by kind."""
    found = []
    for kind in RECORD_TYPES:
        old, new = before.records(kind), after.records(kind)
        for key in {**old, **new}:
            first, second = old.get(key), new.get(key)
            if first is not second and _content(first) != _content(second):
                found.append(RecordChange(RecordRef(kind, key), first, second))
    return tuple(found)


def same_content(first: Record | None, second: Record | None) -> bool:
    """Whether two records say the same, whatever transaction they came from."""
    return _content(first) == _content(second)


def _content(record: Record | None) -> Record | None:
    if record is None or (record.batch is None and record.undoes is None):
        return record
    return record.model_copy(update={"batch": None, "undoes": None})


def _cells(ref: RecordRef, record: Record | None, names: Names) -> dict[str, str]:
    shown = [column for column in columns(ref.kind) if not column.shown_only]
    return {column.id: column.text(record, names) if record else "" for column in shown}


def _changes(
    entry: OpenedEntry, change: RegisterEntry, before: dict[str, str], after: dict[str, str]
) -> Iterator[FieldChange]:
    moment = from_microseconds(entry.at, entry.tz)
    if isinstance(change, PersonRemoved | RecordRemoved):
        yield FieldChange(
            entry.seq, moment, entry.author, "", "", "", "", change.why, change.undoes, removed=True
        )
        return
    ref = target_of(change)
    assert ref is not None
    what = change.batch.what if change.batch else None
    for column in columns(ref.kind):
        first, second = before.get(column.id, ""), after.get(column.id, "")
        if first != second:
            yield FieldChange(
                entry.seq,
                moment,
                entry.author,
                column.id,
                column.label,
                first,
                second,
                what,
                change.undoes,
            )


_RECORDS = tuple(item.model for item in RECORD_TYPES.values())
