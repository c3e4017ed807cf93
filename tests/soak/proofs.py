"""What must hold after every kill."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.drills import DrillRoom, fold
from secretguard.vault import Entry, check_vault
from secretguard.vault.lockfile import current_holder
from tests.soak.lives import Ground, SharedClock, Testament, fingerprint

FIVE_SECONDS = 5_000
"""Milliseconds of clock that a crash may cost."""


@dataclass(frozen=True)
class Before:
    """How a drill stood when a life began: its last entry, and its clock if a crash was not yet resumed."""

    seq: int
    crashed: int | None


def prove(
    ground: Ground, clock: SharedClock, said: Testament, before: Before, *, resume: bool
) -> tuple[Before, str]:
    """Reopen after a kill and hold the vault against what was acknowledged; the next life's start, status.

    With `resume` the drill is resumed here if it can be, else it is left to the next life.
    """
    assert current_holder(ground.folder) is None, "a dead process still holds the lock"
    with ground.open(clock) as vault:
        room = DrillRoom(vault, ground.journal, clock)
        entries = list(vault.entries(ground.journal))
        prove_entries(entries, said, before)
        prove_clock(room, clock, said, before)
        if resume:
            prove_resuming(room)
        return Before(room.state.seq, room.crashed_at), room.state.status


def prove_whole(ground: Ground, clock: SharedClock) -> None:
    """Every row and every body of the vault is as it should be.

    Entries only ever come behind others: what any of the lives before broke is still broken now.
    """
    with ground.open(clock) as vault:
        report = check_vault(vault, deep=True)
        assert report.findings == ()
        assert report.complete


def prove_entries(entries: list[Entry], said: Testament, before: Before) -> None:
    """Nothing acknowledged is lost or changed; one more may be there that was not yet acknowledged."""
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    acknowledged = max(said.links, default=before.seq)
    assert acknowledged <= len(entries) <= acknowledged + 1
    for seq, link in said.links.items():
        assert entries[seq - 1].link == link
    for seq, known in said.states.items():
        assert fingerprint(fold(entries[:seq])) == known


def prove_clock(room: DrillRoom, clock: SharedClock, said: Testament, before: Before) -> None:
    """The clock stands at most five seconds before where it truly stood at the moment of death."""
    state, found = room.state, room.crashed_at
    assert room.elapsed() >= (state.last.elapsed if state.last else 0)
    if before.crashed is not None and state.seq == before.seq:
        assert found == before.crashed, "a second crash before resuming moved the clock"
    elif not state.clock.running:
        assert found is None
    elif said.held or found is not None:
        assert found is not None
        truth = state.clock.at(clock.moment)
        assert 0 <= truth - found <= FIVE_SECONDS
        assert room.elapsed() == found


def prove_resuming(room: DrillRoom) -> None:
    """Resuming goes on from exactly where the clock stood."""
    if room.crashed_at is None and room.state.status != "paused":
        return
    stood, marks, visits = room.elapsed(), dict(room.state.marks), room.state.visits
    room.resume()
    state = room.state
    assert (state.status, state.clock.elapsed, room.crashed_at) == ("running", stood, None)
    assert (dict(state.marks), state.visits) == (marks, visits)
