"""Backing up a vault into one file; nothing is called a backup before it was read again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from secretguard.clock import note_time
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.vault.backup_archive import (
    DATABASE,
    BackupNote,
    OpenArchive,
    file_digest,
    manifest_text,
    open_archive,
    write_archive,
)
from secretguard.vault.check import check_database
from secretguard.vault.check_reading import reading_database
from secretguard.vault.check_report import CheckReport, Progress
from secretguard.vault.errors import DamagedVault
from secretguard.vault.log import EMPTY_ROOT
from secretguard.vault.notes import CheckpointNote
from secretguard.vault.primitives import sha256
from secretguard.vault.staging import PART, staging_beside
from secretguard.vault.store import queries
from secretguard.vault.store.blob_rows import select_blob_ids
from secretguard.vault.store.faults import refuse_impossible_path, storage_faults
from secretguard.vault.vault import Vault

SUFFIX = ".sgvb"
_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR


@dataclass(frozen=True, slots=True)
class BackupReceipt:
    """A backup that was read again and found whole: where, its length in bytes, which log, its SHA-256."""

    path: Path
    length: int
    vault: bytes
    size: int
    root: bytes
    time: str
    sha256: bytes


def back_up(vault: Vault, target: Path, *, progress: Progress | None = None) -> BackupReceipt:
    """Write the whole vault, sealed as it is, into one new file; `progress` counts bytes.

    A writable vault is checkpointed first. Raises UsageError for another suffix than .sgvb, RefusedError
    if something stands there already, DamagedVault if the copy does not pass the quick check, DiskFull
    and other StorageErrors; then no file is left.
    """
    from secretguard.vault.store.upgrade import keep_copy

    _refuse_bad_target(vault, target)
    if vault.writable:
        vault.checkpoint()
    with staging_beside(target, vault.session.clock) as staging:
        part = staging / (target.name + PART)
        copy = staging / DATABASE
        with storage_faults(copy):
            keep_copy(vault.session.store, copy)
        _refuse_unless_sound(check_database(copy, vault.id, vault.session.keys))
        members = {DATABASE: copy, **_blob_files(vault.folder, copy)}
        steps = ByteSteps(2 * sum(_size(path) for path in members.values()), progress)
        note = _write_part(vault, part, members, steps)
        with open_archive(part) as archive:
            _read_through(archive, steps)
        digest, length = _digest_and_size(part)
        _publish(part, target)
    return BackupReceipt(target, length, note.vault, note.size, note.root, note.time, digest)


class ByteSteps:
    """Bytes done of bytes in all, told to whoever wants to know."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._done = 0
        self._progress = progress

    def __call__(self, more: int) -> None:
        self._done += more
        if self._progress is not None:
            self._progress(self._done, self._total)


def _refuse_bad_target(vault: Vault, target: Path) -> None:
    refuse_impossible_path(target)
    if target.suffix != SUFFIX:
        raise UsageError(
            _("备份文件的名字应以 {suffix} 结尾：{path}", suffix=SUFFIX, path=target),
            _("请换一个名字，例如 密盾备份-1{suffix}。", suffix=SUFFIX),
        )
    if target.exists() or target.is_symlink():
        raise RefusedError(
            _("这里已经有一个文件，没有覆盖它：{path}", path=target),
            _("请换一个名字，或先把旧的备份移走。"),
            path=str(target),
        )
    if target.resolve().is_relative_to(vault.folder.resolve()):
        raise RefusedError(
            _("备份不能放在库自己的文件夹里：{path}", path=target),
            _("请放到另一个磁盘或 U 盘上：库丢了，备份还在。"),
            path=str(target),
        )


def _refuse_unless_sound(report: CheckReport) -> None:
    if report.findings:
        first = report.findings[0]
        raise DamagedVault(
            _(
                "库里有 {count} 处问题，没有做成备份。第一处：{message}",
                count=len(report.findings),
                message=first.message,
            ),
            _("请运行 secretguard vault check 查清范围；要保全现状，请把整个库文件夹另存一份。"),
            table=first.table,
            row=first.row,
        )


def _blob_files(folder: Path, copy: Path) -> dict[str, Path]:
    with reading_database(copy) as db:
        ids = [identity.hex() for identity in select_blob_ids(db)]
    files = {f"blobs/{name[:2]}/{name}": folder / "blobs" / name[:2] / name for name in ids}
    for name, path in files.items():
        # A link planted in its place would carry somebody's other file into the backup.
        if not path.is_file() or any(part.is_symlink() for part in (path, *path.parents[:2])):
            raise DamagedVault(
                _("证据文件不见了，或被换成了链接：{path}", path=path),
                _("请从较早的备份找回这个文件，或运行 secretguard vault check 查清范围。"),
                table="blob",
                row=name.rpartition("/")[2],
            )
    return files


def _write_part(vault: Vault, part: Path, members: dict[str, Path], steps: ByteSteps) -> BackupNote:
    manifest = manifest_text({name: file_digest(path) for name, path in members.items()})
    size, root = log_of(members[DATABASE])
    note = BackupNote(vault.id, size, root, note_time(vault.session.clock()), sha256(manifest))
    with storage_faults(part), os.fdopen(os.open(part, _NEW, 0o600), "w+b") as file:
        write_archive(file, note.encode(), manifest, members, steps)
        file.flush()
        os.fsync(file.fileno())
    return note


def log_of(database: Path) -> tuple[int, bytes]:
    """Size and root of a database's last checkpoint."""
    with reading_database(database) as db:
        latest = queries.select_latest_checkpoint(db)
    if latest is None:
        return 0, EMPTY_ROOT
    note = CheckpointNote.decode(latest.note)
    return note.size, note.root


def _read_through(archive: OpenArchive, steps: ByteSteps) -> None:
    for name in archive.digests:
        archive.copy(name, None, steps)


def _digest_and_size(path: Path) -> tuple[bytes, int]:
    with storage_faults(path):
        return file_digest(path), path.stat().st_size


def _size(path: Path) -> int:
    with storage_faults(path):
        return path.stat().st_size


def _publish(part: Path, target: Path) -> None:
    from secretguard.vault.store.upgrade import flush_folder

    with storage_faults(target):
        if target.exists():
            raise RefusedError(
                _("备份时有别的程序写了同名文件，没有覆盖它：{path}", path=target), _("请换一个名字重做。")
            )
        part.rename(target)
        flush_folder(target.parent)
