"""The fold against drills played at random through a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretguard import drills
from secretguard.content import Playbook
from secretguard.drills import DrillRoom, DrillState, history
from secretguard.drills.entries import KINDS, EntryUndone
from secretguard.entries import OpenedEntry
from secretguard.errors import RefusedError
from secretguard.register import Register, list_enterprises
from secretguard.vault import Vault
from tests.conftest import PROMISES, HandClock, SampleVault

Command = Callable[[DrillRoom, HandClock, int], object]


def _choose(room: DrillRoom, number: int) -> object:
    return drills.decide(room, "abc"[number % 3])


def _mark(room: DrillRoom, number: int) -> object:
    actions = [item.id for visit in room.state.visits for item in visit.inject.expected] or ["see"]
    verdict = ("done", "late", "partly", "missed", "skipped")[number % 5]
    return drills.mark(room, actions[number % len(actions)], verdict, stated=number)  # type: ignore[arg-type]


def _tell_late(room: DrillRoom, number: int) -> object:
    return drills.note(room, "补记", occurred=room.moment_at(number * 1000))


def _take(room: DrillRoom, number: int) -> object:
    ready = drills.offers(room)
    name = ready[number % len(ready)].id if ready else "I7"
    return (
        drills.take_contingency(room, name) if number % 3 else drills.decline_contingency(room, name, "不用")
    )


COMMANDS: tuple[Command, ...] = (
    lambda room, clock, number: drills.advance(room),
    lambda room, clock, number: drills.advance(room, without_decision=True),
    lambda room, clock, number: _choose(room, number),
    lambda room, clock, number: _choose(room, number),
    lambda room, clock, number: _mark(room, number),
    lambda room, clock, number: drills.note(room, f"第 {number} 句", "示例乙"),
    lambda room, clock, number: _tell_late(room, number),
    lambda room, clock, number: _take(room, number),
    lambda room, clock, number: drills.unplanned(room, "门铃响了\n第二行"),
    lambda room, clock, number: drills.jump(room, f"I{number % 5 + 1}", "时间不够"),
    lambda room, clock, number: drills.pause(room),
    lambda room, clock, number: room.resume(),
    lambda room, clock, number: drills.undo(room),
    lambda room, clock, number: drills.undo(room, number % 40 + 1),
    lambda room, clock, number: drills.override_rating(room, "O1", "PSMU"[number % 4], "看过"),  # type: ignore[arg-type]
    lambda room, clock, number: clock.advance(seconds=number * 7),
    lambda room, clock, number: drills.begin_hotwash(room) if number == 0 else None,
    lambda room, clock, number: drills.say(room, "IT", "worked", "有样表"),
)

PLAY = st.lists(st.tuples(st.integers(0, len(COMMANDS) - 1), st.integers(0, 60)), max_size=45)


@pytest.fixture(scope="module")
def open_vault(template: SampleVault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    base = tmp_path_factory.mktemp("fold")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETGUARD_DATA", str(base / "user"))
        with template.copy(base / "库.sgv").open(HandClock()) as vault:
            yield vault


def play(vault: Vault, playbook: Playbook, commands: list[tuple[int, int]]) -> DrillRoom:
    """A drill in which every command that is not refused has been carried out."""
    clock = HandClock()
    register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
    room = drills.plan_drill(vault, register, playbook, clock, promises=PROMISES)
    drills.start(room)
    for command, number in commands:
        clock.advance(seconds=11)
        try:
            COMMANDS[command](room, clock, number)
        except RefusedError:
            continue
    return room


def continued(state: DrillState, whole: list[OpenedEntry], cut: int) -> DrillState:
    """As a session does: extend where that is possible, else fold again."""
    return drills.extend(state, whole[cut:]) or drills.fold(whole)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLAY, st.data())
def test_a_drill_folds_to_one_state_however_it_is_read(
    open_vault: Vault, small_playbook: Playbook, commands: list[tuple[int, int]], data: st.DataObject
) -> None:
    room = play(open_vault, small_playbook, commands)
    entries: list[OpenedEntry] = list(open_vault.entries(room.journal))
    whole = drills.fold(entries)
    assert room.state == whole
    assert drills.fold(list(open_vault.entries(room.journal))) == whole
    cut = data.draw(st.integers(0, len(entries)))
    assert continued(drills.fold(entries[:cut]), entries, cut) == whole
    assert (whole.seq, room.crashed_at) == (len(entries), None)

    # What every state must keep, whatever was done.
    readings = [line.stamp.elapsed for line in whole.timeline if line.stamp.recorded == line.stamp.occurred]
    assert readings == sorted(readings)
    moves = [
        line.stamp.scenario or 0
        for line in whole.timeline
        if line.undone_by is None and line.stamp.recorded == line.stamp.occurred
    ]
    assert moves == sorted(moves)
    undone = sum(entry.kind == EntryUndone.kind for entry in entries)
    assert sum(line.undone_by is not None for line in whole.timeline) <= undone
    recorded = sum(entry.kind in KINDS for entry in entries)
    assert len(whole.timeline) <= recorded
    assert {visit.inject.id for visit in whole.visits} >= {mark.inject for mark in whole.marks.values()}


@pytest.mark.parametrize("stride", [1, 3, 100])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(commands=PLAY, data=st.data())
def test_a_history_read_in_pieces_is_always_the_fold_of_what_was_read(
    open_vault: Vault,
    small_playbook: Playbook,
    monkeypatch: pytest.MonkeyPatch,
    stride: int,
    commands: list[tuple[int, int]],
    data: st.DataObject,
) -> None:
    monkeypatch.setattr(history, "STRIDE", stride)
    room = play(open_vault, small_playbook, commands)
    entries: list[OpenedEntry] = list(open_vault.entries(room.journal))
    read, done = history.History(), 0
    while done < len(entries):
        piece = data.draw(st.integers(1, 8))
        read = read.grown(entries[done : done + piece])
        done += piece
        assert read.state == drills.fold(entries[:done])


def test_an_undone_undo_counts_again_however_far_back(open_vault: Vault, small_playbook: Playbook) -> None:
    room = play(open_vault, small_playbook, [(0, 0)])
    drills.note(room, "留着")
    noted = room.state.seq
    for number in range(history.STRIDE + 20):
        drills.note(room, f"第 {number} 句")
    drills.undo(room, noted)
    assert "留着" not in [note.text for note, _stamp in room.state.notes]
    room.append(EntryUndone(seq=room.state.seq))
    assert "留着" in [note.text for note, _stamp in room.state.notes]
    assert room.state == drills.fold(list(open_vault.entries(room.journal)))


def test_a_state_is_not_changed_by_going_on_from_it(
    open_vault: Vault, small_playbook: Playbook, tmp_path: Path
) -> None:
    room = play(open_vault, small_playbook, [(0, 0), (4, 1), (0, 0), (0, 0), (2, 0)])
    entries: list[OpenedEntry] = list(open_vault.entries(room.journal))
    half = drills.fold(entries[:-2])
    before = (dict(half.marks), dict(half.evidence), half.timeline, half.visits)
    assert drills.extend(half, entries[-2:]) is not None
    assert (dict(half.marks), dict(half.evidence), half.timeline, half.visits) == before
