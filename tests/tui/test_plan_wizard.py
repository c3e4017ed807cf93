"""S9, the wizard: one topic at a time, saved as it is left, nothing typed lost, nothing wrong hidden."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.widgets import Input

from secretguard.plans import rows_of
from secretguard.tui.widgets import PickList
from secretguard.tui.widgets.cell_grid import CellGrid
from tests.conftest import HandClock, SampleVault
from tests.tui.planning import begin, block, field_at_hand, go_to, plans, wizard
from tests.tui.support import SMALL, WIDE, Table, play


def test_a_field_is_saved_as_it_is_left_and_a_proposal_only_by_enter(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await go_to(table, "outside-first", "guide")
        await table.burst("示例监管所 示例指导员 000-0000-0021")
        await table.press("down")
        assert plans(table).state.answers["guide"].value["organisation"] == "示例监管所"  # type: ignore[index,call-overload]
        assert field_at_hand(table) == "it-helper"
        await table.press("up", "escape")
        assert "it-helper" not in plans(table).state.answers, "only looked at"
        assert table.where == "HomeScreen"
        await table.press("3")
        assert wizard(table).plan.place.topic == "outside-first", "back at the place left"
        await go_to(table, "outside-first", "it-helper")
        await table.press("enter")
        assert plans(table).state.answers["it-helper"].value["person"] == "P3"  # type: ignore[index,call-overload]

    play(sample_vault, clock, story)


def test_a_bad_value_stands_in_red_and_stays_a_draft(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table, "2")
        await go_to(table, "report-chain", "report-finder-minutes")
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = ""
        await table.write("马上")
        assert "没法检验" in table.said() and field_at_hand(table) == "report-finder-minutes"
        await table.press("f8")
        assert wizard(table).plan.place.topic != "report-chain", "a second time the draft may be left"
        await go_to(table, "report-chain", "report-finder-minutes")
        assert block(table, "report-finder-minutes").typed == "马上"
        assert "report-finder-minutes" not in plans(table).state.answers
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = "一刻钟"
        await table.press("enter")
        assert plans(table).state.answers["report-finder-minutes"].value == 15
        assert "没法检验" not in table.said()

    play(sample_vault, clock, story)


def test_not_known_asks_who_and_when_and_becomes_an_open_item(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await go_to(table, "command", "deputy")
        await table.write("不知道")
        assert "谁去弄清" in table.said() and "示例乙 2026-12-01" in table.said()
        await table.burst("9999")
        await table.press("enter")
        for words in ("谁去弄清", "示例乙 2026-12-019999", "不是日期"):
            assert words in table.said(), "a refused answer stands there, and why"
        await table.press("escape")
        assert "deputy" not in plans(table).state.answers and "还没有定谁去弄清" in table.said()
        await table.press("enter", "enter")
        unknown = plans(table).state.answers["deputy"].unknown
        assert unknown is not None
        assert (unknown.owner, unknown.due) == ("示例乙", clock().date() + timedelta(days=7))
        await go_to(table, "command", "deputy")
        for words in ("示例乙 2026-12-01 前弄清", "待查 1"):
            assert words in table.said()

    play(sample_vault, clock, story)


def test_empty_talk_is_flagged_under_its_field(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table, "3")
        plans(table).answer("head-duties", ["高度重视，加强领导"])
        await go_to(table, "command", "head-duties")
        await table.until(lambda: "空话" in table.said())

    play(sample_vault, clock, story, size=WIDE)


def test_people_of_the_register_are_proposed_the_stand_in_first(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await go_to(table, "command", "head")
        await table.press("enter")
        assert "F4 从台账选人" in table.said()
        await table.press("f4")
        persons = table.app.screen.query_one("#persons", PickList)
        assert persons.chosen == "P7", "who stands in for the head in the register"
        assert "2 空 示例乙" in table.said(), "everybody keeps their digit"
        assert "总经理　负责人　本题已写" in table.said()
        await table.press("escape")
        assert field_at_hand(table) == "deputy"
        await table.press("f4", "２")
        assert plans(table).state.answers["deputy"].value["person"] == "P2"  # type: ignore[index,call-overload]
        assert "台账里示例甲的替补现在是示例庚，也改成示例乙吗" in table.said()
        await table.press("escape")
        register = table.desk.register
        assert register is not None and register.state.people["P1"].deputy == "P7"
        await table.press("ctrl+z")
        assert "deputy" not in plans(table).state.answers and "代理负责人" in table.said()

    play(sample_vault, clock, story)


def test_a_new_contact_with_two_phones_enters_the_register(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await go_to(table, "command", "head")
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = "示例壬 000-0000-0031 000-0000-0032"
        await table.press("enter")
        register = table.desk.register
        assert register is not None and register.state.called("示例壬")
        assert "已记入台账" in table.said()

    play(sample_vault, clock, story)


def test_a_table_is_edited_cell_by_cell(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table, "2")
        await go_to(table, "caps")
        grid = table.app.focused
        assert isinstance(grid, CellGrid)
        await table.press("right", "right", "enter")
        await table.write("示例甲")
        assert grid.column_id == "stand-in", "on to the next cell"
        await table.press("enter")
        await table.write("示例庚")
        rows = rows_of(plans(table).state.answers["caps"].value)
        assert (rows[0]["person"], rows[0]["stand-in"]) == ("示例甲", "示例庚")
        await table.press("f4")
        await table.write("联络")
        assert [row["role"] for row in rows_of(plans(table).state.answers["caps"].value)][-1] == "联络"
        await table.press("delete")
        assert len(rows_of(plans(table).state.answers["caps"].value)) == 3
        await table.press("ctrl+z")
        assert len(rows_of(plans(table).state.answers["caps"].value)) == 4

    play(sample_vault, clock, story)


def test_a_cell_of_a_choice_lists_what_can_be_taken_and_refuses_the_rest(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table, "3")
        await go_to(table, "risks")
        await table.press("right", "right", "enter")
        assert "1 高 2 中 3 低" in table.said()
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = "也许"
        await table.press("enter")
        assert "没有" in table.said() and "risks" not in plans(table).state.answers
        await table.press("enter")
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = "3"
        await table.press("enter")
        assert rows_of(plans(table).state.answers["risks"].value)[0]["likely"] == "low"

    play(sample_vault, clock, story)


def test_options_are_ticked_with_space_and_digits_full_width_too(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table, "2")
        await go_to(table, "event-kinds")
        await table.press("space", "2")
        await table.burst("３")
        chosen = plans(table).state.answers["event-kinds"].value
        assert isinstance(chosen, list)
        assert not {"leaver", "insider", "supplier"} & {str(one) for one in chosen} and "partner" in chosen
        await table.press("enter")
        assert wizard(table).plan.place.topic == "principles"

    play(sample_vault, clock, story)


def test_only_what_is_missing_is_walked_over_and_shown(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table, "2")
        sections = table.app.screen.query_one("#sections", PickList)
        before = sections.option_count
        await table.press("ctrl+o")
        assert "只看缺项" in table.said() and sections.option_count < before
        seen = []
        for _turn in range(4):
            await table.press("f8")
            seen.append(wizard(table).topic)
        assert all(topic and any(one.is_gap for one in topic.fields) for topic in seen)

    play(sample_vault, clock, story)


@pytest.mark.parametrize("size", [SMALL, WIDE])
def test_sections_are_marked_and_lead_to_their_topics(
    sample_vault: SampleVault, clock: HandClock, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f6")
        sections = table.app.screen.query_one("#sections", PickList)
        sections.choose("section:12")
        await table.press("enter")
        assert wizard(table).plan.place.topic == "money"
        await table.until(lambda: field_at_hand(table) == "money")
        await table.press("pageup")
        assert wizard(table).plan.place.topic == "safe"
        assert ("成稿" in table.said()) == (size == WIDE)
        await table.write("财务室保险柜，钥匙在示例乙手里")
        if size == WIDE:
            await table.press("pageup")
            assert "＞ 证据柜和拿钥匙的人" in table.said() and "钥匙在示例乙手里" in table.said()

    play(sample_vault, clock, story, size=size)


def test_undo_waits_while_something_is_being_typed(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await go_to(table, "money")
        await table.burst("五万")
        await table.press("ctrl+z")
        assert "还没存" in table.said() and block(table, "money").typed == "五万"
        await table.press("enter", "ctrl+z")
        assert "已撤销对「应急资金」的改动" in table.said()

    play(sample_vault, clock, story)


def test_a_finding_of_a_drill_stands_under_the_field_it_names_and_leads_there(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        actions = table.desk.actions()
        assert actions is not None
        actions.raise_finding("0" * 32, "夜里没人拍板，晚了 41 分钟", "plan", plan="night-authority")
        plans(table).unknown("night-authority", "示例乙", date(2026, 11, 25))
        await table.press("escape")
        due = table.app.screen.query_one("#due", PickList)
        row = next(option.id for option in due.options if (option.id or "").startswith("plan-field:"))
        due.focus()
        due.choose(row or "")
        await table.press("enter")
        await table.until(
            lambda: table.where == "PlanWizardScreen" and field_at_hand(table) == "night-authority"
        )
        assert "推演发现：夜里没人拍板" in table.said()

    play(sample_vault, clock, story)


def test_every_key_of_the_line_does_something_and_a_refused_draft_survives_them(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        screen = wizard(table)
        for key in screen.KEYS:
            if key.key in ("enter", "delete", "escape"):
                continue
            await go_to(table, "money")
            line = table.app.focused
            assert isinstance(line, Input)
            line.value = "很多"
            table.app.clear_notifications()
            await table.press()
            before = table.said(), table.where, wizard(table).plan.place.missing_only
            await table.press(key.key)
            if key.label() and key.key != "f4":
                assert (table.said(), table.where, screen.plan.place.missing_only) != before, key.key
            for _turn in range(3):
                if table.app.screen is not screen:
                    await table.press("escape")
            assert table.app.screen is screen, key.key
            await go_to(table, "money")
            assert block(table, "money").typed == "很多", f"{key.key}: the draft is gone"
        await table.press("escape")
        assert table.where == "HomeScreen"
        assert "money" not in plans(table).state.answers

    play(sample_vault, clock, story)


def test_a_committed_phrase_with_digits_goes_into_the_line_and_fires_no_command(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await go_to(table, "money")
        await table.press("f6")
        seq = plans(table).state.seq
        await table.burst("第1车间3号，F2说停8分")
        assert block(table, "money").typed == "第1车间3号，F2说停8分"
        assert plans(table).state.seq == seq
        await table.press("f6")
        await go_to(table, "secrets")
        await table.press("f6")
        before = table.said()
        await table.burst("第1车间")
        assert table.said() == before, "no line to write in, and no command"

    play(sample_vault, clock, story)
