"""The register's views without a screen: what is proposed, what typed text means, gaps, a grid of cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from textual.geometry import Offset, Region, Size

from secretguard.errors import SecretGuardError
from secretguard.register import (
    FieldChange,
    Gap,
    RecordKind,
    RecordRef,
    Register,
    column_of,
    columns,
    table,
)
from secretguard.register.exchange import Place as SheetPlace
from secretguard.register.exchange import Preview, Problem
from secretguard.tui.desk import Desk
from secretguard.tui.views.home_view import home_view
from secretguard.tui.views.register_cell_view import CellView, cell_view, typed, with_cell
from secretguard.tui.views.register_history_view import history_rows
from secretguard.tui.views.register_import_view import preview_view
from secretguard.tui.views.register_look import KINDS, RegisterLook, kind_called, look_at
from secretguard.tui.views.register_view import Wanted, gap_rows, ground_in_words, register_view, shown_places
from secretguard.tui.widgets.cell_editor import place_editor, place_help
from secretguard.tui.widgets.grid_view import Order
from secretguard.tui.widgets.lists import PAGE
from tests.conftest import HandClock

TODAY = date(2026, 11, 24)


def cell_of(register: Register, kind: RecordKind, key: str, column: str) -> CellView:
    state = register.state
    record = state.record(RecordRef(kind, key))
    assert record is not None
    return cell_view([record], column_of(kind, column), table(kind, state), state, TODAY)


@pytest.mark.parametrize(
    ("kind", "key", "column", "proposed"),
    [
        ("secret", "S1", "classification", "重要"),
        ("secret", "S1", "holder", "P7 示例庚"),
        ("secret", "S1", "circle", "P2 示例乙"),
        ("secret", "S1", "review_due", "2026-11-24"),
        ("secret", "S1", "carriers", "炉前记录本"),
        ("secret", "S1", "systems", "ERP"),
        ("person", "P1", "duties", "门卫"),
        ("person", "P1", "deputy", "P2 示例乙"),
        ("cleared", "C1", "non_compete", "否"),
        ("cleared", "C1", "trained", "2026-11-24"),
        ("agreement", "A1", "parties", "H3 示例主机厂"),
        ("measure", "M1", "kind", "（七）其他"),
    ],
)
def test_what_a_cell_can_hold_is_proposed(
    register: Register, kind: RecordKind, key: str, column: str, proposed: str
) -> None:
    assert proposed in [each.text for each in cell_of(register, kind, key, column).proposals]


def test_everything_proposed_can_be_taken(register: Register) -> None:
    state = register.state
    for kind in KINDS:
        record = next(iter(state.records(kind).values()))
        for column in columns(kind):
            if column.editable and column.id not in ("id", "name"):
                view = cell_view([record], column, table(kind, state), state, TODAY)
                for proposal in view.proposals[:8]:
                    with_cell([record], column, typed(proposal.text, column, TODAY), state)


def test_a_name_is_never_proposed_and_whoever_left_is_not(register: Register) -> None:
    assert cell_of(register, "secret", "S1", "name").proposals == ()
    left = column_of("person", "status")
    register.set_all(with_cell([register.state.people["P7"]], left, "离职", register.state))
    assert "P7 示例庚" not in [each.text for each in cell_of(register, "secret", "S1", "holder").proposals]


def test_today_is_understood_where_a_day_is_wanted_and_only_there() -> None:
    day, words = column_of("secret", "review_due"), column_of("secret", "remark")
    assert [typed(word, day, TODAY) for word in ("今天", " 昨天", "明天", "2026-1-2")] == [
        "2026-11-24",
        "2026-11-23",
        "2026-11-25",
        "2026-1-2",
    ]
    assert typed("今天", words, TODAY) == "今天"


def test_several_cells_that_differ_begin_empty_and_an_unfit_one_is_named(register: Register) -> None:
    state = register.state
    records = list(state.secrets.values())
    view = cell_view(records, column_of("secret", "term"), table("secret", state), state, TODAY)
    assert view.text == "" and "5 条一起改" in view.title
    with pytest.raises(SecretGuardError, match="S1 制动卡钳公差链"):
        with_cell(records, column_of("secret", "review_due"), "改天", state)
    same = with_cell(records[:1], column_of("secret", "term"), "长期", state)
    assert same == [], "what already says so is not written again"


def test_the_table_shows_the_short_columns_first_and_all_of_them_once() -> None:
    for kind in KINDS:
        places, known = shown_places(kind), columns(kind)
        assert sorted(places) == list(range(len(known)))
        listed = [known[place].listed for place in places]
        assert listed == sorted(listed, reverse=True)


def test_a_look_keeps_its_gaps_for_another_kind_and_its_rows_for_a_later_state(register: Register) -> None:
    first = look_at(RegisterLook(), register.state, TODAY, "secret")
    second = look_at(first, register.state, TODAY, "person")
    assert second.gaps is first.gaps and set(second.tables) == {"secret", "person"}
    register.set_all(
        with_cell([register.state.secrets["S1"]], column_of("secret", "term"), "十年", register.state)
    )
    third = look_at(second, register.state, TODAY, "secret")
    assert third.tables["secret"].rows[1] is first.tables["secret"].rows[1]
    assert not third.holds(register.state, TODAY + timedelta(days=1), "secret")


def test_a_view_is_narrowed_sorted_and_counted(register: Register) -> None:
    look = look_at(RegisterLook(), register.state, TODAY, "secret")
    view = register_view(look, Wanted("secret", words="erp", order=Order("name", descending=True)))
    assert {each.id for each in view.grid.lines} == {"S4", "S5"}
    assert view.count.startswith("5 条 ・ 显示 2")
    assert "没有含「天书」的" in register_view(look, Wanted("secret", words="天书")).nothing
    assert kind_called("cleared") == "cleared" and kind_called("什么") == KINDS[0]


def test_a_gap_says_its_ground_a_long_statute_by_its_number(clock: HandClock, register: Register) -> None:
    law = Desk(clock=clock).grounds()
    assert ground_in_words("practice", *law) == "惯例"
    assert ground_in_words("law:fashi-2020-7:6(4)", *law) == "法释〔2020〕7号第六条第四项"
    assert ground_in_words("law:patent-law:24", *law) == "《专利法》第二十四条"
    gap = Gap("measures-partial", RecordRef("secret", "S2"), "甲", "measures", "甲还缺 ④⑥。")
    assert gap_rows([gap], lambda _basis: "惯例")[0].text.plain == "缺 甲还缺 （四）（六）。　据惯例"
    look = look_at(RegisterLook(), register.state, TODAY, "secret")
    for found in look.gaps.values():
        for each in found:
            ground_in_words(each.basis, *law)
            column_of(each.ref.kind, each.column)


def test_home_says_what_the_register_lacks_the_serious_by_name(register: Register) -> None:
    gaps = look_at(RegisterLook(), register.state, TODAY, "secret").gaps
    found = [gap for each in gaps.values() for gap in each]
    row = home_view([], [], register.state, TODAY, gaps=found).due[-1]
    assert row.id == "register:secret"
    assert f"台账缺 {len(found)} 项" in row.words and "三号检具标定表" in row.words
    cleared = [gap for gap in found if gap.ref.kind == "cleared" and gap.serious]
    assert "示例辛" in home_view([], [], register.state, TODAY, gaps=cleared).due[-1].words


def test_history_tells_new_changed_taken_back_and_taken_out() -> None:
    moment = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    change = FieldChange(1, moment, b"me", "term", "保密期限", "", "长期")
    changes = [
        change,
        replace(change, seq=2, before="长期", after="", what="导入 甲.xlsx"),
        replace(change, seq=3, before="", after="长期", undoes=2),
        replace(change, seq=4, removed=True, what="登错了", author=b"who"),
    ]
    lines = [row.text.plain for row in history_rows(changes, {b"me": "示例甲"}, whole=True)]
    assert [each[0] for each in lines] == ["移", "撤", "改", "新"]
    assert "移出：登错了" in lines[0] and "不认识的成员" in lines[0]
    assert "长期 ＞ 清空" in lines[2] and "导入 甲.xlsx" in lines[2] and "示例甲" in lines[2]


def test_a_preview_too_long_to_show_says_how_much_is_left_out() -> None:
    problems = tuple(Problem(SheetPlace("人员", row), "错") for row in range(PAGE + 20))
    view = preview_view(Preview("甲.xlsx", 1, problems=problems))
    assert len(view.rows) == PAGE and not view.ready
    assert "还有 21 行" in view.rows[-1].words
    assert "和台账一样" in preview_view(Preview("甲.xlsx", 1, unchanged=3)).summary


@pytest.mark.parametrize("x", [0, 30, 60])
@pytest.mark.parametrize("y", [1, 8, 11])
def test_the_line_over_a_cell_and_its_help_stay_inside_and_never_cover_each_other(x: int, y: int) -> None:
    box = Size(64, 12)
    offset, width = place_editor(Region(x, y, 6, 1), box, 90)
    assert offset.x >= 0 and offset.x + width <= box.width and offset.y == y
    beside, wide = place_help(offset, 7, box)
    assert beside.x >= 0 and beside.x + wide <= box.width
    assert beside.y > offset.y or beside.y + 7 <= offset.y or beside == Offset(beside.x, 0)
