"""Sheets of text and numbers as a workbook. Every cell is typed; none of them is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.exchange import column_letters, escaped_for_xlsx, exported

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONGEST: Final = 32_767
_A4: Final = 9
"""ECMA-376 §18.3.1.63: the number of the paper."""
_PLAIN, _NUMBER, _HEADING, _TO_FILL_IN = "sg text", "sg number", "sg heading", "sg answer"
Value = str | int | float


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: heading, key for programs, width, what may be chosen, whether it is to be filled in."""

    key: str
    label: str
    width: int = 16
    choices: tuple[str, ...] = ()
    to_fill_in: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; with `keyed` a hidden second row holds the columns' keys, and reading back goes by them."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    keyed: bool = False
    headed: bool = True


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The workbook. Raises RefusedError for a text that no cell holds."""
    from openpyxl import Workbook  # on demand: slow to load

    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _Writer(book.create_sheet(sheet.title)).write(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes one sheet."""

    def __init__(self, target: WriteOnlyWorksheet) -> None:
        self.target: Any = target

    def write(self, sheet: Sheet) -> None:
        for place, column in enumerate(sheet.columns):
            self.target.column_dimensions[column_letters(place)].width = column.width
        self._paper()
        first = 1
        if sheet.headed:
            self.target.print_title_rows = "1:1"
            self.target.freeze_panes = "A3" if sheet.keyed else "A2"
            self.target.append([self._text(one.label, one.label, _HEADING) for one in sheet.columns])
            first = 2
        if sheet.keyed:
            self.target.row_dimensions[2].hidden = True  # a row is written for good when it is appended
            self.target.append([self._text(one.key, sheet.title, _PLAIN) for one in sheet.columns])
            first = 3
        for row in sheet.rows:
            self.target.append(
                [self._cell(value, column, sheet) for value, column in zip(row, sheet.columns, strict=True)]
            )
        self._choices(sheet, first)

    def _paper(self) -> None:
        """Printed across, as wide as the paper, as many pages as it takes."""
        from openpyxl.worksheet.properties import PageSetupProperties

        self.target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.target.page_setup.orientation = "landscape"
        self.target.page_setup.paperSize = _A4
        self.target.page_setup.fitToHeight = 0

    def _choices(self, sheet: Sheet, first: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        last = first + len(sheet.rows) - 1
        for place, column in enumerate(sheet.columns):
            if column.choices and sheet.rows:
                listed = DataValidation(
                    type="list",
                    formula1=f'"{",".join(column.choices)}"',
                    allow_blank=True,
                    showErrorMessage=True,
                    errorTitle=column.label,
                    error=_("请从下拉列表里选一个。"),
                )
                letters = column_letters(place)
                listed.add(f"{letters}{first}:{letters}{last}")
                self.target.data_validations.append(listed)

    def _cell(self, value: Value, column: SheetColumn, sheet: Sheet) -> Any:
        style = _TO_FILL_IN if column.to_fill_in else _PLAIN
        if isinstance(value, str):
            return self._text(value, f"{sheet.title} {column.label}", style)
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self.target, value=value)
        cell.style = _NUMBER
        return cell

    def _text(self, text: str, where: str, style: str) -> Any:
        """A text cell, whatever it begins with. `where` names it if it is too long."""
        from openpyxl.cell import WriteOnlyCell

        shown = escaped_for_xlsx(exported(text))
        if len(shown) > _LONGEST:
            raise RefusedError(_("“{where}”的内容太长，放不进表格的一格。", where=where), _("请先改短。"))
        cell: Any = WriteOnlyCell(self.target, value=shown or None)
        cell.style = style
        if shown:
            cell.data_type = "s"
            cell.quotePrefix = True
        return cell


def _styles() -> Iterator[NamedStyle]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin", color="FFB0B8C0")
    fills = {_HEADING: "FFE8ECF0", _TO_FILL_IN: "FFFFF8DC"}
    for name in (_PLAIN, _NUMBER, _HEADING, _TO_FILL_IN):
        yield NamedStyle(
            name,
            font=Font(size=11, bold=name == _HEADING),
            fill=PatternFill("solid", fgColor=fills[name]) if name in fills else None,
            border=Border(left=line, right=line, top=line, bottom=line),
            alignment=Alignment(vertical="top", wrap_text=True),
            number_format="General" if name == _NUMBER else "@",
        )
