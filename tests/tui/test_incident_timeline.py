"""The whole record of an incident on the screen: both orders, filters, corrections, erasing, CSV."""

from __future__ import annotations

from dataclasses import replace

from rich.text import Text

from secretguard.clock import to_microseconds
from secretguard.incidents import IncidentState, Stamp, TimelineLine
from secretguard.tui.views.incident_timeline_view import (
    Look,
    Names,
    details,
    filter_of,
    in_order,
    lines_of,
    row_text,
)
from secretguard.tui.widgets.long_list import LongList
from tests.conftest import NOON, HandClock, SampleVault
from tests.incidents.playbooks import small_response
from tests.tui.incident_story import begin_incident, note, see
from tests.tui.support import Table, play

AT = to_microseconds(NOON)
MINUTE = 60_000_000


def a_note(seq: int, text: str, *, occurred: int = AT, recorded: int = AT) -> TimelineLine:
    stamp = Stamp(seq=seq, recorded=recorded, occurred=occurred, tz=480, author="aa")
    return TimelineLine(kind="note.added", stamp=stamp, text=text, search=text.casefold())


def test_a_line_recorded_late_says_so_and_shows_both_times_where_there_is_room() -> None:
    late = a_note(7, "业务员说选错了群", occurred=AT - 25 * MINUTE, recorded=AT)
    assert "补" in row_text(late, Look(), 60).plain
    assert "11-24 11:35" in row_text(late, Look(), 60).plain
    assert "记11-24 12:00" in row_text(late, Look(), 120).plain
    assert "11-24 12:00" in row_text(late, Look().turned(), 60).plain
    assert "事后 00:25 补记" in details(late, Names()).plain
    assert "补" not in row_text(a_note(8, "刚看到"), Look(), 60).plain


def test_signs_before_a_word_do_not_hinder_the_filter_and_the_order_turns() -> None:
    first, second = a_note(1, "先记的", occurred=AT), a_note(2, "先发生的", occurred=AT - MINUTE)
    state = IncidentState(timeline=(first, second))
    assert [one.stamp.seq for one in lines_of(in_order(state, "occurred"), Look())] == [2, 1]
    assert [one.stamp.seq for one in lines_of(in_order(state, "recorded"), Look())] == [1, 2]
    assert filter_of(Look(words="@示例乙 #E-02")).text == "示例乙 E-02"
    gone = replace(second, undone_by=3)
    assert lines_of(IncidentState(timeline=(first, gone)), Look(undone=False)) == (first,)
    assert "撤" in row_text(gone, Look(), 60).plain


def test_hostile_text_in_a_line_is_made_visible_and_stays_on_its_row() -> None:
    text = row_text(a_note(1, "甲\u202e乙\n丙\x1b[31m"), Look(), 80).plain
    assert "\u202e" not in text and "\x1b" not in text and "\n" not in text and "〔U+202E〕" in text


def test_the_record_is_filtered_corrected_erased_exported_and_twenty_thousand_lines_are_walked(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        room = begin_incident(table, small_response())
        live_a_little_of_the_small(table)
        await see(table, "timeline")
        assert "实战" in table.said() and "报价单误发微信群" in table.said()
        await _look(table)
        await _change(table)
        await _erase(table)
        await table.press("0", "f4")
        folder = sample_vault.folder.parent / "报告" / f"事件 {room.id[:8].upper()}"
        await table.until(lambda: any(folder.glob("*.csv")))
        (csv,) = folder.glob("*.csv")
        assert "已截屏" in csv.read_text(encoding="utf-8-sig")
        await _walk_twenty_thousand(table)

    play(sample_vault, clock, story)


def live_a_little_of_the_small(table: Table) -> None:
    note(table, "群里 37 人，供应商的人也在")
    table.clock.advance(minutes=2)
    note(table, "-15 业务员说是选错了群")
    note(table, "!不群发撤回")


async def _look(table: Table) -> None:
    lines = table.app.screen.query_one("#lines", LongList)
    await table.press("2")
    assert "不群发撤回" in table.said() and "群里 37 人" not in table.said()
    await table.press("1", "space")
    assert "按记录先后" in table.said()
    await table.burst("业务员")
    assert lines.count == 1
    await table.press("enter")
    assert lines.has_focus
    await table.press("escape")
    assert lines.count > 4 and table.where == "IncidentTimelineScreen"


async def _change(table: Table) -> None:
    room = table.desk.incident().at_hand()
    lines = table.app.screen.query_one("#lines", LongList)
    wrong = next(one.stamp.seq for one in room.state.timeline if "选错了群" in one.text)
    lines.choose(wrong)
    await table.press("enter")
    table.app.screen.query_one("NoteInput").value = "业务员说群名相近"  # type: ignore[attr-defined]
    await table.press("enter")
    corrected = room.state.line(wrong)
    assert corrected is not None and corrected.says == "业务员说群名相近"
    assert "原来写：业务员说是选错了群" in table.said()
    gone = note(table, "记错了地方")
    table.app.screen.redraw()  # type: ignore[attr-defined]
    lines.choose(gone)
    await table.press("delete")
    undone = room.state.line(gone)
    assert undone is not None and undone.undone_by is not None and "已撤销第" in table.said()
    note(table, "已截屏")
    await table.press("0")
    assert "不看已撤销" in table.said()


async def _erase(table: Table) -> None:
    room = table.desk.incident().at_hand()
    lines = table.app.screen.query_one("#lines", LongList)
    lines.choose(next(one.stamp.seq for one in room.state.timeline if one.kind == "incident.opened"))
    await table.press("f8")
    assert "不能清除" in table.said()
    seq = next(one.stamp.seq for one in room.state.timeline if "37 人" in one.text)
    lines.choose(seq)
    await table.press("f8")
    await table.write("写了别人的住址，本人要求")
    await table.until(lambda: "清除吗" in table.said())
    await table.press("enter")
    erased = room.state.line(seq)
    assert erased is not None and erased.kind == "erased-body"
    assert "校验根" in table.said()
    assert "读不回来" in table.said()


async def _walk_twenty_thousand(table: Table) -> None:
    lines = table.app.screen.query_one("#lines", LongList)
    drawn: list[int] = []
    many = tuple(a_note(seq, f"第 {seq} 笔") for seq in range(20_000))

    def draw(number: int, width: int) -> Text:
        drawn.append(number)
        return row_text(many[number], Look(), width)

    lines.show(tuple(range(20_000)), draw)
    await table.press("end")
    assert "第 19999 笔" in table.said() and lines.key == 19_999
    await table.press("home", "pagedown")
    assert lines.key == lines.size.height - 1
    assert len(drawn) < 2_000
