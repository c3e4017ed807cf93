"""A durable append against a bare insert and a plain ORM row, under the same pragmas and of the same size."""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event
from sqlmodel import Field, Session, SQLModel, create_engine

from benchmarks.ground import long_drill, new_vault
from benchmarks.measuring import Row, ratio, taken
from secretguard.clock import system_clock
from secretguard.drills import DrillRoom
from secretguard.drills.entries import JOURNAL_KIND, NoteAdded
from secretguard.vault import Vault
from secretguard.vault.store import sqlite

_APPENDS = 30
_ROUNDS = 90
_COLUMNS = "journal, seq, epoch, author, commitment, link, sig, sealed"
_NOTE = NoteAdded(text="先别惊动他，会议室的门关上，日志导出来再说，钥匙由两个人一起保管", by="示例甲")


class PlainRow(SQLModel, table=True):
    """An entry as somebody would store it who lets the ORM do everything."""

    __tablename__ = "entry"

    journal: bytes = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    epoch: int
    author: bytes
    commitment: bytes
    link: bytes
    sig: bytes
    sealed: bytes


def rows(base: Path) -> list[Row]:
    """The append rows of the table."""
    with new_vault(base / "append") as vault:
        journal = vault.create_journal("bench", "测量")
        room = _room(vault)
        size = _sealed_size(vault, journal)
        bare, orm = _bare(base / "bare.db"), _plain_engine(base / "orm.db")
        # The peers get their values ready-made, and so does the vault.
        parts = _NOTE.parts()
        rounds = taken(
            {
                "vault": lambda: _timed(lambda _n: vault.append(journal, _NOTE.kind, parts)),
                "bare": lambda: _timed(_bare_insert(bare, size)),
                "orm": lambda: _timed(_orm_insert(orm, size)),
                "room": lambda: _timed(lambda _n: room.append(_NOTE)),
            },
            _ROUNDS,
        )
        bare.close()
        orm.dispose()
    speed = {name: _APPENDS / statistics.median(seconds) for name, seconds in rounds.items()}
    return [
        Row("append, to the disk", speed["vault"], "/s", note=f"one row {size + 180} bytes"),
        Row(
            "… against a bare sqlite3 insert",
            ratio(rounds["bare"], rounds["vault"]),
            "×",
            0.5,
            note=_rate(speed["bare"]),
        ),
        Row(
            "… against a plain SQLModel row",
            ratio(rounds["orm"], rounds["vault"]),
            "×",
            0.9,
            note=_rate(speed["orm"]),
        ),
        Row("append at a drill, with its summary", speed["room"], "/s"),
        Row("… against an append alone", ratio(rounds["vault"], rounds["room"]), "×"),
    ]


def _rate(speed: float) -> str:
    return f"peer {speed:,.0f}/s"


def _timed(work: Callable[[int], object]) -> float:
    began = time.perf_counter()
    for number in range(_APPENDS):
        work(number)
    return time.perf_counter() - began


def _room(vault: Vault) -> DrillRoom:
    journal = vault.create_journal(JOURNAL_KIND, "推演")
    for model in long_drill(60):
        vault.append(journal, model.kind, model.parts())
    return DrillRoom(vault, journal, system_clock)


def _sealed_size(vault: Vault, journal: bytes) -> int:
    seq = vault.append(journal, _NOTE.kind, _NOTE.parts()).seq
    with vault.session.store.reading() as db:
        query = "SELECT length(sealed) FROM entry WHERE journal = ? AND seq = ?"
        size: int = db.execute(query, (journal, seq)).fetchone()[0]
    return size


def _bare(path: Path) -> sqlite3.Connection:
    """The table alone: no other table, no trigger, no check."""
    db = sqlite3.connect(path, isolation_level=None)
    _set_up(db)
    db.execute(
        "CREATE TABLE entry (journal BLOB, seq INTEGER, epoch INTEGER, author BLOB, commitment BLOB,"
        " link BLOB, sig BLOB, sealed BLOB, PRIMARY KEY (journal, seq))"
    )
    return db


def _set_up(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode=WAL")
    for pragma in (*sqlite._COMMON_PRAGMAS, *sqlite._WRITER_PRAGMAS):
        db.execute(f"PRAGMA {pragma}")


def _bare_insert(db: sqlite3.Connection, size: int) -> Callable[[int], None]:
    journal = os.urandom(16)
    values = _values(size)

    def insert(number: int) -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute(
            f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (journal, number, 1, *values)
        )
        db.execute("COMMIT")

    return insert


def _plain_engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _connected(db: sqlite3.Connection, _record: object) -> None:
        db.isolation_level = None
        _set_up(db)

    @event.listens_for(engine, "begin")
    def _begun(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    SQLModel.metadata.create_all(engine, tables=[PlainRow.__table__])  # type: ignore[attr-defined]
    return engine


def _orm_insert(engine: Engine, size: int) -> Callable[[int], None]:
    journal = os.urandom(16)
    author, commitment, link, sig, sealed = _values(size)

    def insert(number: int) -> None:
        with Session(engine) as session:
            session.add(
                PlainRow(
                    journal=journal,
                    seq=number,
                    epoch=1,
                    author=author,
                    commitment=commitment,
                    link=link,
                    sig=sig,
                    sealed=sealed,
                )
            )
            session.commit()

    return insert


def _values(size: int) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    return os.urandom(16), os.urandom(32), os.urandom(32), os.urandom(64), os.urandom(size)
