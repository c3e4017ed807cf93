"""Somebody who can write the file changes what its tables do: every statement of the schema must be ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from secretguard.errors import SecretGuardError
from secretguard.vault import DamagedVault, check_folder, vault_info
from tests.vault.checking import Sample, copy_of

EVIL = "CREATE TRIGGER {name} AFTER INSERT ON entry BEGIN DELETE FROM head; END"


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


def rewrite(table: str, old: str, new: str) -> str:
    """A clause slipped into a table's own statement, past everything SQLite would check."""
    return f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{table}'"


def planted(name: str) -> str:
    return f"INSERT INTO sqlite_schema VALUES ('trigger', '{name}', 'entry', 0, '{EVIL.format(name=name)}')"


TRICKS = {
    "a row that replaces another": [
        rewrite("entry", "PRIMARY KEY (journal, seq)", "PRIMARY KEY (journal, seq) ON CONFLICT REPLACE")
    ],
    "a rule": [rewrite("entry", "sealed BLOB,", "sealed BLOB CHECK (seq < 9),")],
    "a default": [rewrite("head", "summary BLOB,", "summary BLOB DEFAULT (randomblob(9)),")],
    "another order": [rewrite("entry", "author BLOB", "author BLOB COLLATE NOCASE")],
    "a comment": [rewrite("head", "summary BLOB,", "summary BLOB, -- x" + "\n")],
    "an index that is not unique": [
        "DROP INDEX leaf_of_entry",
        "CREATE INDEX leaf_of_entry ON leaf (journal, seq)",
    ],
    "an index of some rows": [
        "DROP INDEX leaf_of_entry",
        "CREATE UNIQUE INDEX leaf_of_entry ON leaf (journal, seq) WHERE seq < 3",
    ],
    "a trigger under one of SQLite's own names": [planted("sqlite_autoindex_entry_1")],
    "a trigger under a name that SQLite keeps for itself": [planted("sqlite_stat9")],
    "a guard that lets everything pass": [
        "DROP TRIGGER entry_no_delete",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT 1; END",
    ],
    "a view in a table's place": [
        "DROP TRIGGER checkpoint_no_delete",
        "DROP TRIGGER checkpoint_no_update",
        "ALTER TABLE checkpoint RENAME TO hidden",
        "CREATE VIEW checkpoint AS SELECT * FROM hidden",
    ],
    "a column that computes": ["ALTER TABLE head ADD COLUMN x GENERATED ALWAYS AS (hex(link)) VIRTUAL"],
    "a table without row numbers": [
        "ALTER TABLE blob RENAME TO old",
        "CREATE TABLE blob (id BLOB NOT NULL, journal BLOB NOT NULL, size BIGINT NOT NULL,"
        " sealed BLOB NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID",
        "DROP TABLE old",
    ],
    "a strict table": [rewrite("alembic_version", "VARCHAR(32)", "TEXT")],
    "a virtual table": ["CREATE VIRTUAL TABLE x USING fts5 (y)"],
    "statistics": ["ANALYZE"],
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_schema_that_is_not_ours_keeps_writers_out_and_is_named(sample: Sample, trick: str) -> None:
    with closing(sqlite3.connect(sample.database)) as db:
        db.execute("PRAGMA writable_schema = ON")
        for statement in TRICKS[trick]:
            db.execute(statement)
        db.commit()
    with pytest.raises(DamagedVault) as caught:
        sample.open()
    assert caught.value.exit_code == 4
    with sample.open(read_only=True) as reader:
        assert reader.warnings
    assert any(finding.table == "sqlite_schema" for finding in sample.check(deep=False).findings)


def test_the_same_statement_set_out_otherwise_is_ours(sample: Sample) -> None:
    with closing(sqlite3.connect(sample.database)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, char(10, 9), ' ') WHERE type = 'table'")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'TABLE entry', 'TABLE \"entry\"')")
        db.commit()
    sample.open().lock()
    assert sample.check().ok


WAYS_TO_LOOK: dict[str, Callable[[Sample], object]] = {
    "open": lambda sample: sample.open().lock(),
    "open for reading": lambda sample: sample.open(read_only=True).lock(),
    "info": lambda sample: vault_info(sample.folder),
    "check": lambda sample: sample.check(),
    "check without key": lambda sample: check_folder(sample.folder, witness_folder=sample.witness),
}


@pytest.mark.parametrize("way", WAYS_TO_LOOK)
def test_a_schema_page_that_is_no_text_is_damage_and_never_a_traceback(sample: Sample, way: str) -> None:
    before = sample.database.read_bytes()
    place = before.index(b"CREATE TABLE entry")
    answers = set()
    for offset in (0, 7, 13, 14, 17, 20, 30, 45):
        damaged = bytearray(before)
        damaged[place + offset] = 0xFF
        sample.database.write_bytes(damaged)
        try:
            WAYS_TO_LOOK[way](sample)
        except SecretGuardError as error:
            answers.add(type(error))
            assert error.exit_code == 4
            assert error.remedy
    if way.startswith("open"):
        assert answers == {DamagedVault}


@pytest.mark.parametrize("place", [16, 17, 18, 19, 20, 21, 22, 23, 28, 44, 47, 56, 59])
def test_a_damaged_header_of_our_own_file_is_called_damage(sample: Sample, place: int) -> None:
    data = bytearray(sample.database.read_bytes())
    data[place] ^= 0xFF
    sample.database.write_bytes(data)
    for way in ("open", "open for reading", "info"):
        try:
            WAYS_TO_LOOK[way](sample)
        except SecretGuardError as error:
            assert isinstance(error, DamagedVault), error
