"""What other members can try: sign as somebody else, write after being removed, announce a false key."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from secretguard.vault.check_report import CheckReport
from secretguard.vault.keys import MemberKeys, key_check_value
from secretguard.vault.primitives import NO_ROW
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredEntry
from secretguard.vault.writing import Scribe
from tests.vault.checking import Sample, Ticking, as_intruder, copy_of, write_cell

OTHER = MemberKeys.from_secret(bytes(range(32)))


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    made = copy_of(pristine, tmp_path)
    with made.open() as vault:
        vault.add_member("示例乙", OTHER.sign_public, OTHER.hpke_public)
    return made


def as_other(sample: Sample) -> Sample:
    return Sample(sample.folder, OTHER.secret, sample.witness, sample.vault_id, sample.journals)


def rows(report: CheckReport) -> set[tuple[str, str]]:
    return {(finding.table, finding.row) for finding in report.findings}


def head(sample: Sample, journal: bytes) -> tuple[int, bytes]:
    with closing(sqlite3.connect(sample.database)) as db:
        return db.execute("SELECT seq, link FROM head WHERE journal = ?", (journal,)).fetchone()


def journal_key(sample: Sample, journal: bytes) -> bytes:
    with sample.open() as vault, vault.session.store.reading() as db:
        return vault.session.keyring.candidate(db, journal, 1)


def slip_in(sample: Sample, row: StoredEntry) -> None:
    with as_intruder(sample.database) as db:
        queries.insert_entry(db, row)
        queries.update_head(db, row.journal, row.seq, row.link)


def test_both_members_find_the_vault_good(sample: Sample) -> None:
    for copy in (sample, as_other(sample)):
        report = copy.check()
        assert report.ok, report
        assert report.facts["members"] == 2


def test_a_journal_restricted_to_others_is_left_out_in_words(sample: Sample) -> None:
    with sample.open() as vault:
        vault.create_journal("incident", "示例事件", members=[vault.member.id])
    assert sample.check().ok
    report = as_other(sample).check()
    assert report.ok
    assert any("其他成员" in sentence for sentence in report.unverified)


def test_an_entry_put_under_another_members_name_is_found(sample: Sample) -> None:
    journal = sample.journals[0]
    write_cell(sample.database, "entry", "author", (journal, 2), OTHER.id)
    assert ("entry", f"{journal.hex()}/2") in rows(sample.check())


def test_an_entry_written_after_its_authors_removal_is_found(sample: Sample) -> None:
    journal = sample.journals[0]
    key = journal_key(sample, journal)
    with sample.open() as vault:
        vault.remove_member(OTHER.id)
    seq, link = head(sample, journal)
    cipher = RowCipher(key, sample.vault_id, Table.ENTRY, 1)
    scribe = Scribe(sample.vault_id, OTHER, Ticking())
    row, _entry = scribe.compose(journal, seq + 1, link, cipher, "note", {"text": "补写"})
    slip_in(sample, row)
    report = sample.check(deep=False)
    assert ("entry", f"{journal.hex()}/{seq + 1}") in rows(report)
    assert any("移出" in finding.message for finding in report.findings)


def test_an_epoch_announced_with_a_false_check_value_is_found(sample: Sample) -> None:
    journal = sample.journals[0]
    key = journal_key(sample, journal)
    seq, link = head(sample, journal)
    false = key_check_value(bytes(32), sample.vault_id, journal, 2).hex()
    cipher = RowCipher(key, sample.vault_id, Table.ENTRY, 1)
    part = {"key": {"epoch": 2, "kcv": false, "under": 1}}
    row, _entry = Scribe(sample.vault_id, OTHER, Ticking()).compose(
        journal, seq + 1, link, cipher, "key", part
    )
    slip_in(sample, row)
    with sample.open(read_only=True) as vault:
        wraps = vault.session.keyring.trunk.newest.wraps
        sealed = wraps.seal(journal, 2, b"\x01" * 32)
    with as_intruder(sample.database) as db:
        db.execute("INSERT INTO wrap VALUES (?, 2, ?, ?)", (journal, NO_ROW, sealed))
    report = sample.check()
    assert ("wrap", f"{journal.hex()}/2") in rows(report)
    assert not report.complete


def test_a_stranger_with_the_file_cannot_be_an_author(sample: Sample) -> None:
    journal = sample.journals[0]
    stranger = MemberKeys.from_secret(b"\x07" * 32)
    seq, link = head(sample, journal)
    cipher = RowCipher(b"\x08" * 32, sample.vault_id, Table.ENTRY, 1)
    row, _entry = Scribe(sample.vault_id, stranger, Ticking()).compose(
        journal, seq + 1, link, cipher, "note", {"text": "插入"}
    )
    slip_in(sample, row)
    with as_intruder(sample.database) as db:
        queries.insert_member(db, stranger.id, stranger.sign_public, stranger.hpke_public)
    found = rows(sample.check(deep=False))
    assert ("entry", f"{journal.hex()}/{seq + 1}") in found
    assert ("member", stranger.id.hex()) in found
