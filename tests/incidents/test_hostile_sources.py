"""Somebody else's files and names: taken in as they are, or refused with the reason and nothing left."""

from __future__ import annotations

import errno
import io
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.errors import RefusedError
from secretguard.incidents import (
    IncidentRoom,
    UnfitSourceError,
    UnreadableSourceError,
    safe_source,
    take_file,
)
from secretguard.incidents import intake as intake_module
from tests.incidents.conftest import FACTS, blob_files
from tests.incidents.killing import posix


def refused_and_nothing_left(room: IncidentRoom, path: Path, match: str) -> None:
    before = room.state.seq
    with pytest.raises(UnfitSourceError, match=match):
        take_file(room, path, FACTS)
    assert room.state.seq == before
    assert blob_files(room.vault) == []


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
def test_a_file_that_grows_without_end_is_not_read_without_end(
    room: IncidentRoom, chat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, size = threading.Event(), chat.stat().st_size

    def grow() -> None:
        while not stop.is_set():
            _append(chat)

    def until_it_has_grown() -> None:
        while chat.stat().st_size == size:
            time.sleep(0.001)

    writer = threading.Thread(target=grow)
    _while_read(monkeypatch, lambda: (writer.start(), until_it_has_grown()))
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
    class BrokenMedium(io.FileIO):
        def readinto(self, buffer: object, /) -> int:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(safe_source.io, "FileIO", BrokenMedium)
    with pytest.raises(UnreadableSourceError, match="chat_20261124"):
        take_file(room, chat, FACTS)
    monkeypatch.undo()
    assert blob_files(room.vault) == []


@posix
def test_names_of_nothing_but_controls_and_impossible_times_are_taken_in(
    room: IncidentRoom, tmp_path: Path
) -> None:
    folder = tmp_path
    for _depth in range(4):
        folder = folder / ("\x01" * 250)
    folder.mkdir(parents=True)
    path = folder / "x"
    path.write_bytes(b"x")
    os.utime(path, ns=(0, 14_000_000_000 * 10**9))
    os.utime(tmp_path / folder.parts[len(tmp_path.parts)], ns=(0, 0))
    origin = take_file(room, path, FACTS).item.taken.origin
    assert origin is not None and len(origin.name) <= 2000
    assert bytes.fromhex(origin.raw) == os.fsencode(path)
    assert take_file(room, path, FACTS).already


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system is not shown as files")
def test_files_that_are_made_while_read_are_refused(room: IncidentRoom) -> None:
    for name in ("/proc/self/status", "/proc/self/environ"):
        refused_and_nothing_left(room, Path(name), "变了")


@posix
def test_a_hard_link_is_the_file_itself(room: IncidentRoom, chat: Path) -> None:
    other = chat.with_name("另一个名字")
    os.link(chat, other)
    assert take_file(room, chat, FACTS).item.number == 1
    assert take_file(room, other, FACTS).same_as == 1


def test_the_vault_does_not_take_itself_in(room: IncidentRoom, chat: Path, tmp_path: Path) -> None:
    take_file(room, chat, FACTS)
    before = room.state.seq
    for path in (room.vault.folder / "vault.db", blob_files(room.vault)[0]):
        with pytest.raises(UnfitSourceError, match="自己的库"):
            take_file(room, path, FACTS)
    assert room.state.seq == before
    around = tmp_path / "around"
    around.symlink_to(room.vault.folder)
    with pytest.raises(UnfitSourceError, match="自己的库"):
        take_file(room, around / "vault.db", FACTS)


@posix
def test_what_claims_more_than_a_blob_can_hold_is_refused_before_it_is_read(room: IncidentRoom) -> None:
    with pytest.raises(RefusedError, match="太大"):
        room.vault.stage_blob(io.BytesIO(b"x"), expected=2**43)
    assert blob_files(room.vault) == []
