"""Which kind of records a sheet holds, and which of its columns is which. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from secretguard.register.columns import Column
from secretguard.register.exchange.grid import exchanged_columns, key_of
from secretguard.register.exchange.raw import Cell, Formula, RawSheet
from secretguard.register.records import RECORD_TYPES, RecordKind
from secretguard.register.typed import folded, tidy

_LOOK_AT_ROWS = 12
_KEY = re.compile(r"\[([a-z0-9_.]+)\]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A sheet's kind, its columns by place, the last row of the heading, and what was not understood."""

    kind: RecordKind
    columns: Mapping[int, Column]
    row: int
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def find_heading(sheet: RawSheet, wanted: RecordKind | None = None) -> Heading | None:
    """The heading among the first rows; None if none is found, or it fits several kinds alike.

    Headings may be the columns' labels or keys, in any order, width and case; the sheet's title decides
    between kinds where they do not.
    """
    kinds = (wanted,) if wanted else _kinds_called(sheet.title) or tuple(RECORD_TYPES)
    found = _best(sheet, kinds)
    if found is None and not wanted:
        found = _best(sheet, tuple(RECORD_TYPES))
    return found and _with_keys(sheet, found)


def _best(sheet: RawSheet, kinds: Iterable[RecordKind]) -> Heading | None:
    candidates = [
        heading
        for number, row in islice(sheet.rows.items(), _LOOK_AT_ROWS)
        for kind in kinds
        if (heading := _read(kind, number, row)) is not None
    ]
    if not candidates:
        return None
    most = max(len(heading.columns) for heading in candidates)
    best = [heading for heading in candidates if len(heading.columns) == most]
    first = [heading for heading in best if heading.row == best[0].row]
    return first[0] if len(first) == 1 else None


def _with_keys(sheet: RawSheet, heading: Heading) -> Heading:
    """If the row below holds the columns' keys, these decide, whatever became of the labels."""
    following = next((number for number in sheet.rows if number > heading.row), None)
    if following is None:
        return heading
    row = sheet.rows[following]
    keys = {key_of(heading.kind, column): column for column in exchanged_columns(heading.kind)}
    columns = {place: keys[cell] for place, cell in row.items() if isinstance(cell, str) and cell in keys}
    if len(columns) < len(row):
        return heading
    return Heading(heading.kind, columns, following, (), ())


def _read(kind: RecordKind, number: int, row: Mapping[int, Cell | Formula]) -> Heading | None:
    words = _words(kind)
    columns: dict[int, Column] = {}
    unknown, twice = [], []
    for place, cell in row.items():
        text = _normal(cell)
        column = words.get(text)
        if column is None:
            unknown.append(str(cell) if not isinstance(cell, Formula) else "=")
        elif column in columns.values():
            twice.append(column.label)
        else:
            columns[place] = column
    named = {column.id for column in columns.values()} & {"id", "name", "person"}
    return Heading(kind, columns, number, tuple(unknown), tuple(twice)) if named else None


def _words(kind: RecordKind) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in exchanged_columns(kind):
        for word in (column.id, key_of(kind, column), column.words, column.label):
            found.setdefault(_folded(word), column)
    return found


def _normal(cell: Cell | Formula) -> str:
    text = tidy(cell) if isinstance(cell, str) else ""
    key = _KEY.search(text)
    return _folded(key[1] if key else text)


def _folded(text: str) -> str:
    return "".join(folded(text).split()).strip("*:：")


def _kinds_called(title: str) -> tuple[RecordKind, ...]:
    wanted = _folded(title)
    return tuple(
        item.kind
        for item in RECORD_TYPES.values()
        if wanted in (item.kind, _folded(item.label), _folded(item.words))
    )
