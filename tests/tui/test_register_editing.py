"""The register's cells: typed over, turned through, kept when left; several lines at once."""

from __future__ import annotations

from datetime import date

from textual.widgets import Input

from secretguard.tui.screens.register import RegisterScreen
from secretguard.tui.widgets.cell_editor import CellHelp
from tests.conftest import HandClock, SampleVault
from tests.tui.registering import TODAY, at_cell, edit, grid, line, secret, state
from tests.tui.support import Table, play

# ---- editing a cell


def test_a_cell_is_typed_over_and_tab_goes_to_the_next(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "4")
        await edit(table, "A2", "signed", "2025年6月2日", end="tab")
        assert state(table).agreements["A2"].signed == date(2025, 6, 2)
        assert grid(table).column_id == "until" and line(table).has_focus
        line(table).value = "今天"
        await table.press("shift+tab")
        assert state(table).agreements["A2"].until == TODAY
        assert grid(table).column_id == "signed"
        await table.press("escape")
        assert not table.app.screen.query_one(CellHelp).display
        assert grid(table).has_focus

    play(sample_vault, clock, story)


def test_a_choice_is_turned_through_with_the_arrows(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        at_cell(table, "S1", "classification")
        await table.press("enter", "down")
        assert line(table).value == "重要"
        await table.press("down", "down", "up", "enter")
        assert secret(table, "S1").secret.classification == "general"

    play(sample_vault, clock, story)


def test_another_record_is_found_by_typing_a_part_of_its_name(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        at_cell(table, "S3", "circle")
        await table.press("enter")
        await table.burst("；庚")
        await table.press("down")
        assert line(table).value == "P5 示例戊；P7 示例庚"
        await table.press("enter")
        assert secret(table, "S3").circle.people == ("P5", "P7")

    play(sample_vault, clock, story)


def test_what_cannot_be_taken_is_said_over_the_cell_and_nothing_is_saved(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        before = state(table).seq
        await edit(table, "S1", "review_due", "过两天")
        assert "不是日期" in table.said() and line(table).has_focus
        await table.press("escape")
        await edit(table, "S1", "holder", "没有这个人")
        assert "没有这个人" in table.said() and state(table).seq == before

    play(sample_vault, clock, story)


def test_esc_keeps_what_was_typed_beside_the_cell_and_enter_goes_on_with_it(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        before = state(table).seq
        await edit(table, "S1", "remark", "没写完", end="escape")
        assert state(table).seq == before
        assert "没存的：没写完" in table.said()
        await table.press("2", "1")
        at_cell(table, "S1", "remark")
        await table.press("enter")
        assert line(table).value == "没写完"
        await table.press("enter")
        assert secret(table, "S1").remark == "没写完"
        assert "没存的" not in table.said()

    play(sample_vault, clock, story)


def test_undo_inside_an_unsaved_cell_does_nothing_and_says_so(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        before = state(table).seq
        at_cell(table, "S1", "remark")
        await table.press("enter")
        await table.burst("半句")
        await table.press("ctrl+z")
        assert "这一格还没存" in table.said()
        assert state(table).seq == before and line(table).value == "半句"

    play(sample_vault, clock, story)


def test_a_phrase_with_digits_goes_into_the_filter_and_changes_no_kind(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        before = state(table).seq
        await table.burst("第3车间2号0件")
        screen = table.app.screen
        assert isinstance(screen, RegisterScreen)
        assert (screen.wanted.kind, state(table).seq) == ("secret", before)
        assert screen.query_one("#filter", Input).value == "第3车间2号0件"

    play(sample_vault, clock, story)


def test_the_id_and_what_is_computed_cannot_be_typed_over(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        for column in ("id", "circle_size"):
            at_cell(table, "S1", column)
            await table.press("enter")
            assert "不能直接改" in table.said()
            assert not line(table).has_focus

    play(sample_vault, clock, story)


# ---- several lines at once


def test_a_column_of_the_picked_lines_is_changed_in_one_batch_and_undo_takes_all_back(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        old = {key: secret(table, key).review.due for key in ("S1", "S2", "S3", "S4", "S5")}
        at_cell(table, "S1", "review_due")
        await table.press("space", "space", "space", "enter")
        assert "3 条一起改" in table.said()
        line(table).value = "2028-01-31"
        await table.press("enter")
        due = {key: secret(table, key).review.due for key in old}
        assert due == old | dict.fromkeys(("S1", "S2", "S3"), date(2028, 1, 31))
        await table.press("ctrl+z")
        assert "撤销了：3 条的下次复核改为「2028-01-31」" in table.said()
        assert {key: secret(table, key).review.due for key in old} == old

    play(sample_vault, clock, story)


def test_if_one_of_the_picked_lines_cannot_take_it_none_does(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "2", "0")
        before = state(table).seq
        await edit(table, "P2", "deputy", "示例丙")
        assert "不能做自己的替补" in table.said()
        assert state(table).seq == before

    play(sample_vault, clock, story)


def test_esc_lets_go_of_picked_lines_and_a_filter_hides_them_from_an_edit(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "0")
        assert table.said().count("勾") == 5
        await table.burst("检具")
        await table.press("enter")
        await edit(table, "S3", "term", "五年")
        assert secret(table, "S3").term == "五年"
        assert secret(table, "S1").term == "长期"
        await table.press("escape")
        assert "勾" not in table.said()

    play(sample_vault, clock, story)
