"""Reading a workbook, after `refuse_hostile` has looked at it. Formulas are told, never computed."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from secretguard.i18n import _
from secretguard.register.exchange.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from secretguard.register.exchange.neutral import unescaped_from_xlsx
from secretguard.register.exchange.raw import Cell, Formula, RawSheet, SpreadsheetError
from secretguard.register.exchange.xlsx_guard import refuse_hostile, too_large


def read_xlsx(path: Path) -> tuple[RawSheet, ...]:
    """Every visible worksheet. Raises SpreadsheetError for whatever cannot be read."""
    merged = refuse_hostile(path)
    from openpyxl import load_workbook  # on demand: slow to load, and few runs import anything
    from openpyxl.utils.exceptions import InvalidFileException

    # A well-formed file can still contradict itself in any way; the library then fails in any of these.
    broken = (
        InvalidFileException,
        zipfile.BadZipFile,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        SyntaxError,
        TypeError,
        ValueError,
    )
    try:
        # It warns on the terminal of what it passes over (pictures, lists to choose from).
        with warnings.catch_warnings(action="ignore"):
            return _sheets(load_workbook(path, read_only=True, data_only=False, keep_links=False), merged)
    except broken as error:
        raise SpreadsheetError(
            _("“{name}”读不懂：表格内部前后矛盾。", name=path.name),
            _("请在表格软件里打开，另存为 .xlsx 再试。"),
        ) from error


def _sheets(book: Any, merged: dict[str, tuple[str, ...]]) -> tuple[RawSheet, ...]:
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > MAX_SHEETS:
            raise too_large(_("超过 {count} 张工作表", count=MAX_SHEETS))
        return tuple(_raw(sheet, merged) for sheet in sheets)
    finally:
        book.close()


def _raw(sheet: Any, merged: dict[str, tuple[str, ...]]) -> RawSheet:
    rows = {}
    for number, row in enumerate(_rows(sheet), 1):
        cells = {place: value for place, cell in enumerate(row) if (value := _value(cell)) is not None}
        if cells:
            rows[number] = cells
    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    return RawSheet(str(sheet.title), rows, merged.get(part, ()))


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # The size a sheet claims is only a claim.
    sheet.reset_dimensions()
    return cast("Iterator[tuple[Any, ...]]", sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS))


def _value(cell: Any) -> Cell | Formula | None:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Formula()
    if isinstance(value, str):
        return unescaped_from_xlsx(value)
    return cast("Cell", value)
