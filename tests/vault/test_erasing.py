from __future__ import annotations

import pytest

from secretguard.vault import ErasureUnfinished, JournalShredded, NoSuchJournal, NotAllowed, Vault

from .conftest import Sample


def bytes_on_disk(sample: Sample) -> bytes:
    return b"".join(file.read_bytes() for file in sample.folder.rglob("*") if file.is_file())


def sealed_body(vault: Vault, journal: bytes, seq: int) -> bytes:
    with vault.session.store.reading() as db:
        row = db.execute("SELECT sealed FROM entry WHERE journal = ? AND seq = ?", (journal, seq)).fetchone()
    assert isinstance(row[0], bytes)
    return row[0]


def test_an_erased_body_is_in_no_file_and_everything_else_still_verifies(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        for text in "一二三":
            vault.append(journal, "note", {"text": text * 300}, summary={"last": text})
        body = sealed_body(vault, journal, 3)
        assert body in bytes_on_disk(sample)
        vault.erase(journal, 3, "个人信息")
        for piece in (body, body[:64], body[300:364], body[-64:]):
            assert piece not in bytes_on_disk(sample)
        before = vault.checkpoint()
    with sample.open() as vault:
        entries = list(vault.entries(journal))
        assert [entry.erased for entry in entries] == [False, False, True, False, False]
        assert entries[2].parts == {}
        assert entries[2].author == vault.member.id
        assert entries[-1].kind == "erased"
        assert entries[-1].parts["erased"] == {"seq": 3, "why": "个人信息"}
        assert vault.latest_checkpoint() == before


def test_a_summary_does_not_keep_what_was_erased(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    vault.append(journal, "note", {"text": "金丝雀"}, summary={"last": "金丝雀"})
    vault.erase(journal, 2, "个人信息")
    assert vault.summary(journal) is None
    assert vault.journal(journal).title == "推演"


def test_entries_that_hold_keys_members_or_erasures_stay(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    vault.append(journal, "note", {"text": "一"})
    vault.erase(journal, 2, "个人信息")
    for target, seq in ((journal, 1), (vault.id, 1), (journal, 2), (journal, 3)):
        with pytest.raises(NotAllowed):
            vault.erase(target, seq, "试试")
    with pytest.raises(NoSuchJournal):
        vault.erase(journal, 9, "试试")
    assert vault.journal(journal).length == 3


def test_an_export_recorded_in_the_vault_journal_can_be_erased(sample: Sample) -> None:
    with sample.open() as vault:
        entry = vault.append(vault.id, "export", {"to": "金丝雀"})
        vault.erase(vault.id, entry.seq, "写错了")
    with sample.open() as vault:
        assert [entry.erased for entry in vault.entries(vault.id)] == [False, True, False]


def test_an_open_reader_delays_the_cleaning_and_the_user_is_told(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.append(journal, "note", {"text": "一" * 300})
        body = sealed_body(vault, journal, 2)
        with sample.open(read_only=True) as reader:
            with reader.session.store.reading() as db:
                db.execute("PRAGMA busy_timeout = 0")
                db.execute("BEGIN")
                db.execute("SELECT count(*) FROM entry").fetchone()
            with vault.session.store.reading() as db:
                db.execute("PRAGMA busy_timeout = 50")
            with pytest.raises(ErasureUnfinished):
                vault.erase(journal, 2, "个人信息")
            assert next(entry for entry in vault.entries(journal) if entry.seq == 2).erased
    sample.open().lock()
    assert body not in bytes_on_disk(sample)


def test_a_shredded_journal_is_gone_for_good_and_that_is_on_record(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        kept = vault.create_journal("drill", "留下的")
        vault.append(journal, "note", {"text": "一"}, summary={"n": 1})
        vault.shred_journal(journal, "保存期满")
        with pytest.raises(JournalShredded):
            vault.shred_journal(journal, "再来一次")
    for options in ({}, {"read_only": True}):
        with sample.open(**options) as vault:
            for attempt in (lambda: list(vault.entries(journal)), lambda: vault.summary(journal)):
                with pytest.raises(JournalShredded):
                    attempt()
            info = vault.journal(journal)
            assert (info.shredded, info.kind, info.title, info.summary, info.length) == (
                True,
                "",
                "",
                None,
                2,
            )
            assert [info.id for info in vault.journals("drill")] == [kept]
            assert {info.id for info in vault.journals()} == {kept, journal}
            record = list(vault.entries(vault.id))[-1]
            assert record.kind == "journal.shred"
            assert record.parts == {"journal": journal.hex(), "why": "保存期满"}
    with sample.open() as vault, pytest.raises(JournalShredded):
        vault.append(journal, "note", {"text": "二"})


def test_the_vaults_own_journal_is_not_shredded(vault: Vault) -> None:
    with pytest.raises(NotAllowed):
        vault.shred_journal(vault.id, "x")
