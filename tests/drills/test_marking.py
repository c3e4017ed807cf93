from __future__ import annotations

import pytest

from secretguard import drills
from secretguard.actions import Actions
from secretguard.content import Playbook
from secretguard.drills import DrillRoom
from secretguard.errors import RefusedError
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.drills.table import go, to_decision


def clocks(room: DrillRoom) -> dict[str, tuple[int | None, int | None]]:
    """Minutes since discovery, and minutes beyond the promise, of the three clocks."""
    return {item.clock: (item.since_discovery, item.over) for item in drills.readings(room.state)}


def test_a_short_deadline_is_measured_by_the_table_s_clock(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=4, seconds=59)
    in_time = drills.mark(room, "see", by="示例丙", evaluator="示例辛")
    assert (in_time.mark, in_time.minute, in_time.doubt) == ("done", 4, None)
    clock.advance(minutes=2)
    late = drills.mark(room, "see")
    assert (late.mark, late.minute) == ("late", 6)
    entry = room.state.marks["see"].entry
    assert entry.stated is False


def test_a_deadline_longer_than_the_table_needs_a_stated_time_or_a_judgement(
    room: DrillRoom, clock: HandClock
) -> None:
    go(room)
    with pytest.raises(RefusedError, match="桌上的钟量不了") as told:
        drills.mark(room, "report")
    assert "--stated" in told.value.remedy
    assert drills.mark(room, "report", stated=41).mark == "late"
    stated = drills.mark(room, "report", stated=30)
    assert (stated.mark, stated.minute) == ("done", 30)
    assert room.state.marks["report"].entry.stated is True
    assert drills.mark(room, "report", "partly").minute is None


def test_a_mark_against_the_measured_time_is_taken_and_doubted(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=1)
    early = drills.mark(room, "see", "late")
    assert early.mark == "late" and early.doubt is not None and "5 分之内" in early.doubt
    clock.advance(minutes=6)
    slow = drills.mark(room, "see", "done")
    assert slow.mark == "done" and slow.doubt is not None and "超过时限 5 分" in slow.doubt
    assert drills.mark(room, "report", "done", stated=50).doubt is not None


def test_what_was_missed_or_skipped_has_no_time(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=2)
    assert drills.mark(room, "see", "missed").minute is None
    assert drills.mark(room, "see", "skipped", stated=3).minute is None


def test_time_spent_in_a_pause_is_not_the_team_s(room: DrillRoom, clock: HandClock) -> None:
    go(room)
    clock.advance(minutes=2)
    drills.pause(room)
    clock.advance(minutes=30)
    room.resume()
    clock.advance(minutes=1)
    assert drills.mark(room, "see").minute == 3


def test_only_actions_that_were_asked_for_can_be_marked(room: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="没有应做动作“see”"):
        drills.mark(room, "see", "done")
    go(room)
    with pytest.raises(RefusedError, match="没有应做动作“image”") as told:
        drills.mark(room, "image", "done")
    assert "see、report" in told.value.remedy
    assert [action.id for action, _visit in drills.unmarked(room.state)] == ["see", "report"]
    drills.mark(room, "see", "done")
    assert [action.id for action, _visit in drills.unmarked(room.state)] == ["report"]


def test_a_mark_can_be_cleared(room: DrillRoom) -> None:
    go(room)
    with pytest.raises(RefusedError, match="还没有标过"):
        drills.clear_mark(room, "see")
    drills.mark(room, "see", "done")
    drills.clear_mark(room, "see")
    assert room.state.marks == {}


def test_the_three_clocks_stand_beside_the_plan_s_promises(room: DrillRoom, clock: HandClock) -> None:
    assert clocks(room) == {"detect": (None, None), "preserve": (None, None), "report": (None, None)}
    go(room)
    clock.advance(minutes=4)
    drills.mark(room, "see")
    drills.mark(room, "report", stated=45)
    assert clocks(room)["detect"] == (4, 0)
    assert clocks(room)["report"] == (45 - 4, 45 - 4 - 30)
    to_decision(room)
    drills.decide(room, "a")
    go(room)
    drills.mark(room, "image", stated=300)
    # I2 is played at T+20h; discovery was at minute 4.
    assert clocks(room)["preserve"] == (1200 + 300 - 4, 1200 + 300 - 4 - 1440)


def test_what_was_missed_leaves_its_clock_empty(room: DrillRoom) -> None:
    go(room)
    drills.mark(room, "see", "missed")
    reading = drills.readings(room.state)[0]
    assert (reading.clock, reading.tested, reading.scenario, reading.over) == ("detect", True, None, None)


def test_a_clock_without_a_promise_is_told_as_a_finding(
    vault: Vault, register: Register, small_playbook: Playbook, clock: HandClock
) -> None:
    register.state_promises(())
    bare = drills.plan_drill(vault, register, small_playbook, clock)
    drills.start(bare)
    go(bare)
    reading = drills.readings(bare.state)[0]
    assert (reading.promise, reading.tested) == (None, True)
    drills.begin_hotwash(bare)
    found = drills.raise_machine_findings(bare, Actions(vault, register.id))
    assert "no-promise.detect" in [item.raised.finding.mark for item in found]


def test_a_drill_takes_its_promises_from_the_register_as_they_stand_when_it_is_planned(
    vault: Vault, register: Register, small_playbook: Playbook, clock: HandClock
) -> None:
    room = drills.plan_drill(vault, register, small_playbook, clock)
    register.state_promises(())
    drills.start(room)
    go(room)
    promises = {item.clock: item.promise.minutes for item in drills.readings(room.state) if item.promise}
    assert promises == {"detect": 10, "preserve": 1440, "report": 30}
