from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard import drills
from secretguard.clock import to_microseconds
from secretguard.drills import DrillRoom
from secretguard.drills.timing import RunningClock
from secretguard.errors import RefusedError
from tests.conftest import NOON, HandClock
from tests.drills.table import go

MINUTE = 60_000
Reopen = Callable[[DrillRoom], DrillRoom]


def test_the_clock_counts_from_the_start_whatever_is_done_at_the_table(
    planned: DrillRoom, clock: HandClock
) -> None:
    clock.advance(minutes=30)
    assert planned.elapsed() == 0 and planned.scenario() is None
    drills.start(planned)
    clock.advance(minutes=2)
    go(planned, 3)
    clock.advance(seconds=61)
    assert planned.elapsed() == 3 * MINUTE + 1000


def test_each_inject_sets_the_scenario_to_its_time_and_it_runs_on_from_there(
    room: DrillRoom, clock: HandClock
) -> None:
    clock.advance(minutes=7)
    go(room)
    assert room.scenario() == 0
    clock.advance(minutes=5)
    assert room.scenario() == 5
    go(room, 2)
    drills.decide(room, "a")
    go(room)
    assert room.scenario() == 20 * 60
    clock.advance(minutes=9)
    assert room.scenario() == 20 * 60 + 9


def test_a_pause_stops_both_clocks_and_is_told(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=4)
    drills.pause(room, "茶歇")
    clock.advance(minutes=15)
    assert (room.elapsed(), room.scenario()) == (4 * MINUTE, 4)
    entry = room.resume()
    assert (entry.elapsed, entry.gap, entry.after) == (4 * MINUTE, 15 * MINUTE, "pause")
    clock.advance(minutes=1)
    assert (room.elapsed(), room.scenario()) == (5 * MINUTE, 5)
    assert [(gap.after, gap.length) for gap in room.state.gaps] == [("pause", 15 * MINUTE)]
    with pytest.raises(RefusedError, match="没有暂停，也没有中断"):
        room.resume()


def test_the_story_s_end_and_the_hotwash_stop_the_clock(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=3)
    drills.begin_hotwash(room)
    clock.advance(minutes=20)
    assert room.elapsed() == 3 * MINUTE


def test_what_is_told_late_stands_at_the_time_when_it_happened(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=12)
    drills.note(room, "他出了门", occurred=room.moment_at(5 * MINUTE))
    _note, stamp = room.state.notes[-1]
    assert (stamp.elapsed, stamp.scenario) == (5 * MINUTE, 5)
    assert stamp.occurred == to_microseconds(NOON) + 5 * 60_000_000
    assert stamp.recorded == to_microseconds(NOON) + 12 * 60_000_000
    assert room.elapsed() == 12 * MINUTE


def test_what_happened_before_a_pause_may_be_told_after_it(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=6)
    drills.pause(room)
    clock.advance(minutes=30)
    room.resume()
    clock.advance(minutes=4)
    moments = {minutes: room.moment_at(minutes * MINUTE) for minutes in (2, 6, 8)}
    noon = to_microseconds(NOON)
    assert moments == {2: noon + 2 * 60_000_000, 6: noon + 36 * 60_000_000, 8: noon + 38 * 60_000_000}
    for minutes, moment in moments.items():
        drills.note(room, f"第 {minutes} 分钟", occurred=moment)
    assert [stamp.elapsed // MINUTE for _note, stamp in room.state.notes] == [2, 6, 8]
    marked = drills.mark(room, "see", occurred=moments[2])
    assert (marked.mark, marked.minute) == ("done", 2)


def test_what_happened_may_be_told_when_the_clock_stands(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=10)
    drills.begin_hotwash(room)
    clock.advance(minutes=10)
    marked = drills.mark(room, "see", occurred=room.moment_at(3 * MINUTE))
    assert (marked.mark, marked.minute) == ("done", 3)


def test_a_time_that_the_clock_has_not_reached_is_refused(room: DrillRoom, clock: HandClock) -> None:
    clock.advance(minutes=3)
    with pytest.raises(RefusedError, match="还没有走到 00:04:00"):
        room.moment_at(4 * MINUTE)


def test_a_computer_clock_set_back_does_not_turn_the_drill_back(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=10)
    drills.pause(room)
    room.resume()
    clock.advance(minutes=-30)
    assert room.elapsed() == 10 * MINUTE
    drills.note(room, "时间被拨回去了")
    assert room.state.notes[-1][1].elapsed == 10 * MINUTE


def test_one_command_after_another_never_looks_like_a_crash(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    for _command in range(4):
        clock.advance(minutes=1)
        next_command = reopen(room)
        assert next_command.crashed_at is None
        drills.advance(next_command) if _command < 3 else drills.note(next_command, "还在谈")
    assert reopen(room).elapsed() == 4 * MINUTE


STEPS = st.lists(
    st.tuples(st.sampled_from(["run", "pause", "resume", "crash"]), st.integers(1, 900)), max_size=12
)


@given(STEPS)
def test_any_moment_at_which_the_clock_ran_is_found_again(steps: list[tuple[str, int]]) -> None:
    moment, clock, shown = 1_000_000, RunningClock().started(1_000_000), []
    for what, seconds in steps:
        if what == "pause" and clock.running:
            clock = clock.stopped(moment)
        elif what == "resume" and not clock.running:
            clock = clock.started(moment)
        elif what == "crash" and clock.running:
            known = clock.at(moment)
            shown.append((moment, known))
            moment += seconds * 1_000_000
            clock = clock.started(moment, known)
        if clock.running:
            shown.append((moment, clock.at(moment)))
        moment += seconds * 1_000_000
        if clock.running:
            shown.append((moment, clock.at(moment)))
    assert [reading for _moment, reading in shown] == sorted(reading for _moment, reading in shown)
    assert [(when, clock.was_at(when)) for when, _reading in shown] == shown
