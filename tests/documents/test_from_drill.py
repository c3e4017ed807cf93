"""From a drill that was played to the quick report: the facts, and issuing, reprinting, comparing."""

from __future__ import annotations

from datetime import date

import pytest

from secretguard import documents, drills
from secretguard.actions import Actions
from secretguard.content import Playbook, content_folders, load_law, load_plan_sections
from secretguard.documents.from_drill import ReportContext, bases_of, duties_of, quick_report_facts
from secretguard.documents.from_law import LegalLimit, grounds_in_words, legal_limits
from secretguard.documents.reporting import QuickReports
from secretguard.drills import DrillRoom
from secretguard.errors import RefusedError
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import NOON, PROMISES, HandClock
from tests.content.building import small_law, small_sections
from tests.drills.table import go, play_through, to_decision


@pytest.fixture
def room(planned: DrillRoom, register: Register) -> DrillRoom:
    drills.seat(planned, register, "EVALUATOR", "示例辛")
    drills.seat(planned, register, "CO", "示例乙", deputy="示例丁")
    drills.start(planned)
    return planned


@pytest.fixture
def actions(room: DrillRoom, register: Register) -> Actions:
    return Actions(room.vault, register.id)


@pytest.fixture
def reports(room: DrillRoom) -> QuickReports:
    return QuickReports(room, small_law(), small_sections())


def facts(room: DrillRoom, actions: Actions, **more: object) -> documents.QuickReport:
    context = ReportContext(
        enterprise="示例公司",
        number="TY-1",
        grounds=grounds_in_words(bases_of(room.state), small_law(), small_sections()),
        findings=actions.state.of(room.id),
        now=room.clock(),
        **more,  # type: ignore[arg-type]
    )
    return quick_report_facts(room.state, context)


def drawn(document: documents.Document) -> tuple[bytes, str, str]:
    return documents.to_pdf(document), documents.to_html(document), documents.to_terminal(document)


def test_who_played_who_stood_in_and_who_evaluates(room: DrillRoom, actions: Actions) -> None:
    go(room)
    people = {person.role: person for person in facts(room, actions).people}
    assert (people["联络员"].name, people["联络员"].deputy) == ("示例乙", "示例丁")
    assert (people["评估"].name, people["评估"].duty, people["评估"].evaluates) == (
        "示例辛",
        "evaluator",
        ("O1", "O2"),
    )
    assert facts(room, actions).signatories.facilitator == "示例庚"


def test_decisions_evidence_and_clocks_are_what_happened(
    room: DrillRoom, actions: Actions, clock: HandClock
) -> None:
    to_decision(room)
    clock.advance(minutes=4)
    drills.mark(room, "see", why="当场写了")
    drills.mark(room, "report", stated=41)
    drills.decide(room, "c", by="示例乙", words="问过再说", reason="怕惊动", remark="归到 c")
    report = facts(room, actions)
    (decision,) = report.decisions
    assert (decision.inject, decision.option, decision.rating, decision.at) == ("I1", "c", "bad", 4)
    assert (decision.free_answer, decision.decided_by) == ("问过再说", "示例乙")
    assert decision.remark == "怕惊动；归到 c"
    evidence = {item.title: (item.state, item.cause, item.at) for item in report.evidence}
    assert evidence == {"日志": ("lost", "I1 c", 4), "磁盘": ("present", "", None)}
    readings = {item.clock: (item.tested, item.actual, item.promised) for item in report.clocks}
    assert readings == {"detect": (True, 4, 10), "preserve": (False, None, 1440), "report": (True, 37, 30)}
    rows = {row.text: (row.mark, row.minute, row.note) for row in report.actions}
    assert rows["完成see这一步并记下时间"] == ("done", 4, "当场写了")


def test_grounds_are_put_into_words_with_what_nobody_compared(room: DrillRoom, actions: Actions) -> None:
    play_through(room, "a", "b", "c")
    report = facts(room, actions)
    grounds = {row.text: row.grounds for row in report.actions}
    (told,) = grounds["完成report这一步并记下时间"]
    assert (told.kind, told.label) == ("plan", "预案 5.3")
    law, rule = grounds["完成image这一步并记下时间"]
    assert (law.kind, law.article, law.pending) == ("law", "第六条第四项", False)
    assert (rule.kind, rule.label) == ("rule", "规则 3")
    with pytest.raises(RefusedError):
        grounds_in_words(["law:demo-2020:99"], small_law(), small_sections())


def test_what_left_the_plan_is_listed_with_its_reason(
    room: DrillRoom, actions: Actions, clock: HandClock
) -> None:
    go(room)
    drills.unplanned(room, "门铃响了")
    drills.jump(room, "I3", "时间不够")
    clock.advance(minutes=2)
    drills.decline_contingency(room, "I6", "已经问过")
    drills.override_rating(room, "O1", "M", "太慢", by="示例辛")
    drills.note(room, "听错了")
    drills.undo(room)
    drills.pause(room)
    clock.advance(minutes=15)
    room.resume()
    clock.advance(minutes=5)
    drills.note(room, "早就看见了", occurred=room.moment_at(60_000))
    report = facts(room, actions)
    assert [(item.kind, item.reason) for item in report.departures] == [
        ("unplanned", ""),
        ("jump", "时间不够"),
        ("declined", "已经问过"),
        ("rating", "太慢"),
    ]
    assert [item.text for item in report.undone] == ["记录 听错了"]
    assert [(item.cause, item.minutes) for item in report.gaps] == [("pause", 15)]
    (late,) = report.differences
    assert (late.occurred, late.recorded) == (
        NOON.replace(minute=1),
        NOON.replace(minute=22),
    )


def test_a_declined_finding_is_not_printed_and_an_action_is(room: DrillRoom, actions: Actions) -> None:
    go(room)
    actions.raise_finding(room.id, "换一套门禁", "measure")
    actions.decline("F1", "没有预算")
    actions.raise_finding(room.id, "登记本少一栏", "measure", plan="3")
    actions.assign("F2", what="加一栏", owner="示例丁", due=date(2026, 12, 15))
    actions.raise_finding("another", "别家的事", "other")
    (finding,) = facts(room, actions).findings
    assert (finding.number, finding.plan_section, finding.owner, finding.due) == (
        "F2",
        "3",
        "示例丁",
        date(2026, 12, 15),
    )


def test_an_objective_shows_the_machine_s_and_the_person_s_rating_and_the_caps(
    room: DrillRoom, actions: Actions
) -> None:
    play_through(room, "a", "a", "a")
    drills.mark(room, "image", "missed")
    drills.override_rating(room, "O2", "S", "补做了镜像", by="示例辛")
    objectives = {item.id: item for item in facts(room, actions).objectives}
    second = objectives["O2"]
    assert second.proposed == "M" and second.confirmed == "S" and second.override_reason == "补做了镜像"
    assert len(second.caps) == 1 and "image" in second.caps[0]
    assert any(line.startswith("漏：") for line in second.why)


def test_a_limit_of_the_law_stands_beside_the_clock(departing_engineer: Playbook) -> None:
    limits = legal_limits(["network-incident", "no-such-duty"], small_law())
    assert limits == {
        "network-incident": LegalLimit(
            limit="四小时（待核）", ground="《示例规定》（示例〔2020〕1号）第十八条"
        )
    }
    folders = content_folders("standards", None)
    law, sections = load_law(folders), load_plan_sections(folders)
    every = [
        basis for item in departing_engineer.injects for action in item.expected for basis in action.basis
    ]
    assert len(grounds_in_words(every, law, sections)) == len(set(every))


def test_a_draft_says_so_and_leaves_no_trace(room: DrillRoom, reports: QuickReports) -> None:
    with pytest.raises(RefusedError, match="没有第一个注入"):
        reports.draft()
    go(room)
    length = room.state.seq
    made = reports.draft()
    assert made.issue is None and room.state.seq == length
    text = documents.to_terminal(made.document)
    assert "草稿" in text and "示例公司" in text


def test_nothing_is_issued_before_the_story_is_over(room: DrillRoom, reports: QuickReports) -> None:
    go(room)
    with pytest.raises(RefusedError, match="正在进行"):
        reports.issue()


def test_an_issued_report_is_printed_again_byte_for_byte_whatever_was_recorded_since(
    room: DrillRoom, reports: QuickReports, actions: Actions, clock: HandClock
) -> None:
    play_through(room, "a", "b", "c")
    drills.begin_hotwash(room)
    drills.raise_machine_findings(room, actions)
    first = reports.issue()
    assert first.new and first.issue is not None
    before = drawn(first.document)
    clock.advance(days=3)
    again = reports.issue()
    assert not again.new and again.issue == first.issue
    assert drawn(again.document) == before

    drills.override_rating(room, "O1", "U", "重新看过录音")
    actions.raise_finding(room.id, "又想起一条", "other")
    drills.finish(room)
    second = reports.issue()
    assert second.new and second.issue is not None and second.issue.number != first.issue.number
    assert drawn(second.document)[2] != before[2]
    later = QuickReports(DrillRoom(room.vault, room.journal, clock), small_law(), small_sections())
    assert drawn(later.reprint(first.issue).document) == before


def test_a_change_of_the_law_table_does_not_touch_an_issued_report(
    room: DrillRoom, reports: QuickReports
) -> None:
    play_through(room, "a", "b", "c")
    made = reports.issue()
    assert made.issue is not None
    law = small_law()
    renamed = law.statutes[0].model_copy(update={"name": "改过名的规定"})
    changed = QuickReports(room, law.model_copy(update={"statutes": (renamed,)}), small_sections())
    assert documents.to_terminal(changed.reprint(made.issue).document) == documents.to_terminal(made.document)


def test_the_last_finished_drill_of_the_same_playbook_is_compared_with(
    room: DrillRoom,
    reports: QuickReports,
    vault: Vault,
    register: Register,
    small_playbook: Playbook,
    departing_engineer: Playbook,
    clock: HandClock,
) -> None:
    play_through(room, "a", "b", "c")
    assert {item.previous for item in facts(room, Actions(vault, register.id)).objectives} == {None}
    drills.override_rating(room, "O1", "S", "慢了一点")
    drills.begin_hotwash(room)
    drills.finish(room)
    other = drills.plan_drill(vault, register, departing_engineer, clock, promises=PROMISES)
    drills.start(other)
    second = drills.plan_drill(vault, register, small_playbook, clock, promises=PROMISES)
    drills.start(second)
    play_through(second, "c", "a", "b")
    made = QuickReports(second, small_law(), small_sections()).issue()
    assert made.issue is not None and made.issue.previous == {"O1": "S", "O2": "P"}


@pytest.mark.parametrize("purpose", ["test", "demonstration", "study"])
def test_every_purpose_of_a_drill_can_be_printed(
    vault: Vault, register: Register, small_playbook: Playbook, clock: HandClock, purpose: str
) -> None:
    room = drills.plan_drill(vault, register, small_playbook, clock, purpose=purpose)  # type: ignore[arg-type]
    drills.start(room)
    go(room)
    word = {"test": "检验性", "demonstration": "示范性", "study": "研究性"}[purpose]
    made = QuickReports(room, small_law(), small_sections()).draft()
    assert word in documents.to_terminal(made.document)


def test_a_drill_broken_off_before_any_decision_can_still_be_reported(
    room: DrillRoom, reports: QuickReports
) -> None:
    go(room)
    drills.begin_hotwash(room)
    made = reports.issue()
    text = documents.to_terminal(made.document)
    assert made.issue is not None and f"检查点 {made.issue.checkpoint_size} " in text
    assert "草稿" not in text and duties_of(room.state) == []
