"""Somebody who can write the file puts anything into any cell: everywhere it is met, an answer in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from secretguard.errors import SecretGuardError, VaultError
from secretguard.vault import (
    DamagedVault,
    back_up,
    check_folder,
    check_vault,
    find_fork,
    prove_recovery_code,
    vault_info,
)
from secretguard.vault.keys import MemberKeys
from tests.vault.checking import Sample, as_intruder, copy_of, write_cell

IS_SOAK = os.environ.get("SECRETGUARD_SOAK") == "1"
_STRIDE = 1 if IS_SOAK else 83
"""Prime, and no divisor of a row of the grid, so that the sample falls on all columns and values."""

TABLES = ("vault", "member", "unlock", "head", "entry", "wrap", "leaf", "checkpoint")
VALUES = (
    None,
    "text",
    "",
    "2",
    "中'\x1b[31m",
    b"",
    b"x",
    bytes(16),
    bytes(32),
    bytes(64),
    b"\xff" * 1168,
    -1,
    0,
    1,
    3,
    2**31,
    2**32,
    2**53,
    2**63 - 1,
    -(2**63),
    1.5,
    float("inf"),
)
CODE = "000GG-40R49-0M30~-E209U-185GD-R38ET-1W81Z-24GKM"
OTHER = MemberKeys.from_secret(bytes(range(32)))


@pytest.fixture(scope="module")
def rich(pristine: Sample, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """With a member who came, wrote nothing and went: restricted wraps, and journals of two epochs."""
    made = copy_of(pristine, tmp_path_factory.mktemp("rich"))
    with made.open() as vault:
        vault.add_member("示例乙", OTHER.sign_public, OTHER.hpke_public)
        vault.create_journal("incident", "示例事件", members=[vault.member.id, OTHER.id])
        vault.remove_member(OTHER.id)
        for journal in made.journals[:2]:
            vault.append(journal, "note", {"text": "移出之后"}, summary={"count": 2})
    return made


def grid(sample: Sample) -> Iterator[tuple[str, str, object, int]]:
    with closing(sqlite3.connect(sample.database)) as db:
        for table in TABLES:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            rows = [row for (row,) in db.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
            for row in sorted({rows[0], rows[len(rows) // 2], rows[-1]}):
                for column in columns:
                    for value in VALUES:
                        yield table, column, value, row


def refused(act: Callable[[], object]) -> str | None:
    """Do it; a refusal must be one of ours, with words and an exit code of the table."""
    try:
        act()
    except SecretGuardError as error:
        assert error.message
        assert error.exit_code in (1, 2, 3, 4)
        assert "\x1b" not in error.message
        return type(error).__name__
    return None


def read_everything(sample: Sample) -> None:
    with sample.open(read_only=True) as vault:
        refused(vault.journals)
        refused(vault.latest_checkpoint)
        for journal in (vault.id, *sample.journals):
            refused(lambda journal=journal: list(vault.entries(journal)))  # type: ignore[misc]
            refused(lambda journal=journal: vault.summary(journal))  # type: ignore[misc]
        refused(lambda: check_vault(vault, deep=True))


def write_everything(sample: Sample) -> None:
    vault = sample.open()
    first, second, _gone = sample.journals
    acts: list[Callable[[], object]] = [
        lambda: vault.append(first, "note", {"text": "一"}),
        lambda: vault.append(second, "note", {"text": "一"}, summary={"n": 1}),
        lambda: vault.erase(first, 2, "示例理由"),
        lambda: vault.write_summary(first, {"n": 1}),
        lambda: vault.create_journal("drill", "新"),
        lambda: back_up(vault, sample.folder.with_name("b.sgvb")),
        lambda: vault.shred_journal(second, "示例理由"),
        lambda: vault.checkpoint(),
    ]
    try:
        for act in acts:
            refused(act)
    finally:
        refused(vault.lock)


def test_a_cell_of_another_kind_anywhere_never_ends_in_a_traceback(rich: Sample, tmp_path: Path) -> None:
    tried = 0
    for number, (table, column, value, row) in enumerate(list(grid(rich))[::_STRIDE]):
        sample = copy_of(rich, tmp_path / str(number))
        with suppress(sqlite3.IntegrityError), as_intruder(sample.database) as db:
            db.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, row))
        refused(lambda sample=sample: read_everything(sample))  # type: ignore[misc]
        refused(lambda sample=sample: vault_info(sample.folder))  # type: ignore[misc]
        refused(lambda sample=sample: check_folder(sample.folder, witness_folder=sample.witness))  # type: ignore[misc]
        refused(lambda sample=sample: prove_recovery_code(sample.folder, CODE))  # type: ignore[misc]
        refused(lambda sample=sample: find_fork(sample.folder, rich.folder))  # type: ignore[misc]
        refused(lambda sample=sample: write_everything(sample))  # type: ignore[misc]
        tried += 1
    assert tried >= 20


@pytest.fixture
def sample(rich: Sample, tmp_path: Path) -> Sample:
    return copy_of(rich, tmp_path)


def where_it_is(error: VaultError) -> tuple[object, object]:
    return error.facts["table"], error.facts["row"]


def test_text_instead_of_a_number_in_a_later_epoch_is_named(sample: Sample) -> None:
    journal = sample.journals[0]
    with as_intruder(sample.database) as db:
        db.execute("UPDATE entry SET seq = 'acht' WHERE journal = ? AND seq = 8", (journal,))
    with sample.open(read_only=True) as vault, pytest.raises(DamagedVault) as caught:
        list(vault.entries(journal))
    assert where_it_is(caught.value) == ("entry", f"{journal.hex()}/acht")


def test_a_place_in_the_log_that_is_no_number_is_named(sample: Sample) -> None:
    with as_intruder(sample.database) as db:
        (seq,) = db.execute(
            "SELECT max(seq) FROM entry WHERE journal = ? AND author = ?",
            (sample.vault_id, MemberKeys.from_secret(sample.secret).id),
        ).fetchone()
        db.execute('UPDATE leaf SET "index" = ? WHERE journal = ? AND seq = ?', ("x", sample.vault_id, seq))
    report = sample.check()
    assert any(finding.table == "leaf" for finding in report.findings)


def test_a_negative_number_is_named_before_a_writer_builds_on_it(sample: Sample) -> None:
    vault = sample.open()
    with as_intruder(sample.database) as db:
        db.execute(
            "INSERT INTO entry SELECT journal, -9223372036854775807, epoch, author, commitment, link, sig,"
            " sealed FROM entry WHERE journal = ? AND seq = 2",
            (sample.journals[0],),
        )
    with pytest.raises(DamagedVault) as caught:
        vault.lock()
    assert caught.value.facts["table"] == "entry"
    assert vault.locked


def test_an_epoch_that_was_never_announced_is_not_erased_under(sample: Sample) -> None:
    journal = sample.journals[0]
    with sample.open() as vault:
        assert len(list(vault.entries(journal))) == 8
        write_cell(sample.database, "entry", "epoch", (journal, 2), 77)
        with pytest.raises(DamagedVault) as caught:
            vault.erase(journal, 2, "示例理由")
    assert where_it_is(caught.value) == ("entry", f"{journal.hex()}/2")


@pytest.mark.parametrize("seq", [0, -1, 2**53, 10**30])
def test_no_number_is_too_large_to_be_told_that_there_is_no_such_entry(sample: Sample, seq: int) -> None:
    with sample.open() as vault, pytest.raises(VaultError) as caught:
        vault.erase(sample.journals[0], seq, "示例理由")
    assert caught.value.code == "no_such_journal"


@pytest.mark.parametrize(
    ("table", "column"),
    [("vault", "id"), ("head", "revision"), ("entry", "epoch"), ("checkpoint", "note"), ("leaf", "seq")],
)
def test_text_that_is_no_utf8_is_damage_like_any_other(sample: Sample, table: str, column: str) -> None:
    with as_intruder(sample.database) as db:
        db.execute(
            f"UPDATE {table} SET {column} = CAST(x'ff31' AS TEXT) WHERE rowid ="
            f" (SELECT max(rowid) FROM {table})"
        )
    with pytest.raises(DamagedVault) as caught:
        _open_list_read_and_lock(sample)
    assert caught.value.facts["table"] == table
    if table != "vault":
        assert any(finding.table == table for finding in sample.check().findings)


def _open_list_read_and_lock(sample: Sample) -> None:
    with sample.open() as vault:
        for info in vault.journals():
            if not info.shredded:
                list(vault.entries(info.id))
        vault.append(sample.journals[0], "note", {"text": "一"})


def test_a_journal_deleted_whole_is_noticed_at_the_next_checkpoint(sample: Sample) -> None:
    with as_intruder(sample.database) as db:
        for table in ("entry", "head", "wrap"):
            db.execute(f"DELETE FROM {table} WHERE journal = ?", (sample.journals[1],))
    vault = sample.open()
    entry = vault.append(sample.journals[0], "note", {"text": "一"})
    with pytest.raises(DamagedVault) as caught:
        vault.lock()
    assert caught.value.facts["table"] == "leaf"
    with sample.open(read_only=True) as reader:
        assert list(reader.entries(sample.journals[0]))[-1].seq == entry.seq


def test_a_strangers_whole_journal_is_neither_read_nor_logged(sample: Sample) -> None:
    with sample.open() as vault:
        public, logged = vault.session.keys.hpke_public, vault.checkpoint().size
    journal = _plant_journal(sample, MemberKeys.from_secret(b"e" * 32), public)
    with sample.open(read_only=True) as reader, pytest.raises(DamagedVault):
        list(reader.entries(journal))
    with pytest.raises(DamagedVault):
        sample.open().lock()
    assert vault_info(sample.folder).leaves == logged
    assert any(finding.row == f"{journal.hex()}/1" for finding in sample.check().findings)


def _plant_journal(sample: Sample, stranger: MemberKeys, reader: bytes) -> bytes:
    """A journal in perfect form, with its own key wrapped to the member, signed by somebody unknown."""
    from secretguard.vault.entry import FIRST_PREVIOUS
    from secretguard.vault.epochs import announce_restricted
    from secretguard.vault.keys import wrap_for_member
    from secretguard.vault.sealing import RowCipher, Table
    from secretguard.vault.store import queries
    from secretguard.vault.writing import Scribe
    from tests.vault.checking import Ticking

    journal, key, vault = b"j" * 16, b"k" * 32, sample.vault_id
    me = MemberKeys.from_secret(sample.secret).id
    parts = {"key": announce_restricted(key, vault, journal, 1, [me]), "kind": "drill", "title": "伪造"}
    scribe = Scribe(vault, stranger, Ticking())
    cipher = RowCipher(key, vault, Table.ENTRY, 1)
    row, _entry = scribe.compose(journal, 1, FIRST_PREVIOUS, cipher, "journal.open", parts)
    with as_intruder(sample.database) as db:
        queries.insert_head(db, journal)
        queries.insert_entry(db, row)
        queries.update_head(db, journal, 1, row.link)
        sealed = wrap_for_member(key, reader, vault, journal, 1, me)
        db.execute("INSERT INTO wrap VALUES (?, 1, ?, ?)", (journal, me, sealed))
    return journal


def test_a_blob_of_many_megabytes_in_a_row_is_damage_and_not_a_hang(sample: Sample) -> None:
    write_cell(sample.database, "entry", "sealed", (sample.journals[0], 2), bytes(30_000_000))
    with sample.open(read_only=True) as vault, pytest.raises(DamagedVault):
        list(vault.entries(sample.journals[0]))


def test_of_two_copies_in_one_file_only_the_first_counts(sample: Sample) -> None:
    data = sample.database.read_bytes()
    sample.database.write_bytes(data + data)
    with sample.open() as vault:
        assert vault.append(sample.journals[0], "note", {"text": "一"}).seq == 9
    assert sample.check().ok
