"""S11, the war room: tasks against the clock, quick entry, order and exceptions, undo, level, playbook."""

from __future__ import annotations

from typing import get_args

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from secretguard.clock import from_microseconds
from secretguard.i18n import set_language
from secretguard.incidents import TaskStatus, TaskView, done, parse_line, tasks_at
from secretguard.incidents.quick_entry import Known
from secretguard.register import Profile, add_enterprise
from secretguard.tui.screens.base import COMMON_KEYS
from secretguard.tui.screens.incident_door import open_incident_screen
from secretguard.tui.screens.incident_export import IncidentExportScreen
from secretguard.tui.screens.incident_handover import IncidentHandoverScreen
from secretguard.tui.screens.incident_intake import IncidentIntakeScreen
from secretguard.tui.screens.incident_room import IncidentRoomScreen
from secretguard.tui.views.incident_room_view import next_phase, phase_at, task_badge, understood, wrong_time
from secretguard.tui.widgets import PickList
from secretguard.tui.widgets.bars import KeyBar
from secretguard.tui.widgets.form_lines import label_width
from tests.conftest import NOON, HandClock, SampleVault
from tests.tui.incident_story import begin_incident
from tests.tui.support import SMALL, WIDE, HandSeconds, Table, play


def tasks(table: Table) -> PickList:
    return table.app.screen.query_one("#tasks", PickList)


def kinds(table: Table) -> list[str]:
    return [one.kind for one in table.desk.incident().at_hand().state.timeline if one.undone_by is None]


async def to_the_room(table: Table) -> None:
    begin_incident(table)
    open_incident_screen(table.app)
    await table.until(lambda: table.where == "IncidentRoomScreen")
    await table.press()


def test_what_a_line_will_be_recorded_as_is_said_while_it_is_typed() -> None:
    known = Known({"示例乙": "P2"}, {"公差链": "S1"}, frozenset({3}))
    parsed = parse_line("-10 @示例乙 转走了 #公差链 #E-03 #截图 !不撤回 +通知甲方", NOON, known)
    said = understood(parsed, NOON)
    for words in ("发生在 11:50", "示例乙", "公差链", "E-03", "#截图", "决定", "新任务：通知甲方"):
        assert words in said
    assert "人员名单里没有" in understood(parse_line("@某人 来过", NOON, known), NOON)
    assert "11-23" in understood(parse_line("昨天下午3点 见过", NOON, known), NOON)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("22:10 打电话", False),
        ("24:00 换班", False),
        ("-10 转发", False),
        ("1:10000 的图纸", False),
        ("报价 3:2", False),
        ("3：张三说的", False),
        ("25:99 乱写", True),
        ("２５：９９ 乱写", True),
        ("9:5 少一位", True),
        ("2月30日9点 收到", True),
        ("明天", False),
        ("今天23:50 收到", True),
    ],
)
def test_a_line_may_not_begin_with_what_looks_like_a_time_and_is_none(typed: str, wrong: bool) -> None:
    assert bool(wrong_time(typed, NOON)) is wrong


def test_in_english_signs_take_two_cells_no_label_is_cut_and_the_key_line_keeps_its_keys() -> None:
    bar = KeyBar()
    bar._keys = (*IncidentRoomScreen.KEYS, *COMMON_KEYS)
    assert "F7" in bar.key_line(SMALL[0]).plain
    set_language("en")
    assert all(key in bar.key_line(SMALL[0]).plain for key in ("F4", "F8", "F9", "F1", "^P"))
    assert {len(task_badge(status)[0]) for status in get_args(TaskStatus)} == {2}
    for lines in (IncidentIntakeScreen.LINES, IncidentHandoverScreen.LINES, IncidentExportScreen.LINES):
        longest = max(cell_len(one.label()) for one in lines)
        assert longest < label_width(lines, ("place", "witness")) <= SMALL[0] // 3


def test_a_morning_in_the_war_room(
    sample_vault: SampleVault, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(table: Table) -> None:
        bells: list[int] = []
        monkeypatch.setattr(table.app, "bell", lambda: bells.append(1))
        await to_the_room(table)
        said = table.said()
        for words in ("实战 二级", "已 00:20:00", "先固定，后处置", "第一小时 0/", "问待答按 F7", "证据 0"):
            assert words in said
        room = table.desk.incident().at_hand()

        # Space: done; the highlight goes to what comes next.
        first = tasks(table).chosen
        assert first is not None
        await table.press("space")
        assert room.state.marks[first].status == "done"
        assert "留下" in table.said()
        follows = next(one for one in views(table) if one.id == tasks(table).chosen)
        assert (follows.id != first, follows.status in ("over", "near", "waiting")) == (True, True)
        await table.press("ctrl+z")
        assert "已撤销" in table.said()
        assert first not in room.state.marks

        # A running outflow: what, when and why, all three.
        tasks(table).choose(cut_id(table))
        await table.press("space")
        await table.write("关掉共享链接")
        assert "两样都要写" in table.said()
        await table.press("escape", "space")
        assert f"「{title_of(table, cut_id(table))}」" in table.said().replace("\n", "")
        await table.write("-5 关掉共享链接；还在被下载")
        assert room.state.cuts[0].why == "还在被下载"
        assert (table.clock().timestamp() * 1_000_000 - room.state.cuts[0].stamp.occurred) == 5 * 60_000_000

        # What was done last is named, and why it stands.
        seq = room.state.seq
        await table.press("ctrl+z")
        assert "切断外流 关掉共享链接" in table.said() and "撤不回来" in table.said().replace("\n", "")
        assert room.state.seq == seq

        # The line: completion, what it means, and what it became.
        await table.burst("-10 群里有人转发 @示例")
        assert "Tab 补全" in table.said()
        await table.press("tab")
        await table.burst("!不群发撤回 +通知甲方")
        assert "新任务：通知甲方" in table.said()
        await table.press("enter")
        assert table.app.screen.query_one("#line", Input).value == ""
        assert kinds(table)[-2:] == ["note.added", "task.added"]
        note = next(one for one in room.state.timeline if one.kind == "note.added")
        assert note.decision
        assert note.people
        assert "11:50" in table.said()

        await _notes_that_begin_with_a_time(table)

        # A draft survives leaving; undo does not touch anything meanwhile.
        await table.burst("第1车间3号")
        before = room.state.seq
        await table.press("ctrl+z")
        assert "没存的字" in table.said()
        assert room.state.seq == before
        await table.press("escape", "escape")
        assert table.where == "IncidentListScreen"
        await table.press("enter")
        assert table.app.screen.query_one("#line", Input).value == "第1车间3号"
        table.app.screen.query_one("#line", Input).value = ""

        # How: steps, grounds; done with when and by whom; reopened; skipped with a reason.
        tasks(table).choose(first)
        await table.press("enter")
        assert table.where == "IncidentHowScreen"
        for words in ("怎么做", "为什么现在做", "依据"):
            assert words in table.said()
        await table.press("1")
        await table.write("-3 示例丙 两人在场")
        mark = room.state.marks[first]
        assert (mark.by, mark.note) == ("示例丙", "两人在场")
        await table.press("space")
        assert "已经了结" in table.said()
        await table.press("3")
        assert first not in room.state.marks
        await table.press("2")
        await table.write("没有这种日志")
        assert room.state.marks[first].status == "skipped"
        await table.press("escape")

        # Time passes: what runs over goes to the top with one bell; nothing else is said.
        assert not bells
        table.clock.advance(minutes=41)
        screen = table.app.screen
        assert isinstance(screen, IncidentRoomScreen)
        screen._tick()
        screen._tick()
        await table.press()
        assert len(bells) == 1
        assert "超 00:01" in table.said()

        # The next phases; late ones stay on top; the last leads to the first.
        seen = set()
        for _turn in range(4):
            await table.press("f8")
            seen.add(table.said().splitlines()[2][:12])
            assert "超" in table.said().splitlines()[3]
        assert len(seen) == 4

        # Before its turn a task asks why, and the reason is recorded.
        blocked = next(one.id for one in views(table) if one.status == "blocked")
        while blocked not in task_ids(table):
            await table.press("f8")
        tasks(table).choose(blocked)
        await table.press("space")
        assert "写明为什么" in table.said()
        await table.press("escape")
        assert blocked not in room.state.marks
        await table.press("space")
        await table.write("人已经到门口了")
        assert room.state.marks[blocked].broke_order == "人已经到门口了"

        # Whom to call, one key away.
        await table.press("f5")
        assert table.where == "CardScreen"
        await table.press("escape")

        # Another level, another playbook.
        await table.press("f7", "6")
        await table.write("1 客户已经拿去报价")
        assert room.state.level == "I"
        assert "实战 一级" in table.said()
        await table.press("f7", "7")
        assert table.where == "IncidentPlaybookScreen"
        await table.burst("第1车间3号")
        await table.press("escape")
        assert table.where == "IncidentRoomScreen"
        # A finger's pause: right behind a letter the digit would still belong to the phrase.
        table.app._last_letter = 0.0
        await table.press("f7", "7", "down", "enter")
        await table.until(lambda: table.where == "IncidentRoomScreen")
        assert kinds(table)[-1] == "playbook.taken"
        assert "做过的都算" in table.said()
        await _another_enterprise_has_its_own(table)

    play(sample_vault, clock, story)


async def _notes_that_begin_with_a_time(table: Table) -> None:
    room, line = table.desk.incident().at_hand(), table.app.screen.query_one("#line", Input)

    def last() -> tuple[str, str]:
        one = room.state.timeline[-1]
        return f"{from_microseconds(one.stamp.occurred, one.stamp.tz):%m-%d %H:%M}", one.text

    # Slowly, a key at a time: no digit and no colon is a command here, half or full width.
    for key in ("2", "2", "colon", "1", "0"):
        await table.press(key)
        assert (table.where, table.app.focused) == ("IncidentRoomScreen", line)
    assert line.value == "22:10"
    await table.write(" 打电话给律师")
    assert last() == ("11-23 22:10", "打电话给律师")
    log = table.app.screen.query_one("#log", PickList)
    assert any("11-23 22:10 打电话给律师" in str(one.prompt) for one in log.options)
    # Fast, as a paste or an input method gives it; then full-width.
    await table.write("11:10 又打一次")
    assert last() == ("11-24 11:10", "又打一次")
    await table.write("１１：２０ 没人接")
    assert last() == ("11-24 11:20", "没人接")
    assert not any(str(one.prompt).startswith("11-24") for one in log.options)
    # What is no time is said at once, refused, and stays in the line.
    seq = room.state.seq
    for wrong in ("25:99 乱写时间", "9:5 少一位", "今天23:50 还没有到"):
        await table.burst(wrong)
        await table.press()
        assert "不是一个时间" in table.said() or "还没有到：" in table.said()
        await table.press("enter")
        assert (line.value, room.state.seq) == (wrong, seq)
        assert table.app.notice is not None and "没有存" in table.app.notice.text
        line.value = ""
    # A line that has words takes every sign, wherever the focus is.
    await table.burst("转发")
    tasks(table).focus()
    await table.press("colon")
    assert (table.where, line.value) == ("IncidentRoomScreen", "转发:")
    line.value = ""
    tasks(table).focus()


async def _another_enterprise_has_its_own(table: Table) -> None:
    other = add_enterprise(table.desk.vault, Profile(name="示例二公司"))
    table.desk.choose_enterprise(other.id)
    begin_incident(table, what="样品被拍照")
    table.desk.incident().room = None
    await table.app.switch_mode("home")
    await table.press("1")
    assert table.where == "IncidentListScreen"
    assert "样品被拍照" in table.said()
    assert "报价单" not in table.said()
    await table.burst("没有这样的")
    await table.press()
    assert "没有找到，F4 新开" in table.said()


def badges(table: Table) -> dict[str | None, str]:
    """The sign before each limit on the screen."""
    limits = table.app.screen.query_one("#clocks", PickList)
    return {one.id: str(one.prompt)[:1] for one in limits.options}


def views(table: Table) -> list[TaskView]:
    room = table.desk.incident().at_hand()
    return [one for one in tasks_at(room.state, room.now()) if one.task is not None]


def task_ids(table: Table) -> list[str]:
    return [option.id or "" for option in tasks(table).options]


def title_of(table: Table, task: str) -> str:
    return next(one.title for one in views(table) if one.id == task)


def cut_id(table: Table) -> str:
    story = table.desk.incident().at_hand().state.story
    assert story is not None
    return next(one.id for one in story.tasks if one.cut)


def test_from_a_hundred_columns_the_limits_stand_beside(sample_vault: SampleVault, clock: HandClock) -> None:
    seconds = HandSeconds()

    async def story(table: Table) -> None:
        await table.press("1")
        await table.burst("报价单误发微信群")
        await table.press("f8")
        await table.burst("第1车间3号")
        assert table.where == "IncidentStartLevelScreen"
        await table.press("f1")
        assert "启动响应" in table.said()
        await table.press("escape", "escape")
        assert table.where == "IncidentStartScreen"
        await table.press("f8", "f8")
        await table.until(lambda: table.where == "IncidentRoomScreen")
        assert "正在走的时限" in table.said()
        # The limits look here as on their own screen.
        here = badges(table)
        await table.press("f7", "2")
        assert table.where == "IncidentClocksScreen"
        assert here and here.items() <= badges(table).items()
        await table.press("escape")
        room = table.desk.incident().at_hand()
        now = room.now()
        assert phase_at(room.state, now) == "first-hour"
        for one in views(table):
            if one.phase == "first-hour" and one.task is not None and not one.task.cut:
                done(room, one.id, broke_order="试")
        assert next_phase(room.state, "later") == "first-hour"
        # Whoever telephones is not locked out after five minutes, but after thirty.
        seconds.now += 1700
        table.app._watch_idle()
        await table.pilot.pause()
        assert table.desk.unlocked
        await table.press("f6")
        assert table.app.focused is not None
        assert table.app.focused.id == "log"

    play(sample_vault, clock, story, size=WIDE, seconds=seconds)
