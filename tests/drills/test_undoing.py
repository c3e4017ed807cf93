from __future__ import annotations

import pytest

from secretguard import drills
from secretguard.drills import DrillRoom
from secretguard.drills.entries import EntryUndone
from secretguard.drills.state import DrillState
from secretguard.errors import RefusedError
from secretguard.register import Register
from tests.conftest import HandClock
from tests.drills.table import at_table, go, play_through, to_decision


def struck(state: DrillState) -> list[str]:
    return [line.kind for line in state.timeline if line.undone_by is not None]


def without_record(state: DrillState) -> dict[str, object]:
    """What a state says, but for how it came about."""
    left_out = {"timeline", "seq", "last"}
    return {name: getattr(state, name) for name in DrillState.__slots__ if name not in left_out}


def test_a_decision_taken_back_gives_back_evidence_flags_and_the_question(room: DrillRoom) -> None:
    to_decision(room)
    before = room.state
    drills.decide(room, "c")
    assert room.state.evidence["LOG"] == "lost" and room.state.flags == {"warned"}
    undone = drills.undo(room, why="记错了选项")
    assert undone.line.subject == "I1.c"
    assert without_record(room.state) == without_record(before)
    assert struck(room.state) == ["decision"]
    drills.decide(room, "a")
    assert room.state.evidence["LOG"] == "kept"


def test_a_mark_taken_back_leaves_the_earlier_one(room: DrillRoom) -> None:
    go(room)
    drills.mark(room, "report", "late")
    drills.mark(room, "report", "done")
    drills.undo(room)
    assert room.state.marks["report"].entry.mark == "late"
    drills.undo(room)
    assert "report" not in room.state.marks


def test_a_note_taken_back_stays_on_record_and_counts_no_more(room: DrillRoom) -> None:
    drills.note(room, "听错了")
    drills.undo(room, why="听错了")
    assert room.state.notes == ()
    (line,) = [line for line in room.state.timeline if line.kind == "note"]
    assert line.text == "听错了" and line.undone_by == room.state.seq


def test_an_inject_taken_back_brings_the_one_before_to_the_table(room: DrillRoom, clock: HandClock) -> None:
    to_decision(room)
    drills.decide(room, "a")
    clock.advance(minutes=3)
    go(room)
    assert at_table(room)[0] == "I2"
    drills.undo(room)
    assert at_table(room) == ("I1", "conclusion") and room.scenario() == 3
    go(room)
    assert at_table(room) == ("I2", "inject")


def test_an_older_note_may_go_while_the_story_has_moved_on(room: DrillRoom) -> None:
    drills.note(room, "听错了")
    number = room.state.seq
    go(room, 2)
    drills.undo(room, number)
    assert room.state.notes == () and at_table(room) == ("I1", "question")


def test_a_move_that_later_moves_rest_on_stays(room: DrillRoom) -> None:
    to_decision(room)
    drills.decide(room, "a")
    decision = room.state.seq
    go(room)
    with pytest.raises(RefusedError, match="情节又往前走了") as told:
        drills.undo(room, decision)
    assert "一步一步" in told.value.remedy
    drills.undo(room)
    drills.undo(room, decision)
    assert room.state.chosen == ()


def test_the_whole_story_can_be_walked_back_to_the_start(room: DrillRoom) -> None:
    started = room.state
    play_through(room, "a", "b", "c")
    while drills.last_undoable(room.state) is not None and room.state.visits:
        drills.undo(room)
    assert without_record(room.state) == without_record(started)


def test_a_number_that_is_not_there_or_is_gone_already_is_refused(room: DrillRoom) -> None:
    drills.note(room, "听错了")
    number = room.state.seq
    drills.undo(room, number)
    for wrong in (number, 999, 1, number + 1):
        with pytest.raises(RefusedError, match="不能撤销"):
            drills.undo(room, wrong)


def test_the_start_a_pause_and_an_undo_are_not_offered_to_be_taken_back(
    planned: DrillRoom, clock: HandClock
) -> None:
    drills.start(planned)
    start = planned.state.seq
    drills.pause(planned)
    planned.resume()
    for wrong in (start, start + 1, start + 2):
        with pytest.raises(RefusedError, match="不能撤销"):
            drills.undo(planned, wrong)
    drills.note(planned, "听错了")
    drills.undo(planned)
    assert drills.last_undoable(planned.state) is None
    with pytest.raises(RefusedError, match="没有可以撤销的记录"):
        drills.undo(planned)


def test_a_seat_taken_before_the_start_goes_only_by_its_number(planned: DrillRoom) -> None:
    drills.start(planned)
    (seat,) = [line for line in planned.state.timeline if line.subject == "IT"]
    drills.undo(planned, seat.stamp.seq)
    assert "IT" not in planned.state.seats


def test_a_cleared_mark_and_a_cleared_seat_are_lines_that_can_be_taken_back(room: DrillRoom) -> None:
    go(room)
    drills.mark(room, "see", "done")
    drills.clear_mark(room, "see")
    drills.undo(room)
    assert room.state.marks["see"].entry.mark == "done"
    drills.clear_seat(room, "IT")
    drills.undo(room)
    assert room.state.seats["IT"].name == "示例丙"


def test_a_mark_stays_on_record_when_its_inject_is_taken_back(room: DrillRoom) -> None:
    go(room)
    inject = room.state.seq
    drills.mark(room, "see", "done")
    drills.undo(room, inject)
    assert room.state.marks == {} and room.state.current is None
    assert [line.subject for line in room.state.timeline if line.kind == "mark"] == ["see"]


def test_an_undo_that_is_undone_by_another_program_folds_back(room: DrillRoom) -> None:
    drills.note(room, "到底还是对的")
    note = room.state.seq
    drills.undo(room)
    room.append(EntryUndone(seq=room.state.seq))
    assert [text.text for text, _stamp in room.state.notes] == ["到底还是对的"]
    assert all(line.undone_by is None for line in room.state.timeline if line.stamp.seq == note)


def test_a_seat_and_a_rating_taken_back_give_back_what_was_before(
    planned: DrillRoom, register: Register
) -> None:
    drills.seat(planned, register, "IT", "示例戊")
    drills.undo(planned)
    assert planned.state.seats["IT"].name == "示例丙"
    drills.start(planned)
    go(planned)
    drills.override_rating(planned, "O1", "P", "看着很好")
    drills.undo(planned)
    assert planned.state.overrides == {}


def test_a_declined_contingency_taken_back_is_on_offer_again(room: DrillRoom) -> None:
    to_decision(room)
    drills.decide(room, "c")
    drills.decline_contingency(room, "I7", "已经问过")
    drills.undo(room)
    assert [inject.id for inject in drills.offers(room)] == ["I7"]


def test_once_the_hotwash_has_begun_the_story_stays_as_it_was(room: DrillRoom) -> None:
    play_through(room, "a", "b", "c")
    ended = room.state.seq
    drills.begin_hotwash(room)
    drills.say(room, "IT", "worked", "有样表")
    drills.undo(room)
    assert room.state.hotwash == ()
    with pytest.raises(RefusedError, match="已经在复盘"):
        drills.undo(room, ended)
    with pytest.raises(RefusedError, match="没有可以撤销的记录"):
        drills.undo(room)
    assert room.state.ending == "A"


def test_what_is_finished_is_not_taken_back(room: DrillRoom) -> None:
    go(room)
    drills.begin_hotwash(room)
    drills.finish(room)
    with pytest.raises(RefusedError, match="已经结束"):
        drills.undo(room)
