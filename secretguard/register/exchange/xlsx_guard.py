"""Looking at an XLSX file before anything reads it: sizes, entities, rows, depth."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from secretguard.i18n import _
from secretguard.register.exchange.limits import (
    MAX_ARCHIVE_FILES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ELEMENTS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MAX_XML_DEPTH,
)
from secretguard.register.exchange.raw import SpreadsheetError

_CHUNK = 1 << 16
_MARKUP = (".xml", ".rels", ".vml")
_COLUMN = re.compile(r"^([A-Z]{1,3})\d")


def refuse_hostile(path: Path) -> dict[str, tuple[str, ...]]:
    """Look through a whole workbook; gives the merged ranges of each worksheet part.

    Raises SpreadsheetError for what is too large, broken, protected, or has XML entities.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise too_large(_("文件超过 {size} MB", size=MAX_FILE_BYTES >> 20))
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive)
            return {
                info.filename: _looked_through(archive, info)
                for info in archive.infolist()
                if info.filename.lower().endswith(_MARKUP)
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise SpreadsheetError(
            _("“{name}”打不开：不是完好的 XLSX 文件，或设了密码。", name=path.name),
            _("请在表格软件里去掉密码，另存为 .xlsx 再试。"),
        ) from error


def too_large(what: str) -> SpreadsheetError:
    """What is over the limit, in words."""
    return SpreadsheetError(_("这个表格太大：{what}。", what=what), _("请只留要导入的行和列，另存一份再试。"))


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MAX_ARCHIVE_FILES:
        raise too_large(_("里面的文件超过 {count} 个", count=MAX_ARCHIVE_FILES))
    # An archive cannot give more than it declares: the reader stops there.
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise too_large(_("解开后超过 {size} MB", size=MAX_UNPACKED_BYTES >> 20))


def _looked_through(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[str, ...]:
    look = _Look()
    parser = expat.ParserCreate()
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.StartDoctypeDeclHandler = look.doctype
    try:
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SpreadsheetError(
            _("表格文件里的 {part} 坏了。", part=info.filename), _("请在表格软件里打开，另存为 .xlsx 再试。")
        ) from error
    return tuple(look.merged)


@dataclass(slots=True)
class _Look:
    """What was seen of one part so far. A worksheet is known by its root, wherever it lies."""

    depth: int = 0
    elements: int = 0
    is_sheet: bool = False
    row: int = 0
    cells: int = 0
    merged: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_XML_DEPTH or self.elements > MAX_ELEMENTS:
            raise too_large(_("结构太深或太多"))
        local = name.rpartition(":")[2]
        if self.depth == 1:
            self.is_sheet = local == "worksheet"
        elif self.is_sheet:
            self._in_sheet(local, attributes)

    def end(self, _name: str) -> None:
        self.depth -= 1

    def doctype(self, *_declared: object) -> None:
        raise SpreadsheetError(
            _("表格文件里带有 XML 实体声明，正常的表格没有，已拒绝读取。"),
            _("请在表格软件里打开原表，另存为 .xlsx 再试；来路不明的文件不要用。"),
        )

    def _in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            written = attributes.get("r", "")
            self.row = int(written) if written.isdecimal() and len(written) < 10 else self.row + 1
            if self.row > MAX_ROWS:
                raise too_large(_("超过 {count} 行", count=MAX_ROWS))
        elif name == "c":
            self.cells += 1
            match = _COLUMN.match(attributes.get("r", ""))
            if self.cells > MAX_CELLS or (match and _place(match[1]) > MAX_COLUMNS):
                raise too_large(_("超过 {count} 列，或格子太多", count=MAX_COLUMNS))
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", "")[:20])


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place
