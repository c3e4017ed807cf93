"""A folder of our own beside a target, on the same disk, where a backup or a restored vault is put together.

It holds sealed bytes only. Whoever works in it holds the lock in it, so that what a killed process left is
told from what is being written now; the next one to come by sweeps it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from secretguard.clock import Clock
from secretguard.errors import VaultError
from secretguard.vault.lockfile import FILE_NAME as LOCK
from secretguard.vault.lockfile import WriterLock
from secretguard.vault.store.faults import storage_faults

PART = ".part"
RESTORED, SCRATCH_WITNESS = "vault", "witness"
_PREFIX = ".sgv-"
_LONGEST_HINT = 20
_NAME = re.compile(r"\.sgv-.*-[a-z0-9_]{8}\.part", re.DOTALL)
_CONTENT = re.compile(
    rf"{LOCK}|vault\.db(-wal|-shm|-journal)?|{RESTORED}|{SCRATCH_WITNESS}|.+\.sgvb\.part", re.S
)
_TRIES = 5


@contextmanager
def staging_beside(target: Path, clock: Clock) -> Iterator[Path]:
    """A new folder (0700), gone afterwards; what earlier ones left here is swept first. StorageErrors."""
    sweep_beside(target, clock)
    staging, lock = _new_folder(target, clock)
    try:
        yield staging
    finally:
        if lock is not None:
            lock.release()
        shutil.rmtree(staging, ignore_errors=True)


def sweep_beside(target: Path, clock: Clock) -> int:
    """Remove the folders that killed backups and restores left in the folder of `target`; how many.

    Only what bears our name, belongs to this user, holds nothing else and is locked by nobody. Best effort:
    what cannot be removed now is left to the next time.
    """
    try:
        with os.scandir(target.parent) as entries:
            found = [Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name) and _is_own(entry)]
    except OSError:
        return 0
    return sum(_sweep(folder, clock) for folder in found)


def _new_folder(target: Path, clock: Clock) -> tuple[Path, WriterLock | None]:
    with storage_faults(target.parent):
        for _try in range(_TRIES):
            prefix = f"{_PREFIX}{target.name[:_LONGEST_HINT]}-"
            folder = Path(tempfile.mkdtemp(prefix=prefix, suffix=PART, dir=target.parent))
            lock = _locked(folder, clock)
            # A sweeper may have taken the folder before it was locked: then nothing is lost yet.
            if lock is None or (folder / LOCK).exists():
                return folder, lock
            lock.release()
        raise FileNotFoundError(folder)


def _locked(folder: Path, clock: Clock) -> WriterLock | None:
    try:
        return WriterLock.acquire(folder, clock)
    except VaultError:
        # Where a disk knows no locks (some network and USB disks), nobody can sweep either.
        return None


def _is_own(entry: os.DirEntry[str]) -> bool:
    if not entry.is_dir(follow_symlinks=False):
        return False
    return os.name == "nt" or entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _sweep(folder: Path, clock: Clock) -> bool:
    try:
        lock = WriterLock.acquire(folder, clock)
    except VaultError:
        return False
    try:
        content = [Path(entry.path) for entry in os.scandir(folder)]
        if not all(_CONTENT.fullmatch(path.name) for path in content):
            return False
        for path in content:
            if path.name != LOCK:
                _remove(path)
        # While it is held, so that nobody takes it for his own in between; Windows only lets go first.
        with suppress(OSError):
            (folder / LOCK).unlink()
    except OSError:
        return False
    finally:
        lock.release()
    if os.name == "nt":
        with suppress(OSError):
            (folder / LOCK).unlink()
    with suppress(OSError):
        folder.rmdir()
    return not folder.exists()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()
