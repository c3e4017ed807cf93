"""Restoring a vault from a backup: verify, unlock, put in place, record it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from secretguard import locations
from secretguard.clock import Clock
from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.backup import ByteSteps, log_of
from secretguard.vault.backup_archive import DATABASE, BackupNote, OpenArchive, damaged_backup, open_archive
from secretguard.vault.canonical import Json
from secretguard.vault.check import check_database
from secretguard.vault.check_reading import reading_database, reading_store
from secretguard.vault.check_report import Progress
from secretguard.vault.checkpoint import compare_with_witness
from secretguard.vault.errors import VaultExists
from secretguard.vault.keys import MemberKeys
from secretguard.vault.log import MerkleTree
from secretguard.vault.opening import WayIn, find_member_keys, open_vault
from secretguard.vault.restored import RESTORE_KIND, restore_parts
from secretguard.vault.staging import RESTORED, SCRATCH_WITNESS, staging_beside
from secretguard.vault.store import queries
from secretguard.vault.store.faults import refuse_impossible_path, storage_faults
from secretguard.vault.store.header import refuse_foreign_file
from secretguard.vault.witness import Witness, WitnessRecord


@dataclass(frozen=True, slots=True)
class RestoreReceipt:
    """A restored vault: the log's size and root in the backup, and what the witness here remembered.

    `warnings` holds RollbackDetected if this user had seen a longer history, ForkDetected if another.
    `seen_size` is the log size that the witness remembered, None if it knew no such vault: from now on the
    witness follows the restored copy, and a vault that is still in use elsewhere counts as the other one.
    """

    folder: Path
    vault: bytes
    size: int
    root: bytes
    backed_up_at: str
    warnings: tuple[VaultError, ...]
    seen_size: int | None


def restore(
    source: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    member_secret: bytes | None = None,
    clock: Clock,
    witness_folder: Path | None = None,
    progress: Progress | None = None,
) -> RestoreReceipt:
    """Unpack a backup into a folder that does not exist or is empty, and record that it was restored.

    Every digest is checked before anything is opened, the way in before anything is put in place, and the
    record of the restore is in the vault when it appears there. Raises DamagedBackupError, VaultExists,
    WrongPassphrase, StorageErrors; then the folder is as it was.
    """
    way_in = WayIn.only(passphrase, recovery_code, member_secret)
    refuse_impossible_path(folder)
    _refuse_unless_empty(folder)
    with storage_faults(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    witness = Witness(witness_folder or locations.witness_folder())
    with open_archive(source) as archive, staging_beside(folder, clock) as staging:
        place, note = staging / RESTORED, archive.note
        _unpack(archive, place, ByteSteps(archive.size, progress))
        keys = _open_keys(archive, place / DATABASE, way_in)
        seen, warnings = _compare(place / DATABASE, note, witness)
        parts = restore_parts(note.size, note.root, seen if warnings else None)
        scratch = Witness(staging / SCRATCH_WITNESS)
        _record(place, keys, parts, clock, scratch)
        _put_in_place(place, folder)
        _follow(witness, scratch, note.vault)
    return RestoreReceipt(
        folder, note.vault, note.size, note.root, note.time, warnings, None if seen is None else seen.size
    )


def _refuse_unless_empty(folder: Path) -> None:
    with storage_faults(folder):
        taken = folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
    if taken:
        raise VaultExists(
            _("这里已经有东西，没有覆盖它：{path}", path=folder),
            _("请恢复到一个新的或空的文件夹；原来的库先不要删。"),
            path=str(folder),
        )


def _unpack(archive: OpenArchive, place: Path, steps: ByteSteps) -> None:
    """Write every member to its place; names were held against the allow-list when the archive opened."""
    with storage_faults(place):
        place.mkdir(mode=0o700)
        (place / "blobs").mkdir(mode=0o700)
        for name in archive.digests:
            path = place.joinpath(*name.split("/"))
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                archive.copy(name, file, steps)
                file.flush()
                os.fsync(file.fileno())


def _open_keys(archive: OpenArchive, database: Path, way_in: WayIn) -> MemberKeys:
    """Who restores; the database must be the vault that the note names, and sound."""
    refuse_another_database(archive, database)
    with reading_store(database) as store:
        keys = find_member_keys(store, way_in)
    report = check_database(database, archive.note.vault, keys)
    if report.findings:
        first = report.findings[0]
        raise damaged_backup(
            archive.path,
            _("其中的库有 {count} 处问题：{message}", count=len(report.findings), message=first.message),
        )
    return keys


def refuse_another_database(archive: OpenArchive, database: Path) -> None:
    """Raises DamagedBackupError unless the unpacked database is the vault, and log, that the note names."""
    refuse_foreign_file(database)
    with reading_database(database) as db:
        vault = queries.select_vault(db)
    if vault != archive.note.vault or log_of(database) != (archive.note.size, archive.note.root):
        raise damaged_backup(archive.path, _("说明里的库编号、大小或根值与数据库不符"))


def _compare(
    database: Path, note: BackupNote, witness: Witness
) -> tuple[WitnessRecord | None, tuple[VaultError, ...]]:
    """What the witness on this computer remembers and objects to; a restore goes on, but says it."""
    try:
        seen = witness.load(note.vault)
    except VaultError as damage:
        return None, (damage,)
    if seen is None:
        return None, ()
    with reading_database(database) as db:
        tree = MerkleTree(queries.select_leaf_hashes(db))
        problem = compare_with_witness(db, note.vault, tree, seen)
    return seen, () if problem is None else (problem,)


def _record(place: Path, keys: MemberKeys, parts: Mapping[str, Json], clock: Clock, scratch: Witness) -> None:
    """Write the restore down and sign the log before the vault appears; this user's witness is not told yet.

    Were it told first, a kill in between would make it object to a vault that is still in use elsewhere.
    """
    with open_vault(
        place,
        member_secret=keys.secret,
        clock=clock,
        witness_folder=scratch.folder,
        compare_witness=False,
    ) as vault:
        vault.append(vault.id, RESTORE_KIND, parts)


def _follow(witness: Witness, scratch: Witness, vault: bytes) -> None:
    """From now on the witness follows the restored copy (`restored.replaces` if this is never reached)."""
    record = scratch.load(vault)
    assert record is not None
    witness.store(vault, record)


def _put_in_place(place: Path, folder: Path) -> None:
    from secretguard.vault.store.upgrade import flush_folder

    with storage_faults(folder):
        if folder.exists():
            folder.rmdir()
        place.rename(folder)
        flush_folder(folder)
        flush_folder(folder.parent)
