"""The register out to spreadsheets and back: export, preview of an import, nothing saved unseen."""

from secretguard.register.exchange.exporting import export_csv, export_xlsx, xlsx_bytes
from secretguard.register.exchange.files import refuse_existing, write_whole
from secretguard.register.exchange.importing import read_preview
from secretguard.register.exchange.neutral import escaped_for_xlsx, exported, neutralised
from secretguard.register.exchange.preview import CellChange, Change, Place, Preview, Problem, told
from secretguard.register.exchange.raw import (
    Cell,
    Formula,
    RawSheet,
    SpreadsheetError,
    as_text,
    column_letters,
)
from secretguard.register.exchange.xlsx_reading import read_xlsx

__all__ = [
    "Cell",
    "CellChange",
    "Change",
    "Formula",
    "Place",
    "Preview",
    "Problem",
    "RawSheet",
    "SpreadsheetError",
    "as_text",
    "column_letters",
    "escaped_for_xlsx",
    "export_csv",
    "export_xlsx",
    "exported",
    "neutralised",
    "read_preview",
    "read_xlsx",
    "refuse_existing",
    "told",
    "write_whole",
    "xlsx_bytes",
]
