"""A small vault to damage, and the tools to damage it as somebody with the file, but no key, could."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from secretguard.vault import FLOOR_KDF, create_vault, member_secret_of, open_vault
from secretguard.vault.check import Against, check_folder
from secretguard.vault.check_report import CheckReport, Progress
from secretguard.vault.vault import Vault

PASSPHRASE = "示例口令 一二三四"
CANARY = "绝不外露的句子"


class Ticking:
    """A clock that moves one second at each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 6, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class Sample:
    """A locked vault on disk, its member's secret, and its witness folder."""

    folder: Path
    secret: bytes
    witness: Path
    vault_id: bytes
    journals: tuple[bytes, ...]

    @property
    def database(self) -> Path:
        return self.folder / "vault.db"

    def open(self, **options: bool) -> Vault:
        return open_vault(
            self.folder, member_secret=self.secret, clock=Ticking(), witness_folder=self.witness, **options
        )

    def check(
        self, *, deep: bool = True, against: Against | None = None, progress: Progress | None = None
    ) -> CheckReport:
        return check_folder(
            self.folder,
            member_secret=self.secret,
            deep=deep,
            against=against,
            progress=progress,
            witness_folder=self.witness,
        )


def copy_of(sample: Sample, place: Path) -> Sample:
    """The same vault and witness in another place, to be changed there."""
    shutil.copytree(sample.folder, place / "库")
    shutil.copytree(sample.witness, place / "witness")
    return replace(sample, folder=place / "库", witness=place / "witness")


def make_sample(place: Path) -> Sample:
    """Two journals beside the vault's own, two checkpoints, one erased body, one shredded journal."""
    vault, _code = create_vault(
        place / "库",
        PASSPHRASE,
        member_name="示例甲",
        vault_name="示例库",
        clock=Ticking(),
        kdf=FLOOR_KDF,
        witness_folder=place / "witness",
    )
    with vault:
        first = vault.create_journal("drill", "示例演练", enterprise="示例公司")
        for number in range(3):
            vault.append(first, "note", {"text": f"{CANARY}{number}", "number": number})
        vault.checkpoint()
        second = vault.create_journal("register", "示例台账")
        vault.append(second, "secret", {"name": CANARY}, summary={"count": 1})
        vault.append(first, "note", {"text": CANARY})
        vault.erase(first, 3, "示例理由")
        gone = vault.create_journal("incident", "示例事件")
        vault.shred_journal(gone, "示例理由")
        secret, identity, folder = member_secret_of(vault), vault.id, vault.folder
    return Sample(folder, secret, place / "witness", identity, (first, second, gone))


@contextmanager
def as_intruder(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that leaves the schema as it was, with the append-only triggers out of the way."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        db.execute("BEGIN")
        for name, _sql in triggers:
            db.execute(f"DROP TRIGGER {name}")
        yield db
        for _name, sql in triggers:
            db.execute(sql)
        db.execute("COMMIT")


KEYS = {
    "entry": ("journal", "seq"),
    "leaf": ('"index"',),
    "checkpoint": ("size",),
    "wrap": ("journal", "epoch", "member"),
    "head": ("journal",),
    "member": ("id",),
}


def row_name(table: str, key: tuple[object, ...]) -> str:
    """How findings name a row."""
    shown = [value.hex() if isinstance(value, bytes) else str(value) for value in key]
    return "/".join(shown[:2] if table == "wrap" else shown)


def cells(database: Path, table: str, column: str) -> list[tuple[tuple[object, ...], bytes]]:
    """The primary key and the bytes of every filled cell of a column."""
    names = ", ".join(KEYS[table])
    with closing(sqlite3.connect(database)) as db:
        rows = db.execute(f"SELECT {column}, {names} FROM {table} WHERE {column} IS NOT NULL").fetchall()
    return [(tuple(key), value) for value, *key in rows]


def write_cell(database: Path, table: str, column: str, key: tuple[object, ...], value: object) -> None:
    """Put another value into one cell."""
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    with as_intruder(database) as db:
        db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *key))


def flipped(value: bytes, place: int, bit: int = 0) -> bytes:
    """The same bytes with one bit turned."""
    changed = bytearray(value)
    changed[place] ^= 1 << bit
    return bytes(changed)
