"""The final report: nothing missing, nothing lost, the same bytes for ever."""

from __future__ import annotations

import hashlib
import html
from datetime import date

import pytest

from secretguard import drills
from secretguard.actions import Actions
from secretguard.content import content_folders, load_law, load_plan_sections
from secretguard.documents import to_html, to_pdf, to_terminal
from secretguard.documents.final_report.journal import journal_lines
from secretguard.documents.reporting import FinalReports, QuickReports, reports_of
from secretguard.drills import DrillRoom, plan_drill
from secretguard.errors import RefusedError
from secretguard.register import Register
from tests.conftest import PROMISES, HandClock
from tests.documents.reading_pdf import outline, pages, squeezed, whole_text

FOLDERS = content_folders("standards", None)
GROUNDS = (load_law(FOLDERS), load_plan_sections(FOLDERS))
GOOD = {"I1": "b", "I2": "c", "I3": "a", "I4": "b", "I5": "c", "I7": "b"}


@pytest.fixture
def actions(vault, register: Register) -> Actions:
    return Actions(vault, register.id)


@pytest.fixture
def room(vault, register: Register, departing_engineer, clock: HandClock, actions: Actions) -> DrillRoom:
    """A drill played to its hotwash: one mark taken back, one action missed, two findings."""
    room = plan_drill(vault, register, departing_engineer, clock, promises=PROMISES, facilitator="示例庚")
    drills.seat(room, register, "EVALUATOR", "示例辛")
    drills.start(room)
    while room.state.status == "running":
        clock.advance(minutes=1)
        current = room.state.current
        if current is not None and drills.next_step(room.state) == "decide":
            drills.decide(room, GOOD[current.inject.id], by="示例甲")
        elif current is not None and current.inject.id == "I1" and not room.state.marks:
            drills.mark(room, "small-circle", "done", by="示例乙")
            drills.undo(room)
            drills.mark(room, "small-circle", "missed", evaluator="示例辛", why="没有列名单")
            drills.mark(room, "note-time", by="示例乙")
        else:
            drills.advance(room)
    drills.begin_hotwash(room)
    drills.raise_machine_findings(room, actions)
    actions.raise_finding(room.id, "门卫登记本没有下班以后一栏", "measure", plan="3")
    drills.say(room, "HR", "change", "面谈改到固定证据之后")
    return room


@pytest.fixture
def finished(room: DrillRoom, actions: Actions) -> DrillRoom:
    """Every finding assigned but the first, which is not taken up; the drill is over."""
    first, *others = actions.state.of(room.id)
    actions.decline(first.id, "另案处理")
    for finding in others:
        actions.assign(
            finding.id, what="补进预案", owner="示例丁", due=date(2026, 12, 20), cause="从来没有写过"
        )
    drills.finish(room)
    return room


@pytest.fixture
def reports(finished: DrillRoom) -> FinalReports:
    return FinalReports(finished, *GROUNDS)


def said(document) -> str:
    return html.unescape(to_html(document))


def test_it_is_refused_while_the_drill_is_not_over(room: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="已经在复盘"):
        FinalReports(room, *GROUNDS).issue()


def test_it_is_refused_until_every_finding_has_an_action_an_owner_and_a_date(
    room: DrillRoom, actions: Actions
) -> None:
    drills.finish(room)
    raised = actions.raise_finding(room.id, "门卫登记本少一栏", "measure")
    reports = FinalReports(room, *GROUNDS)
    before = room.state.seq
    with pytest.raises(RefusedError) as refused:
        reports.issue()
    assert f"{raised.id} 整改措施、责任人、期限" in str(refused.value)
    assert "责任人、期限" in drills.plan_gaps(actions.state.of(room.id))[0]
    assert "action assign" in refused.value.remedy
    assert room.state.seq == before


def test_a_finding_not_taken_up_needs_no_owner_but_prints_its_reason(reports: FinalReports) -> None:
    text = said(reports.issue().document)
    assert "另案处理" in text
    assert "不采纳 1 条" in text


def test_a_draft_may_have_gaps_and_says_that_it_is_one(room: DrillRoom) -> None:
    drills.finish(room)
    made = FinalReports(room, *GROUNDS).draft()
    assert made.issue is None
    assert "草稿" in to_terminal(made.document)
    assert room.state.issued == ()


def test_it_has_all_its_chapters_in_order(reports: FinalReports) -> None:
    printed = to_pdf(reports.issue().document)
    titles = [title for title, _page in outline(printed)]
    chapters = ["结论", "推演概况", "过程", "推演目标", "三个时钟", "决策", "预期行动", "证据", "发现与原因"]
    chapters += ["改进计划", "复盘发言", "企业的意见", "记录中须说明的事", "签署", "依据与说明", "卷宗记录"]
    found = [next(index for index, title in enumerate(titles) if chapter in title) for chapter in chapters]
    assert found == sorted(found)
    assert len(pages(printed)) > 8


def test_causes_owners_dates_words_and_comments_are_printed(
    reports: FinalReports, finished: DrillRoom, clock: HandClock
) -> None:
    quick = QuickReports(finished, *GROUNDS).issue()
    assert quick.issue is not None
    drills.comment(finished, "第三条写重了", by="示例甲", report=quick.issue.number)
    text = said(reports.issue().document)
    for words in (
        "从来没有写过",
        "示例丁",
        "2026-12-20",
        "面谈改到固定证据之后",
        "第三条写重了",
        quick.issue.number,
    ):
        assert words in text


def test_the_annex_has_every_entry_with_the_beginning_of_its_link(
    reports: FinalReports, finished: DrillRoom
) -> None:
    entries = list(finished.vault.entries(finished.journal))
    text = said(reports.issue().document)
    for entry in entries:
        assert entry.link.hex()[:16] in text
    lines = list(journal_lines(finished.state, entries))
    assert [line.seq for line in lines] == list(range(1, len(entries) + 1))
    assert all(line.text or line.kind for line in lines)
    assert any("撤销第" in line.text for line in lines)


def test_every_kind_of_entry_has_a_chinese_word(finished: DrillRoom) -> None:
    for line in journal_lines(finished.state, list(finished.vault.entries(finished.journal))):
        assert not line.kind.isascii(), line


def test_a_destroyed_entry_stays_in_the_annex_without_its_words(
    finished: DrillRoom, reports: FinalReports
) -> None:
    spoken = next(line.stamp.seq for line in finished.state.timeline if line.kind == "said")
    finished.vault.erase(finished.journal, spoken, "本人要求")
    text = said(
        FinalReports(DrillRoom(finished.vault, finished.journal, finished.clock), *GROUNDS).issue().document
    )
    assert "面谈改到固定证据之后" not in text
    assert "内容已销毁，承诺值保留" in text


def test_a_reprint_has_the_same_bytes_whatever_came_later(
    reports: FinalReports, finished: DrillRoom, actions: Actions, clock: HandClock
) -> None:
    first = reports.issue()
    assert first.new and first.issue is not None
    printed = to_pdf(first.document)
    clock.advance(days=3)
    drills.comment(finished, "晚到的意见", by="示例乙")
    raised = actions.raise_finding(finished.id, "后来才发现的", "other")
    actions.decline(raised.id, "下次再看")
    again = FinalReports(finished, *GROUNDS).reprint(first.issue)
    assert to_pdf(again.document) == printed
    later = reports.issue()
    assert later.new and later.issue is not None and later.issue.number != first.issue.number
    assert "晚到的意见" in said(later.document)


def test_issuing_one_kind_does_not_make_the_other_stale(reports: FinalReports, finished: DrillRoom) -> None:
    quick = QuickReports(finished, *GROUNDS)
    first, final = quick.issue(), reports.issue()
    assert first.issue is not None and final.issue is not None
    assert first.issue.number.startswith("TY-") and final.issue.number.startswith("TZ-")
    assert quick.issue().issue == first.issue and not quick.issue().new
    assert reports.issue().issue == final.issue


def test_the_data_inside_has_the_digest_that_is_printed(reports: FinalReports) -> None:
    document = reports.issue().document
    (attached,) = document.attachments
    assert attached.name == "final-report.json"
    digest = hashlib.sha256(attached.text.encode()).hexdigest()
    assert squeezed(digest) in whole_text(to_pdf(document))
    assert "final-report.json" in said(document)


def test_a_comment_comes_after_the_story_and_names_a_report_that_exists(
    planned: DrillRoom, finished: DrillRoom
) -> None:
    with pytest.raises(RefusedError, match="还没有开始"):
        drills.comment(planned, "太早")
    with pytest.raises(RefusedError, match="没有编号为 TY-0 的报告"):
        drills.comment(finished, "哪一份？", report="TY-0")
    drills.comment(finished, "没有意见", by="示例甲")
    assert [made.text for made, _stamp in finished.state.comments] == ["没有意见"]


def test_the_kinds_of_report_are_told_apart(finished: DrillRoom) -> None:
    assert isinstance(reports_of("quick", finished, *GROUNDS), QuickReports)
    assert isinstance(reports_of("final", finished, *GROUNDS), FinalReports)


def test_a_cause_once_written_stays_until_another_is_written(room: DrillRoom, actions: Actions) -> None:
    raised = actions.raise_finding(room.id, "登记本少一栏", "measure")
    actions.assign(raised.id, what="加一栏", cause="没有人想过下班以后")
    assert actions.assign(raised.id, owner="示例丁").cause == "没有人想过下班以后"
    assert actions.assign(raised.id, cause="制度里没有").cause == "制度里没有"
