"""Reading CSV as Excel, WPS and others write it: UTF-8 or GB 18030; comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from secretguard.i18n import _
from secretguard.register.exchange.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from secretguard.register.exchange.neutral import restored
from secretguard.register.exchange.raw import RawSheet, SpreadsheetError
from secretguard.register.exchange.xlsx_guard import too_large

_SEPARATORS = ",;\t"


def read_csv(path: Path) -> RawSheet:
    """One file as a sheet called by the file's name. Raises SpreadsheetError."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise too_large(_("文件超过 {size} MB", size=MAX_FILE_BYTES >> 20))
    text = _decoded(path)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows: dict[int, dict[int, str]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, 1):
            if number > MAX_ROWS:
                raise too_large(_("超过 {count} 行", count=MAX_ROWS))
            if len(row) > MAX_COLUMNS:
                raise too_large(_("超过 {count} 列，或格子太多", count=MAX_COLUMNS))
            cells = {place: restored(cell) for place, cell in enumerate(row) if cell}
            if cells:
                rows[number] = dict(cells)
    except csv.Error as error:
        raise SpreadsheetError(
            _("“{name}”第 {row} 行读不懂。", name=path.name, row=reader.line_num),
            _("请检查引号是否成对、有没有超过 {limit} 字的格子。", limit=MAX_CELL_CHARACTERS),
        ) from error
    return RawSheet(path.stem, rows)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError(
        _("“{name}”的文字编码认不出来。", name=path.name), _("请另存为“CSV UTF-8（逗号分隔）”再试。")
    )
