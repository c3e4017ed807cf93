"""Opening a database only to look at it, however damaged it may be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secretguard.vault.store.sqlite import SqliteStore


@contextmanager
def reading_store(path: Path) -> Iterator[SqliteStore]:
    """A store of its own to a database file, for reading only, closed afterwards. Raises VaultErrors."""
    from secretguard.vault.store.sqlite import SqliteStore

    store = SqliteStore(path, writable=False)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def reading_database(path: Path) -> Iterator[sqlite3.Connection]:
    """The same as a driver connection."""
    with reading_store(path) as store, store.reading() as db:
        yield db


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """The same inside one read transaction, so that all tables are of one moment."""
    with reading_database(path) as db:
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.rollback()
