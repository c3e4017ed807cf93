"""Files come in whole and unchanged, or are refused with the reason and leave nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.incidents import (
    IncidentRoom,
    close,
    open_incident,
    open_item,
    take_file,
    take_object,
)
from secretguard.vault import DamagedVault, DiskFull, Vault, check_vault
from tests.conftest import HandClock, SampleVault
from tests.incidents.conftest import FACTS, Cancelled, blob_files, content_of
from tests.incidents.killing import child_dies_at, posix


def test_a_file_comes_in_with_its_digest_and_comes_back_whole(room: IncidentRoom, chat: Path) -> None:
    told: list[int] = []
    taken = take_file(room, chat, FACTS, progress=told.append)
    item = taken.item
    assert (item.name, item.holder, taken.already, taken.same_as) == ("E-01", "示例乙", False, None)
    assert item.blob is not None
    assert item.blob.sha256 == hashlib.sha256(chat.read_bytes()).hexdigest()
    assert item.taken.origin is not None and item.taken.origin.size == chat.stat().st_size
    assert bytes.fromhex(item.taken.origin.raw) == os.fsencode(chat)
    assert content_of(room, 1) == chat.read_bytes()
    assert told[-1] == chat.stat().st_size


def test_the_same_file_again_is_recognised_and_another_place_is_a_twin(
    room: IncidentRoom, chat: Path, tmp_path: Path
) -> None:
    take_file(room, chat, FACTS)
    before = room.state.seq
    again = take_file(room, chat, FACTS)
    assert again.already and again.item.number == 1 and room.state.seq == before
    twin = tmp_path / "copy.zip"
    twin.write_bytes(chat.read_bytes())
    taken = take_file(room, twin, FACTS)
    assert (taken.item.number, taken.same_as, taken.already) == (2, 1, False)


def test_a_file_changed_without_a_trace_in_its_times_is_a_new_item(room: IncidentRoom, chat: Path) -> None:
    take_file(room, chat, FACTS)
    found = chat.stat()
    data = bytearray(chat.read_bytes())
    data[0] ^= 1
    chat.write_bytes(data)
    os.utime(chat, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert not take_file(room, chat, FACTS).already


def test_an_object_has_no_file(room: IncidentRoom) -> None:
    item = take_object(
        room, replace(FACTS, category="object", title="样品一只", seal="封-001", original="original")
    ).item
    assert item.blob is None and item.seal == "封-001"
    with pytest.raises(UsageError):
        open_item(room, item.number)


def test_cancelling_leaves_nothing(room: IncidentRoom, chat: Path) -> None:
    def cancel(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take_file(room, chat, FACTS, progress=cancel)
    assert blob_files(room.vault) == [] and room.state.evidence == {}
    assert take_file(room, chat, FACTS).item.number == 1


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_disk_full_at_any_flush_leaves_nothing_and_says_so(
    step: int, room: IncidentRoom, chat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = os.fsync, []

    def full(handle: int) -> None:
        seen.append(handle)
        if len(seen) == step:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        take_file(room, chat, FACTS)
    monkeypatch.undo()
    assert len(seen) == step
    assert blob_files(room.vault) == [] and room.state.evidence == {}
    assert take_file(room, chat, FACTS).item.number == 1


def test_a_database_that_cannot_grow_leaves_nothing_and_says_so(room: IncidentRoom, chat: Path) -> None:
    with room.vault.session.store.reading() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count={pages}")
    facts = replace(FACTS, proves="甲" * 300)
    with pytest.raises(DiskFull):
        for number in range(200):
            chat.write_bytes(b"%d" % number)
            take_file(room, chat, facts)
    assert len(blob_files(room.vault)) == len(room.state.evidence)
    assert check_vault(room.vault, deep=True).ok


def test_what_reads_back_wrong_is_not_taken(
    room: IncidentRoom, chat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = room.vault.stage_blob

    def rotten(*values: object, **options: object) -> object:
        staged = real(*values, **options)  # type: ignore[arg-type]
        data = bytearray(staged.path.read_bytes())
        data[-1] ^= 1
        staged.path.write_bytes(data)
        return staged

    monkeypatch.setattr(room.vault, "stage_blob", rotten)
    with pytest.raises(DamagedVault):
        take_file(room, chat, FACTS)
    assert blob_files(room.vault) == [] and room.state.evidence == {}


def test_bad_facts_are_refused_before_the_file_is_read(room: IncidentRoom, chat: Path) -> None:
    with pytest.raises(UsageError):
        take_file(room, chat, replace(FACTS, title=" "))
    with pytest.raises(UsageError):
        take_file(room, chat, replace(FACTS, category="坏 kind"))
    assert blob_files(room.vault) == []


def test_a_closed_incident_takes_no_evidence(room: IncidentRoom, chat: Path) -> None:
    close(room, {"stopped": "停了", "reported": "报了"}, "示例甲")
    with pytest.raises(RefusedError):
        take_file(room, chat, FACTS)


def test_an_item_number_is_never_given_twice_even_after_erasing(room: IncidentRoom, chat: Path) -> None:
    taken = take_file(room, chat, FACTS).item
    room.vault.erase(room.journal, taken.stamp.seq, "个人信息")
    assert room.state.evidence == {}
    assert take_file(room, chat, FACTS).item.number == 2


def test_typing_goes_on_while_a_file_comes_in(room: IncidentRoom, chat: Path) -> None:
    from secretguard.incidents import Parsed, write_line

    def type_something(_done: int) -> None:
        write_line(room, Parsed(text="边收边记"))

    worker = threading.Thread(target=take_file, args=(room, chat, FACTS), kwargs={"progress": type_something})
    worker.start()
    write_line(room, Parsed(text="另一边"))
    worker.join()
    assert room.state.evidence[1].blob is not None
    assert sum(1 for line in room.state.timeline if line.kind == "note.added") >= 2


@posix
def test_killed_at_any_step_the_file_is_in_or_nothing_is(
    ground: SampleVault, chat: Path, clock: HandClock
) -> None:
    def take(vault: Vault) -> None:
        take_file(open_incident(vault, None, clock), chat, FACTS)

    for step in range(1, 200):
        survived = child_dies_at(ground, clock, step, take)
        with ground.open(clock) as vault:
            room = open_incident(vault, None, clock)
            kept = [item.blob.id for item in room.state.evidence.values() if item.blob]
            assert [path.name for path in blob_files(vault)] == sorted(kept)
            assert len(kept) <= 1
            assert all(content_of(room, number) == chat.read_bytes() for number in room.state.evidence)
            assert check_vault(vault, deep=survived).ok
        if survived:
            assert kept
            return
    pytest.fail("the child never got through")
