from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

from secretguard.vault import OlderFormat
from secretguard.vault.migrations import _VERSIONS, FORMAT_VERSION, migrate, revision_of
from secretguard.vault.store import upgrade
from secretguard.vault.store.header import APPLICATION_ID
from secretguard.vault.store.schema import schema_differences
from secretguard.vault.store.sqlite import SqliteStore, create_empty_file
from secretguard.vault.store.triggers import trigger_statements
from secretguard.vault.tables import VaultModel

from .conftest import Sample


@pytest.fixture
def empty(tmp_path: Path) -> SqliteStore:
    create_empty_file(tmp_path / "vault.db")
    return SqliteStore(tmp_path / "vault.db", writable=True)


def test_the_revisions_end_at_exactly_the_tables(empty: SqliteStore) -> None:
    upgrade.create_schema(empty)
    with empty.migrating() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, VaultModel.metadata) == []
        assert context.get_current_revision() == revision_of(FORMAT_VERSION)
    with empty.reading() as db:
        assert schema_differences(db) == []
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert db.execute("PRAGMA user_version").fetchone()[0] == FORMAT_VERSION
    empty.close()


def test_the_format_number_counts_the_revisions() -> None:
    assert len(list(_VERSIONS.glob("r*.py"))) == FORMAT_VERSION


def test_a_batch_change_keeps_rows_and_its_triggers_are_made_again(sample: Sample) -> None:
    with sample.open() as vault:
        vault.create_journal("drill", "推演")
    store = SqliteStore(sample.database, writable=True)
    with store.migrating() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("entry", recreate="always") as batch:
            batch.alter_column("epoch", existing_type=sa.BigInteger(), type_=sa.BigInteger())
        names = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .scalars()
            .all()
        )
        assert "entry_no_update" not in names
        upgrade._migrate(connection)
    with store.reading() as db:
        kept = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        assert dict(kept) == trigger_statements()
        assert db.execute("SELECT count(*) FROM entry").fetchone()[0] == 2
    store.close()
    sample.open().lock()


def make_older(sample: Sample) -> None:
    """A vault as a release before the first would have left it: marked, with no tables yet."""
    sample.database.unlink()
    db = sqlite3.connect(sample.database)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("CREATE TABLE leftover (x)")
    db.commit()
    db.close()


def test_an_upgrade_keeps_a_copy_first(sample: Sample) -> None:
    make_older(sample)
    before = sample.database.read_bytes()
    store = SqliteStore(sample.database, writable=True)
    upgrade.bring_up_to_date(store)
    with store.reading() as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == FORMAT_VERSION
        assert schema_differences(db) == ["多出 table leftover"]
    store.close()
    copy = sample.folder / "vault.db.format-0"
    assert copy.stat().st_mode & 0o077 == 0
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT name FROM sqlite_master").fetchall() == [("leftover",)]
    kept.close()
    assert before


def test_a_reader_does_not_upgrade(sample: Sample) -> None:
    make_older(sample)
    with pytest.raises(OlderFormat) as caught:
        sample.open(read_only=True)
    assert caught.value.remedy
    assert not (sample.folder / "vault.db.format-0").exists()


def test_a_failed_upgrade_changes_nothing(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(sample)

    def breaks(connection: sa.Connection) -> None:
        migrate(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(upgrade, "migrate", breaks)
    store = SqliteStore(sample.database, writable=True)
    with pytest.raises(KeyboardInterrupt):
        upgrade.bring_up_to_date(store)
    with store.reading() as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 0
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("leftover",)]
    store.close()
