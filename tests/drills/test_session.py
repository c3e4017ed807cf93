from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from secretguard import drills
from secretguard.actions import Actions
from secretguard.drills import DrillRoom, DrillSession
from secretguard.drills import session as session_module
from secretguard.errors import RefusedError, SecretGuardError
from secretguard.vault import DiskFull, Vault
from tests.conftest import HandClock, SampleVault
from tests.drills.table import go

MINUTE = 60_000
Reopen = Callable[[DrillRoom], DrillRoom]


def summary(room: DrillRoom) -> dict[str, Any]:
    found = room.vault.summary(room.journal)
    assert found is not None
    return dict(found)


def test_a_session_that_ends_in_order_lets_the_clock_go_on(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    with DrillSession(room):
        clock.advance(minutes=3)
        room.tick()
        assert summary(room)["holder"]
    assert summary(room)["holder"] == ""
    clock.advance(minutes=2)
    later = reopen(room)
    assert later.crashed_at is None and later.elapsed() == 5 * MINUTE


def test_a_session_that_dies_leaves_the_clock_where_it_was_last_written(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    clock.advance(minutes=3)
    room.tick()
    clock.advance(seconds=4)
    # A power cut: the vault stays as it is, nothing is released.
    clock.advance(minutes=20)
    later = reopen(room)
    assert later.crashed_at == 3 * MINUTE
    assert later.elapsed() == 3 * MINUTE and later.scenario() == 3
    with pytest.raises(RefusedError, match="时钟停在 00:03:00") as told:
        drills.advance(later)
    assert "drill resume" in told.value.remedy
    entry = later.resume()
    assert (entry.elapsed, entry.gap, entry.after) == (3 * MINUTE, 20 * MINUTE + 4000, "crash")
    clock.advance(minutes=1)
    assert later.elapsed() == 4 * MINUTE
    assert reopen(room).crashed_at is None


@pytest.mark.parametrize(
    "step",
    [
        lambda room: drills.decide(room, "a"),
        lambda room: drills.mark(room, "see", "done"),
        lambda room: drills.note(room, "停电了"),
        lambda room: drills.pause(room),
        lambda room: drills.undo(room),
        lambda room: drills.begin_hotwash(room),
        lambda room: drills.finish(room),
    ],
)
def test_after_a_crash_nothing_is_recorded_before_the_resume(
    room: DrillRoom, clock: HandClock, reopen: Reopen, step: Callable[[DrillRoom], object]
) -> None:
    go(room, 3)
    room.hold("abc")
    clock.advance(minutes=1)
    later = reopen(room)
    length = later.state.seq
    with pytest.raises(RefusedError, match="上次中断"):
        step(later)
    assert later.state.seq == length


def test_a_crash_is_still_known_after_somebody_only_looked(
    room: DrillRoom, clock: HandClock, sample_vault: SampleVault, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    clock.advance(minutes=2)
    room.tick()
    clock.advance(minutes=9)
    looked = reopen(room)
    looked.write_clock()
    assert reopen(room).crashed_at == 2 * MINUTE


def test_an_entry_after_the_last_refresh_moves_the_crash_on(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    clock.advance(seconds=30)
    drills.note(room, "他开了网盘")
    clock.advance(minutes=5)
    assert reopen(room).crashed_at == 30_000


def test_with_the_summary_lost_the_clock_stands_at_the_last_entry(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    clock.advance(minutes=2)
    drills.note(room, "他开了网盘")
    clock.advance(minutes=1)
    room.tick()
    room.vault.write_summary(room.journal, {})
    later = reopen(room)
    assert later.crashed_at == 2 * MINUTE
    assert later.resume().gap == MINUTE


def test_with_the_summary_lost_something_told_late_does_not_turn_the_clock_back(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    clock.advance(minutes=10)
    drills.note(room, "早就看见了", occurred=room.moment_at(2 * MINUTE))
    room.vault.write_summary(room.journal, {})
    assert reopen(room).crashed_at == 10 * MINUTE


def test_a_second_crash_right_after_the_resume_counts_nothing_twice(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    clock.advance(minutes=2)
    room.tick()
    clock.advance(hours=1)
    second = reopen(room)
    second.hold("def")
    second.resume()
    clock.advance(hours=1)
    third = reopen(room)
    assert third.crashed_at == 2 * MINUTE
    third.resume()
    clock.advance(minutes=1)
    assert third.elapsed() == 3 * MINUTE
    assert [gap.length for gap in third.state.gaps] == [60 * MINUTE, 60 * MINUTE]


def test_a_crash_while_paused_or_after_the_story_is_none(
    room: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    go(room)
    room.hold("abc")
    drills.pause(room)
    assert reopen(room).crashed_at is None
    room.resume()
    drills.begin_hotwash(room)
    assert reopen(room).crashed_at is None


def test_a_reader_beside_a_living_session_sees_no_crash_but_one_after_its_death_does(
    room: DrillRoom, clock: HandClock, sample_vault: SampleVault
) -> None:
    go(room)
    room.hold("abc")
    with sample_vault.open(clock, read_only=True) as beside:
        assert DrillRoom(beside, room.journal, clock).crashed_at is None
    room.vault.lock()
    with sample_vault.open(clock, read_only=True) as after:
        assert DrillRoom(after, room.journal, clock).crashed_at == 0


def test_before_the_start_a_held_drill_keeps_no_time(
    planned: DrillRoom, clock: HandClock, reopen: Reopen
) -> None:
    planned.hold("abc")
    clock.advance(minutes=3)
    planned.tick()
    later = reopen(planned)
    assert later.crashed_at is None and later.elapsed() == 0


def test_the_background_refresh_writes_the_clock_and_stops_with_the_session(
    room: DrillRoom, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "_PERIOD", 0.01)
    go(room)
    ticked = threading.Event()
    write = room.write_clock

    def seen() -> None:
        write()
        if threading.current_thread() is not threading.main_thread():
            ticked.set()

    monkeypatch.setattr(room, "write_clock", seen)
    with DrillSession(room):
        clock.advance(minutes=2)
        ticked.clear()
        assert ticked.wait(10)
        assert summary(room)["elapsed"] == 2 * MINUTE
    assert not any(thread.name == "drill-clock" for thread in threading.enumerate())


def test_the_clock_is_written_while_others_append(
    room: DrillRoom, actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "_PERIOD", 0.001)
    go(room)
    with DrillSession(room) as session:
        for number in range(60):
            drills.note(room, f"第 {number} 句")
            actions.raise_finding(room.id, f"第 {number} 条", "other")
            session.check()
    assert len(room.state.notes) == 60 and len(actions.state.findings) == 60
    assert summary(room)["seq"] == room.state.seq


def full_disk(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """From now on nothing can be written into the summary by another thread."""
    refused = threading.Event()
    write = vault.write_summary

    def fail(journal: bytes, summary: dict[str, Any]) -> None:
        if threading.current_thread() is threading.main_thread():
            write(journal, summary)
            return
        refused.set()
        raise DiskFull("磁盘满了。", "请腾出空间。")

    monkeypatch.setattr(vault, "write_summary", fail)
    return refused


def test_a_refresh_that_fails_comes_to_light_at_the_next_check(
    room: DrillRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "_PERIOD", 0.01)
    go(room)
    refused = full_disk(room.vault, monkeypatch)
    with pytest.raises(SecretGuardError, match="磁盘满了"), DrillSession(room) as session:
        assert refused.wait(10)
        while True:
            session.check()


def test_a_refresh_that_failed_is_told_at_the_end_at_the_latest(
    room: DrillRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "_PERIOD", 0.01)
    go(room)
    refused = full_disk(room.vault, monkeypatch)
    with pytest.raises(SecretGuardError, match="磁盘满了"), DrillSession(room):
        assert refused.wait(10)
