"""A backup is one file, whole and sealed; restoring it gives the vault back and says so."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.vault import backup
from secretguard.vault.backup import BackupReceipt, back_up
from secretguard.vault.backup_archive import DamagedBackupError
from secretguard.vault.backup_check import check_backup
from secretguard.vault.backup_restore import RestoreReceipt, restore
from secretguard.vault.check_fork import find_fork
from secretguard.vault.errors import (
    DamagedVault,
    DiskFull,
    ForkDetected,
    RollbackDetected,
    VaultExists,
    WrongPassphrase,
)
from tests.vault.checking import CANARY, PASSPHRASE, Sample, Ticking, cells, copy_of, flipped, write_cell


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


def take(sample: Sample, target: Path, **options: bool) -> BackupReceipt:
    with sample.open(**options) as vault:
        return back_up(vault, target)


def put_back(sample: Sample, source: Path, folder: Path) -> RestoreReceipt:
    return restore(
        source,
        folder,
        member_secret=sample.secret,
        clock=Ticking(),
        witness_folder=sample.witness,
    )


def restored(sample: Sample, folder: Path) -> Sample:
    return Sample(folder, sample.secret, sample.witness, sample.vault_id, sample.journals)


def texts(sample: Sample) -> list[object]:
    with sample.open(read_only=True) as vault:
        return [dict(entry.parts) for journal in sample.journals[:2] for entry in vault.entries(journal)]


def test_what_was_backed_up_comes_back(sample: Sample, tmp_path: Path) -> None:
    before = texts(sample)
    receipt = take(sample, tmp_path / "密盾备份-1.sgvb")
    found = put_back(sample, receipt.path, tmp_path / "回来")
    copy = restored(sample, tmp_path / "回来")
    assert texts(copy) == before
    assert copy.check().ok
    assert (found.vault, found.size, found.root) == (sample.vault_id, receipt.size, receipt.root)
    assert found.warnings == ()
    assert found.seen_size == receipt.size


def test_the_first_act_after_a_restore_is_its_record(sample: Sample, tmp_path: Path) -> None:
    receipt = take(sample, tmp_path / "b.sgvb")
    put_back(sample, receipt.path, tmp_path / "回来")
    with restored(sample, tmp_path / "回来").open(read_only=True) as vault:
        last = list(vault.entries(vault.id))[-1]
    assert last.kind == "vault.restore"
    assert last.parts == {"backup": {"root": receipt.root.hex(), "size": receipt.size}}


def test_the_receipt_tells_the_file_as_it_lies_there(sample: Sample, tmp_path: Path) -> None:
    receipt = take(sample, tmp_path / "b.sgvb")
    data = receipt.path.read_bytes()
    assert receipt.length == len(data)
    assert receipt.sha256 == hashlib.sha256(data).digest()


def test_the_manifest_is_what_sha256sum_reads(sample: Sample, tmp_path: Path) -> None:
    receipt = take(sample, tmp_path / "b.sgvb")
    with zipfile.ZipFile(receipt.path) as archive:
        names = archive.namelist()
        assert names == ["backup.txt", "manifest-sha256.txt", "vault.db"]
        for line in archive.read("manifest-sha256.txt").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())


def test_entries_still_in_the_write_ahead_log_are_in_the_backup(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "刚刚写下"})
        back_up(vault, tmp_path / "b.sgvb")
        vault.append(sample.journals[0], "note", {"text": "备份之后"})
    put_back(sample, tmp_path / "b.sgvb", tmp_path / "回来")
    found = str(texts(restored(sample, tmp_path / "回来")))
    assert "刚刚写下" in found
    assert "备份之后" not in found


def test_a_vault_open_for_reading_can_be_backed_up(sample: Sample, tmp_path: Path) -> None:
    take(sample, tmp_path / "b.sgvb", read_only=True)
    put_back(sample, tmp_path / "b.sgvb", tmp_path / "回来")
    assert texts(restored(sample, tmp_path / "回来")) == texts(sample)


SECRETS = [
    CANARY,
    "示例演练",
    "示例台账",
    "示例甲",
    "示例公司",
    "示例库",
    "示例理由",
    PASSPHRASE,
    "journal.open",
]


def spellings(text: str) -> list[bytes]:
    escaped = text.encode("unicode_escape")
    return [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), escaped, escaped.upper()]


def test_nothing_of_the_content_can_be_read_in_the_backup_or_beside_it(
    sample: Sample, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    looked = []

    def search(_done: int, _total: int) -> None:
        for path in place.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                looked.append(path.name)
                assert not [text for text in SECRETS for form in spellings(text) if form in data]

    with sample.open() as vault:
        back_up(vault, place / "b.sgvb", progress=search)
    search(0, 0)
    assert {"vault.db", "b.sgvb.part", "b.sgvb"} <= set(looked)
    restore(
        place / "b.sgvb",
        place / "回来",
        member_secret=sample.secret,
        clock=Ticking(),
        witness_folder=sample.witness,
        progress=search,
    )
    search(0, 0)


def test_what_was_erased_is_in_no_later_backup(sample: Sample, tmp_path: Path) -> None:
    sealed = dict(cells(sample.database, "entry", "sealed"))[sample.journals[0], 2]
    take(sample, tmp_path / "before.sgvb")
    assert sealed in (tmp_path / "before.sgvb").read_bytes()
    with sample.open() as vault:
        vault.erase(sample.journals[0], 2, "示例理由")
        back_up(vault, tmp_path / "after.sgvb")
    assert sealed[17:49] not in (tmp_path / "after.sgvb").read_bytes()


def test_only_the_backup_is_left_and_only_its_owner_reads_it(sample: Sample, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    take(sample, place / "b.sgvb")
    assert [path.name for path in place.iterdir()] == ["b.sgvb"]
    if os.name != "nt":
        assert (place / "b.sgvb").stat().st_mode & 0o077 == 0
        put_back(sample, place / "b.sgvb", place / "回来")
        assert all(path.stat().st_mode & 0o077 == 0 for path in [place / "回来", *place.rglob("回来/*")])


def test_progress_grows_to_its_total(sample: Sample, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with sample.open() as vault:
        back_up(vault, tmp_path / "b.sgvb", progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 0


def test_a_file_that_is_there_is_never_overwritten(sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "b.sgvb"
    target.write_text("别的东西")
    with pytest.raises(RefusedError) as caught:
        take(sample, target)
    assert target.read_text() == "别的东西"
    assert caught.value.remedy


def test_another_suffix_and_a_place_inside_the_vault_are_refused(sample: Sample, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        take(sample, tmp_path / "b.zip")
    with pytest.raises(RefusedError):
        take(sample, sample.folder / "b.sgvb")
    assert not list(sample.folder.glob("*.sgvb*"))


def test_a_damaged_vault_does_not_become_a_backup(sample: Sample, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    key, value = next(item for item in cells(sample.database, "entry", "sig") if item[0][1] == 2)
    write_cell(sample.database, "entry", "sig", key, flipped(value, 3))
    with pytest.raises(DamagedVault) as caught:
        take(sample, place / "b.sgvb")
    assert caught.value.facts["table"] == "entry"
    assert list(place.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "write_archive", full)
    with pytest.raises(DiskFull):
        take(sample, place / "b.sgvb")
    assert list(place.iterdir()) == []


def test_evidence_files_travel_with_the_database(sample: Sample, tmp_path: Path) -> None:
    name = hashlib.sha256(b"blob").digest()[:16]
    path = sample.folder / "blobs" / name.hex()[:2] / name.hex()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"SGB1" + os.urandom(3000))
    with closing(sqlite3.connect(sample.database)) as db, db:
        db.execute("INSERT INTO blob VALUES (?, ?, 5, ?)", (name, sample.journals[0], bytes(97)))
    take(sample, tmp_path / "b.sgvb")
    own = Sample(sample.folder, sample.secret, tmp_path / "other-witness", sample.vault_id, sample.journals)
    put_back(own, tmp_path / "b.sgvb", tmp_path / "回来")
    assert (tmp_path / "回来" / path.relative_to(sample.folder)).read_bytes() == path.read_bytes()
    path.unlink()
    with pytest.raises(DamagedVault) as caught:
        take(sample, tmp_path / "c.sgvb")
    assert caught.value.facts["row"] == name.hex()


def test_a_folder_with_something_in_it_is_never_restored_into(sample: Sample, tmp_path: Path) -> None:
    take(sample, tmp_path / "b.sgvb")
    for folder in (sample.folder, tmp_path / "b.sgvb"):
        with pytest.raises(VaultExists):
            put_back(sample, tmp_path / "b.sgvb", folder)
    (tmp_path / "空").mkdir()
    put_back(sample, tmp_path / "b.sgvb", tmp_path / "空")
    assert restored(sample, tmp_path / "空").check().ok


def test_a_wrong_passphrase_restores_nothing(sample: Sample, tmp_path: Path) -> None:
    take(sample, tmp_path / "b.sgvb")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(WrongPassphrase):
        restore(
            tmp_path / "b.sgvb",
            tmp_path / "回来",
            passphrase="错的",
            clock=Ticking(),
            witness_folder=sample.witness,
        )
    assert sorted(tmp_path.iterdir()) == before


def test_restoring_an_older_state_is_said_and_then_remembered(sample: Sample, tmp_path: Path) -> None:
    take(sample, tmp_path / "b.sgvb")
    with sample.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "备份之后"})
    found = put_back(sample, tmp_path / "b.sgvb", tmp_path / "回来")
    assert [type(warning) for warning in found.warnings] == [RollbackDetected]
    copy = restored(sample, tmp_path / "回来")
    with copy.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "另起"})
    with pytest.raises((ForkDetected, RollbackDetected)):
        sample.open()
    for other in (copy.database, copy.folder):
        forks = find_fork(sample.folder, other).forks
        assert [(fork.journal, fork.seq) for fork in forks] == [(sample.journals[0], 7)]
    assert find_fork(tmp_path / "b.sgvb", sample.folder).forks == ()


def test_a_trial_restore_says_that_the_witness_now_follows_the_copy(sample: Sample, tmp_path: Path) -> None:
    take(sample, tmp_path / "b.sgvb")
    found = put_back(sample, tmp_path / "b.sgvb", tmp_path / "回来")
    assert found.seen_size == found.size
    with pytest.raises((ForkDetected, RollbackDetected)):
        sample.open()
    with sample.open(read_only=True) as vault:
        assert vault.warnings


def test_a_backup_is_proven_without_restoring_it(sample: Sample, tmp_path: Path) -> None:
    receipt = take(sample, tmp_path / "b.sgvb")
    for deep in (False, True):
        assert check_backup(receipt.path, passphrase=PASSPHRASE, deep=deep).ok
    keyless = check_backup(receipt.path)
    assert keyless.findings == ()
    assert not keyless.ok
    with pytest.raises(WrongPassphrase):
        check_backup(receipt.path, passphrase="错的")
    data = receipt.path.read_bytes()
    place = data.index(b"SQLite format 3") + 5000
    receipt.path.write_bytes(flipped(data, place))
    with pytest.raises(DamagedBackupError):
        check_backup(receipt.path)
    sample.open().lock()


def test_a_backup_can_be_held_against_the_vault(sample: Sample, tmp_path: Path) -> None:
    take(sample, tmp_path / "b.sgvb")
    assert sample.check(against=tmp_path / "b.sgvb").ok
    put_back(sample, tmp_path / "b.sgvb", tmp_path / "回来")
    copy = restored(sample, tmp_path / "回来")
    with copy.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "那边"})
        back_up(vault, tmp_path / "c.sgvb")
    own = Sample(sample.folder, sample.secret, tmp_path / "none", sample.vault_id, sample.journals)
    report = own.check(against=str(tmp_path / "c.sgvb"))
    assert any("多 2 条" in finding.message for finding in report.findings)
