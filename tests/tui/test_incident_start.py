"""From the first key to the war room: three questions, a level with reasons, whom to call, the playbook."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import Input

from secretguard.errors import UsageError
from secretguard.incidents import IncidentLine
from secretguard.register import RegisterState
from secretguard.tui.glance import Glance, span_words
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.incident_list_view import incident_rows, list_title
from secretguard.tui.views.incident_start_view import (
    StartDraft,
    answers_of,
    moment_of,
    moment_words,
    override_of,
)
from tests.conftest import NOON, HandClock, SampleVault
from tests.tui.support import Table, play

MINUTE = 60_000_000


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 0), ("-25", 25), ("11:30", 30), ("半小时前", 30), ("刚才", 0), ("一小时前左右", 60)],
)
def test_a_time_is_understood_as_people_say_it(typed: str, minutes: int) -> None:
    assert moment_of(typed, NOON) == NOON - timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["不知道", "25:00", "今天下午3点", "-10 群里看到"])
def test_what_is_no_past_time_is_refused_and_the_line_below_says_so_while_it_is_typed(typed: str) -> None:
    with pytest.raises(UsageError):
        moment_of(typed, NOON)
    assert "时间" in moment_words(typed, NOON)


def test_the_answers_take_names_apart_and_need_only_what_happened() -> None:
    answers = answers_of(
        StartDraft(what=" 报价单误发 ", knows="示例乙、@示例丙，示例乙"), NOON, RegisterState()
    )
    assert (answers.what, answers.found, answers.knows) == ("报价单误发", NOON, ("示例乙", "示例丙"))
    assert answers.unsure
    assert not answers.outside
    with pytest.raises(UsageError):
        answers_of(StartDraft(what="  "), NOON, RegisterState())


@pytest.mark.parametrize(
    ("typed", "level"), [("2 传到群外", "II"), ("１级，客户拿到", "I"), ("四：虚惊", "IV")]
)
def test_another_level_is_a_digit_and_a_reason(typed: str, level: str) -> None:
    override = override_of(typed)
    assert override.level == level
    assert override.why[0] not in "级，： "


@pytest.mark.parametrize("typed", ["2", "5 很重", "很重", ""])
def test_another_level_without_digit_or_reason_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        override_of(typed)


def test_the_line_of_every_screen_says_what_is_left_or_over_in_an_open_incident() -> None:
    assert Glance().words(0) == ""
    assert Glance(1, 26 * MINUTE).words(0) == "事件 余 00:26"
    assert Glance(1, 0).words(0) == "事件 1 起未结束"
    assert Glance(2, 10 * MINUTE).words(22 * MINUTE) == "事件 超 00:12"
    assert span_words(99 * 60 * MINUTE) == "99:00"
    assert span_words(100 * 60 * MINUTE) == "4 天 4 时"
    assert span_words(-61 * MINUTE, seconds=True) == "01:01:00"


def test_the_list_says_what_is_due_in_what_is_open_and_only_that_it_is_over_otherwise() -> None:
    def one(status: str, due: int, wrong: int = 0) -> IncidentLine:
        return IncidentLine("ab", "报价单误发", "e", status, "II", 60 * MINUTE, 14, 9, due, wrong)

    lines = [one("open", 50 * MINUTE), one("contained", 90 * MINUTE, 2), one("closed", 50 * MINUTE)]
    rows = incident_rows(lines, 62 * MINUTE, NOON.tzinfo)
    assert [row.text.plain.strip()[0] for row in rows] == ["急", "控", "结"]
    assert [row.aside and row.aside.plain for row in rows] == ["超 00:12", "余 00:28", None]
    assert "任务 9/14" in rows[0].text.plain
    assert "证据对不上 2" in rows[1].text.plain
    assert list_title(lines) == "事件 3　未结束 2"


def line(table: Table, identity: str) -> Input:
    return table.app.screen.query_one(f"#{identity}", Input)


def test_from_the_first_key_to_the_war_room(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("1")
        assert table.where == "IncidentStartScreen"
        assert "先别做" in table.said()
        await table.press("enter")
        assert "先写一句" in table.said()
        await table.burst("研发王某离职前拷走制动卡钳公差链图纸")
        await table.press("enter")
        await table.burst("-25")
        assert "11:35 发现" in table.said()

        # Away and back: what was typed waits.
        await table.press("f5")
        assert table.where == "CardScreen"
        await table.press("escape", "escape", "escape")
        assert table.where == "HomeScreen"
        await table.press("1", "f4")
        assert line(table, "found").value == "-25"

        await table.burst("示例乙 示例丙")
        await table.press("f8")
        assert table.where == "IncidentStartLevelScreen"
        said = table.said()
        for words in ("建议一级", "拿不准", "000-0000-0003", "不在找", "离职的人带走了资料"):
            assert words in said
        await table.press("space")
        assert "建议二级" in table.said()
        await table.press("f4")
        await table.write("3 只有一份旧图")
        assert "另定三级：只有一份旧图" in table.said()
        await table.press("2", "9")
        assert "没有第 9 个" in table.said()

        # Ten minutes pass before Enter: it was still found at 11:35.
        table.clock.advance(minutes=10)
        await table.press("enter")
        await table.until(lambda: table.where == "IncidentRoomScreen")
        room = table.desk.incident().at_hand()
        state = room.state
        assert state.found == int((NOON - timedelta(minutes=25)).timestamp() * 1_000_000)
        assert state.story is not None
        assert state.story.id == "response-general"
        assert state.severity is not None
        assert (state.severity.level, state.severity.override) == ("III", "只有一份旧图")
        assert state.opened is not None
        assert state.opened.knows == ("示例乙", "示例丙")
        assert state.opened.secrets
        assert table.desk.incident().start_draft == StartDraft()

        # On every other screen its clock stands in the line, and runs without the vault being asked.
        await table.press("escape")
        assert table.where == "IncidentListScreen"
        assert "未结束 1" in table.said()
        await table.press("escape")
        assert "事件 超 00:05" in table.said()
        assert "1 起没结束" in table.said()
        table.clock.advance(minutes=5)
        screen = table.app.screen
        assert isinstance(screen, DeskScreen)
        screen.tick_head()
        await table.pilot.pause()
        assert "事件 超 00:10" in table.said()

        # A lock finds the way back to the room.
        await table.press("1", "enter")
        assert table.where == "IncidentRoomScreen"
        folder = table.desk.vault_folder
        assert folder is not None
        await table.press("ctrl+l")
        assert table.where == "DoorScreen"
        table.desk._take(sample_vault.open(clock), folder)
        table.app.unlocked()
        await table.until(lambda: table.where == "IncidentRoomScreen")
        assert "研发王某" in table.said()

        # Without an enterprise there is nothing to write into: the card of the first hour opens.
        await table.app.switch_mode("home")
        table.desk._register = None
        await table.press("1")
        assert table.where == "CardScreen"
        assert "还没有选企业" in table.said()

    play(sample_vault, clock, story)
