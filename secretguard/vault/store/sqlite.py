"""An open `vault.db`: SQLAlchemy's pool hands out one driver connection, set up for durability."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard.i18n import _
from secretguard.vault.errors import VaultLocked
from secretguard.vault.store.faults import STORAGE_FAULTS, storage_faults, told
from secretguard.vault.store.presence import Presence

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

_BUSY_SECONDS = 5.0
_COMMON_PRAGMAS = ("temp_store=MEMORY", "trusted_schema=OFF", "cell_size_check=ON")
_WRITER_PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    # Without it INSERT OR REPLACE would pass by the append-only triggers.
    "recursive_triggers=ON",
)
_READER_PRAGMAS = ("query_only=ON", "wal_autocheckpoint=0")


class SqliteStore:
    """One process's access to a database file; safe to use from several threads, one at a time."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        """Open an existing file. Raises VaultErrors for whatever SQLite or the disk refuses."""
        self.path = path
        self.writable = writable
        self.journal_mode = ""
        self._presence = Presence(())
        self._mutex = threading.RLock()
        self._engine = self._make_engine()
        self._db: sqlite3.Connection | None = None
        with storage_faults(path):
            self._acquire()

    @property
    def notices(self) -> tuple[str, ...]:
        """What a user should be told about how this store works here."""
        if self.writable and self.journal_mode != "wal":
            return (_("这个位置（多半是网络盘）不支持 WAL，已改用较慢的 TRUNCATE 方式，记录同样可靠。"),)
        return ()

    def exclusive(self) -> AbstractContextManager[object]:
        """Keep other threads out for longer than one transaction: until memory has followed the disk."""
        return self._mutex

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """BEGIN IMMEDIATE … COMMIT on the driver connection; any error rolls everything back.

        When the block has ended, what it wrote is on the disk. Not to be nested.
        """
        with self._mutex:
            try:
                db = self._connection()
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    self._presence.refuse_if_gone()
                    db.execute("COMMIT")
                finally:
                    if db.in_transaction:
                        db.rollback()
            except STORAGE_FAULTS as problem:  # as `storage_faults`, but this is the hot path
                raise told(problem, self.path) from problem

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The driver connection for a few short queries."""
        with self._mutex, storage_faults(self.path):
            yield self._connection()

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A SQLAlchemy connection within one BEGIN IMMEDIATE transaction, for the migrations."""
        from sqlalchemy.exc import DBAPIError

        with self._mutex, storage_faults(self.path):
            self._release()
            try:
                with self._engine.begin() as connection:
                    yield connection
            except DBAPIError as problem:
                # The driver's own error says more than SQLAlchemy's wrapping of it.
                raise problem.orig or problem from problem
            finally:
                self._acquire()

    def empty_write_ahead_log(self) -> bool:
        """Move the write-ahead log into the file and cut it to nothing; False while a reader is in it."""
        with self.reading() as db:
            busy, _pages, _moved = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Give the connection back and close it; further use raises VaultLocked."""
        with self._mutex:
            self._release()
            self._engine.dispose()

    def _release(self) -> None:
        if self._db is not None:
            self._db = None
            self._pooled.close()

    def _acquire(self) -> None:
        self._pooled = self._engine.raw_connection()
        driver = self._pooled.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._db = driver

    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise VaultLocked(_("库已锁定。"), _("请重新输入口令打开。"))
        return self._db

    def _make_engine(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import QueuePool

        engine = create_engine(
            "sqlite://",
            creator=self._connect_writer if self.writable else self._connect_reader,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin_immediately)
        return engine

    def _connect_writer(self) -> sqlite3.Connection:
        db = _connect(self.path, "mode=rw")
        self.journal_mode = db.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if self.journal_mode != "wal":
            self.journal_mode = db.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0]
        _apply(db, _COMMON_PRAGMAS + _WRITER_PRAGMAS)
        self._presence = Presence.of(self.path)
        return db

    def _connect_reader(self) -> sqlite3.Connection:
        try:
            db = _connect(self.path, "mode=ro")
        except sqlite3.OperationalError:
            if not self._may_be_read_as_fixed():
                raise
            db = _connect(self.path, "mode=ro&immutable=1")
        self.journal_mode = db.execute("PRAGMA journal_mode").fetchone()[0]
        _apply(db, _COMMON_PRAGMAS + _READER_PRAGMAS)
        return db

    def _may_be_read_as_fixed(self) -> bool:
        """On a read-only medium, with nothing left in a write-ahead log, the file cannot change."""
        log = self.path.with_name(self.path.name + "-wal")
        has_log = log.exists() and log.stat().st_size > 0
        if os.access(self.path.parent, os.W_OK) or has_log:
            return False
        return self.path.exists()


def create_empty_file(path: Path) -> None:
    """A new empty file that only its owner reads. Raises VaultErrors, also if something is there."""
    with storage_faults(path):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _connect(path: Path, options: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{options}"
    db = sqlite3.connect(
        address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    db.text_factory = _text
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db


def _text(data: bytes) -> str:
    """Text that is no UTF-8 was written by no program of ours; it is read, so that its row can be named."""
    return data.decode("utf-8", "surrogateescape")


def _apply(db: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        db.execute(f"PRAGMA {pragma}")


def _begin_immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
