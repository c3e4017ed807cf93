"""The register out to spreadsheets and back: export, preview of an import, nothing saved unseen."""

from secretguard.register.exchange.exporting import export_csv, export_xlsx, xlsx_bytes
from secretguard.register.exchange.importing import read_preview
from secretguard.register.exchange.neutral import exported, neutralised
from secretguard.register.exchange.preview import CellChange, Change, Place, Preview, Problem
from secretguard.register.exchange.raw import SpreadsheetError

__all__ = [
    "CellChange",
    "Change",
    "Place",
    "Preview",
    "Problem",
    "SpreadsheetError",
    "export_csv",
    "export_xlsx",
    "exported",
    "neutralised",
    "read_preview",
    "xlsx_bytes",
]
