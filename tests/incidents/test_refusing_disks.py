"""A disk that refuses at any step: said in words, nothing acknowledged lost, no file that nothing names."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from secretguard.errors import SecretGuardError
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
    set_retention,
    shred,
    take_file,
)
from secretguard.incidents import intake as intake_module
from secretguard.vault import StorageFailed, Vault, back_up, check_vault
from tests.conftest import HandClock, SampleVault
from tests.incidents.conftest import FACTS, blob_files, content_of
from tests.incidents.killing import posix

pytestmark = posix


@dataclass
class Disk:
    """What Python asks of the system, refused at the n-th request and at no other."""

    refuses_at: int
    problem: int
    asked: int = 0

    def ask(self) -> None:
        self.asked += 1
        if self.asked == self.refuses_at:
            raise OSError(self.problem, os.strerror(self.problem))


@contextmanager
def refusing(disk: Disk) -> Iterator[None]:
    """Files opened for writing, flushed, renamed and unlinked go through `disk`."""
    real_open = os.open

    def asks(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **options: Any) -> Any:
            disk.ask()
            return real(*values, **options)

        return call

    def opens(path: Any, flags: int, *rest: Any, **options: Any) -> int:
        if flags & os.O_CREAT:
            disk.ask()
        return real_open(path, flags, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", asks(os.fsync))
        patch.setattr(os, "open", opens)
        for name in ("rename", "replace", "unlink"):
            patch.setattr(Path, name, asks(getattr(Path, name)))
        yield


@pytest.fixture
def with_item(ground: SampleVault, chat: Path, clock: HandClock) -> SampleVault:
    """A locked vault whose incident holds one item, E-01."""
    with ground.open(clock) as vault:
        take_file(open_incident(vault, None, clock), chat, FACTS)
    return ground


def whole(room: IncidentRoom, chat: Path) -> None:
    """Every item that the record names is there, and nothing else is."""
    named = {item.blob.id for item in room.state.evidence.values() if item.blob}
    assert {path.name for path in blob_files(room.vault)} == named
    assert all(content_of(room, number) == chat.read_bytes() for number in room.state.evidence)
    assert check_vault(room.vault, deep=True).findings == ()


Work = Callable[[IncidentRoom], object]


def until_nothing_is_refused(
    place: SampleVault, clock: HandClock, work: Work, look: Callable[[IncidentRoom, bool], None]
) -> int:
    """Let each request of the work fail in turn, with EIO and ENOSPC alternately; look after a new start."""
    for step in range(1, 60):
        disk = Disk(step, (errno.EIO, errno.ENOSPC)[step % 2])
        vault = place.open(clock)
        room, done = open_incident(vault, None, clock), False
        with refusing(disk):
            try:
                work(room)
                done = True
            except SecretGuardError as error:
                assert error.message and error.code in ("storage", "storage_failed", "disk_full"), error
        vault.lock()
        with place.open(clock) as again:
            look(open_incident(again, None, clock), done)
        if disk.asked < step:
            return step
    pytest.fail("the work never got through")


def test_refused_anywhere_an_intake_is_whole_or_leaves_nothing(
    ground: SampleVault, chat: Path, tmp_path: Path, clock: HandClock
) -> None:
    acknowledged = 0

    def take(room: IncidentRoom) -> None:
        # Another path each time: a file that is in already is not taken again.
        other = tmp_path / f"份{room.state.seq}"
        other.write_bytes(chat.read_bytes())
        take_file(room, other, FACTS)

    def look(room: IncidentRoom, done: bool) -> None:
        nonlocal acknowledged
        acknowledged += done
        assert len(room.state.evidence) == acknowledged
        whole(room, chat)

    assert until_nothing_is_refused(ground, clock, take, look) > 4


def test_refused_anywhere_an_export_leaves_no_half_and_the_item_as_it_was(
    with_item: SampleVault, chat: Path, tmp_path: Path, clock: HandClock
) -> None:
    target = tmp_path / "出"
    target.mkdir()

    def send(room: IncidentRoom) -> None:
        export_item(room, 1, target, taker="示例庚", purpose="送律师")

    def look(room: IncidentRoom, done: bool) -> None:
        whole(room, chat)
        exported = {link.entry.exported_as for link in room.state.evidence[1].chain}
        plain = [path for path in target.iterdir() if path.stat().st_size]
        assert all(path.read_bytes() == chat.read_bytes() for path in plain if path.name in exported)
        assert {path.name for path in plain if path.suffix != ".part"} <= exported
        if done:
            assert not list(target.glob("*.part"))
            for path in plain:
                path.unlink()

    until_nothing_is_refused(with_item, clock, send, look)


def test_refused_anywhere_a_backup_is_whole_or_absent_and_the_vault_as_it_was(
    with_item: SampleVault, chat: Path, tmp_path: Path, clock: HandClock
) -> None:
    target = tmp_path / "备份"
    target.mkdir()

    def copy(room: IncidentRoom) -> None:
        back_up(room.vault, target / "一.sgvb")

    def look(room: IncidentRoom, done: bool) -> None:
        whole(room, chat)
        assert [path.name for path in target.iterdir()] in ([], ["一.sgvb"])
        for path in target.iterdir():
            path.unlink()

    assert until_nothing_is_refused(with_item, clock, copy, look) > 4


@pytest.mark.parametrize("what", ["erasing", "shredding"])
def test_a_file_that_cannot_be_removed_with_its_entry_is_gone_after_the_next_start(
    with_item: SampleVault, clock: HandClock, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def stuck(self: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with with_item.open(clock) as vault:
        room = open_incident(vault, None, clock)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", stuck)
            if what == "erasing":
                erase_body(room, room.state.evidence[1].stamp.seq, "个人信息")
            else:
                close(room, {"stopped": "停了", "reported": "报了"}, "示例甲")
                set_retention(room, clock().date())
                clock.advance(days=1)
                shred(room, "期满", clock().date())
        assert len(blob_files(vault)) == 1
    with with_item.open(clock) as vault:
        assert blob_files(vault) == []
        assert check_vault(vault, deep=True).findings == ()
        assert len(list_incidents(vault)) == (1 if what == "erasing" else 0)


def test_a_commit_of_which_nobody_knows_keeps_its_file_until_the_next_start(
    ground: SampleVault, chat: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failed flush the entry may be found on the disk all the same: its file must be there then."""

    def unknown(*_values: object, **_options: object) -> None:
        raise StorageFailed("")

    def surfaces(*values: Any, **options: Any) -> None:
        real(*values, **options)
        raise StorageFailed("")

    real = intake_module._record
    for record, items in ((unknown, 0), (surfaces, 1)):
        with ground.open(clock) as vault:
            monkeypatch.setattr(intake_module, "_record", record)
            with pytest.raises(StorageFailed):
                take_file(open_incident(vault, None, clock), chat, FACTS)
            assert len(blob_files(vault)) == 1
        with ground.open(clock) as vault:
            room = open_incident(vault, None, clock)
            assert len(room.state.evidence) == items
            whole(room, chat)


def test_a_file_that_the_disk_does_not_give_is_named_and_stops_no_other(
    with_item: SampleVault, chat: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with with_item.open(clock) as vault:
        room = open_incident(vault, None, clock)
        twin = chat.with_name("twin")
        twin.write_bytes(chat.read_bytes())
        take_file(room, twin, FACTS)
        bad = room.state.evidence[1].blob
        assert bad is not None
        _give_no_bytes_of(bad.id, monkeypatch)
        checked = check_evidence(room, force=True)
        assert [one.item for one in checked.wrong] == [1] and "Input/output error" in checked.wrong[0].why
        assert hand_over(room, 1, Handing("transferred", "示例乙", "示例甲", "入库")).entry.matches is False
        report = check_vault(vault, deep=True)
        assert {finding.row for finding in report.findings} == {bad.id}
        monkeypatch.undo()
        assert check_evidence(room, force=True).wrong == ()


def _give_no_bytes_of(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(io.FileIO):
        def readinto(self, buffer: Any, /) -> int | None:
            if Path(str(self.name)).name == name:
                raise OSError(errno.EIO, "Input/output error")
            return super().readinto(buffer)

    monkeypatch.setattr(io, "FileIO", Refusing)


@pytest.mark.parametrize("room_left", [0, 5_000, 30_000, 200_000, 350_000])
def test_a_limit_that_the_system_itself_sets_is_told_in_words(
    ground: SampleVault, chat: Path, clock: HandClock, room_left: int
) -> None:
    """No file may grow beyond the limit: the blob, the write-ahead log or the database meet it first."""
    import resource

    def take(vault: Vault) -> int:
        room = open_incident(vault, None, clock)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room_left, resource.RLIM_INFINITY))
        try:
            take_file(room, chat, FACTS)
        except SecretGuardError as error:
            return 2 if error.code in ("storage_failed", "disk_full") else 3
        return 0

    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = take(ground.open(clock))
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in ((2,) if room_left < chat.stat().st_size else (0, 2))
    with ground.open(clock) as vault:
        room = open_incident(vault, None, clock)
        assert len(room.state.evidence) == (code == 0)
        whole(room, chat)
