"""S10, the register: seven tables, narrowed by typing, sorted, whole records added and taken out."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from secretguard.register import (
    RecordRef,
    Register,
    list_enterprises,
    new_record,
)
from secretguard.tui.screens.register import RegisterScreen
from secretguard.tui.views.register_look import KINDS, QUICK
from secretguard.tui.widgets import PickList
from secretguard.tui.widgets.cell_grid import CellGrid
from tests.conftest import HandClock, SampleVault
from tests.tui.registering import TODAY, at_cell, edit, grid, line, person, secret, state
from tests.tui.support import SMALL, WIDE, Table, play


def shown_kind(table: Table) -> str:
    screen = table.app.screen
    assert isinstance(screen, RegisterScreen)
    return screen.wanted.kind


# ---- what is shown


@pytest.mark.parametrize("size", [SMALL, WIDE])
def test_every_kind_is_reached_by_its_digit_and_shows_its_lines(
    sample_vault: SampleVault, clock: HandClock, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        assert table.where == "RegisterScreen"
        for digit, words in enumerate(
            (
                "制动卡钳公差链",
                "行政经理",
                "P5 示例戊",
                "保密协议（示例戊）",
                "示例热处理代工",
                "门禁",
                "培训",
            ),
            1,
        ):
            await table.press(str(digit))
            assert words in table.said()
            assert shown_kind(table) == KINDS[digit - 1]

    play(sample_vault, clock, story, size=size)


def test_the_list_on_the_left_changes_the_kind_as_one_walks_through_it(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "shift+tab", "shift+tab")
        assert table.app.screen.query_one("#kinds").has_focus
        await table.press("down")
        assert "行政经理" in table.said()
        await table.press("enter")
        assert grid(table).has_focus

    play(sample_vault, clock, story)


def test_typing_narrows_the_table_and_esc_widens_it_again(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        await table.burst("检具3")
        assert "没有含「检具3」的" in table.said()
        table.app.screen.query_one("#filter", Input).value = "检具"
        await table.press("enter")
        assert grid(table).line_ids == ("S3",)
        assert "显示 1" in table.said()
        await table.press("escape")
        assert len(grid(table).line_ids) == 5
        await table.press("escape")
        assert table.where == "HomeScreen"

    play(sample_vault, clock, story)


def test_space_on_a_heading_sorts_up_then_down_then_as_entered(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        at_cell(table, "S1", "review_due")
        await table.press("up", "space")
        assert grid(table).line_ids[0] == "S4" and "升" in table.said()
        await table.press("space")
        assert grid(table).line_ids[0] != "S4" and "降" in table.said()
        assert grid(table).line_ids[-1] == "S5", "what has no day comes last either way"
        await table.press("space")
        assert grid(table).line_ids == ("S1", "S2", "S3", "S4", "S5")
        await table.press("down", "ctrl+g")
        assert "升" in table.said()

    play(sample_vault, clock, story)


def test_only_lines_with_gaps_are_shown_and_enter_on_a_gap_goes_to_its_cell(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "ctrl+o")
        assert "只看缺项" in table.said()
        assert "S1" not in grid(table).line_ids and "S3" in grid(table).line_ids
        at_cell(table, "S3", "name")
        await table.pilot.pause()
        table.app.screen.query_one("#gaps", PickList).focus()
        assert "没有登记任何保密措施" in table.said()
        assert "据法释〔2020〕7号第七" in table.said()
        await table.press("enter")
        assert (grid(table).line_id, grid(table).column_id) == ("S3", "measures")
        assert grid(table).has_focus

    play(sample_vault, clock, story)


def test_columns_out_of_sight_are_counted_and_come_by_arrow_while_id_and_name_stay(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        assert "右边还有" in table.said()
        await table.press("end")
        assert "备注" in table.said() and "制动卡钳公差链" in table.said()
        assert "右边还有" not in table.said()
        await table.press("home")
        assert "密级" in table.said()

    play(sample_vault, clock, story)


def test_a_wide_window_shows_the_whole_record_and_enter_on_a_field_edits_it(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        fields = table.app.screen.query_one("#fields", PickList)
        fields.focus()
        fields.choose("term")
        await table.press("enter")
        assert line(table).has_focus
        line(table).value = "十年"
        await table.press("enter")
        assert secret(table, "S1").term == "十年"

    play(sample_vault, clock, story, size=WIDE)


def test_the_mouse_chooses_opens_and_sorts(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        await table.pilot.click(CellGrid, offset=(10, 3))
        assert (grid(table).line_id, grid(table).column_id) == ("S3", "name")
        await table.pilot.click(CellGrid, offset=(10, 3), times=2)
        assert line(table).has_focus
        await table.press("escape")
        await table.pilot.click(CellGrid, offset=(10, 0))
        assert "升" in table.said()

    play(sample_vault, clock, story)


def test_leaps_reach_both_ends_and_stop_there(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "2", "ctrl+end")
        assert grid(table).line_id == "P8"
        await table.press("down", "pagedown")
        assert grid(table).line_id == "P8"
        await table.press("pageup", "left")
        assert (grid(table).line_id, grid(table).column_id) == ("P1", "id")
        await table.press("up", "up")
        assert grid(table).on_head
        await table.press("ctrl+home")
        assert grid(table).line_id == "P1"

    play(sample_vault, clock, story)


# ---- whole records


def test_an_empty_register_asks_for_the_three_that_hurt_most(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("7", "f4")
        await table.write("示例乙公司")
        await table.press("escape", "5")
        assert "哪三样被对手拿走最疼？" in table.said()
        await table.press("f4")
        await table.write("、；")
        assert "没有写名称" in table.said()
        await table.press("f4")
        await table.write("公差链、热处理曲线、报价底表")
        assert [each.name for each in state(table).secrets.values()] == ["公差链", "热处理曲线", "报价底表"]
        await table.press("f4")
        await table.write("第四样、带顿号")
        assert secret(table, "S4").name == "第四样、带顿号"
        await table.press("ctrl+z", "ctrl+z")
        assert not state(table).secrets

    play(sample_vault, clock, story)


@pytest.mark.parametrize(
    ("digit", "name", "ref"),
    [
        ("2", "示例壬", RecordRef("person", "P9")),
        ("3", "示例乙", RecordRef("cleared", "C5")),
        ("4", "保密承诺书（示例壬）", RecordRef("agreement", "A6")),
        ("5", "示例检测机构", RecordRef("partner", "H4")),
        ("6", "来访登记", RecordRef("measure", "M5")),
        ("7", "新员工保密第一课", RecordRef("training", "T2")),
    ],
)
def test_f4_asks_plainly_and_goes_to_the_new_line(
    sample_vault: SampleVault, clock: HandClock, digit: str, name: str, ref: RecordRef
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", digit, "f4")
        await table.write(name)
        assert state(table).record(ref) is not None
        assert grid(table).line_id == ref.id
        await table.press("ctrl+z")
        assert state(table).record(ref) is None

    play(sample_vault, clock, story)


def test_somebody_new_is_entered_cell_by_cell(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "2", "f4")
        await table.write("示例壬")
        await table.press("enter")
        for words in ("安全主管", "门卫、法务", "000-0000-0020", "000-0000-0021", "示例丁", "今天"):
            line(table).value = words
            await table.pilot.pause()
            await table.press("tab")
        added = person(table, "P9")
        assert (added.person.title, added.duties, added.deputy) == ("安全主管", ("SEC", "LEG"), "P4")
        assert (added.phones.first, added.phones.second) == ("000-0000-0020", "000-0000-0021")
        assert added.confirmed == TODAY

    play(sample_vault, clock, story)


def test_whatever_is_taken_out_goes_with_a_reason_and_undo_brings_it_back(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "2", "delete", "escape")
        assert "P1" in state(table).people
        await table.press("delete")
        await table.write("退休")
        assert "P1" in state(table).left
        await table.press("ctrl+z")
        assert "P1" in state(table).people
        await table.press("7", "space", "delete")
        await table.write("登错了")
        assert not state(table).trainings

    play(sample_vault, clock, story)


def test_a_clearance_for_nobody_of_the_register_is_refused(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "3", "f4")
        await table.write("没有这个人")
        assert "没有「没有这个人」" in table.said()
        assert len(state(table).cleared) == 4

    play(sample_vault, clock, story)


def test_the_history_of_a_cell_tells_who_changed_it_when_and_from_what(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        await edit(table, "S1", "term", "十年")
        await table.press("ctrl+z")
        at_cell(table, "S1", "term")
        await table.press("f2")
        assert table.where == "RegisterHistoryScreen"
        lines = [each for each in table.said().splitlines() if "2026-11-24 12:00 示例甲" in each]
        assert len(lines) == 3
        assert lines[0].startswith("撤") and "十年 ＞ 长期" in lines[0]
        assert lines[1].startswith("改") and "长期 ＞ 十年" in lines[1]
        await table.press("space", "end")
        assert "代号 制动卡钳公差链" in table.said()
        await table.press("escape")
        assert table.where == "RegisterScreen"

    play(sample_vault, clock, story)


# ---- from elsewhere


def test_a_reminder_on_the_home_screen_leads_to_the_people_and_to_what_lacks(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        due = table.app.screen.query_one("#due", PickList)
        due.focus()
        await table.press("enter")
        assert shown_kind(table) == "person"
        await table.press("escape")
        due.choose("register:secret")
        await table.press("enter")
        assert shown_kind(table) == "secret"

    play(sample_vault, clock, story)


def test_the_palette_opens_a_kind_from_any_mode(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        from secretguard.tui.palette import commands

        await table.press("2")
        next(each for each in commands(table.app) if each.words == "台账：合作方").run()
        await table.pilot.pause()
        assert shown_kind(table) == "partner"

    play(sample_vault, clock, story)


def test_a_large_register_is_looked_at_in_a_thread_and_a_bulk_edit_too(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    with sample_vault.open(clock) as vault:
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        keys = register.next_ids("secret", QUICK)
        register.set_all([new_record("secret", key, f"代号 {key}") for key in keys])

    async def story(table: Table) -> None:
        await table.until(lambda: table.desk.known_gaps is not None)
        await table.press("5")
        await table.until(lambda: bool(grid(table).line_ids))
        await table.press("ctrl+end")
        assert grid(table).line_id == keys[-1] and f"代号 {keys[-1]}" in table.said()
        await table.press("0", "home", "right", "right", "enter")
        line(table).value = "核心"
        await table.press("enter")
        await table.until(lambda: secret(table, keys[-1]).secret.classification == "core")
        assert {each.secret.classification for each in state(table).secrets.values()} == {"core"}
        await table.until(lambda: "改了" in table.said())
        await table.press("ctrl+z")
        await table.until(lambda: secret(table, keys[-1]).secret.classification == "important")
        await table.until(lambda: "撤销了" in table.said())
        await table.press("f2")
        await table.until(lambda: "次改动" in table.said())

    play(sample_vault, clock, story)
