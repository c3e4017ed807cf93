"""Several entries as one: all of them are there, or none."""

from __future__ import annotations

import random
import time

import pytest

from secretguard.vault import NewEntry, NotAllowed, NotCanonical, Vault, check_vault
from secretguard.vault.errors import NoSuchJournal
from tests.vault.conftest import Sample
from tests.vault.processes import Teller, beside
from tests.vault.test_members import admit

SIZE = 40


def batch(word: str, size: int = SIZE) -> list[NewEntry]:
    return [NewEntry("note", {"text": word, "number": number}) for number in range(size)]


def words(vault: Vault, journal: bytes) -> list[object]:
    return [entry.parts.get("text") for entry in vault.entries(journal) if entry.kind == "note"]


def test_entries_written_together_stand_in_order_with_their_summary(vault: Vault) -> None:
    journal = vault.create_journal("register", "台账")
    vault.append(journal, "note", {"text": "前"})
    given = vault.append_all(journal, batch("批"), summary={"n": SIZE})
    vault.append(journal, "note", {"text": "后"})
    vault.append_all(journal, batch("又", 2))
    assert [entry.seq for entry in vault.entries(journal)] == list(range(1, SIZE + 6))
    assert words(vault, journal) == ["前", *["批"] * SIZE, "后", "又", "又"]
    assert given == list(vault.entries(journal, 2))[:SIZE]
    assert vault.summary(journal) == {"n": SIZE}
    assert check_vault(vault, deep=True).findings == ()


def test_nothing_is_written_for_an_empty_batch_or_one_with_a_fault_at_its_end(vault: Vault) -> None:
    journal = vault.create_journal("register", "台账")
    assert vault.append_all(journal, []) == []
    with pytest.raises(NotCanonical):
        vault.append_all(journal, [*batch("批"), NewEntry("note", {"text": float("nan")})])
    with pytest.raises(NotAllowed):
        vault.append_all(journal, [*batch("批"), NewEntry("key", {"x": 1})])
    with pytest.raises(NotAllowed):
        vault.append_all(journal, [*batch("批"), NewEntry("note", {"entry": 1})])
    with pytest.raises(NoSuchJournal):
        vault.append_all(bytes(16), batch("批"))
    assert words(vault, journal) == []
    vault.append(journal, "note", {"text": "后"})
    assert words(vault, journal) == ["后"]


def test_after_a_member_left_one_new_key_serves_the_whole_batch(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("register", "台账")
        vault.remove_member(admit(vault))
        vault.append_all(journal, batch("批", 3))
        assert [entry.kind for entry in vault.entries(journal)][1:] == ["key", "note", "note", "note"]
    with sample.open() as again:
        assert words(again, journal) == ["批"] * 3


def test_a_batch_killed_at_any_moment_is_there_whole_or_not_at_all(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("register", "台账")
    moments = random.Random(20261124)
    whole = 0
    for kill in range(12):

        def write(teller: Teller) -> None:
            vault = sample.open()
            teller.say("open")
            teller.wait()
            while True:
                vault.append_all(journal, batch("批"))

        with beside(write) as child:
            child.line()
            child.go_on()
            # Longer from kill to kill: on a busy machine the first may come before anything is written.
            time.sleep(moments.random() * 0.03 * (1 + kill))
            child.kill()
        with sample.open(read_only=True) as reader:
            seen = words(reader, journal)
        assert len(seen) % SIZE == 0
        assert len(seen) >= whole
        whole = len(seen)
    assert whole
    with sample.open() as vault:
        assert check_vault(vault, deep=True).findings == ()
