"""Cells: shown, typed over, filtered, sorted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import set_language
from secretguard.register import (
    Record,
    RecordKind,
    RegisterState,
    cell,
    columns,
    gaps,
    kind_of,
    new_record,
    parse_cell,
    table,
)
from secretguard.register.names import Names
from secretguard.register.typed import read_day, read_number, read_yes, tidy
from tests.register.building import people, records, sample_state, state_of


@given(records, st.lists(people, max_size=3))
def test_every_cell_typed_over_by_its_own_text_changes_nothing(record: Record, others: list[Record]) -> None:
    state = state_of([*others, record])
    for column in columns(kind_of(record)):
        if column.editable:
            assert parse_cell(record, column.id, cell(record, column.id, state), state) == record


@given(records)
def test_what_a_cell_shows_is_read_back_as_the_same_value(record: Record) -> None:
    names = Names.of(state_of([record]))
    for column in columns(kind_of(record)):
        text = column.text(record, names)
        # What cannot be seen, a stroke for nothing, or a number nobody has, are not typed like that.
        if column.shown_only or tidy(text) != text or "\u3000" in text or not _is_plain(record):
            continue
        try:
            value = column.value.read(text, names)
        except SecretGuardError:
            # Older entries may hold what is no telephone number: shown as it is, refused when typed anew.
            assert _refers(column.id) or "phone" in column.id
            continue
        assert column.value.show(value, names) == text or _refers(column.id)


def _is_plain(record: Record) -> bool:
    """Whether nothing in the record needs tidying, or reads as an empty cell."""
    texts = [text for text in _texts(record.model_dump()) if text]
    return all(tidy(text) == text and text not in ("-", "－", "—") for text in texts)


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


def _refers(column_id: str) -> bool:
    return column_id in {
        "deputy",
        "holder",
        "circle",
        "measures",
        "person",
        "secrets",
        "agreement",
        "parties",
        "attended",
        # A list keeps each item once; a duty is a code in capitals.
        "carriers",
        "systems",
        "circle_roles",
        "exit_items",
        "evidence",
        "trained",
        "duties",
    }


@pytest.mark.parametrize(
    ("kind", "key", "column", "typed", "shown"),
    [
        ("person", "P1", "phone", " 13800000000\u202c ", "13800000000"),
        ("person", "P1", "duties", "联络员 法务", "联络员、法务"),
        ("person", "P1", "deputy", "示例乙", "P2 示例乙"),
        ("person", "P1", "deputy", "-", ""),
        ("person", "P1", "confirmed", "2026年6月1日", "2026-06-01"),
        ("person", "P1", "confirmed", "２０２６/６/１", "2026-06-01"),
        ("person", "P1", "authority_yuan", "5万", "50000"),
        ("person", "P1", "status", "离职", "离职"),
        ("secret", "S1", "classification", "一般", "一般"),
        ("secret", "S1", "holder", "P4", "P4 示例丁"),
        ("secret", "S1", "circle", "示例甲；P2;P3 示例丙", "P1 示例甲；P2 示例乙；P3 示例丙"),
        ("secret", "S1", "carriers", "甲\\；乙；丙", "甲\\；乙；丙"),
        ("secret", "S1", "circle_roles", "研发|6；质检｜2", "研发 | 6；质检 | 2"),
        (
            "secret",
            "S1",
            "measures",
            "4 | M3 | 盖章 | 2026.5.1",
            "（四）标记、分类、隔离、加密、限制范围 | "
            "M3 核心图纸盖“核”字章，专柜存放，借阅登记 | 盖章 | 2026-05-01",
        ),
        ("secret", "S1", "value_yuan", "1.5亿元", "150000000"),
        ("secret", "S1", "systems", "PDM", "PDM"),
        (
            "cleared",
            "C1",
            "exit_items",
            "电脑 | 已返还 | 2026-6-1；U 盘",
            "电脑 | 已返还 | 2026-06-01；U 盘 | 未办",
        ),
        ("cleared", "C1", "non_compete", "√", "是"),
        ("agreement", "A1", "file", "a.pdf", "a.pdf"),
        ("partner", "H1", "notice_hours", "24 小时", "24"),
        ("measure", "M1", "kind", "7", "（七）其他"),
    ],
)
def test_a_cell_is_read_as_people_write_it(
    kind: RecordKind, key: str, column: str, typed: str, shown: str
) -> None:
    state = sample_state()
    changed = parse_cell(state.records(kind)[key], column, typed, state)
    assert cell(changed, column, state) == shown


@pytest.mark.parametrize(
    ("kind", "key", "column", "typed", "told"),
    [
        ("person", "P1", "name", "", "不能空着"),
        ("person", "P1", "deputy", "示例壬", "人员”里没有“示例壬"),
        ("person", "P1", "deputy", "P5 示例己", "P5 是“示例戊”，不是“示例己”"),
        ("person", "P1", "confirmed", "明天", "写成 2026-12-01"),
        ("person", "P1", "confirmed", "2026-02-30", "不是日期"),
        ("person", "P1", "duties", "打杂", "可以写：负责人"),
        ("person", "P1", "authority_yuan", "很多", "不是整数"),
        ("person", "P1", "name", "长" * 121, "太长"),
        ("secret", "S1", "classification", "绝密", "可以写：核心、重要、一般"),
        ("secret", "S1", "circle_roles", "研发", "写成这样：研发 | 6"),
        ("secret", "S1", "circle_size", "7", "不能直接改"),
        ("secret", "S1", "id", "S9", "不能直接改"),
        ("agreement", "A1", "file", "a.pdf | 12", "六十四位"),
        ("secret", "S1", "nothing", "6", "没有“nothing”这一栏"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_would_be_right(
    kind: RecordKind, key: str, column: str, typed: str, told: str
) -> None:
    state = sample_state()
    with pytest.raises(SecretGuardError, match=told):
        parse_cell(state.records(kind)[key], column, typed, state)


def test_clearing_a_cell_leaves_nothing_behind() -> None:
    state = sample_state()
    record: Record = state.secrets["S1"]
    for column in columns("secret"):
        if column.editable and column.id not in ("name", "classification"):
            record = parse_cell(record, column.id, "", state)
    empty = new_record("secret", "S1", "制动卡钳公差链")
    assert parse_cell(empty, "classification", "核心", state) == record


def test_a_filter_finds_every_word_anywhere_whatever_its_width_or_case() -> None:
    shown = table("secret", sample_state())
    assert [row.id for row in shown.filtered("ｐｄｍ 核心").rows] == ["S1"]
    assert [row.id for row in shown.filtered("示例辛").rows] == ["S4", "S5"]
    assert shown.filtered("没有这个").rows == ()
    assert shown.filtered("  ").rows == shown.rows


def test_rows_are_sorted_by_size_day_or_text_with_empty_cells_last() -> None:
    shown = table("secret", sample_state())
    assert [row.id for row in shown.sorted_by("review_due").rows][:2] == ["S4", "S1"]
    assert [row.id for row in shown.sorted_by("review_due", descending=True).rows][-2:] == ["S4", "S5"]
    assert [row.id for row in shown.sorted_by("points", descending=True).rows][:2] == ["S1", "S2"]


def test_a_table_made_again_reuses_the_rows_that_still_hold() -> None:
    state = sample_state()
    first = table("secret", state)
    changed = parse_cell(state.secrets["S2"], "remark", "看过", state)
    second = table("secret", _with(state, changed), first)
    assert second.row("S1") is first.row("S1") and second.row("S2") is not first.row("S2")
    renamed = parse_cell(state.people["P5"], "name", "示例五", state)
    third = table("secret", _with(state, renamed), first)
    assert (row := third.row("S1")) is not None and "P5 示例五" in row.cells


def _with(state: RegisterState, record: Record) -> RegisterState:
    return state_of([*state.all_records(), record])


def test_words_of_choices_are_read_in_either_language() -> None:
    state = sample_state()
    set_language("en")
    record = parse_cell(state.secrets["S1"], "classification", "一般", state)
    assert record == parse_cell(state.secrets["S1"], "classification", "general", state)


@pytest.mark.parametrize("text", ["2026-06-01", "2026/6/1", "2026.6.1", "20260601", " 2026年06月01日 "])
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert read_day(text) == date(2026, 6, 1)


@pytest.mark.parametrize(("text", "value"), [("1.1万", 11_000), ("3,000,000", 3_000_000), ("２４小时", 24)])
def test_numbers_are_exact(text: str, value: int) -> None:
    assert read_number(text) == value


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_a_clear_refusal(text: str) -> None:
    for read in (read_day, read_number, read_yes):
        try:
            read(text)
        except UsageError as error:
            assert error.remedy


def test_gaps_point_to_columns_that_exist() -> None:
    found = gaps(sample_state(), date(2026, 11, 24))
    assert found
    for gap in found:
        assert gap.column in {column.id for column in columns(gap.ref.kind)}
