"""Questions, limits, the end, the review: what is typed is understood, what is recorded is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from rich.text import Text

from secretguard.content import content_folders, load_law
from secretguard.errors import UsageError
from secretguard.incidents import Clock, Numbers, list_incidents
from secretguard.register import PlanPromise
from secretguard.tui.screens.incident_close import IncidentCloseScreen
from secretguard.tui.views.incident_clocks_view import (
    clock_rows,
    state_words,
    why_uncertain,
)
from secretguard.tui.views.incident_close_view import (
    times_text,
)
from secretguard.tui.views.incident_typed import (
    read_costs,
    read_lesson,
    read_notices,
    read_report,
    read_retention,
    read_start,
)
from secretguard.tui.widgets import PickList
from tests.conftest import NOON, HandClock, SampleVault
from tests.incidents.playbooks import small_response
from tests.tui.incident_story import begin_incident, see
from tests.tui.support import Table, play

MINUTE = 60_000_000
HOUR = 60 * MINUTE


def test_whom_a_contract_wants_told_is_read_with_the_hours() -> None:
    one, two = read_notices("示例甲方 24；示例乙方48小时")
    assert (one.to, one.hours, two.to, two.hours) == ("示例甲方", 24, "示例乙方", 48)
    assert read_notices("没有") == ()
    with pytest.raises(UsageError, match="几小时"):
        read_notices("示例甲方")


def test_a_report_and_a_start_are_read_with_their_times() -> None:
    said = read_report("-10 省网信办 电话 收件号001", NOON)
    assert (said.to, said.how, said.number, said.at) == (
        "省网信办", "电话", "收件号001", NOON - timedelta(minutes=10),
    )  # fmt: skip
    assert read_report("省网信办　电话", NOON).at is None
    with pytest.raises(UsageError, match="两样"):
        read_report("省网信办", NOON)
    own = read_start("举证期限 今天9点 15天", NOON, titled=True)
    assert (own.title, own.minutes, own.working_days) == ("举证期限", 15 * 1440, None)
    assert own.at is not None and own.at.hour == 9
    assert read_start("昨天下午3点 15工作日", NOON, titled=False).working_days == 15
    assert read_start("-10", NOON, titled=False).minutes is None
    with pytest.raises(UsageError, match="多久"):
        read_start("-10 很久", NOON, titled=False)
    with pytest.raises(UsageError, match="时间"):
        read_start("2030-01-01 9:00 3天", NOON, titled=False)


def test_costs_retention_and_lessons_are_read() -> None:
    assert [(one.what, one.yuan) for one in read_costs("律师 20,000；停产 12万")] == [
        ("律师", 20_000), ("停产", 120_000),
    ]  # fmt: skip
    with pytest.raises(UsageError):
        read_costs("律师")
    assert read_retention("3年 诉讼时效", date(2028, 2, 29)) == (date(2031, 2, 28), "诉讼时效")
    assert read_retention("2030-01-01", NOON.date()) == (date(2030, 1, 1), None)
    with pytest.raises(UsageError):
        read_retention("很久", NOON.date())
    lesson = read_lesson("夜里也要有人值班 @5.1")
    assert (lesson.text, lesson.plan) == ("夜里也要有人值班", "5.1")


def clock(state: str, *, left: int | None = HOUR, due: int | None = HOUR, **more: object) -> Clock:
    whole = {
        "id": "x",
        "kind": "legal",
        "title": "报告",
        "basis": (),
        "state": state,
        "due": due,
        "left": left,
    }
    return Clock(**{**whole, **more})  # type: ignore[arg-type]


def test_a_limit_says_how_much_is_left_or_why_it_has_no_end() -> None:
    assert state_words(clock("running"), 480) == "余 01:00"
    assert state_words(clock("missed", left=-2 * HOUR), 480) == "超 02:00"
    assert state_words(clock("uncertain", certain=False), 480) == "余 01:00 待核"
    assert state_words(clock("uncertain", certain=False, due=None, left=None), 480) == "未起算"
    assert state_words(clock("running", due=None, left=None), 480) == "立即"
    assert "节假日安排未公布，待核" in why_uncertain(
        clock("uncertain", certain=False, kind="started"), unanswered=False
    )
    assert "待答" in why_uncertain(clock("uncertain", certain=False), unanswered=True)
    assert state_words(clock("uncertain", certain=False), 480, unanswered=True) == "余 01:00 待答"
    assert state_words(clock("uncertain", certain=False, left=-HOUR), 480, unanswered=True) == "待答"
    assert state_words(clock("running", stopped=True), 480) == "已停（事件已结束）"
    told = clock("uncertain", kind="promise", left=-HOUR)
    assert state_words(told, 480) == "没有记，待补" and "补一笔" in why_uncertain(told, unanswered=False)
    rows = clock_rows([clock("running", id="network-incident")], load_law(content_folders("standards")), 480)
    assert rows[0].id == "network-incident" and not any(row.id == "law:network-incident" for row in rows)
    assert any(row.id == "law:court-preservation" for row in rows)


def test_times_stand_beside_what_the_plan_promised() -> None:
    promises = [
        PlanPromise(id="tell", text="三十分钟内报告", clock="report", minutes=30, plan="5.3"),
        PlanPromise(id="see", text="十分钟内", clock="detect", minutes=10, plan="5.3"),
    ]
    found = Numbers(detect=None, open=5 * MINUTE, contain=None, preserve=None, report=41 * MINUTE)
    text: Text = times_text(found, promises)
    assert "发现到报告　00:41　承诺 00:30 超 00:11" in text.plain
    assert "发现到开卷　00:05　承诺 00:10" in text.plain
    assert "开始到发现　还没有" in text.plain


async def _enter_on(table: Table, pick_list: str, row: str, text: str) -> None:
    """Enter on a row, the line emptied, the text and Enter."""
    lines = table.app.screen.query_one(f"#{pick_list}", PickList)
    lines.focus()
    lines.choose(row)
    await table.press("enter")
    await _fill(table, text)


async def _fill(table: Table, text: str) -> None:
    await table.until(lambda: table.where == "TextLine")
    table.app.screen.query_one("NoteInput").value = text  # type: ignore[attr-defined]
    await table.press("enter")


def test_duties_are_asked_reported_and_the_incident_is_closed_reviewed_and_shredded(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        begin_incident(table, small_response())
        await _answer(table)
        await _report(table)
        await _close(table)
        await _review(table)
        await _shred(table, clock)

    play(sample_vault, clock, story)


async def _answer(table: Table) -> None:
    room = table.desk.incident().at_hand()
    await see(table, "questions")
    questions = table.app.screen.query_one("#questions", PickList)
    assert questions.get_option_at_index(0).id == "still_flowing"
    assert "critical" not in [option.id for option in questions.options]
    questions.choose("network_incident")
    await table.press("1")
    assert room.state.facts()["network_incident"] == "yes" and "任务 +1 件" in table.said()
    assert "critical" in [option.id for option in questions.options]
    questions.choose("still_flowing")
    await table.press("2")
    questions.choose("critical")
    await table.press("3")
    assert table.app.notice is not None and "还开着" in table.app.notice.text
    await table.press("3", "enter")
    assert "现在答的是「不清楚」" in table.said()
    await table.press("escape")
    (to_find_out,) = [one for one in room.state.added.values() if one.text.startswith("查明：")]
    assert to_find_out.role == "CO"
    await _enter_on(table, "questions", "contract_notice", "示例甲方")
    assert "几小时" in table.said()
    await _fill(table, "示例甲方 24")
    assert room.state.notices[0].hours == 24
    await _enter_on(table, "questions", "preservation_granted", "-10 裁定书送到")
    given = room.state.answers["preservation_granted"].given
    assert given.remark == "裁定书送到"


async def _report(table: Table) -> None:
    room, desk = table.desk.incident().at_hand(), table.desk.incident()
    await table.press("f7")
    assert table.where == "IncidentClocksScreen" and "通知示例甲方" in table.said()
    await _enter_on(table, "clocks", "notice:示例甲方", "-1 示例甲方 电话加邮件")
    assert room.state.reported[0].duty == "notice:示例甲方"
    clocks = table.app.screen.query_one("#clocks", PickList)
    clocks.choose("law:bureau-opening")
    await table.press("f7")
    await _fill(table, "-5")
    assert "没有写死多久" in table.said()
    await _fill(table, "-5 15工作日")
    clocks.choose("law:court-preservation")
    await table.press("f7")
    await _fill(table, "-5")
    assert next(one for one in desk.clocks() if one.id == "court-preservation").due is not None
    await table.press("f4")
    await _fill(table, "举证期限 今天9点 15天")
    assert any(one.title == "举证期限" for one in desk.clocks())


async def _close(table: Table) -> None:
    room = table.desk.incident().at_hand()
    await see(table, "close")
    screen = table.app.screen
    assert isinstance(screen, IncidentCloseScreen) and "缺" in table.said()
    await _enter_on(table, "steps", "began", "-40 群里第一条转发")
    assert room.state.began is not None and "00:20" in table.said()
    await _enter_on(table, "steps", "contain", "-1 链接已失效，日志里没有新的")
    assert room.state.status == "contained"
    await _enter_on(table, "steps", "end:stopped", "日志里没有新的")
    await table.press("f8")
    await _fill(table, "示例甲")
    assert "没有回答" in table.said()
    await table.press("escape")
    await table.press("escape")
    await see(table, "close")
    await _enter_on(table, "steps", "end:reported", "回执 001")
    assert "日志里没有新的" in table.said()
    await _enter_on(table, "steps", "cost", "律师 20000；公证 3千")
    await _fill(table, "律师 20000；公证 3000")
    assert room.state.total_cost == 23_000
    await _enter_on(table, "steps", "retention", "2026-11-24 样例")
    await table.press("f8")
    await _fill(table, "示例甲")
    assert list_incidents(room.vault)[0].status == "closed" and "历时" in table.said()


async def _review(table: Table) -> None:
    room, desk = table.desk.incident().at_hand(), table.desk.incident()
    await table.press("f4")
    assert table.where == "IncidentReviewScreen"
    await table.press("f8")
    assert "还没有写" in table.said()
    await _enter_on(table, "whys", "why:0", "群名相近")
    await _enter_on(table, "whys", "why:1", "没有人管群名")
    await table.press("f4")
    await _fill(table, "外发前两人看群名 @5.1")
    await table.press("f8")
    review = room.state.reviews[0][0]
    assert review.whys == ("群名相近", "没有人管群名")
    findings = desk.actions.state.of(room.id)
    assert findings[0].raised.plan == "5.1"
    await _enter_on(table, "whys", f"finding:{findings[0].id}", "定群名规矩 @示例丙 2026-12-20")
    assert desk.actions.state.of(room.id)[0].owner == "示例丙"


async def _shred(table: Table, clock: HandClock) -> None:
    room = table.desk.incident().at_hand()
    await table.press("escape")
    assert table.where == "IncidentCloseScreen"
    await _enter_on(table, "steps", "shred", "保存期满")
    await _fill(table, room.id[:8])
    assert "保存期还没有到" in table.said() and list_incidents(room.vault)
    await table.press("escape")
    clock.advance(days=1)
    await see(table, "close")
    await _enter_on(table, "steps", "shred", "保存期满")
    await _fill(table, "不是它")
    assert "没有销毁" in table.said() and list_incidents(room.vault)
    await _fill(table, room.id[:8].lower())
    await table.until(lambda: table.desk.incident().room is None)
    assert list_incidents(table.desk.vault) == []
    await table.until(lambda: "已销毁" in table.said())
