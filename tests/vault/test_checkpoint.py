from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable

import pytest

from secretguard.vault import DamagedVault, ForkDetected, RollbackDetected, Vault
from secretguard.vault.keys import is_signed_by, load_sign_key
from secretguard.vault.log import MerkleTree, leaf_hash
from secretguard.vault.notes import CheckpointNote

from .conftest import Sample


def test_a_checkpoint_signs_the_root_of_every_entry_so_far(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    vault.append(journal, "note", {"text": "一"})
    before = vault.latest_checkpoint()
    assert before is not None
    assert before.size == 1
    assert vault.unlogged() == 2
    made = vault.checkpoint()
    assert vault.unlogged() == 0
    assert vault.unanchored() == made.size == 3
    links = [entry.link for entry in vault.entries(vault.id)] + [
        entry.link for entry in vault.entries(journal)
    ]
    assert MerkleTree(leaf_hash(link) for link in links).root() == made.root
    assert CheckpointNote.decode(made.note) == CheckpointNote(
        vault.id, 3, made.root, "2026-11-24T14:05:00Z", vault.member.id
    )
    assert is_signed_by(load_sign_key(vault.session.keys.sign_public), made.signature, made.note)
    assert vault.latest_checkpoint() == made


def test_with_nothing_new_the_latest_checkpoint_stands(vault: Vault) -> None:
    vault.create_journal("drill", "推演")
    assert vault.checkpoint() == vault.checkpoint()


def test_locking_makes_a_checkpoint_and_the_witness_remembers_it(sample: Sample) -> None:
    with sample.open() as vault:
        vault.create_journal("drill", "推演")
        witness = vault.session.witness
    seen = witness.load(vault.id)
    assert seen is not None
    assert (seen.size, seen.head) == (2, 1)
    with sample.open() as vault:
        made = vault.latest_checkpoint()
        assert made is not None
        assert (made.size, made.root) == (seen.size, seen.root)
        assert vault.unlogged() == 0


def test_an_anchor_recorded_in_the_vault_journal_counts(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    made = vault.checkpoint()
    vault.append(vault.id, "anchor", {"anchor": {"size": made.size}})
    vault.append(journal, "note", {"text": "一"})
    assert vault.unanchored() == 2


def put_back_an_older_copy(sample: Sample) -> bytes:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.append(journal, "note", {"text": "一"})
    older = sample.database.read_bytes()
    with sample.open() as vault:
        vault.append(journal, "note", {"text": "二"})
    sample.database.write_bytes(older)
    return journal


def test_an_older_copy_put_back_keeps_writers_out_and_readers_told(sample: Sample) -> None:
    journal = put_back_an_older_copy(sample)
    with pytest.raises(RollbackDetected) as caught:
        sample.open()
    assert (caught.value.facts["seen"], caught.value.facts["now"]) == (4, 3)
    assert caught.value.exit_code == 4
    with sample.open(read_only=True) as reader:
        assert [type(warning) for warning in reader.warnings] == [RollbackDetected]
        assert len(list(reader.entries(journal))) == 2
    with pytest.raises(RollbackDetected):
        sample.open()


def test_a_copy_that_went_its_own_way_is_a_fork(sample: Sample) -> None:
    journal = put_back_an_older_copy(sample)
    elsewhere = sample.witness.with_name("elsewhere")
    with sample.open(witness_folder=elsewhere) as vault:
        for text in "甲乙丙":
            vault.append(journal, "note", {"text": text})
    with pytest.raises(ForkDetected):
        sample.open()
    with sample.open(read_only=True) as reader:
        assert [type(warning) for warning in reader.warnings] == [ForkDetected]
        assert len(list(reader.entries(journal))) == 5


def test_another_history_can_be_accepted_on_purpose(sample: Sample) -> None:
    put_back_an_older_copy(sample)
    sample.open(compare_witness=False).lock()
    sample.open().lock()


def test_somebody_who_sees_the_vault_first_has_nothing_to_compare(sample: Sample) -> None:
    put_back_an_older_copy(sample)
    shutil.rmtree(sample.witness)
    with sample.open() as vault:
        assert vault.warnings == ()


@pytest.mark.parametrize(
    "statement",
    [
        'DELETE FROM leaf WHERE "index" = 2',
        'DELETE FROM leaf WHERE "index" = 0',
        'UPDATE leaf SET hash = zeroblob(32) WHERE "index" = 1',
        "UPDATE leaf SET hash = 'text' WHERE \"index\" = 1",
        "DELETE FROM leaf",
    ],
)
def test_a_log_that_was_touched_is_noticed_at_opening(
    sample: Sample, tamper: Callable[..., None], statement: str
) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.append(journal, "note", {"text": "一"})
    tamper(statement)
    with pytest.raises((RollbackDetected, ForkDetected, DamagedVault)):
        sample.open()
    with sample.open(read_only=True) as reader:
        assert reader.warnings


@pytest.mark.parametrize("column", ["link", "sig", "commitment"])
def test_an_altered_entry_is_not_signed_into_the_log(
    sample: Sample, tamper: Callable[..., None], column: str
) -> None:
    vault = sample.open()
    journal = vault.create_journal("drill", "推演")
    vault.append(journal, "note", {"text": "一"})
    db = sqlite3.connect(sample.database)
    db.execute("DROP TRIGGER entry_no_update")
    db.execute(
        f"UPDATE entry SET {column} = zeroblob(length({column})) WHERE journal = ? AND seq = 2", (journal,)
    )
    db.commit()
    db.close()
    with pytest.raises(DamagedVault) as caught:
        vault.checkpoint()
    assert caught.value.facts["row"] == f"{journal.hex()}/2"
    assert vault.unlogged() == 2
    with pytest.raises(DamagedVault):
        vault.lock()
    assert vault.locked


def test_entries_of_many_journals_join_the_log_in_one_order(sample: Sample) -> None:
    with sample.open() as vault:
        journals = [vault.create_journal("drill", str(number)) for number in range(5)]
        for number in range(20):
            vault.append(journals[number % 5], "note", {"n": number})
        vault.checkpoint()
        vault.append(journals[0], "note", {"n": 20})
    db = sqlite3.connect(sample.database)
    rows = db.execute('SELECT "index", journal, seq FROM leaf ORDER BY "index"').fetchall()
    db.close()
    assert [index for index, _journal, _seq in rows] == list(range(len(rows)))
    places = [(journal, seq) for _index, journal, seq in rows]
    assert places[1:-1] == sorted(places[1:-1])
    assert places[-1] == (journals[0], 6)
