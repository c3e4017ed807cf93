"""Broken, huge or hostile spreadsheets end in plain text or a clear refusal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from secretguard.errors import SecretGuardError, StorageError
from secretguard.register.exchange import SpreadsheetError, read_preview, xlsx_bytes
from secretguard.register.exchange.limits import MAX_PROBLEMS, MAX_ROWS
from secretguard.register.fold import RegisterState
from tests.register.building import sample_state

GOOD = xlsx_bytes(sample_state())
SHEET = "xl/worksheets/sheet1.xml"


def altered(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(old, new, 1)

    return altered(change)


def put(name: str, data: bytes) -> bytes:
    return altered(lambda parts: parts.__setitem__(name, data))


BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<worksheet>&b;</worksheet>"
)
SHEET_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "打不开"),
    "only a signature": (lambda: b"PK\x03\x04 not a zip", "打不开"),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "打不开"),
    "entities": (lambda: put(SHEET, BILLION_LAUGHS), "实体声明"),
    "entities in UTF-16": (lambda: put(SHEET, BILLION_LAUGHS.decode().encode("utf-16")), "实体声明"),
    "an outside entity": (
        lambda: put("xl/styles.xml", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><styleSheet/>'),
        "实体声明",
    ),
    "an open element": (lambda: put(SHEET, b"<worksheet><sheetData>"), "坏了"),
    "deep nesting": (lambda: put(SHEET, b"<a>" * 2000), "结构太深"),
    "a zip bomb": (lambda: put("xl/media/zeros.xml", b" " * (200 << 20)), "太大"),
    "too many rows": (
        lambda: put(SHEET, SHEET_START + b"<row/>" * (MAX_ROWS + 1) + b"</sheetData></worksheet>"),
        "20000 行",
    ),
    "a row far down": (
        lambda: put(SHEET, SHEET_START + b'<row r="1048576"/></sheetData></worksheet>'),
        "20000 行",
    ),
    "a column far out": (lambda: in_sheet(b'<c r="A1"', b'<c r="XFD1"'), "200 列"),
    "no workbook": (lambda: altered(lambda parts: parts.pop("xl/workbook.xml")), "前后矛盾"),
    "no styles": (lambda: altered(lambda parts: parts.pop("xl/styles.xml")), ""),
    "a style that is not there": (lambda: in_sheet(b's="1"', b's="99999"'), ""),
    "hundreds of members": (
        lambda: altered(lambda parts: [parts.__setitem__(f"x{number}.bin", b"") for number in range(500)]),
        "太大",
    ),
}
"""What is wrong with it, how it is made (only when its turn comes), and what the refusal says; "" is none."""


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused_in_words(tmp_path: Path, name: str) -> None:
    make, told = WORKBOOKS[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    if not told:
        assert read_preview(path, sample_state()) is not None
        return
    with pytest.raises(SpreadsheetError, match=told) as refused:
        read_preview(path, sample_state())
    assert refused.value.remedy


def test_a_million_rows_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = b"<row><c><v>1</v></c></row>" * 1_000_000
    path.write_bytes(put(SHEET, SHEET_START + rows + b"</sheetData></worksheet>"))
    with pytest.raises(SpreadsheetError, match="太大"):
        read_preview(path, sample_state())


def test_a_csv_of_too_many_rows_columns_or_characters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "人员.csv"
    for text, told in (
        ("姓名\n" + "示例\n" * (MAX_ROWS + 1), "20000 行"),
        ("姓名" + ",甲" * 300 + "\n", "200 列"),
        ('姓名,职务\n示例,"' + "长" * 200_000 + '"\n', "读不懂"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SpreadsheetError, match=told):
            read_preview(path, RegisterState())
    path.write_bytes(b"\xff\xff\xff\xff")
    with pytest.raises(SpreadsheetError, match="编码"):
        read_preview(path, RegisterState())


def test_merged_cells_are_told_with_their_range(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "人员"
    for row in (["姓名", "职务"], ["示例甲", "门卫"], [None, "门卫"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    told = [str(problem) for problem in read_preview(tmp_path / "a.xlsx", RegisterState()).problems]
    assert any("A2:A3" in line for line in told)


def test_names_that_would_break_a_terminal_come_out_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "人员.csv"
    path.write_text("姓名,\x1b[31m红\u202e栏\n\x1b]0;x\x07示例,1\n", encoding="utf-8")
    preview = read_preview(path, RegisterState())
    shown = "".join((*preview.notes, *(change.name for change in preview.added)))
    assert preview.added and all(character not in shown for character in "\x1b\x07\u202e")


def test_a_file_with_thousands_of_faults_tells_the_first_ones(tmp_path: Path) -> None:
    path = tmp_path / "人员.csv"
    path.write_text("姓名,核实日期\n" + "示例,去年\n" * 3000, encoding="utf-8")
    problems = read_preview(path, RegisterState()).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert "还有 2800 处" in str(problems[-1])


def test_what_is_no_table_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(SpreadsheetError, match="另存为"):
        read_preview(tmp_path / "a.xls", RegisterState())
    with pytest.raises(StorageError, match="打不开"):
        read_preview(tmp_path / "没有.xlsx", RegisterState())
    (tmp_path / "信.csv").write_text("你好,\n再见,\n", encoding="utf-8")
    preview = read_preview(tmp_path / "信.csv", RegisterState())
    assert "没有找到能认出来的表" in str(preview.problems[0]) and "“信”没有读" in preview.notes[0]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_never_ends_in_a_crash(place: int, junk: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(GOOD[:place] + junk + GOOD[place + len(junk) :])
        try:
            read_preview(path, sample_state())
        except SecretGuardError as refused:
            assert refused.remedy


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_csv_are_a_preview_or_a_refusal(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "人员.csv"
        path.write_bytes("编号,姓名,核实日期\n".encode() + data)
        try:
            read_preview(path, sample_state())
        except SecretGuardError as refused:
            assert refused.remedy
