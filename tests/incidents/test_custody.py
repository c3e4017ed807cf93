"""The chain has no gaps, every event takes the digest again, and what does not match is never silent."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from secretguard.errors import RefusedError, StorageError, UsageError
from secretguard.incidents import (
    Handing,
    IncidentRoom,
    check_evidence,
    export_item,
    export_notice,
    gaps,
    hand_over,
    list_incidents,
    take_file,
    take_object,
)
from secretguard.incidents import custody as custody_module
from secretguard.vault import DamagedVault
from tests.conftest import NOON, HandClock
from tests.incidents.conftest import FACTS, blob_files
from tests.incidents.killing import posix

TO_SAFE = Handing("transferred", "示例乙", "示例甲", "入保险柜", seal_after="封-001")


@pytest.fixture
def item(room: IncidentRoom, chat: Path) -> int:
    return take_file(room, chat, FACTS).item.number


def damage(room: IncidentRoom) -> None:
    (path,) = blob_files(room.vault)
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)


def test_each_event_takes_the_digest_again_and_moves_the_holder(
    room: IncidentRoom, item: int, chat: Path
) -> None:
    link = hand_over(room, item, TO_SAFE)
    assert link.entry.digest_again == hashlib.sha256(chat.read_bytes()).hexdigest()
    assert link.entry.matches is True
    assert room.state.evidence[item].holder == "示例甲"
    hand_over(room, item, Handing("accessed", "示例甲", "示例庚", "律师查阅"))
    assert room.state.evidence[item].holder == "示例甲"
    assert gaps(room.state.evidence[item]) == ()


def test_only_the_present_holder_can_hand_over(room: IncidentRoom, item: int) -> None:
    before = room.state.seq
    with pytest.raises(RefusedError, match="示例乙保管") as caught:
        hand_over(room, item, Handing("transferred", "示例丁", "示例甲", "入库"))
    assert caught.value.facts["holder"] == "示例乙"
    with pytest.raises(RefusedError, match="同一个"):
        hand_over(room, item, Handing("transferred", "示例乙", "示例乙", "入库"))
    assert room.state.seq == before


def test_a_chain_runs_forward_only(room: IncidentRoom, item: int) -> None:
    with pytest.raises(RefusedError, match="早于"):
        hand_over(room, item, TO_SAFE, at=NOON - timedelta(hours=1))
    with pytest.raises(UsageError):
        hand_over(room, item, TO_SAFE, at=NOON + timedelta(hours=1))


def test_after_the_return_nothing_moves_until_collected_again(room: IncidentRoom, item: int) -> None:
    hand_over(room, item, Handing("returned", "示例乙", "示例丁", "归还本人"))
    with pytest.raises(RefusedError, match="已经交还"):
        hand_over(room, item, Handing("transferred", "示例丁", "示例甲", "入库"))
    hand_over(room, item, Handing("collected", "示例丁", "示例甲", "再次收取"))
    assert not room.state.evidence[item].is_returned


def test_a_seal_that_does_not_follow_on_raises_alarm(room: IncidentRoom, item: int) -> None:
    hand_over(room, item, TO_SAFE)
    link = hand_over(room, item, Handing("transferred", "示例甲", "示例庚", "送公证", seal_before="封-002"))
    assert link.entry.matches is False
    assert link.entry.faults == ("封签号对不上：上次 封-001，这次 封-002",)
    assert list_incidents(room.vault)[0].wrong == 1


def test_a_broken_seal_is_not_made_good_by_what_comes_later(room: IncidentRoom, item: int) -> None:
    hand_over(room, item, TO_SAFE)
    hand_over(room, item, Handing("transferred", "示例甲", "示例庚", "送公证", seal_after="封-003"))
    hand_over(room, item, Handing("transferred", "示例庚", "示例甲", "取回", seal_before="封-003"))
    check_evidence(room, force=True)
    assert room.state.evidence[item].wrong == "没有写交出时的封签号，上次是 封-001"


def test_an_object_whose_seal_follows_on_matches(room: IncidentRoom) -> None:
    number = take_object(room, replace(FACTS, seal="封-009")).item.number
    assert hand_over(room, number, replace(TO_SAFE, seal_before="封-009")).entry.matches is True


def test_an_object_has_no_digest_and_no_verdict_but_its_seal(room: IncidentRoom) -> None:
    number = take_object(room, FACTS).item.number
    link = hand_over(room, number, TO_SAFE)
    assert link.entry.digest_again is None and link.entry.matches is None


def test_a_damaged_file_is_recorded_as_such_and_named(room: IncidentRoom, item: int, tmp_path: Path) -> None:
    damage(room)
    link = hand_over(room, item, TO_SAFE)
    assert link.entry.matches is False and link.entry.digest_again is None
    assert room.state.evidence[item].wrong != ""
    with pytest.raises(DamagedVault):
        export_item(room, item, tmp_path, taker="示例庚", purpose="送律师")


def test_a_missing_file_is_found_by_the_check(room: IncidentRoom, item: int) -> None:
    assert check_evidence(room).wrong == ()
    blob_files(room.vault)[0].unlink()
    checked = check_evidence(room, force=True)
    assert [one.item for one in checked.wrong] == [item]
    assert room.state.evidence[item].wrong != ""


def test_a_check_is_not_repeated_within_four_hours_unless_asked_or_something_new_came(
    room: IncidentRoom, item: int, clock: HandClock, tmp_path: Path
) -> None:
    first = check_evidence(room)
    before = room.state.seq
    clock.advance(hours=3.9)
    assert check_evidence(room) == first and room.state.seq == before
    (tmp_path / "more").write_bytes(b"1")
    take_file(room, tmp_path / "more", FACTS)
    assert check_evidence(room).items == (1, 2)
    clock.advance(hours=4.1)
    assert check_evidence(room) != first
    assert len(room.state.checks) == 3


def test_an_export_is_whole_recorded_and_says_it_is_plain(
    room: IncidentRoom, item: int, chat: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    exported = export_item(room, item, folder, taker="示例庚", purpose="送律师")
    assert exported.path.read_bytes() == chat.read_bytes()
    assert [path.name for path in folder.iterdir()] == ["E-01_chat_20261124.zip"]
    assert exported.link.entry.exported_as == "E-01_chat_20261124.zip"
    assert "没有加密" in export_notice(exported) and str(exported.path) in export_notice(exported)
    assert room.state.evidence[item].holder == "示例乙"
    again = export_item(room, item, folder, taker="示例庚", purpose="再送")
    assert again.path.name == "E-01_chat_20261124-2.zip"


@posix
def test_an_export_overwrites_nothing_and_follows_no_link(
    room: IncidentRoom, item: int, tmp_path: Path
) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (folder / "E-01_chat_20261124.zip").symlink_to(victim)
    assert export_item(room, item, folder, taker="示例庚", purpose="x").path.name.endswith("-2.zip")
    assert victim.read_bytes() == b"mine"
    link = tmp_path / "link"
    link.symlink_to(folder)
    with pytest.raises(UsageError):
        export_item(room, item, link, taker="示例庚", purpose="x")


@posix
def test_a_hostile_name_becomes_a_plain_one_on_export(room: IncidentRoom, tmp_path: Path) -> None:
    path = tmp_path / "..\u202e;rm -rf \n\x1b.exe"
    path.write_bytes(b"x")
    number = take_file(room, path, FACTS).item.number
    folder = tmp_path / "出"
    folder.mkdir()
    name = export_item(room, number, folder, taker="示例庚", purpose="x").path.name
    assert name.startswith("E-01_") and all(letter.isalnum() or letter in "._-" for letter in name)


def test_an_export_that_fails_leaves_no_plain_file_and_no_record(
    room: IncidentRoom, item: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    before = room.state.seq

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(custody_module.os, "fsync", full)
    with pytest.raises(StorageError):
        export_item(room, item, folder, taker="示例庚", purpose="x")
    monkeypatch.undo()
    assert list(folder.iterdir()) == []
    assert room.state.seq == before


def test_exporting_needs_a_folder_and_a_file(room: IncidentRoom, item: int, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        export_item(room, item, tmp_path / "nowhere", taker="示例庚", purpose="x")
    number = take_object(room, FACTS).item.number
    with pytest.raises(UsageError, match="没有文件"):
        export_item(room, number, tmp_path, taker="示例庚", purpose="x")
    with pytest.raises(RefusedError):
        export_item(room, 99, tmp_path, taker="示例庚", purpose="x")


@posix
def test_an_exported_file_is_for_its_owner_only(room: IncidentRoom, item: int, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    os.umask(0)
    path = export_item(room, item, folder, taker="示例庚", purpose="x").path
    os.umask(0o022)
    assert path.stat().st_mode & 0o777 == 0o600


def test_somebody_elses_files_in_the_export_folder_stay(
    room: IncidentRoom, item: int, tmp_path: Path
) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    taken = "E-01_chat_20261124.zip"
    own = ("E-01 我的笔记.part", "E-010_别的.part", f"{taken}.old.part", taken)
    for name in own:
        (folder / name).write_bytes(b"mine")
    (folder / taken).chmod(0o400)
    path = export_item(room, item, folder, taker="示例庚", purpose="x").path
    assert path.name == "E-01_chat_20261124-2.zip"
    assert all((folder / name).read_bytes() == b"mine" for name in own)


@posix
@pytest.mark.parametrize("refusal", [errno.EROFS, errno.EACCES, errno.ENAMETOOLONG])
def test_a_folder_that_takes_nothing_is_named_and_the_chain_does_not_move(
    room: IncidentRoom, item: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    before, real = room.state.seq, os.open

    def opens(path: object, flags: int, *rest: int, **options: int) -> int:
        if flags & os.O_CREAT and str(path).startswith(str(tmp_path / "出")):
            raise OSError(refusal, os.strerror(refusal))
        return real(path, flags, *rest, **options)  # type: ignore[arg-type]

    (tmp_path / "出").mkdir()
    monkeypatch.setattr(os, "open", opens)
    with pytest.raises(StorageError, match="写不进去"):
        export_item(room, item, tmp_path / "出", taker="示例庚", purpose="x")
    assert room.state.seq == before and list((tmp_path / "出").iterdir()) == []


def test_an_export_folder_that_cannot_be_listed_is_said(
    room: IncidentRoom, item: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: Path) -> object:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", gone)
    with pytest.raises(StorageError, match="Permission denied"):
        export_item(room, item, tmp_path, taker="示例庚", purpose="x")
