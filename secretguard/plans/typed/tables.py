"""Tables typed as lines: one row a line, cells with | between, in the order of the columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Final

from secretguard.content import Column, FormField
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.plans.typed.numbers import plain
from secretguard.plans.values import default_rows, rows_of, text_of
from secretguard.vault import Json

ROW_ID: Final = "id"
NO_CELL: Final = ("", "-", "–", "—", "／", "/", "无")

_CELLS: Final = re.compile(r"\s*[|｜\t]\s*")

ReadCell = Callable[[Column, str], Json]


def table(field: FormField, text: str, read_cell: ReadCell) -> Json:
    """A whole table. Rows keep the ids of the form's own rows of the same name. Raises UsageError."""
    rows: list[Json] = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        cells = _CELLS.split(line.strip().strip("|｜"))
        if len(cells) > len(field.columns):
            raise UsageError(
                _("第 {number} 行有 {count} 格，这张表只有 {columns} 列。", number=number, count=len(cells),
                  columns=len(field.columns)),
                _("列依次是：{names}；格与格之间用 | 隔开。", names=_column_names(field)),
            )  # fmt: skip
        row = dict(_row(zip(field.columns, cells, strict=False), read_cell))
        rows.append({ROW_ID: _row_id(field, row, rows), **row})
    return rows


def with_cell(field: FormField, value: Json, row: str, column: str, cell: Json) -> Json:
    """The table with one cell replaced; an empty cell leaves. Raises UsageError for no such row or column."""
    if field.column(column) is None:
        raise UsageError(
            _("“{label}”没有“{column}”这一列。", label=field.label, column=column),
            _("列有：{names}。", names=_column_names(field)),
        )
    rows = [dict(one) for one in rows_of(value)]
    target = next((one for one in rows if one.get(ROW_ID) == row), None)
    if target is None:
        raise UsageError(
            _("“{label}”没有“{row}”这一行。", label=field.label, row=row),
            _("行号有：{names}。", names=_("、").join(text_of(one.get(ROW_ID)) for one in rows)),
        )
    if cell is None:
        target.pop(column, None)
    else:
        target[column] = cell
    return list[Json](rows)


def with_row(field: FormField, value: Json, row: Mapping[str, Json]) -> Json:
    """The table with one more row, which gets an id of its own that was not used in it."""
    rows: list[Json] = [dict(one) for one in rows_of(value)]
    return [*rows, {ROW_ID: _row_id(field, row, rows), **row}]


def without_row(value: Json, row: str) -> Json:
    """The table without a row."""
    return [dict(one) for one in rows_of(value) if one.get(ROW_ID) != row]


def row_name(field: FormField, row: Mapping[str, Json]) -> str:
    """What a row is called: its cell in the naming column, else its id."""
    return text_of(row.get(field.row_label or "")) or text_of(row.get(ROW_ID))


def _row(pairs: Iterable[tuple[Column, str]], read_cell: ReadCell) -> Iterable[tuple[str, Json]]:
    for column, cell in pairs:
        if plain(cell) not in NO_CELL:
            yield column.id, read_cell(column, cell)


def _row_id(field: FormField, row: Mapping[str, Json], rows: list[Json]) -> str:
    taken = {text_of(one.get(ROW_ID)) for one in rows_of(rows)}
    own = {row_name(field, one): text_of(one.get(ROW_ID)) for one in default_rows(field)}
    wanted = own.get(row_name(field, row), "")
    if wanted and wanted not in taken:
        return wanted
    reserved = taken | set(own.values())
    return next(name for name in (f"own-{number}" for number in count(1)) if name not in reserved)


def _column_names(field: FormField) -> str:
    return _("、").join(column.label for column in field.columns)
