"""Files come in whole and unchanged, or are refused with the reason and leave nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.incidents import (
    IncidentRoom,
    UnfitSourceError,
    UnreadableSourceError,
    close,
    open_incident,
    open_item,
    safe_source,
    start_incident,
    take_file,
    take_object,
)
from secretguard.incidents import intake as intake_module
from secretguard.vault import DamagedVault, DiskFull, Vault, check_vault
from tests.conftest import HandClock, SampleVault
from tests.incidents.conftest import ANSWERS, FACTS, blob_files

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")


def content_of(room: IncidentRoom, number: int) -> bytes:
    target = io.BytesIO()
    with open_item(room, number) as reader:
        reader.copy(target)
    return target.getvalue()


def refused_and_nothing_left(room: IncidentRoom, path: Path, match: str) -> None:
    before = room.state.seq
    with pytest.raises(UnfitSourceError, match=match):
        take_file(room, path, FACTS)
    assert room.state.seq == before
    assert blob_files(room.vault) == []


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


@posix
def test_links_devices_pipes_sockets_and_folders_are_refused_by_name(
    room: IncidentRoom, chat: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link.zip"
    link.symlink_to(chat)
    refused_and_nothing_left(room, link, "链接")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused_and_nothing_left(room, pipe, "管道")
    refused_and_nothing_left(room, Path("/dev/zero"), "设备")
    refused_and_nothing_left(room, tmp_path, "文件夹")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(tmp_path)
        listening.bind("s")
        refused_and_nothing_left(room, tmp_path / "s", "套接字")


def test_a_file_that_is_gone_or_forbidden_is_named(room: IncidentRoom, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="文件不见了"):
        take_file(room, tmp_path / "nowhere", FACTS)
    with pytest.raises((UnreadableSourceError, UnfitSourceError)):
        take_file(room, Path("a\0b"), FACTS)
    with pytest.raises((UnreadableSourceError, UnfitSourceError)):
        take_file(room, tmp_path / ("长" * 300), FACTS)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(room: IncidentRoom, chat: Path) -> None:
    chat.chmod(0)
    with pytest.raises(UnreadableSourceError, match="没有读取的权限"):
        take_file(room, chat, FACTS)


@posix
def test_an_absurd_sparse_size_is_refused_before_a_byte_is_read(room: IncidentRoom, tmp_path: Path) -> None:
    huge = tmp_path / "huge.img"
    with huge.open("wb") as file:
        file.truncate(2**43)
    refused_and_nothing_left(room, huge, "磁盘只剩")


@posix
@pytest.mark.parametrize(
    "name", ["发票\u202egpj.exe", "a\nb\x1b[2J.txt", "\u200b零宽.txt", "..〈;rm -rf〉.txt", "-rf"]
)
def test_hostile_names_are_shown_visible_and_kept_raw(room: IncidentRoom, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    origin = take_file(room, path, FACTS).item.taken.origin
    assert origin is not None
    assert not any(letter in origin.name for letter in "\u202e\n\x1b\u200b")
    assert bytes.fromhex(origin.raw).endswith(os.fsencode(name))


@posix
def test_a_name_that_is_no_text_is_kept_byte_for_byte(room: IncidentRoom, tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\xfe\xc3.bin"
    with open(raw, "wb") as file:  # noqa: PTH123
        file.write(b"x")
    origin = take_file(room, Path(os.fsdecode(raw)), FACTS).item.taken.origin
    assert origin is not None and bytes.fromhex(origin.raw) == raw


def _while_read(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen after the first bytes were read."""
    real, seen = safe_source.SafeSource.readinto, []

    def readinto(self: safe_source.SafeSource, buffer: memoryview, /) -> int:
        count = real(self, buffer)
        if not seen:
            seen.append(act())
        return count

    monkeypatch.setattr(safe_source.SafeSource, "readinto", readinto)


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def _rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(3)
        file.write(b"XX")


@posix
@pytest.mark.parametrize(
    "change", [_append, _replace, _rewrite, lambda path: os.truncate(path, 5), lambda path: path.unlink()]
)
def test_a_file_that_changes_while_read_is_refused(
    room: IncidentRoom, chat: Path, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    _while_read(monkeypatch, lambda: change(chat))
    with pytest.raises((UnfitSourceError, UnreadableSourceError), match=r"变了|不见了|短"):
        take_file(room, chat, FACTS)
    assert blob_files(room.vault) == []
    assert room.state.evidence == {}


@posix
def test_a_file_that_grows_without_end_is_not_read_without_end(room: IncidentRoom, chat: Path) -> None:
    stop = threading.Event()

    def grow() -> None:
        while not stop.is_set():
            _append(chat)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(UnfitSourceError, match="变了"):
            take_file(room, chat, FACTS)
    finally:
        stop.set()
        writer.join()
    assert blob_files(room.vault) == []


@posix
def test_a_link_put_in_place_of_the_listed_file_is_refused(
    room: IncidentRoom, chat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = safe_source.look_at(chat)
    elsewhere = chat.rename(chat.with_name("elsewhere"))
    chat.symlink_to(elsewhere)
    with pytest.raises((UnfitSourceError, UnreadableSourceError)):
        intake_module.take_found(room, found, FACTS)
    assert blob_files(room.vault) == []


def test_a_medium_that_fails_is_named_as_the_source_not_the_vault(
    room: IncidentRoom, chat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_handle: int, _count: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(safe_source.os, "read", broken)
    with pytest.raises(UnreadableSourceError, match="chat_20261124"):
        take_file(room, chat, FACTS)
    monkeypatch.undo()
    assert blob_files(room.vault) == []


class Cancelled(Exception):  # noqa: N818
    """What a face raises when a person stops the intake."""


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


@pytest.fixture
def ground(
    sample_vault: SampleVault, clock: HandClock, response: object, grading: object
) -> Iterator[SampleVault]:
    """A locked vault with one incident in it."""
    from secretguard.register import Register, list_enterprises

    with sample_vault.open(clock) as vault:
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        start_incident(vault, register, ANSWERS, response, grading, clock)  # type: ignore[arg-type]
    yield sample_vault


def child_dies_at(ground: SampleVault, clock: HandClock, step: int, work: Callable[[Vault], None]) -> bool:
    """Fork a child that does the work and dies before its n-th step; whether it got through.

    A step is an SQL statement, a file opened, flushed or renamed by Python. Opening the vault is none.
    """
    child = os.fork()
    if child == 0:
        try:
            _work_and_die(ground, clock, step, work)
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def _work_and_die(ground: SampleVault, clock: HandClock, step: int, work: Callable[[Vault], None]) -> None:
    counted, armed = 0, False

    def count(*_values: object) -> None:
        nonlocal counted
        counted += armed
        if armed and counted == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **options: Any) -> Any:
            count()
            return real(*values, **options)

        return call

    connect = sqlite3.connect

    def traced(*values: Any, **options: Any) -> sqlite3.Connection:
        db = connect(*values, **options)
        db.set_trace_callback(count)
        return db

    sqlite3.connect = traced  # type: ignore[assignment]
    vault = ground.open(clock)
    os.fsync, os.open = dying(os.fsync), dying(os.open)
    Path.rename, Path.replace = dying(Path.rename), dying(Path.replace)  # type: ignore[method-assign]
    Path.unlink = dying(Path.unlink)  # type: ignore[method-assign]
    armed = True
    work(vault)


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
