"""Whatever somebody without a key changes in the file is reported, with its table and row."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretguard.errors import VaultError
from secretguard.vault.check_report import CheckReport
from tests.vault.checking import (
    KEYS,
    Sample,
    as_intruder,
    cells,
    copy_of,
    flipped,
    row_name,
    write_cell,
)

IS_SOAK = os.environ.get("SECRETGUARD_SOAK") == "1"

PROVEN = [
    ("entry", "sealed"),
    ("entry", "link"),
    ("entry", "sig"),
    ("entry", "commitment"),
    ("entry", "author"),
    ("leaf", "hash"),
    ("checkpoint", "note"),
    ("checkpoint", "sig"),
    ("wrap", "sealed"),
    ("head", "link"),
    ("head", "summary"),
    ("member", "sign_pk"),
    ("member", "hpke_pk"),
]


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


def names(report: CheckReport) -> set[tuple[str, str]]:
    return {(finding.table, finding.row) for finding in report.findings}


def is_named(report: CheckReport, table: str, row: str) -> bool:
    return any(
        found == table and (name == row or name.startswith(f"{row}/")) for found, name in names(report)
    )


def test_the_sample_is_found_good(pristine: Sample) -> None:
    for deep in (False, True):
        report = pristine.check(deep=deep)
        assert report.ok, report
        assert report.findings == ()


def readable(sample: Sample, table: str, column: str) -> list[tuple[tuple[object, ...], bytes]]:
    """The cells of a column; of a shredded journal nobody can tell a body from noise, so not its bodies."""
    found = cells(sample.database, table, column)
    if (table, column) == ("entry", "sealed"):
        found = [(key, value) for key, value in found if key[0] != sample.journals[2]]
    assert found
    return found


@pytest.mark.parametrize(("table", "column"), PROVEN)
def test_a_flipped_bit_in_any_cell_is_reported_with_table_and_row(
    sample: Sample, table: str, column: str
) -> None:
    found = readable(sample, table, column)
    for number, (key, value) in enumerate(found):
        places = (0, len(value) // 2, len(value) - 1)
        for place in places if IS_SOAK else (places[number % 3],):
            write_cell(sample.database, table, column, key, flipped(value, place))
            report = sample.check()
            assert not report.ok
            assert is_named(report, table, row_name(table, key)), (key, place, report.findings)
            assert all(finding.message and finding.remedy for finding in report.findings)
        write_cell(sample.database, table, column, key, value)
    assert sample.check().ok


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bit_of_any_proven_byte_counts(sample: Sample, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(PROVEN))
    key, value = data.draw(st.sampled_from(readable(sample, table, column)))
    place = data.draw(st.integers(0, len(value) - 1))
    bit = data.draw(st.integers(0, 7))
    write_cell(sample.database, table, column, key, flipped(value, place, bit))
    try:
        assert is_named(sample.check(), table, row_name(table, key))
    finally:
        write_cell(sample.database, table, column, key, value)


@pytest.mark.parametrize("column", ["link", "sig", "commitment"])
def test_the_quick_check_finds_a_broken_chain_too(sample: Sample, column: str) -> None:
    for key, value in cells(sample.database, "entry", column):
        write_cell(sample.database, "entry", column, key, flipped(value, 7))
        assert is_named(sample.check(deep=False), "entry", row_name("entry", key))
        write_cell(sample.database, "entry", column, key, value)


@pytest.mark.parametrize("table", ["entry", "leaf", "checkpoint", "wrap", "head", "member"])
def test_a_deleted_row_is_reported(sample: Sample, table: str) -> None:
    columns = ", ".join(KEYS[table])
    with closing(sqlite3.connect(sample.database)) as db:
        keys = db.execute(f"SELECT {columns} FROM {table}").fetchall()
        rows = {
            key: db.execute(f"SELECT * FROM {table} WHERE {where(table)}", key).fetchone() for key in keys
        }
    if table == "checkpoint":
        # An earlier one is covered by every later one; only the last is needed, and missed.
        rows = dict([max(rows.items())])
    for key, values in rows.items():
        with as_intruder(sample.database) as db:
            db.execute(f"DELETE FROM {table} WHERE {where(table)}", key)
        report = sample.check()
        assert report.findings, (table, key)
        with as_intruder(sample.database) as db:
            places = ", ".join("?" * len(values))
            db.execute(f"INSERT INTO {table} VALUES ({places})", values)
    assert sample.check().ok


def where(table: str) -> str:
    return " AND ".join(f"{name} = ?" for name in KEYS[table])


def test_a_body_removed_without_a_record_is_reported(sample: Sample) -> None:
    journal = sample.journals[0]
    write_cell(sample.database, "entry", "sealed", (journal, 2), None)
    assert ("entry", f"{journal.hex()}/2") in names(sample.check())


def test_bodies_exchanged_between_two_entries_are_both_reported(sample: Sample) -> None:
    journal = sample.journals[0]
    bodies = {key: value for key, value in cells(sample.database, "entry", "sealed") if key[0] == journal}
    write_cell(sample.database, "entry", "sealed", (journal, 1), bodies[journal, 2])
    write_cell(sample.database, "entry", "sealed", (journal, 2), bodies[journal, 1])
    report = sample.check()
    assert is_named(report, "entry", f"{journal.hex()}/1")
    assert not report.complete


def test_another_epoch_written_beside_a_body_is_reported(sample: Sample) -> None:
    journal = sample.journals[1]
    write_cell(sample.database, "entry", "epoch", (journal, 2), 9)
    assert any(table in ("entry", "wrap") and journal.hex() in row for table, row in names(sample.check()))


def test_a_planted_wrap_is_reported(sample: Sample) -> None:
    journal = sample.journals[0]
    with as_intruder(sample.database) as db:
        db.execute(
            "INSERT INTO wrap SELECT journal, 2, member, sealed FROM wrap WHERE journal = ?", (journal,)
        )
    assert ("wrap", f"{journal.hex()}/2/{bytes(16).hex()}") in names(sample.check())


def test_a_key_brought_back_for_a_shredded_journal_is_reported(sample: Sample) -> None:
    with as_intruder(sample.database) as db:
        db.execute("INSERT INTO wrap VALUES (?, 1, ?, ?)", (sample.journals[2], bytes(16), bytes(65)))
    assert is_named(sample.check(), "wrap", f"{sample.journals[2].hex()}/1")


def test_a_planted_member_is_reported(sample: Sample) -> None:
    from secretguard.vault.keys import MemberKeys

    stranger = MemberKeys.from_secret(bytes(32))
    with as_intruder(sample.database) as db:
        db.execute(
            "INSERT INTO member VALUES (?, ?, ?)", (stranger.id, stranger.sign_public, stranger.hpke_public)
        )
    assert ("member", stranger.id.hex()) in names(sample.check())


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER spy AFTER INSERT ON entry BEGIN DELETE FROM wrap; END",
        "CREATE VIEW spy AS SELECT 1",
        "CREATE INDEX spy ON entry (author)",
        "CREATE TABLE spy (x)",
        "DROP TRIGGER entry_no_delete",
        "DROP INDEX leaf_of_entry",
        "ALTER TABLE vault ADD COLUMN spy",
    ],
)
def test_a_changed_schema_is_reported(sample: Sample, statement: str) -> None:
    with closing(sqlite3.connect(sample.database)) as db:
        db.execute(statement)
    report = sample.check(deep=False)
    assert any(finding.table == "sqlite_schema" for finding in report.findings)


@pytest.mark.parametrize(
    ("column", "value"),
    [("memory_kib", 2**40), ("iterations", 1), ("lanes", 0), ("sealed", b"x"), ("salt", "text"), ("way", 3)],
)
def test_a_hostile_unlock_row_is_reported(sample: Sample, column: str, value: object) -> None:
    with as_intruder(sample.database) as db:
        db.execute(f"UPDATE unlock SET {column} = ? WHERE way = 1", (value,))
    assert any(finding.table == "unlock" for finding in sample.check(deep=False).findings)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("entry", "journal", "text"),
        ("entry", "author", None),
        ("entry", "link", b"short"),
        ("entry", "seq", "text"),
        ("leaf", "hash", 7),
        ("leaf", "seq", "text"),
        ("leaf", "journal", 5),
        ("checkpoint", "note", 5),
        ("checkpoint", "note", b"sg1.checkpoint\n"),
        ("checkpoint", "size", "text"),
        ("wrap", "epoch", -1),
        ("wrap", "sealed", b""),
        ("head", "seq", -3),
        ("head", "journal", 5),
        ("member", "id", "text"),
        ("member", "hpke_pk", b""),
        ("vault", "id", b"short"),
        ("unlock", "member", 5),
    ],
)
def test_values_of_another_kind_are_reported_and_never_a_traceback(
    sample: Sample, table: str, column: str, value: object
) -> None:
    before = sample.database.read_bytes()
    with closing(sqlite3.connect(sample.database)) as db:
        rows = [number for (number,) in db.execute(f"SELECT rowid FROM {table}")]
    for number in rows:
        try:
            with as_intruder(sample.database) as db:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, number))
        except sqlite3.IntegrityError:
            continue  # the database itself refuses this value here
        try:
            assert sample.check().findings, number
        except VaultError as problem:
            assert table == "vault"
            assert problem.message
        for leftover in sample.folder.glob("vault.db-*"):
            leftover.unlink()
        sample.database.write_bytes(before)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_damaged_anywhere_is_answered_in_words(sample: Sample, data: st.DataObject) -> None:
    before = sample.database.read_bytes()
    damaged = bytearray(before)
    for _hit in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(before) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(before))) :]
    try:
        sample.database.write_bytes(damaged)
        sample.check()
    except VaultError as problem:
        assert problem.message
    finally:
        for leftover in sample.folder.glob("vault.db-*"):
            leftover.unlink()
        sample.database.write_bytes(before)
