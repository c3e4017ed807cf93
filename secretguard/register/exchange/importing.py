"""An import's preview from a file: a workbook, one CSV file, or a folder of them."""

from __future__ import annotations

from pathlib import Path

from secretguard.errors import StorageError
from secretguard.i18n import _
from secretguard.register.exchange.csv_reading import read_csv
from secretguard.register.exchange.limits import MAX_SHEETS
from secretguard.register.exchange.planning import plan_import
from secretguard.register.exchange.preview import Preview
from secretguard.register.exchange.raw import RawSheet, SpreadsheetError
from secretguard.register.exchange.xlsx_guard import too_large
from secretguard.register.exchange.xlsx_reading import read_xlsx
from secretguard.register.fold import RegisterState
from secretguard.register.records import RecordKind


def read_preview(path: Path, state: RegisterState, kind: RecordKind | None = None) -> Preview:
    """What importing a file would do; nothing is recorded. `kind` says what it holds, if it does not.

    Problems of single cells stand in the preview. Raises SpreadsheetError for a file that cannot be read
    at all, StorageError for one that is not there.
    """
    try:
        return plan_import(_sheets(path), state, path.name, kind)
    except OSError as error:
        raise StorageError(
            _("“{name}”打不开：{reason}", name=path.name, reason=error.strerror or str(error)),
            _("请检查路径和权限；若在表格软件里开着，请先关掉。"),
            path=str(path),
        ) from error


def _sheets(path: Path) -> tuple[RawSheet, ...]:
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if len(files) > MAX_SHEETS:
            raise too_large(_("超过 {count} 张工作表", count=MAX_SHEETS))
        return tuple(read_csv(file) for file in files)
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return (read_csv(path),)
    if suffix in (".xlsx", ".xlsm"):
        return read_xlsx(path)
    raise SpreadsheetError(
        _("“{name}”不是能导入的表格。", name=path.name),
        _("可以导入 .xlsx 和 .csv；旧的 .xls 或 .et 请在表格软件里另存为 .xlsx。"),
    )
