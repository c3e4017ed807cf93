"""One vault is made per run; each test gets its own copy, opened without deriving the key again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from secretguard.vault import FLOOR_KDF, Vault, create_vault, member_secret_of, open_vault
from tests.vault import checking

PASSPHRASE = "示例 口令 甲乙"


def steady_clock() -> datetime:
    """The same moment always, in China's zone."""
    return datetime(2026, 11, 24, 14, 5, tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))


@dataclass(frozen=True)
class Sample:
    """A locked vault and every way into it."""

    folder: Path
    witness: Path
    passphrase: str
    recovery_code: str
    secret: bytes

    @property
    def database(self) -> Path:
        return self.folder / "vault.db"

    def open(self, **options: object) -> Vault:
        options = {"member_secret": self.secret, "witness_folder": self.witness, **options}
        return open_vault(self.folder, clock=steady_clock, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    base = tmp_path_factory.mktemp("original")
    vault, code = create_vault(
        base / "库",
        PASSPHRASE,
        member_name="示例甲",
        vault_name="示例公司的库",
        clock=steady_clock,
        kdf=FLOOR_KDF,
        witness_folder=base / "witness",
    )
    secret = member_secret_of(vault)
    vault.lock()
    return Sample(base / "库", base / "witness", PASSPHRASE, code, secret)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> checking.Sample:
    """The vault of `checking.make_sample`, made once: copy it before anything is changed."""
    return checking.make_sample(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def sample(original: Sample, tmp_path: Path) -> Sample:
    folder, witness = tmp_path / "库 #1?.sgv", tmp_path / "witness"
    shutil.copytree(original.folder, folder)
    shutil.copytree(original.witness, witness)
    return Sample(folder, witness, original.passphrase, original.recovery_code, original.secret)


@pytest.fixture
def vault(sample: Sample) -> Iterator[Vault]:
    opened = sample.open()
    yield opened
    opened.lock()


@pytest.fixture
def tamper(sample: Sample) -> Callable[..., None]:
    """Change the locked vault's database behind its back, as somebody with the file but no key can."""
    import sqlite3

    def change(*statements: str | tuple[str, tuple[object, ...]]) -> None:
        db = sqlite3.connect(sample.database)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(*((statement,) if isinstance(statement, str) else statement))
        for _name, sql in triggers:
            db.execute(sql)
        db.commit()
        db.close()

    return change
