"""A whole folder: every plain file once, everything else named, taken up again where it broke off."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_IFDIR
from types import SimpleNamespace

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.incidents import (
    FolderProgress,
    IncidentRoom,
    export_item,
    folder_intake,
    list_folder,
    list_incidents,
    open_incident,
    take_folder,
)
from secretguard.incidents.safe_source import is_link
from secretguard.vault import Vault
from tests.conftest import HandClock, SampleVault
from tests.incidents.conftest import FACTS, Cancelled, blob_files, content_of
from tests.incidents.killing import child_dies_at, posix


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eleven files in three folders, two of them alike."""
    base = tmp_path / "导出"
    (base / "图纸" / "老版本").mkdir(parents=True)
    for number in range(10):
        place = base if number % 2 else base / "图纸" / "老版本"
        (place / f"文件{number}.txt").write_bytes(f"内容{number}".encode() * 500)
    (base / "图纸" / "同一份.txt").write_bytes("内容3".encode() * 500)
    return base


def test_every_file_of_a_folder_becomes_an_item_in_the_order_of_names(
    room: IncidentRoom, folder: Path
) -> None:
    told: list[FolderProgress] = []
    listing = list_folder(folder)
    taken = take_folder(room, listing, FACTS, report=told.append, batch="b1")
    assert (taken.count("taken"), len(taken.left_out)) == (11, 0)
    paths = [
        bytes.fromhex(item.taken.origin.raw) for item in room.state.evidence.values() if item.taken.origin
    ]
    assert paths == sorted(paths)
    assert told[-1].done == told[-1].size == listing.size
    assert room.state.evidence[1].taken.title.startswith("微信聊天记录导出包：")
    assert [item.taken.same_as for item in room.state.evidence.values() if item.taken.same_as] != []
    assert list_incidents(room.vault)[0].wrong == 0
    for item in room.state.evidence.values():
        assert item.taken.origin is not None
        assert (
            content_of(room, item.number)
            == Path(os.fsdecode(bytes.fromhex(item.taken.origin.raw))).read_bytes()
        )


def test_again_nothing_is_taken_twice(room: IncidentRoom, folder: Path) -> None:
    take_folder(room, list_folder(folder), FACTS)
    before = room.state.seq
    (folder / "新的.txt").write_bytes(b"new")
    taken = take_folder(room, list_folder(folder), FACTS)
    assert (taken.count("already"), taken.count("taken")) == (11, 1)
    assert room.state.seq == before + 1


def test_what_is_in_already_can_be_left_out(room: IncidentRoom, folder: Path) -> None:
    taken = take_folder(room, list_folder(folder), FACTS, duplicates="leave")
    assert (taken.count("taken"), taken.count("duplicate")) == (10, 1)
    again = take_folder(room, list_folder(folder), FACTS, duplicates="leave")
    assert (again.count("already"), again.count("duplicate")) == (10, 1)


@posix
def test_links_pipes_and_loops_are_named_and_never_followed(
    room: IncidentRoom, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"x")
    (folder / "a-link").symlink_to(outside / "secret")
    (folder / "folder-link").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    listing = list_folder(folder)
    assert len(listing.files) == 11
    assert sorted(left.shown for left in listing.left_out) == ["a-link", "folder-link", "loop", "pipe"]
    with pytest.raises(UsageError):
        list_folder(folder / "folder-link")


@posix
def test_a_folder_swapped_for_a_link_after_listing_is_refused(room: IncidentRoom, folder: Path) -> None:
    listing = list_folder(folder)
    moved = (folder / "图纸").rename(folder.parent / "moved")
    (folder / "图纸").symlink_to(folder.parent)
    taken = take_folder(room, listing, FACTS)
    assert moved.is_dir()
    assert taken.count("refused") == 6 and taken.count("taken") == 5


def test_one_file_that_vanished_stops_no_other(room: IncidentRoom, folder: Path) -> None:
    listing = list_folder(folder)
    listing.files[4].path.unlink()
    taken = take_folder(room, listing, FACTS)
    (refused,) = [one for one in taken.outcomes if one.outcome == "refused"]
    assert "不见了" in refused.why
    assert taken.count("taken") == 10


def test_a_person_who_stops_keeps_what_is_in_and_goes_on_later(room: IncidentRoom, folder: Path) -> None:
    def stop(progress: FolderProgress) -> None:
        if progress.files == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_folder(room, list_folder(folder), FACTS, report=stop)
    assert len(room.state.evidence) == 4
    taken = take_folder(room, list_folder(folder), FACTS)
    assert (taken.count("already"), taken.count("taken")) == (4, 7)


@posix
def test_killed_and_resumed_until_all_is_in(ground: SampleVault, folder: Path, clock: HandClock) -> None:
    def take(vault: Vault) -> None:
        take_folder(open_incident(vault, None, clock), list_folder(folder), FACTS)

    seen, survived = 0, False
    while not survived:
        survived = child_dies_at(ground, clock, 110, take)
        with ground.open(clock) as vault:
            room = open_incident(vault, None, clock)
            kept = {item.blob.id for item in room.state.evidence.values() if item.blob}
            assert {path.name for path in blob_files(vault)} == kept
            assert len(kept) >= seen
            assert survived or len(kept) > seen, "no step forward between two kills"
            seen = len(kept)
    assert seen == 11


@posix
def test_hostile_names_in_a_folder_are_listed_visible(room: IncidentRoom, tmp_path: Path) -> None:
    base = tmp_path / "坏名字"
    base.mkdir()
    for name in (b"\xff\xfe.bin", "发票\u202egpj.exe".encode(), b"a\nb", b"CON", b" .txt "):
        with open(os.path.join(os.fsencode(base), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(name)
    taken = take_folder(room, list_folder(base), FACTS)
    assert taken.count("taken") == 5
    assert all(letter not in one.shown for one in taken.outcomes for letter in "\u202e\n")


def test_a_folder_around_the_vault_leaves_the_vault_out(room: IncidentRoom, folder: Path) -> None:
    around = list_folder(room.vault.folder.parent)
    assert any(found.path.is_relative_to(room.vault.folder) for found in around.files)
    taken = take_folder(room, around, FACTS)
    assert taken.count("refused") == 0 and taken.count("taken") >= 11
    assert [left.why for left in taken.left_out] == ["这是密盾自己的库"]
    itself = take_folder(room, list_folder(room.vault.folder), FACTS)
    assert itself.outcomes == () and len(itself.left_out) == 1


@posix
def test_names_that_clash_elsewhere_and_names_of_255_bytes_come_in_and_go_out(
    room: IncidentRoom, tmp_path: Path
) -> None:
    base, out = tmp_path / "名字", tmp_path / "出"
    base.mkdir()
    out.mkdir()
    long = "长" * 83 + ".zip"
    rare = "𠮷" * 60 + ".png"
    names = ("CON", "aux.txt", "尾点.", "A.TXT", "a.txt", ".bashrc", "...", "名:流", long, rare, "שם.docx")
    for name in names:
        (base / name).write_bytes(name.encode())
    assert take_folder(room, list_folder(base), FACTS).count("taken") == len(names)
    for item in room.state.evidence.values():
        path = export_item(room, item.number, out, taker="示例庚", purpose="x").path
        assert path.read_bytes() == content_of(room, item.number)
        assert len(os.fsencode(path.name)) <= 240 and path.name.startswith("E-")
        assert not path.name.endswith(".") and ":" not in path.name
    assert len({path.name.casefold() for path in out.iterdir()}) == len(names)
    assert {path.suffix for path in out.iterdir()} >= {".zip", ".png", ".docx"}


def test_a_folder_with_more_than_may_be_taken_is_refused_before_it_fills_the_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_intake, "LARGEST_LISTING", 10)
    with pytest.raises(RefusedError, match="超过 10"):
        list_folder(folder)


@posix
def test_a_folder_that_cannot_be_opened_or_leads_back_into_itself_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bind mount or a junction is no link to the system; here another folder's identity stands for it."""
    real_stat, real_scan = Path.stat, os.scandir

    def stat(self: Path, **options: bool) -> os.stat_result:
        return real_stat(folder if self.name == "老版本" else self, **options)

    def scan(path: Path) -> Iterator[os.DirEntry[str]]:
        if path.name == "锁着":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real_scan(path)

    (folder / "锁着").mkdir()
    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(os, "scandir", scan)
    listing = list_folder(folder)
    assert sorted((left.shown, left.why) for left in listing.left_out) == [
        ("图纸/老版本", "文件夹绕回了自己"),
        ("锁着", "打不开（Permission denied）"),
    ]
    assert len(listing.files) == 6


def test_a_junction_is_a_link() -> None:
    assert is_link(SimpleNamespace(st_mode=S_IFDIR, st_reparse_tag=0xA0000003))  # type: ignore[arg-type]
    assert not is_link(SimpleNamespace(st_mode=S_IFDIR, st_reparse_tag=0x9000001A))  # type: ignore[arg-type]
