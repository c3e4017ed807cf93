"""One entry read by itself: as reading them all gives it, none where none is, loud where one is gone."""

from __future__ import annotations

import sqlite3

import pytest

from secretguard.vault import DamagedVault, Vault
from tests.conftest import HandClock, SampleVault


def test_one_entry_is_what_reading_all_of_them_gives(vault: Vault) -> None:
    journal = vault.create_journal("note", "一卷")
    for number in range(3):
        vault.append(journal, "note.added", {"text": f"第 {number} 笔"})
    whole = list(vault.entries(journal))
    assert len(whole) > 3
    assert [vault.entry(journal, entry.seq) for entry in whole] == whole
    assert [vault.entry(journal, seq) for seq in (-1, 0, whole[-1].seq + 1)] == [None, None, None]


def test_an_entry_taken_out_behind_our_back_is_not_passed_over(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    with sample_vault.open(clock) as vault:
        journal = vault.create_journal("note", "一卷")
        for number in range(3):
            vault.append(journal, "note.added", {"text": f"第 {number} 笔"})
    db = sqlite3.connect(sample_vault.folder / "vault.db")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("DELETE FROM entry WHERE journal = ? AND seq = 3", (journal,))
    db.commit()
    db.close()
    with sample_vault.open(clock, read_only=True) as vault, pytest.raises(DamagedVault):
        vault.entry(journal, 3)
