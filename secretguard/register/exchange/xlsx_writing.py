"""XLSX by hand (ECMA-376, the few parts that are needed): every cell typed, none of them a formula.

The library that reads spreadsheets for us writes ten times slower than a full register may take.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from secretguard.register.exchange.grid import Grid
from secretguard.register.exchange.neutral import escaped_for_xlsx
from secretguard.register.exchange.raw import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Times in the archive say nothing, so the same register gives the same bytes."""

_HEADING, _TEXT, _NUMBER = 1, 2, 3
_STYLES = f"""{_XML}<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF0"/></patternFill></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf xfId="0"/>
<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/>
<xf xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf>
<xf xfId="0" numFmtId="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


def workbook(grids: Sequence[Grid], note_title: str, notes: Iterable[tuple[str, str]]) -> bytes:
    """A workbook with a sheet for each grid, and one of explanations at the end."""
    sheets = [(grid.title, "".join(_sheet(grid))) for grid in grids]
    sheets.append((note_title, "".join(_note_sheet(notes))))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        _add(archive, "[Content_Types].xml", _content_types(len(sheets)))
        _add(archive, "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        _add(archive, "xl/workbook.xml", _workbook([title for title, _body in sheets]))
        targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
        _add(archive, "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")]))
        _add(archive, "xl/styles.xml", _STYLES)
        for number, (_title, body) in enumerate(sheets, 1):
            _add(archive, f"xl/worksheets/sheet{number}.xml", body)
    return buffer.getvalue()


def _sheet(grid: Grid) -> Iterator[str]:
    widths = [min(60, max(8, column.width + 4)) for column in grid.columns]
    yield from _opening(widths, frozen=1)
    yield "<sheetData>"
    yield _row(1, (_cell(1, place, column.label, _HEADING) for place, column in enumerate(grid.columns)))
    keys = (_cell(2, place, key, _TEXT) for place, key in enumerate(grid.keys))
    yield _row(2, keys, ' hidden="1"')
    numbers = [column.is_number for column in grid.columns]
    for number, row in enumerate(grid.rows, 3):
        yield _row(
            number,
            (
                _number(number, place, text) if is_number else _cell(number, place, text, _TEXT)
                for place, (text, is_number) in enumerate(zip(row, numbers, strict=True))
                if text
            ),
        )
    yield "</sheetData></worksheet>"


def _note_sheet(notes: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from _opening([28, 90], frozen=0)
    yield "<sheetData>"
    for number, (first, second) in enumerate(notes, 1):
        yield _row(number, (_cell(number, 0, first, _TEXT), _cell(number, 1, second, _TEXT)))
    yield "</sheetData></worksheet>"


def _opening(widths: Sequence[int], *, frozen: int) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}">'
    if frozen:
        yield (
            '<sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
            "</sheetView></sheetViews>"
        )
    yield "<cols>"
    for place, width in enumerate(widths, 1):
        yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
    yield "</cols>"


def _row(number: int, cells: Iterable[str], more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def _cell(row: int, place: int, text: str, style: int) -> str:
    shown = escape(escaped_for_xlsx(text))
    return (
        f'<c r="{column_letters(place)}{row}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{shown}</t></is></c>'
    )


def _number(row: int, place: int, text: str) -> str:
    return f'<c r="{column_letters(place)}{row}" s="{_NUMBER}"><v>{int(text)}</v></c>'


def _workbook(titles: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, 1)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)]
    lines = "".join(
        f'<Override PartName="{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED, 4)
