"""From rows to a preview: read the cells that differ, build the records, compare with the register. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.register.columns import Column, built, column_of
from secretguard.register.exchange.grid import exchanged_columns
from secretguard.register.exchange.matching import Matches, Meant, match_rows
from secretguard.register.exchange.neutral import exported
from secretguard.register.exchange.preview import CellChange, Change, Place, Preview, Problem, told
from secretguard.register.exchange.raw import RawSheet
from secretguard.register.exchange.rows import Rows, read_rows
from secretguard.register.fold import RegisterState, extended
from secretguard.register.names import Names
from secretguard.register.records import Record, RecordKind, RecordRef
from secretguard.register.references import refuse_broken
from secretguard.register.tables import new_record
from secretguard.register.typed import tidy


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is needed to read a row: names now and after, and where problems and notes go."""

    now: Names
    after: Names
    rows: Rows


def plan_import(
    sheets: Sequence[RawSheet], state: RegisterState, source: str, kind: RecordKind | None = None
) -> Preview:
    """What an import of these sheets would do. `kind` says what the sheets hold, if they do not."""
    rows = read_rows(sheets, kind)
    if not rows.kinds:
        reason = _("没有找到能认出来的表：要有一行栏目名称，如“姓名”“电话”。")
        rows.problems.append(Problem(Place(exported(source)), reason))
    matches = match_rows(rows, state)
    reading = _Reading(Names.of(state), matches.names, rows)
    changes = [change for meant in matches.meant if (change := _change(meant, reading)) is not None]
    _hold_references(changes, state, rows)
    return Preview(
        source=exported(source),
        seq=state.seq,
        added=tuple(change for change in changes if state.record(change.ref) is None),
        changed=tuple(change for change in changes if state.record(change.ref) is not None and change.fields),
        unchanged=sum(1 for change in changes if state.record(change.ref) is not None and not change.fields),
        missing=tuple(_missing(rows.kinds, matches, state)),
        problems=told(rows.problems),
        notes=tuple(rows.notes),
    )


def _change(meant: Meant, reading: _Reading) -> Change | None:
    """The record as the row wants it; None if something in the row is wrong."""
    row = meant.row
    record = meant.old
    if record is None:
        record = _new(meant, reading)
        if record is None:
            return None
    before = _cells(meant.old, row.kind, reading.now)
    after = _typed_over(record, meant, before, reading)
    if after is None:
        return None
    cells = _cells(after, row.kind, reading.after)
    fields = tuple(
        CellChange(column.id, column.label, before[column], cells[column])
        for column in cells
        # A reference whose target is renamed by the same file reads differently, and is the same.
        if before[column] != cells[column]
        and (meant.old is None or column.raw(meant.old) != column.raw(after))
    )
    return Change(RecordRef(row.kind, meant.id), after.name, after, fields, row.place)


def _new(meant: Meant, reading: _Reading) -> Record | None:
    column = column_of(meant.row.kind, "person" if meant.row.kind == "cleared" else "name")
    if not meant.name and not meant.row.text(column.id):
        reason = _("新的一条要有“{column}”。", column=column.label)
        reading.rows.problems.append(Problem(meant.row.at(column), reason))
        return None
    try:
        return new_record(meant.row.kind, meant.id, meant.name or meant.id)
    except SecretGuardError as error:
        reading.rows.problems.append(Problem(meant.row.at(column), _reason(error)))
        return None


def _typed_over(record: Record, meant: Meant, before: dict[Column, str], reading: _Reading) -> Record | None:
    parts = record.model_dump(exclude={"batch", "undoes", "occurred"})
    wrong = False
    read: list[tuple[Column, object]] = []
    for column, text in meant.row.texts.items():
        if column.id == "id" or text.replace("\r\n", "\n") == before[column]:
            continue
        try:
            value = column.value.read(tidy(text), reading.after)
        except SecretGuardError as error:
            reading.rows.problems.append(Problem(meant.row.at(column), _reason(error)))
            wrong = True
            continue
        read.append((column, value))
        column.write(parts, value, reading.after)
    if wrong or not read:
        return None if wrong else record
    try:
        return built(type(record), parts)
    except SecretGuardError as error:
        if not _find_culprits(record, meant, read, reading):
            reading.rows.problems.append(Problem(meant.row.place, _reason(error)))
        return None


def _find_culprits(
    record: Record, meant: Meant, read: Iterable[tuple[Column, object]], reading: _Reading
) -> bool:
    """The record as a whole was refused: try cell by cell, to name those that cannot be, if any."""
    found = False
    for column, value in read:
        try:
            column.changed(record, value, reading.after)
        except SecretGuardError as error:
            reading.rows.problems.append(Problem(meant.row.at(column), _reason(error)))
            found = True
    return found


def _hold_references(changes: Sequence[Change], state: RegisterState, rows: Rows) -> None:
    planned = extended(state, [change.record for change in changes])
    for change in changes:
        try:
            refuse_broken([change.record], state, planned)
        except SecretGuardError as error:
            rows.problems.append(Problem(change.place, _reason(error)))


def _missing(
    kinds: Iterable[RecordKind], matches: Matches, state: RegisterState
) -> list[tuple[RecordRef, str]]:
    mentioned = {RecordRef(meant.row.kind, meant.id) for meant in matches.meant}
    return [
        (RecordRef(kind, record.id), record.name)
        for kind in kinds
        for record in state.records(kind).values()
        if RecordRef(kind, record.id) not in mentioned
    ]


def _cells(record: Record | None, kind: RecordKind, names: Names) -> dict[Column, str]:
    return {
        column: exported(column.text(record, names)) if record else "" for column in exchanged_columns(kind)
    }


def _reason(error: SecretGuardError) -> str:
    return f"{error.message}{error.remedy}"
