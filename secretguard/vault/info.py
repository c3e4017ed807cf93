"""What can be said about a vault without any key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from secretguard.vault.lockfile import Holder, current_holder
from secretguard.vault.opening import DATABASE_NAME
from secretguard.vault.store import queries
from secretguard.vault.store.faults import storage_faults
from secretguard.vault.store.header import refuse_foreign_file


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """Clear facts: everything here can be read by whoever holds the folder."""

    folder: Path
    id: bytes
    format: int
    journals: int
    entries: int
    leaves: int
    checkpoint_size: int | None
    """Log size of the newest checkpoint."""
    database_bytes: int
    blob_bytes: int
    journal_mode: str
    sqlite_version: str
    holder: Holder | None
    """Who has the vault open for writing now."""


def vault_info(folder: Path) -> VaultInfo:
    """Read a vault's clear facts. Raises NotAVault, NewerFormat, DamagedVault, VaultReadOnly."""
    from secretguard.vault.store.sqlite import SqliteStore

    path = folder / DATABASE_NAME
    refuse_foreign_file(path)
    store = SqliteStore(path, writable=False)
    try:
        with store.reading() as db, storage_faults(folder):
            latest = queries.select_latest_checkpoint(db)
            return VaultInfo(
                folder=folder,
                id=queries.select_vault(db),
                format=db.execute("PRAGMA user_version").fetchone()[0],
                journals=queries.count_heads(db),
                entries=queries.count_entries(db),
                leaves=queries.count_leaves(db),
                checkpoint_size=None if latest is None else latest.size,
                database_bytes=_size(folder.glob(DATABASE_NAME + "*")),
                blob_bytes=_size((folder / "blobs").glob("*/*")),
                journal_mode=store.journal_mode,
                sqlite_version=sqlite3.sqlite_version,
                holder=current_holder(folder),
            )
    finally:
        store.close()


def _size(files: Iterable[Path]) -> int:
    return sum(_size_of(file) for file in files)


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0  # a writer beside us closed, and its write-ahead log went with it
