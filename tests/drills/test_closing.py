from __future__ import annotations

from collections.abc import Callable

import pytest

from secretguard import drills
from secretguard.actions import Actions
from secretguard.content import Playbook
from secretguard.drills import DrillRoom
from secretguard.errors import RefusedError
from secretguard.register import Register
from tests.conftest import HandClock
from tests.drills.table import go, play_through, to_decision


def marks_of(actions: Actions, room: DrillRoom) -> list[str | None]:
    return [finding.raised.finding.mark for finding in actions.state.of(room.id)]


def test_a_drill_ends_through_the_hotwash(room: DrillRoom) -> None:
    go(room)
    with pytest.raises(RefusedError, match="情节还没有走完") as told:
        drills.finish(room)
    assert "hotwash" in told.value.remedy
    drills.begin_hotwash(room)
    with pytest.raises(RefusedError, match="已经在复盘"):
        drills.begin_hotwash(room)
    drills.finish(room)
    assert room.state.status == "finished"
    for refused in (lambda: drills.finish(room), lambda: drills.say(room, "IT", "worked", "迟到的一句")):
        with pytest.raises(RefusedError, match="已经结束"):
            refused()


def test_the_round_keeps_who_said_what_to_which_question(room: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="正在进行"):
        drills.say(room, "IT", "worked", "太早")
    drills.begin_hotwash(room)
    drills.say(room, "IT", "worked", "有样表")
    drills.say(room, "SUP", "other", "演得像", name="示例庚")
    with pytest.raises(RefusedError, match="没有“fun”这一问"):
        drills.say(room, "IT", "fun", "好玩")
    said = [(entry.role, entry.name, entry.topic) for entry, _stamp in room.state.hotwash]
    assert said == [("IT", "示例丙", "worked"), ("SUP", "示例庚", "other")]


def test_a_person_s_rating_stands_beside_the_machine_s(room: DrillRoom) -> None:
    play_through(room, "a", "b", "c")
    machine = drills.scorecard_of(room.state)
    assert machine is not None
    proposed = {score.objective: score.rating for score in machine.objectives}
    assert proposed == {"O1": "P", "O2": "P"} and drills.confirmed_grade(room.state) == "excellent"
    drills.override_rating(room, "O2", "M", "镜像没有封条", by="示例辛")
    card = drills.scorecard_of(room.state)
    assert card is not None
    assert {score.objective: score.rating for score in card.objectives} == proposed
    assert drills.confirmed_ratings(room.state, card) == {"O1": "P", "O2": "M"}
    assert drills.confirmed_grade(room.state) == "pass"
    assert room.state.overrides["O2"].why == "镜像没有封条"


def test_a_rating_needs_a_reason_and_a_known_objective(planned: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="还没有开始"):
        drills.override_rating(planned, "O1", "P", "看着很好")
    drills.start(planned)
    with pytest.raises(RefusedError, match="要写理由"):
        drills.override_rating(planned, "O1", "P", "  ")
    with pytest.raises(RefusedError, match="没有目标“O9”"):
        drills.override_rating(planned, "O9", "P", "看着很好")
    drills.begin_hotwash(planned)
    drills.finish(planned)
    drills.override_rating(planned, "O1", "S", "看了录音再改")
    assert planned.state.overrides["O1"].rating == "S"


def test_the_machine_finds_what_was_lost_late_missed_over_and_empty(
    room: DrillRoom, actions: Actions, register: Register, clock: HandClock
) -> None:
    drills.clear_seat(room, "CO")
    to_decision(room)
    clock.advance(minutes=7)
    drills.mark(room, "see")
    drills.mark(room, "report", stated=60)
    drills.decide(room, "c")
    drills.unplanned(room, "门铃响了")
    drills.begin_hotwash(room)
    new = drills.raise_machine_findings(room, actions)
    assert marks_of(actions, room) == ["lost.LOG", "late.see", "late.report", "promise.report", "seat.CO"]
    over = next(item for item in new if item.raised.finding.mark == "promise.report")
    assert over.raised.text == "报告用了 53 分钟，预案承诺 30 分钟，超 23 分钟。"
    assert over.raised.plan == "5.3" and over.what is not None
    assert all(item.status == "open" for item in new)
    assert drills.longest_delay(room.state) is not None


def test_the_machine_s_findings_are_raised_once(room: DrillRoom, actions: Actions) -> None:
    to_decision(room)
    drills.mark(room, "see", "missed")
    drills.begin_hotwash(room)
    first = drills.raise_machine_findings(room, actions)
    assert first and drills.raise_machine_findings(room, actions) == []
    drills.mark(room, "report", "missed")
    again = drills.raise_machine_findings(room, actions)
    assert [item.raised.finding.mark for item in again] == ["missed.report"]


def test_what_an_undone_decision_lost_is_no_finding(room: DrillRoom, actions: Actions) -> None:
    to_decision(room)
    drills.decide(room, "c")
    drills.undo(room)
    drills.decide(room, "a")
    drills.begin_hotwash(room)
    drills.raise_machine_findings(room, actions)
    assert "lost.LOG" not in marks_of(actions, room)


@pytest.mark.parametrize("stage", ["planned", "running", "paused"])
def test_no_report_is_issued_before_the_story_is_over(
    planned: DrillRoom, register: Register, stage: str
) -> None:
    if stage != "planned":
        drills.start(planned)
        go(planned)
    if stage == "paused":
        drills.pause(planned)
    with pytest.raises(RefusedError):
        issue(planned, Actions(planned.vault, register.id))


def issue(room: DrillRoom, actions: Actions) -> drills.ReportIssued:
    return drills.issue_report(
        room, actions, "quick", enterprise="示例公司", grounds={}, previous={}, limits={}
    )


def test_issuing_pins_entries_findings_and_a_checkpoint_that_covers_them(
    room: DrillRoom, actions: Actions
) -> None:
    to_decision(room)
    drills.mark(room, "see", "missed")
    drills.begin_hotwash(room)
    drills.raise_machine_findings(room, actions)
    shown, listed = room.state.seq, actions.state.seq
    entry = issue(room, actions)
    assert actions.journal is not None
    assert {pin.journal: pin.seq for pin in entry.pins} == {room.id: shown, actions.journal.hex(): listed}
    latest = room.vault.latest_checkpoint()
    assert latest is not None
    assert (entry.checkpoint_size, entry.checkpoint_root) == (latest.size, latest.root.hex())
    assert entry.number.startswith("TY-20261124-") and entry.number.endswith("-1")
    assert drills.last_issue(room) == entry


def test_an_issued_report_is_current_until_something_it_shows_changes(
    room: DrillRoom, actions: Actions, reopen: Callable[[DrillRoom], DrillRoom]
) -> None:
    go(room)
    drills.begin_hotwash(room)
    raised = actions.raise_finding(room.id, "门卫登记本少一栏", "measure")
    first = issue(room, actions)
    assert drills.is_current(room, actions, first)
    assert drills.is_current(reopen(room), actions, first)
    actions.assign(raised.id, what="加一栏")
    assert not drills.is_current(room, actions, first)
    second = issue(room, actions)
    assert drills.is_current(room, actions, second) and not drills.is_current(room, actions, first)
    drills.note(room, "迟到的一句")
    assert not drills.is_current(room, actions, second)
    assert drills.last_issue(room, first.number) == first
    assert drills.last_issue(room, "TY-0") is None


def test_the_state_as_issued_is_that_of_the_pin_whatever_came_later(
    room: DrillRoom, actions: Actions
) -> None:
    play_through(room, "a", "b", "c")
    then = room.state
    entry = issue(room, actions)
    drills.begin_hotwash(room)
    drills.override_rating(room, "O1", "U", "重新看过")
    drills.undo(room)
    assert drills.state_as_issued(room, entry) == then


def test_the_real_playbook_plays_to_its_end(
    room: DrillRoom, register: Register, departing_engineer: Playbook, clock: HandClock
) -> None:
    real = drills.plan_drill(room.vault, register, departing_engineer, clock)
    drills.start(real)
    play_through(real, "b", "c", "a", "b", "c", "b")
    assert real.state.ending == "A"
    assert real.state.chosen == ("I1.b", "I2.c", "I3.a", "I4.b", "I5.c", "I7.b")
