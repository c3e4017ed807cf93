"""The register as tables of text: shown, filtered, sorted, edited cell by cell. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secretguard.register.cells import Cells
from secretguard.register.collector import collector_paused
from secretguard.register.columns import Column, built, column_of, columns
from secretguard.register.fold import RegisterState
from secretguard.register.models import Phones
from secretguard.register.names import Names
from secretguard.register.phones import named_with_phones
from secretguard.register.records import RECORD_TYPES, Record, RecordKind, kind_of
from secretguard.register.typed import folded, tidy


@dataclass(frozen=True, slots=True)
class TableRow:
    """A record with its cells as text."""

    record: Record
    cells: Cells

    @property
    def folded(self) -> str:
        """All cells as they are searched."""
        return self.cells.folded

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """Records of one kind as rows; `names` is what its cells call other records by."""

    kind: RecordKind
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    names: Names

    def filtered(self, text: str) -> RegisterTable:
        """The rows with every word of the text somewhere in their cells; capitals and width do not matter."""
        words = folded(tidy(text)).split()
        if not words:
            return self
        return replace(
            self, rows=tuple(row for row in self.rows if all(word in row.folded for word in words))
        )

    def sorted_by(self, column_id: str, *, descending: bool = False) -> RegisterTable:
        """The rows by a column, empty cells always last. Raises UsageError for no such column."""
        column = column_of(self.kind, column_id)
        keyed = [(column.sort_key(row.record, self.names), row) for row in self.rows]
        filled = [(key[1], row) for key, row in keyed if not key[0]]
        filled.sort(key=lambda pair: pair[0], reverse=descending)
        rows = [row for _key, row in filled] + [row for key, row in keyed if key[0]]
        return replace(self, rows=tuple(rows))

    def prepare_search(self) -> None:
        """Make ready what `filtered` looks through; of thousands of rows it takes a while."""
        for row in self.rows:
            _ready = row.folded

    def row(self, record_id: str) -> TableRow | None:
        """The row of a record."""
        return next((row for row in self.rows if row.id == record_id), None)


def table(kind: RecordKind, state: RegisterState, previous: RegisterTable | None = None) -> RegisterTable:
    """All records of a kind as rows, in the order entered; rows of `previous` that still hold are reused."""
    names = Names.of(state)
    known: dict[str, TableRow] = {}
    if previous is not None and previous.kind == kind and previous.names == names:
        known = {row.id: row for row in previous.rows}
    shown = columns(kind)
    rows = []
    with collector_paused():
        for record in state.records(kind).values():
            row = known.get(record.id)
            rows.append(
                row
                if row is not None and row.record is record
                else TableRow(record, Cells(record, shown, names))
            )
    return RegisterTable(kind, shown, tuple(rows), names)


def cell(record: Record, column_id: str, state: RegisterState) -> str:
    """One cell as text. Raises UsageError for no such column."""
    return column_of(kind_of(record), column_id).text(record, Names.of(state))


def parse_cell(record: Record, column_id: str, text: str, state: RegisterState) -> Record:
    """The record with one cell typed over; an empty text clears it.

    Raises UsageError or RefusedError that says what would be right.
    """
    column = column_of(kind_of(record), column_id)
    return with_cells(record, {column: text}, Names.of(state))


def with_cells(record: Record, texts: dict[Column, str], names: Names) -> Record:
    """The record with several cells typed over. Raises UsageError or RefusedError."""
    for column, text in texts.items():
        if text != column.text(record, names):
            record = column.changed(record, column.value.read(tidy(text), names), names)
    return record


def new_record(kind: RecordKind, record_id: str, name: str) -> Record:
    """A record with nothing but its id and what it is called by; for a clearance, the person's id.

    Raises UsageError if these cannot be.
    """
    record_type = RECORD_TYPES[kind]
    head: dict[str, object] = {"id": record_id, _NAMED_BY.get(kind, "name"): name}
    if kind == "measure":
        head["kind"] = 7
    return built(record_type.model, {record_type.head: head})


def named_record(kind: RecordKind, record_id: str, typed: str) -> Record:
    """As `new_record` from what was typed as its name; a person's telephone numbers may stand behind it.

    Raises UsageError if these cannot be.
    """
    if kind != "person":
        return new_record(kind, record_id, typed)
    name, phones = named_with_phones(typed)
    person = new_record(kind, record_id, name)
    if phones:
        first, second, *_more = (*phones, None)
        person = person.model_copy(update={"phones": Phones(first=first, second=second)})
    return person


_NAMED_BY: dict[RecordKind, str] = {
    "secret": "code_name",
    "cleared": "person",
    "agreement": "title",
    "measure": "what",
    "training": "topic",
}
