"""Roll-back, cut tails, stolen journals and forks, found against what stands outside the vault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.errors import UsageError, VaultError
from secretguard.vault.check import check_folder, check_vault
from secretguard.vault.check_fork import find_fork
from secretguard.vault.check_history import read_printed
from secretguard.vault.check_report import CheckReport
from secretguard.vault.notes import CheckpointNote, NoteError
from tests.vault.checking import PASSPHRASE, Sample, as_intruder, copy_of, make_sample


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


def another(sample: Sample, name: str, witness: str = "witness") -> Sample:
    folder = sample.folder.with_name(name)
    shutil.copytree(sample.folder, folder)
    place = sample.witness.with_name(witness)
    if not place.exists():
        shutil.copytree(sample.witness, place)
    return Sample(folder, sample.secret, place, sample.vault_id, sample.journals)


def grow(sample: Sample, text: str, journal: int = 0, count: int = 1) -> bytes:
    """Append and lock; the new checkpoint's note."""
    with sample.open() as vault:
        for _turn in range(count):
            vault.append(sample.journals[journal], "note", {"text": text})
        return vault.checkpoint().note


def tables(report: CheckReport) -> set[str]:
    return {finding.table for finding in report.findings}


def printed(note: bytes) -> str:
    found = CheckpointNote.decode(note)
    return f"{found.size} {found.root.hex()}"


def test_an_older_copy_put_back_is_found_by_the_witness_and_by_paper(sample: Sample) -> None:
    old = another(sample, "old")
    note = grow(sample, "新的一条")
    shutil.rmtree(sample.folder)
    shutil.copytree(old.folder, sample.folder)
    report = sample.check(deep=False)
    assert tables(report) == {"leaf"}
    assert "旧的副本" in report.findings[0].message
    stranger = Sample(sample.folder, sample.secret, sample.witness.with_name("none"), b"", sample.journals)
    assert stranger.check().ok
    for against in (note, note.decode(), printed(note)):
        assert tables(stranger.check(against=against)) == {"leaf"}


def forget(sample: Sample, journal: bytes, after: int) -> None:
    """What the file's owner without a key can do best: remove entries, their leaves and all checkpoints."""
    with as_intruder(sample.database) as db:
        kept = db.execute('SELECT journal, seq, hash FROM leaf ORDER BY "index"').fetchall()
        db.execute("DELETE FROM leaf")
        db.execute("DELETE FROM checkpoint")
        db.execute("DELETE FROM entry WHERE journal = ? AND seq > ?", (journal, after))
        left = [row for row in kept if row[0] != journal or row[1] <= after]
        db.executemany("INSERT INTO leaf VALUES (?, ?, ?, ?)", [(i, *row) for i, row in enumerate(left)])
        if after == 0:
            db.execute("DELETE FROM head WHERE journal = ?", (journal,))
            db.execute("DELETE FROM wrap WHERE journal = ?", (journal,))
            return
        query = "SELECT link FROM entry WHERE journal = ? AND seq = ?"
        (link,) = db.execute(query, (journal, after)).fetchone()
        change = "UPDATE head SET seq = ?, link = ?, summary = NULL WHERE journal = ?"
        db.execute(change, (after, link, journal))


@pytest.mark.parametrize("after", [0, 1])
def test_a_stolen_journal_and_a_cut_tail_are_found_however_neatly_done(sample: Sample, after: int) -> None:
    with sample.open() as vault:
        latest = vault.latest_checkpoint()
    assert latest is not None
    forget(sample, sample.journals[1], after)
    report = sample.check()
    assert any(finding.table == "leaf" and "见证" in finding.message for finding in report.findings)
    stranger = Sample(sample.folder, sample.secret, sample.witness.with_name("none"), b"", sample.journals)
    assert any("给出的检查点" in finding.message for finding in stranger.check(against=latest.note).findings)


def test_a_stolen_journal_that_left_its_leaves_is_named(sample: Sample) -> None:
    journal = sample.journals[1]
    with as_intruder(sample.database) as db:
        for table in ("entry", "head", "wrap"):
            db.execute(f"DELETE FROM {table} WHERE journal = ?", (journal,))
    messages = [finding.message for finding in sample.check().findings]
    assert any(journal.hex()[:8] in message and "被删除" in message for message in messages)


def test_two_copies_that_both_went_on_are_named_where_they_part(sample: Sample) -> None:
    other = another(sample, "other", "other-witness")
    grow(sample, "这边")
    note = grow(other, "那边", count=2)
    journal = sample.journals[0]
    found = find_fork(sample.database, other.database)
    assert [(fork.journal, fork.seq) for fork in found.forks] == [(journal, 7)]
    assert len(found.only_b) == 1
    by_paper = sample.check(against=printed(note))
    assert tables(by_paper) == {"leaf"}
    for against in (other.folder, str(other.folder)):
        report = sample.check(against=against)
        assert ("entry", f"{journal.hex()}/7") in {(item.table, item.row) for item in report.findings}
        assert any("分叉" in finding.message for finding in report.findings)


def test_a_fork_of_equal_length_is_found_by_the_other_copys_witness(sample: Sample) -> None:
    other = another(sample, "other", "other-witness")
    grow(sample, "这边")
    grow(other, "那边")
    crossed = Sample(other.folder, other.secret, sample.witness, other.vault_id, other.journals)
    report = crossed.check(deep=False)
    assert any("分叉" in finding.message for finding in report.findings)


def test_a_fork_of_the_vault_journal_names_its_entry(sample: Sample) -> None:
    other = another(sample, "other", "other-witness")
    for copy, number in ((sample, 1), (other, 2)):
        with copy.open() as vault:
            vault.append(vault.id, "export", {"number": number})
    crossed = Sample(other.folder, other.secret, sample.witness, other.vault_id, other.journals)
    rows = {(finding.table, finding.row) for finding in crossed.check().findings}
    assert ("entry", f"{sample.vault_id.hex()}/3") in rows


def test_copies_that_grew_in_different_journals_are_two_histories_too(sample: Sample) -> None:
    other = another(sample, "other", "other-witness")
    grow(sample, "这边", journal=0)
    grow(other, "那边", journal=1)
    report = sample.check(against=other.folder)
    assert [(finding.table, finding.row) for finding in report.findings] == [
        ("entry", f"{sample.journals[1].hex()}/3")
    ]


def test_an_older_copy_beside_is_no_finding_a_newer_one_is(sample: Sample) -> None:
    older = another(sample, "older")
    grow(sample, "新的一条")
    assert sample.check(against=older.folder).ok
    report = older.check(against=sample.folder)
    assert any("多 1 条" in finding.message for finding in report.findings)


def test_the_copy_of_another_vault_is_refused(sample: Sample, tmp_path: Path) -> None:
    stranger = make_sample(tmp_path / "stranger")
    with pytest.raises(UsageError):
        sample.check(against=stranger.folder)
    with pytest.raises(UsageError):
        find_fork(sample.database, stranger.database)
    note = grow(stranger, "别处")
    assert any("另一个库" in finding.message for finding in sample.check(against=note).findings)


def test_an_open_vault_is_checked_while_it_is_written(sample: Sample) -> None:
    with sample.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "示例"})
        report = check_vault(vault, deep=True)
        assert report.ok
        assert report.facts["unlogged"] == 1
        note = vault.checkpoint().note
        assert check_vault(vault, against=note).ok


def test_without_a_key_the_check_is_incomplete_and_never_called_good(sample: Sample) -> None:
    report = check_folder(sample.folder, deep=True, witness_folder=sample.witness)
    assert report.findings == ()
    assert not report.complete
    assert not report.ok
    assert report.unverified


def test_the_passphrase_opens_the_check_as_well(sample: Sample) -> None:
    assert check_folder(sample.folder, passphrase=PASSPHRASE, witness_folder=sample.witness).ok
    with pytest.raises(VaultError):
        check_folder(sample.folder, passphrase="错的", witness_folder=sample.witness)


def test_progress_grows_to_its_total(sample: Sample) -> None:
    steps: list[tuple[int, int]] = []
    sample.check(progress=lambda done, total: steps.append((done, total)))
    assert steps
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_damaged_witness_is_a_finding_that_names_its_file(sample: Sample) -> None:
    path = next(sample.witness.iterdir())
    path.write_text("{}")
    assert [(finding.table, finding.row) for finding in sample.check().findings] == [("witness", str(path))]


ROOT = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text",
    [
        f"5 {ROOT}",
        f"  5\t{ROOT}\n",
        f"5 {ROOT.upper()}",
        f"检查点 5 根值 {ROOT}",
        f"检查点：5，根值：{ROOT}。",
        f"5 {' '.join(ROOT[place : place + 8] for place in range(0, 64, 8))}",
        f"5\n{ROOT[:32]}\n{ROOT[32:]}",
        f"size 5 root {ROOT}",
    ],
)
def test_a_checkpoint_is_read_as_people_type_it_from_paper(text: str) -> None:
    for form in (text, text.encode()):
        found = read_printed(form)
        assert (found.size, found.root.hex(), found.vault) == (5, ROOT, None)


@pytest.mark.parametrize(
    "text", ["", "5", ROOT, f"5 {ROOT[:-1]}", f"5 {ROOT}0", f"5 {ROOT[:-1]}g", "x" * 100_000, f"-{ROOT}"]
)
def test_anything_else_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_printed(text)
    assert "64" in caught.value.remedy


def test_a_note_that_was_edited_is_refused() -> None:
    with pytest.raises(NoteError):
        read_printed(f"sg1.checkpoint\nsize 5\nroot {ROOT}\n")


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_reading_a_checkpoint_never_ends_in_a_traceback(text: str | bytes) -> None:
    try:
        found = read_printed(text)
    except (UsageError, NoteError):
        return
    assert len(found.root) == 32


def test_a_planted_row_without_its_evidence_file_is_found_and_named(sample: Sample) -> None:
    with as_intruder(sample.database) as db:
        db.execute("INSERT INTO blob VALUES (?, ?, 5, ?)", (bytes(16), sample.journals[0], bytes(97)))
    report = sample.check()
    assert {(finding.table, finding.row) for finding in report.findings} == {("blob", "00" * 16)}
    assert not report.ok
