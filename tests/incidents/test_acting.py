"""Tasks and the log: order is kept or broken with a reason; a correction never hides what stood before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.incidents import (
    Filter,
    IncidentRoom,
    Known,
    NeedsCutError,
    OutOfOrderError,
    Parsed,
    add_task,
    answer,
    by_urgency,
    close,
    correct,
    cut,
    done,
    erase_body,
    late_by,
    line_words,
    list_incidents,
    parse_line,
    reopen,
    reopen_task,
    skip,
    take_object,
    tasks_at,
    timeline,
    timeline_csv,
    undo,
    write_line,
)
from tests.conftest import NOON, HandClock
from tests.incidents.conftest import FACTS

KNOWN = Known({"示例丁": "P4"}, {})


def say(room: IncidentRoom, line: str) -> int:
    written = write_line(room, parse_line(line, room.clock(), KNOWN))
    assert written.note is not None
    return written.note


def test_restricting_before_the_copy_asks_a_reason_that_is_recorded(room: IncidentRoom) -> None:
    with pytest.raises(OutOfOrderError) as caught:
        done(room, "freeze", by="示例丁")
    assert caught.value.facts == {"missing": ["duplicate"], "grave": True}
    assert "freeze" not in room.state.marks
    done(room, "freeze", by="示例丁", broke_order="管理员已经在删")
    assert room.state.marks["freeze"].broke_order == "管理员已经在删"
    assert "未按先后：管理员已经在删" in line_words(room.state.timeline[-1])


def test_a_reason_is_not_kept_where_order_was_kept(room: IncidentRoom) -> None:
    done(room, "duplicate")
    done(room, "freeze", broke_order="不需要")
    assert room.state.marks["freeze"].broke_order == ""


def test_what_was_skipped_blocks_nothing(room: IncidentRoom) -> None:
    skip(room, "duplicate", "云上没有本机")
    done(room, "freeze")
    assert room.state.marks["freeze"].status == "done"


def test_cutting_is_recorded_with_minute_and_reason(room: IncidentRoom, clock: HandClock) -> None:
    answer(room, "still_flowing", "yes")
    with pytest.raises(NeedsCutError):
        done(room, "cut-path")
    cut(room, "拔网线", "还在上传", at=NOON - timedelta(minutes=3))
    (one,) = room.state.cuts
    assert (one.what, one.why) == ("拔网线", "还在上传")
    assert one.stamp.occurred < one.stamp.recorded
    assert room.state.marks["cut-path"].status == "done"


def test_an_answer_brings_and_takes_tasks(room: IncidentRoom) -> None:
    def ids() -> set[str]:
        return {task.id for task in tasks_at(room.state, room.now())}

    assert "report-net" in ids()
    answer(room, "network_incident", "no")
    assert "report-net" not in ids()
    assert [question.id for question in room.state.questions()] == [
        "still_flowing",
        "contract_notice",
        "preservation_granted",
    ]
    answer(room, "network_incident", "yes")
    assert "report-net" in ids()
    with pytest.raises(RefusedError):
        answer(room, "no_such", "yes")


def test_overdue_stands_on_top_and_done_at_the_bottom(room: IncidentRoom) -> None:
    done(room, "tell")
    order = [task.id for task in by_urgency(tasks_at(room.state, room.now()))]
    assert order[0] == "note" and order[-1] == "tell"


def test_done_twice_and_unknown_are_refused(room: IncidentRoom) -> None:
    done(room, "note")
    with pytest.raises(RefusedError):
        done(room, "note")
    with pytest.raises(RefusedError):
        done(room, "nothing")
    reopen_task(room, "note")
    done(room, "note")


def test_a_line_records_note_and_tasks_together(room: IncidentRoom) -> None:
    written = write_line(
        room, parse_line("-10 群里有人转发 @示例丁 #截图 !不群发撤回 +通知甲方 +问律师", room.clock(), KNOWN)
    )
    assert written.note is not None
    line = room.state.line(written.note)
    assert line is not None
    assert line.text == "群里有人转发 示例丁；决定：不群发撤回"
    assert (line.people, line.tags, line.decision) == (("P4",), ("截图",), True)
    assert late_by(line) == 10 * 60_000_000
    assert [room.state.added[task].text for task in written.tasks] == ["通知甲方", "问律师"]
    assert {room.state.added[task].from_note for task in written.tasks} == {written.note}
    done(room, written.tasks[0])
    with pytest.raises(UsageError):
        write_line(room, parse_line("  ", room.clock(), KNOWN))


def test_a_correction_keeps_what_stood_before(room: IncidentRoom) -> None:
    seq = say(room, "发给了两个人")
    correct(room, seq, "发给了三个人")
    line = room.state.line(seq)
    assert line is not None
    assert (line.text, line.says) == ("发给了两个人", "发给了三个人")
    for words in ("两个人", "三个人"):
        assert line in timeline(room.state, chosen=Filter(text=words))
    with pytest.raises(RefusedError):
        correct(room, 2, "不是一笔")


def test_undoing_takes_back_and_undoing_that_brings_it_again(room: IncidentRoom) -> None:
    seq = done(room, "note").seq
    assert undo(room) == seq
    assert "note" not in room.state.marks
    assert room.state.line(seq).undone_by == seq + 1  # type: ignore[union-attr]
    assert list_incidents(room.vault)[0].done == 0
    with pytest.raises(RefusedError):
        undo(room, seq)
    undo(room, seq + 1, why="撤错了")
    assert "note" in room.state.marks
    assert list_incidents(room.vault)[0].done == 1


def test_evidence_and_levels_cannot_be_taken_back(room: IncidentRoom) -> None:
    taken = take_object(room, FACTS).item
    for seq in (taken.stamp.seq, 2, 3):
        with pytest.raises(RefusedError):
            undo(room, seq)


def test_an_added_task_number_is_never_given_twice(room: IncidentRoom) -> None:
    first = add_task(room, "通知甲方")
    undo(room)
    assert add_task(room, "问律师") != first
    assert [task.text for task in room.state.added.values()] == ["问律师"]


def test_nothing_happens_in_the_future(room: IncidentRoom) -> None:
    with pytest.raises(UsageError):
        done(room, "note", at=NOON + timedelta(seconds=1))


def test_what_happened_earlier_stands_earlier_when_merged(room: IncidentRoom) -> None:
    late = say(room, "11:45 先有人打电话来")
    assert timeline(room.state, "occurred")[0].stamp.seq == late
    assert timeline(room.state, "recorded")[-1].stamp.seq == late


def test_csv_runs_no_formula_and_hides_no_character(room: IncidentRoom) -> None:
    write_line(room, Parsed(text="=1+1\u202e", tags=("@x",)))
    text = timeline_csv(timeline(room.state))
    assert "'=1+1〔U+202E〕" in text and "'@x" in text and text.startswith("\ufeff")


def test_a_closed_incident_takes_no_more_until_reopened(room: IncidentRoom) -> None:
    with pytest.raises(RefusedError, match="外流已经停住"):
        close(room, {}, "示例甲")
    answer(room, "network_incident", "no")
    close(room, {"stopped": "日志里没有新的"}, "示例甲")
    assert room.state.status == "closed"
    with pytest.raises(RefusedError, match="已经结束"):
        say(room, "又一条")
    reopen(room, "又看到了")
    say(room, "又一条")


def test_an_erased_note_leaves_a_line_without_words(room: IncidentRoom) -> None:
    seq = say(room, "身份证号 000")
    erase_body(room, seq, "个人信息")
    line = room.state.line(seq)
    assert line is not None and (line.kind, line.text) == ("erased-body", "")
    assert line_words(room.state.timeline[-1]) == f"第 {seq} 条的内容已清除：个人信息"
    with pytest.raises(RefusedError):
        erase_body(room, 2, "开卷")
