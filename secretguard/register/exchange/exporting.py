"""The register into spreadsheets: one workbook, or one CSV file for each kind of records."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from secretguard.i18n import _
from secretguard.register.exchange.files import refuse_existing, write_whole
from secretguard.register.exchange.grid import Grid, explanation, grids
from secretguard.register.exchange.neutral import neutralised
from secretguard.register.exchange.xlsx_writing import workbook
from secretguard.register.fold import RegisterState
from secretguard.register.records import RECORD_TYPES, RecordKind


def xlsx_bytes(state: RegisterState, kinds: Sequence[RecordKind] | None = None) -> bytes:
    """The workbook; the same register gives the same bytes."""
    return workbook(tuple(grids(state, kinds)), _("说明"), explanation(kinds or tuple(RECORD_TYPES)))


def csv_bytes(grid: Grid) -> bytes:
    """One kind as CSV: UTF-8 with a mark (Excel needs it), headings that also hold the column's key."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    labels = (f"{column.label} [{key}]" for column, key in zip(grid.columns, grid.keys, strict=True))
    writer.writerow(labels)
    writer.writerows([neutralised(cell) for cell in row] for row in grid.rows)
    return text.getvalue().encode("utf-8-sig")


def export_xlsx(state: RegisterState, path: Path, kinds: Sequence[RecordKind] | None = None) -> Path:
    """Write the workbook. Raises RefusedError if the file is there already, StorageError."""
    refuse_existing(path)
    write_whole(path, xlsx_bytes(state, kinds))
    return path


def export_csv(
    state: RegisterState, folder: Path, kinds: Sequence[RecordKind] | None = None
) -> tuple[Path, ...]:
    """Write one file for each kind into a folder. Raises RefusedError if one is there, StorageError."""
    files = [(folder / f"{grid.title}.csv", grid) for grid in grids(state, kinds)]
    for path, _grid in files:
        refuse_existing(path)
    for path, grid in files:
        write_whole(path, csv_bytes(grid))
    return tuple(path for path, _grid in files)
