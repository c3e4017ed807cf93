from __future__ import annotations

import pytest

from secretguard import drills
from secretguard.content import Playbook
from secretguard.drills import DrillRoom
from secretguard.errors import RefusedError
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.drills.table import at_table, go, play_through, taken, to_decision


def offered(room: DrillRoom) -> list[str]:
    return [inject.id for inject in drills.offers(room)]


def test_an_inject_goes_round_the_loop_and_waits_for_its_decision(room: DrillRoom) -> None:
    seen = []
    for _step in range(3):
        go(room)
        seen.append(at_table(room))
    assert seen == [("I1", "inject"), ("I1", "question"), ("I1", "discussion")]
    with pytest.raises(RefusedError, match="决策还没有定") as told:
        drills.advance(room)
    assert "--without-decision" in told.value.remedy
    option = drills.decide(room, "A", by="示例乙", reason="先固定")
    assert option.rating == "good" and at_table(room) == ("I1", "conclusion")
    assert room.state.evidence["LOG"] == "kept"
    assert drills.advance(room).what == "inject"
    assert at_table(room) == ("I2", "inject")


def test_a_wrong_option_or_a_second_decision_is_refused(room: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="没有要决定"):
        drills.decide(room, "a")
    to_decision(room)
    with pytest.raises(RefusedError, match="没有选项“z”") as told:
        drills.decide(room, "z")
    assert "a、b、c" in told.value.remedy
    drills.decide(room, "b")
    with pytest.raises(RefusedError, match="已经决定过：选项 b"):
        drills.decide(room, "a")


def test_a_free_answer_keeps_its_words_and_takes_the_option_it_is_mapped_to(room: DrillRoom) -> None:
    to_decision(room)
    drills.decide(room, "b", words="先问律师再说", remark="归到 b")
    current = room.state.current
    assert current is not None and current.decision is not None
    assert (current.decision.words, current.decision.option) == ("先问律师再说", "b")
    assert [line.text for line in room.state.timeline if line.kind == "decision"] == ["先问律师再说"]


def test_left_without_a_decision_the_story_goes_on_as_the_good_option_would(room: DrillRoom) -> None:
    to_decision(room)
    assert drills.advance(room, without_decision=True).what == "step"
    assert at_table(room) == ("I1", "conclusion")
    go(room)
    assert at_table(room) == ("I2", "inject")
    assert room.state.chosen == ()
    assert set(room.state.evidence.values()) == {"present"}


def test_an_inject_without_a_decision_goes_on_from_its_conclusion(room: DrillRoom) -> None:
    play_through_first(room)
    go(room, 3)
    assert at_table(room) == ("I2", "conclusion")
    go(room)
    assert at_table(room) == ("I3", "inject")


def play_through_first(room: DrillRoom, option: str = "a") -> None:
    to_decision(room)
    drills.decide(room, option)
    go(room)
    assert at_table(room)[0] == "I2"


def test_the_ending_follows_from_the_evidence(room: DrillRoom) -> None:
    play_through(room, "a", "b", "c")
    assert (room.state.status, room.state.ending) == ("ended", "A")
    assert room.state.chosen == ("I1.a", "I3.b", "I4.c")
    with pytest.raises(RefusedError, match="情节已经走完"):
        drills.advance(room)


def test_an_option_may_end_the_story_early(room: DrillRoom) -> None:
    play_through(room, "c", "a", "b")
    assert room.state.ending == "B"
    assert "story I5" not in taken(room)


def test_a_variant_is_resolved_when_the_inject_is_given_and_stays(room: DrillRoom) -> None:
    play_through_first(room, "c")
    current = room.state.current
    assert current is not None
    assert (current.inject.text, current.stamp.scenario) == ("他已经知道了。", 30 * 60)


def test_a_contingency_is_offered_never_played_by_itself(room: DrillRoom) -> None:
    play_through_first(room, "c")
    assert offered(room) == ["I7"]
    go(room)
    assert at_table(room) == ("I2", "question")
    with pytest.raises(RefusedError, match="I6 现在没有条件用") as told:
        drills.take_contingency(room, "I6")
    assert "I7" in told.value.remedy
    assert drills.take_contingency(room, "I7").what == "inject"
    assert at_table(room) == ("I7", "inject") and offered(room) == []


def test_after_a_contingency_play_returns_to_where_it_stood(room: DrillRoom) -> None:
    play_through_first(room, "c")
    go(room)
    drills.take_contingency(room, "I7")
    to_decision(room)
    drills.decide(room, "a")
    assert drills.advance(room).what == "back"
    assert at_table(room) == ("I2", "question")
    go(room, 3)
    assert at_table(room) == ("I3", "inject")


def test_after_a_contingency_at_a_conclusion_the_next_inject_follows(room: DrillRoom) -> None:
    to_decision(room)
    drills.decide(room, "c")
    drills.take_contingency(room, "I7")
    to_decision(room)
    drills.decide(room, "b")
    assert drills.advance(room).what == "inject"
    assert at_table(room) == ("I2", "inject")


def test_a_declined_contingency_is_not_offered_again_and_its_reason_is_kept(room: DrillRoom) -> None:
    play_through_first(room, "c")
    drills.decline_contingency(room, "I7", "已经问过")
    assert offered(room) == []
    assert [line.text for line in room.state.timeline if line.kind == "declined"] == ["已经问过"]
    with pytest.raises(RefusedError, match="没有条件用"):
        drills.decline_contingency(room, "I7", "再说一次")


def test_a_contingency_comes_up_when_its_action_stays_undone_past_the_time(
    room: DrillRoom, clock: HandClock
) -> None:
    play_through_first(room)
    go(room, 4)
    assert at_table(room)[0] == "I3" and offered(room) == []
    clock.advance(minutes=1)
    assert offered(room) == ["I6"]
    drills.mark(room, "note-call", "done")
    assert offered(room) == []
    drills.mark(room, "note-call", "missed")
    assert offered(room) == ["I6"]


def test_scenario_time_never_runs_backwards(room: DrillRoom, clock: HandClock) -> None:
    seen = []

    def look() -> None:
        clock.advance(minutes=2)
        scenario = room.scenario()
        assert scenario is not None
        seen.append(scenario)

    play_through_first(room)
    go(room, 4)
    look()
    drills.take_contingency(room, "I6")
    look()
    assert seen[-1] == 4 * 1440 + 2
    go(room, 3)
    look()
    assert drills.advance(room).what == "back"
    look()
    assert at_table(room)[0] == "I3"
    drills.unplanned(room, "保洁员看见一个纸箱")
    look()
    drills.advance(room)
    look()
    stamps = [line.stamp.scenario for line in room.state.timeline if line.stamp.scenario is not None]
    assert seen == sorted(seen) and stamps == sorted(stamps)


def test_something_made_up_at_the_table_interrupts_and_play_goes_on(room: DrillRoom) -> None:
    go(room, 2)
    entry = drills.unplanned(room, "保洁员看见一个纸箱", ("IT",))
    assert entry.inject == "U1" and at_table(room) == ("U1", "inject")
    current = room.state.current
    assert current is not None and current.inject.to == ("IT",)
    while at_table(room)[0] == "U1":
        go(room)
    assert at_table(room) == ("I1", "question")
    assert drills.unplanned(room, "门卫来电话").inject == "U2"
    with pytest.raises(RefusedError, match="没有“COOK”这个岗位"):
        drills.unplanned(room, "厨房起火", ("COOK",))


def test_an_unplanned_text_may_have_lines_tabs_and_great_length(room: DrillRoom) -> None:
    go(room)
    drills.unplanned(room, "第一行\n第二行\t末尾" + "长" * 1900)
    current = room.state.current
    assert current is not None and "\n" not in current.inject.title
    assert current.inject.text.startswith("第一行\n第二行")


def test_something_unplanned_before_the_first_inject_leads_to_it(room: DrillRoom) -> None:
    drills.unplanned(room, "投影坏了")
    while at_table(room)[0] == "U1":
        go(room)
    assert at_table(room) == ("I1", "inject")


def test_a_jump_says_why_and_the_story_goes_on_from_there(room: DrillRoom) -> None:
    go(room)
    assert drills.jump(room, "I4", "时间不够").what == "inject"
    assert at_table(room) == ("I4", "inject")
    current = room.state.current
    assert current is not None and (current.way, current.why) == ("jump", "时间不够")
    with pytest.raises(RefusedError, match="没有编号为 I99"):
        drills.jump(room, "I99", "时间不够")
    to_decision(room)
    drills.decide(room, "a")
    go(room)
    assert at_table(room) == ("I5", "inject")


def test_the_short_form_plays_its_own_injects_only(
    vault: Vault, register: Register, small_playbook: Playbook, clock: HandClock
) -> None:
    room = drills.plan_drill(vault, register, small_playbook, clock, form="short")
    drills.start(room)
    play_through(room, "a", "b", "a")
    assert [item for item in taken(room) if item.startswith("story")] == [
        "story I1",
        "story I3",
        "story I4",
        "story I5",
    ]


def test_notes_are_taken_at_any_time_until_the_end(planned: DrillRoom) -> None:
    drills.note(planned, "人齐了", "示例庚")
    drills.start(planned)
    drills.note(planned, "开始")
    drills.pause(planned)
    drills.note(planned, "茶歇")
    drills.begin_hotwash(planned)
    drills.note(planned, "收尾")
    drills.finish(planned)
    assert [note.text for note, _stamp in planned.state.notes] == ["人齐了", "开始", "茶歇", "收尾"]
    with pytest.raises(RefusedError, match="已经结束"):
        drills.note(planned, "迟到的一句")


def test_while_paused_the_story_stands(room: DrillRoom) -> None:
    go(room)
    drills.pause(room, "茶歇")
    for refused in (
        lambda: drills.advance(room),
        lambda: drills.decide(room, "a"),
        lambda: drills.unplanned(room, "门铃响了"),
        lambda: drills.pause(room),
    ):
        with pytest.raises(RefusedError, match="暂停着") as told:
            refused()
        assert "drill resume" in told.value.remedy
