"""Out to spreadsheets and back: nothing is lost, nothing runs, nothing is saved unseen."""

from __future__ import annotations

import csv
import random
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from secretguard.errors import RefusedError
from secretguard.i18n import set_language
from secretguard.register import (
    RECORD_TYPES,
    Identity,
    PersonSet,
    Record,
    RecordKind,
    RecordRef,
    Register,
    columns,
    list_enterprises,
)
from secretguard.register.exchange import export_csv, export_xlsx, read_preview
from secretguard.register.exchange.neutral import (
    escaped_for_xlsx,
    neutralised,
    restored,
    unescaped_from_xlsx,
)
from tests.conftest import HandClock, SampleVault
from tests.register.building import records, sample_state, state_of
from tests.vault.processes import Teller, beside


def workbook(path: Path, title: str, *rows: list[Any]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def sheet_of(path: Path, kind: RecordKind) -> list[list[Any]]:
    sheet = load_workbook(path)[RECORD_TYPES[kind].label]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(records, max_size=8))
def test_what_is_exported_and_imported_again_changes_nothing(items: list[Record]) -> None:
    state = state_of(items)
    with tempfile.TemporaryDirectory() as folder:
        book = export_xlsx(state, Path(folder) / "台账.xlsx")
        export_csv(state, Path(folder) / "表")
        for source in (book, Path(folder) / "表"):
            preview = read_preview(source, state)
            assert preview.ok and preview.is_empty, (preview.problems, preview.changed)
            assert preview.unchanged == len(list(state.all_records()))
            assert preview.missing == () and preview.notes == ()


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n＝＋－＠a1示_x000D"), max_size=12))
def test_neutralised_text_comes_back_as_it_was(text: str) -> None:
    assert restored(neutralised(text)) == text
    assert not neutralised(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert unescaped_from_xlsx(escaped_for_xlsx(text)) == text


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    tricks = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1+1", "\t=1"]
    state = state_of(
        PersonSet(person=Identity(id=f"P{number}", name=f"示例{number}", title=trick or None))
        for number, trick in enumerate(tricks, 1)
    )
    book = load_workbook(export_xlsx(state, tmp_path / "a.xlsx"))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    titles = [row[2] for row in sheet_of(tmp_path / "a.xlsx", "person")[2:]]
    assert titles == [trick.strip() for trick in tricks]
    cell = book["人员"]["C3"]
    assert cell.quotePrefix and cell.number_format == "@"
    export_csv(state, tmp_path / "表", ["person"])
    with (tmp_path / "表" / "人员.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[2] for row in rows[1:]] == ["'" + trick.strip() for trick in tricks]


def test_an_export_says_what_it_is_and_goes_over_nothing(tmp_path: Path) -> None:
    path = export_xlsx(sample_state(), tmp_path / "台账.xlsx")
    rows = sheet_of(path, "secret")
    assert rows[0][:3] == ["编号", "代号", "密级"] and rows[1][0] == "secret.id"
    assert load_workbook(path).sheetnames[-1] == "说明"
    assert load_workbook(path)["商业秘密"].row_dimensions[2].hidden
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(RefusedError, match="已经存在"):
        export_xlsx(sample_state(), path)
    with pytest.raises(RefusedError, match="已经存在"):
        export_csv(sample_state(), _folder_with(tmp_path / "表", "培训.csv"))
    assert len(list((tmp_path / "表").iterdir())) == 1


def _folder_with(folder: Path, name: str) -> Path:
    folder.mkdir()
    (folder / name).touch()
    return folder


def test_what_is_exported_in_english_is_read_in_english(tmp_path: Path) -> None:
    set_language("en")
    path = export_xlsx(sample_state(), tmp_path / "a.xlsx")
    export_csv(sample_state(), tmp_path / "csv")
    for source in (path, tmp_path / "csv"):
        preview = read_preview(source, sample_state())
        assert preview.ok and preview.is_empty, (preview.problems, preview.changed[:2], preview.notes)


def test_a_preview_tells_added_changed_unchanged_and_missing_and_saves_nothing(
    register: Register, tmp_path: Path
) -> None:
    state = register.state
    path = workbook(
        tmp_path / "人员.xlsx",
        "人员",
        ["姓名", "编号", "电 话", "电话核实"],
        ["示例甲", "P1", "000-0000-0099"],
        ["示例乙", None, "000-0000-0003"],
        ["示例壬", None, 13800000000],
    )
    preview = read_preview(path, state)
    assert preview.ok
    assert [(item.ref, item.name) for item in preview.added] == [(RecordRef("person", "P9"), "示例壬")]
    assert [
        (item.ref.id, field.label, field.before, field.after)
        for item in preview.changed
        for field in item.fields
    ] == [("P1", "电话", "000-0000-0001", "000-0000-0099")]
    assert preview.unchanged == 1
    assert [ref.id for ref, _name in preview.missing] == ["P3", "P4", "P5", "P6", "P7", "P8"]
    assert preview.notes == ("“人员”里不认识的栏没有读：电话核实。",)
    assert register.state is state


def test_applying_a_preview_is_one_step_that_undo_takes_back(register: Register, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "新人.xlsx",
        "人员",
        ["编号", "姓名", "替补"],
        ["", "示例壬", "示例癸"],
        ["P20", "示例癸", "P1 示例甲"],
    )
    preview = read_preview(path, register.state)
    register.apply(preview)
    assert register.state.people["P9"].deputy == "P20"
    assert register.history(RecordRef("person", "P9"))[0].what == "导入 新人.xlsx"
    with pytest.raises(RefusedError, match="重新预览"):
        register.apply(preview)
    assert read_preview(path, register.state).is_empty
    with pytest.raises(RefusedError, match="没有要导入的"):
        register.apply(read_preview(path, register.state))
    assert register.undo_last().what == "导入 新人.xlsx"
    assert "P9" not in register.state.people


def test_new_records_of_several_sheets_refer_to_each_other(register: Register, tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "商业秘密"
    for row in (["代号", "归口人", "知悉人员"], ["新配方", "示例壬", "示例壬；P1"]):
        first.append(row)
    second = book.create_sheet("人员")
    for row in (["姓名"], ["示例壬"]):
        second.append(row)
    third = book.create_sheet("涉密人员")
    for row in (["姓名", "接触的秘密"], ["示例壬", "新配方"]):
        third.append(row)
    book.save(tmp_path / "新.xlsx")
    preview = read_preview(tmp_path / "新.xlsx", register.state)
    assert preview.ok, preview.problems
    register.apply(preview)
    assert register.state.secrets["S6"].holder == "示例壬"
    assert register.state.secrets["S6"].circle.people == ("P9", "P1")
    assert register.state.cleared["C5"].secrets == ("S6",)


def test_renaming_somebody_leaves_those_who_refer_to_them_alone(tmp_path: Path) -> None:
    state = sample_state()
    path = export_xlsx(state, tmp_path / "a.xlsx")
    book = load_workbook(path)
    book["人员"]["B7"] = "示例五"
    circle = next(cell for cell in book["商业秘密"][3] if cell.value and "P1 示例甲；" in str(cell.value))
    circle.value = "P1 示例甲；P5 示例戊"
    book.save(path)
    preview = read_preview(path, state)
    assert preview.ok, preview.problems
    assert [(item.ref.id, [field.column for field in item.fields]) for item in preview.changed] == [
        ("P5", ["name"]),
        ("S1", ["circle"]),
    ]


def test_days_may_be_days_numbers_or_words(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        "人员",
        ["编号", "核实日期", "岗位培训日期", "入职日期", "离职日期"],
        ["P1", date(2026, 6, 1), datetime(2026, 6, 2, 8, 30), 46176, "2026/6/4"],
        ["P2", "2026年6月1日", "20260602", "２０２６．６．３", None],
    )
    preview = read_preview(path, sample_state())
    assert preview.ok, preview.problems
    assert {
        (item.ref.id, field.column): field.after for item in preview.changed for field in item.fields
    } == {
        ("P1", "confirmed"): "2026-06-01",
        ("P1", "trained"): "2026-06-02",
        ("P1", "since"): "2026-06-03",
        ("P1", "left_on"): "2026-06-04",
        ("P2", "confirmed"): "2026-06-01",
        ("P2", "trained"): "2026-06-02",
        ("P2", "since"): "2026-06-03",
    }


def test_every_wrong_cell_is_told_with_sheet_row_column_and_reason(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        "人员",
        ["编号", "姓名", "核实日期", "替补", "可批金额（元）", "职务"],
        ["P1", "示例甲", "去年", "示例壬", "很多", "=1+1"],
        ["P1", "示例乙", None, None, None, None],
        ["甲 1", "示例壬", None, None, None, None],
        ["P30", None, None, None, None, "门卫"],
        ["P2", "示例乙", None, "P2", None, None],
        [None, "长" * 200, None, None, None, None],
    )
    told = [str(problem) for problem in read_preview(path, sample_state()).problems]
    assert told[0].startswith("人员 第 2 行 F 职务：这一格是公式")
    for expected in (
        "人员 第 2 行 C 核实日期：“去年”不是日期。写成 2026-12-01 这样。",
        "人员 第 2 行 D 替补：“人员”里没有“示例壬”。",
        "人员 第 2 行 E 可批金额（元）：“很多”不是整数。",
        "人员 第 3 行 A 编号：编号 P1 在第 2 行已经出现过。",
        "人员 第 4 行 A 编号：编号“甲 1”只能用英文字母",
        "人员 第 5 行 B 姓名：新的一条要有“姓名”。",
        "人员 第 6 行：示例乙不能做自己的替补。",
        "人员 第 7 行 B 姓名：“名称”太长，最多 120 个字。",
    ):
        assert any(line.startswith(expected) for line in told), (expected, told)


def test_nothing_is_imported_while_anything_is_wrong(register: Register, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "人员", ["姓名", "核实日期"], ["示例壬", None], ["示例癸", "去年"])
    preview = read_preview(path, register.state)
    assert len(preview.added) == 1
    with pytest.raises(RefusedError, match="1 处问题，什么都没有导入"):
        register.apply(preview)
    assert "P9" not in register.state.people


def test_a_number_that_was_taken_out_is_not_used_again(register: Register, tmp_path: Path) -> None:
    register.remove_person("P8", "离职")
    path = workbook(tmp_path / "a.xlsx", "人员", ["编号", "姓名"], ["P8", "示例壬"])
    assert "已经移出台账" in str(read_preview(path, register.state).problems[0])


def test_a_name_that_two_people_have_needs_the_number(register: Register, tmp_path: Path) -> None:
    register.set_person(PersonSet(person=Identity(id="P9", name="示例甲")))
    path = workbook(tmp_path / "a.xlsx", "人员", ["姓名", "职务"], ["示例甲", "门卫"])
    assert "台账里有 2 条都叫“示例甲”" in str(read_preview(path, register.state).problems[0])


def test_what_cannot_be_seen_is_taken_off_and_what_is_seen_stays(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        "人员",
        ["编号", "电话", "职务"],
        ["P1", "\u202d000-0000-0099\u202c", "安\u200b保\xa0员"],
    )
    (change,) = read_preview(path, sample_state()).changed
    assert [field.after for field in change.fields] == ["安保 员", "000-0000-0099"]


def test_headings_may_be_anywhere_in_any_order_width_and_case(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        "Sheet1",
        ["示例公司合作方一览"],
        [],
        ["NOTICE_HOURS", "名　称", "　种类＊"],
        [72, "示例主机厂", "客户"],
    )
    (change,) = read_preview(path, sample_state(), "partner").changed
    assert [(field.column, field.after) for field in change.fields] == [("notice_hours", "72")]
    assert read_preview(path, sample_state()).changed == (change,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_as_others_save_it(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "人员.csv"
    path.write_text(f"编号{separator}职务\r\nP1{separator}'=安保\r\n", encoding=encoding)
    (change,) = read_preview(path, sample_state()).changed
    assert change.fields[0].after == "=安保"


def test_every_column_that_can_be_typed_goes_out_and_comes_back(tmp_path: Path) -> None:
    path = export_xlsx(sample_state(), tmp_path / "a.xlsx")
    for kind in RECORD_TYPES:
        keys = sheet_of(path, kind)[1]
        assert [f"{kind}.id", *(column.id for column in columns(kind) if column.editable)] == keys


def test_an_import_killed_at_any_moment_leaves_all_or_nothing(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path
) -> None:
    names = [[f"示例{number}"] for number in range(300)]
    path = workbook(tmp_path / "a.xlsx", "人员", ["姓名"], *names)
    moments = random.Random(20261124)
    seen = set()
    for kill in range(8):
        copy = sample_vault.copy(tmp_path / f"{kill}.sgv")

        def work(teller: Teller, copy: SampleVault = copy) -> None:
            vault = copy.open(clock)
            register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
            preview = read_preview(path, register.state)
            teller.say("ready")
            register.apply(preview)
            teller.say("done")
            teller.wait()

        with beside(work) as child:
            child.line()
            time.sleep(moments.random() * 0.06)
            child.kill()
        with copy.open(clock, read_only=True) as vault:
            register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
            seen.add(len(register.state.people))
    assert seen <= {8, 308}
