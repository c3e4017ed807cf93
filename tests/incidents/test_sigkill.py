"""Killed before any durable step of a hand-over, an export, a check, an erasure: all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.incidents import (
    Handing,
    IncidentRoom,
    check_evidence,
    close,
    erase_body,
    export_item,
    hand_over,
    list_incidents,
    open_incident,
    parse_line,
    set_retention,
    shred,
    take_file,
    write_line,
)
from secretguard.incidents.quick_entry import Known
from secretguard.vault import Vault, check_vault
from tests.conftest import HandClock, SampleVault
from tests.incidents.conftest import FACTS, blob_files, content_of
from tests.incidents.killing import child_dies_at, posix

pytestmark = posix


@pytest.fixture
def with_item(ground: SampleVault, chat: Path, clock: HandClock) -> SampleVault:
    """A locked vault whose incident holds one item, E-01."""
    with ground.open(clock) as vault:
        take_file(open_incident(vault, None, clock), chat, FACTS)
    return ground


def until_it_gets_through(
    place: SampleVault,
    clock: HandClock,
    work: Callable[[Vault], None],
    look: Callable[[Vault, bool], None],
    stride: int = 3,
) -> int:
    """Kill the work before its first step, every third from there, and look at the vault each time."""
    for step in range(1, 300, stride):
        survived = child_dies_at(place, clock, step, work)
        with place.open(clock) as vault:
            look(vault, survived)
            assert check_vault(vault).ok
        if survived:
            return step
    pytest.fail("the child never got through")


def room_of(vault: Vault, clock: HandClock) -> IncidentRoom:
    return open_incident(vault, None, clock)


def test_a_hand_over_is_recorded_whole_or_not_at_all(with_item: SampleVault, clock: HandClock) -> None:
    def work(vault: Vault) -> None:
        room = room_of(vault, clock)
        if not room.state.evidence[1].chain:
            hand_over(room, 1, Handing("transferred", "示例乙", "示例甲", "入库"))

    def look(vault: Vault, survived: bool) -> None:
        item = room_of(vault, clock).state.evidence[1]
        assert len(item.chain) in ((1,) if survived else (0, 1))
        assert item.holder == ("示例甲" if item.chain else "示例乙")

    assert until_it_gets_through(with_item, clock, work, look) > 1


def test_a_killed_export_leaves_no_file_that_looks_finished_and_is_not(
    with_item: SampleVault, clock: HandClock, tmp_path: Path, chat: Path
) -> None:
    target = tmp_path / "出"
    target.mkdir()

    def work(vault: Vault) -> None:
        export_item(room_of(vault, clock), 1, target, taker="示例庚", purpose="送律师")

    def look(vault: Vault, survived: bool) -> None:
        item = room_of(vault, clock).state.evidence[1]
        recorded = {link.entry.exported_as for link in item.chain}
        whole = [path for path in target.iterdir() if path.suffix != ".part" and path.stat().st_size]
        assert all(path.read_bytes() == chat.read_bytes() for path in whole)
        assert {path.name for path in whole} <= recorded
        assert whole or not survived
        if survived:
            assert [path for path in target.iterdir() if path not in whole] == [], "leftovers of the killed"

    assert until_it_gets_through(with_item, clock, work, look, stride=2) > 1


def test_a_killed_check_is_no_check(with_item: SampleVault, clock: HandClock) -> None:
    def work(vault: Vault) -> None:
        check_evidence(room_of(vault, clock), force=True)

    def look(vault: Vault, survived: bool) -> None:
        assert len(room_of(vault, clock).state.checks) >= int(survived)

    until_it_gets_through(with_item, clock, work, look)


def test_an_erasure_killed_anywhere_leaves_the_item_whole_or_gone(
    with_item: SampleVault, clock: HandClock, chat: Path
) -> None:
    def work(vault: Vault) -> None:
        room = room_of(vault, clock)
        erase_body(room, room.state.evidence[1].stamp.seq, "个人信息")

    def look(vault: Vault, survived: bool) -> None:
        room = room_of(vault, clock)
        if 1 in room.state.evidence:
            assert content_of(room, 1) == chat.read_bytes()
            assert not survived
        else:
            assert blob_files(vault) == []

    for step in range(1, 300, 2):
        survived = child_dies_at(with_item, clock, step, work)
        with with_item.open(clock) as vault:
            look(vault, survived)
            if 1 not in room_of(vault, clock).state.evidence:
                return
    pytest.fail("the erasure never happened")


def test_a_shredding_killed_anywhere_leaves_the_incident_whole_or_gone(
    with_item: SampleVault, clock: HandClock, chat: Path
) -> None:
    with with_item.open(clock) as vault:
        room = room_of(vault, clock)
        close(room, {"stopped": "停了", "reported": "报了"}, "示例甲")
        set_retention(room, clock().date())
    clock.advance(days=1)
    today = clock().date()

    def work(vault: Vault) -> None:
        shred(room_of(vault, clock), "期满", today)

    for step in range(1, 300, 2):
        survived = child_dies_at(with_item, clock, step, work)
        with with_item.open(clock) as vault:
            if not list_incidents(vault):
                assert blob_files(vault) == []
                return
            assert not survived
            assert content_of(room_of(vault, clock), 1) == chat.read_bytes()
    pytest.fail("the shredding never happened")


def test_a_line_with_tasks_is_whole_or_not_there(with_item: SampleVault, clock: HandClock) -> None:
    parsed = parse_line("对方撤回了 +通知甲方 +问律师", clock(), Known({}, {}))

    def work(vault: Vault) -> None:
        write_line(room_of(vault, clock), parsed)

    def look(vault: Vault, survived: bool) -> None:
        state = room_of(vault, clock).state
        notes = [line for line in state.timeline if line.kind == "note.added"]
        assert len(state.added) == 2 * len(notes)
        assert notes or not survived

    until_it_gets_through(with_item, clock, work, look)
