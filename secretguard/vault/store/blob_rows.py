"""The statements about blobs: one row per evidence file, its key sealed."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from secretguard.vault.primitives import ID_SIZE
from secretguard.vault.shown import shown
from secretguard.vault.store.rows import is_count, misshapen


class StoredBlob(NamedTuple):
    """A row of `blob`; `size` is the content's, in clear."""

    id: bytes
    journal: bytes
    size: int
    sealed: bytes


def insert_blob(db: sqlite3.Connection, row: StoredBlob) -> None:
    """Name a blob file."""
    db.execute("INSERT INTO blob (id, journal, size, sealed) VALUES (?, ?, ?, ?)", row)


def select_blob(db: sqlite3.Connection, identity: bytes) -> StoredBlob | None:
    """One row by id."""
    row = db.execute("SELECT id, journal, size, sealed FROM blob WHERE id = ?", (identity,)).fetchone()
    return None if row is None else checked_blob(row)


def select_blobs(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """All rows in ascending order of ids, unchecked."""
    return db.execute("SELECT id, journal, size, sealed FROM blob ORDER BY id").fetchall()


def select_blobs_of(db: sqlite3.Connection, journal: bytes) -> list[bytes]:
    """The ids of a journal's blobs."""
    rows = db.execute("SELECT id FROM blob WHERE journal = ? ORDER BY id", (journal,))
    return [_checked_id(identity) for (identity,) in rows]


def select_blob_ids(db: sqlite3.Connection) -> list[bytes]:
    """The ids of all blobs, in ascending order."""
    return [_checked_id(identity) for (identity,) in db.execute("SELECT id FROM blob ORDER BY id")]


def count_chunks(db: sqlite3.Connection, bits: int) -> int:
    """How many chunks of 2^bits bytes all blobs have together, about: for progress."""
    (count,) = db.execute("SELECT total((size >> ?) + 1) FROM blob", (bits,)).fetchone()
    return int(count)


def delete_blob(db: sqlite3.Connection, identity: bytes) -> None:
    """Take away one blob's sealed key."""
    db.execute("DELETE FROM blob WHERE id = ?", (identity,))


def delete_blobs(db: sqlite3.Connection, journal: bytes) -> None:
    """Take away the sealed keys of a journal's blobs."""
    db.execute("DELETE FROM blob WHERE journal = ?", (journal,))


def checked_blob(values: tuple[object, ...]) -> StoredBlob:
    """A row of `blob` as read; DamagedVault if a column has another type or length."""
    identity, journal, size, sealed = values
    is_sound = isinstance(journal, bytes) and len(journal) == ID_SIZE and isinstance(sealed, bytes)
    if is_sound and is_count(size):
        return StoredBlob(_checked_id(identity), journal, size, sealed)  # type: ignore[arg-type]
    raise misshapen("blob", shown(identity))


def _checked_id(identity: object) -> bytes:
    if isinstance(identity, bytes) and len(identity) == ID_SIZE:
        return identity
    raise misshapen("blob", shown(identity))
