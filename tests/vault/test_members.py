from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from secretguard.vault import DamagedVault, JournalNotOpenToMember, NotAllowed, Vault
from secretguard.vault.keys import MemberKeys, wrap_for_member
from secretguard.vault.primitives import NO_ROW
from secretguard.vault.sealing import RowCipher, Table

from .conftest import Sample

B = MemberKeys.from_secret(bytes(range(32, 64)))


def admit(vault: Vault, *, admin: bool = False) -> bytes:
    return vault.add_member("示例乙", B.sign_public, B.hpke_public, admin=admin)


def opened_by_b(sample: Sample, **options: object) -> Vault:
    return replace(sample, secret=B.secret).open(**options)


def test_an_admitted_member_reads_what_was_and_writes_under_its_own_name(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.append(journal, "note", {"text": "先前"})
        assert admit(vault) == B.id
    with opened_by_b(sample) as vault:
        assert (vault.member.name, vault.member.admin) == ("示例乙", False)
        vault.append(journal, "note", {"text": "之后"})
        assert vault.journals()[0].title == "推演"
    with sample.open() as vault:
        assert [entry.author for entry in vault.entries(journal)] == [vault.member.id] * 2 + [B.id]
        assert vault.unlogged() == 0


def test_a_stranger_does_not_get_in(sample: Sample) -> None:
    with pytest.raises(JournalNotOpenToMember):
        opened_by_b(sample)


def test_a_removed_member_opens_nothing_that_is_written_later(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        admit(vault)
        vault.remove_member(B.id)
        vault.append(journal, "note", {"text": "移出之后"})
        assert [entry.kind for entry in vault.entries(journal)] == ["journal.open", "key", "note"]
        assert [entry.kind for entry in vault.entries(vault.id)][-2:] == ["member.remove", "key"]
    with pytest.raises(JournalNotOpenToMember):
        opened_by_b(sample)
    with sample.open() as vault:
        assert [entry.kind for entry in vault.entries(journal)] == ["journal.open", "key", "note"]
        assert vault.append(journal, "note", {"text": "再一句"}, summary={"n": 1}).seq == 4
        assert vault.summary(journal) == {"n": 1}
        assert [member.removed for member in vault.members()] == [False, True]


def test_an_old_key_of_a_removed_member_seals_nothing_new(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        admit(vault)
    with opened_by_b(sample) as known_to_b, known_to_b.session.store.reading() as db:
        old = known_to_b.session.keyring.candidate(db, journal, 1)
    with sample.open() as vault:
        vault.remove_member(B.id)
        vault.append(journal, "note", {"text": "金丝雀"}, summary={"n": "金丝雀"})
    db = sqlite3.connect(sample.database)
    (sealed,) = db.execute("SELECT sealed FROM entry WHERE journal = ? AND seq = 3", (journal,)).fetchone()
    db.close()
    for epoch in (1, 2):
        with pytest.raises(DamagedVault):
            RowCipher(old, vault.id, Table.ENTRY, epoch).open(journal, 3, sealed)


def test_what_a_removed_member_adds_afterwards_is_never_logged(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        admit(vault)
    copy = sample.database.read_bytes()
    with opened_by_b(sample) as vault:
        vault.append(journal, "note", {"text": "补写"})
    db = sqlite3.connect(sample.database)
    late = db.execute("SELECT * FROM entry WHERE journal = ? AND seq = 2", (journal,)).fetchone()
    head = db.execute("SELECT seq, link FROM head WHERE journal = ?", (journal,)).fetchone()
    db.close()
    sample.database.write_bytes(copy)
    with sample.open(compare_witness=False) as vault:
        vault.remove_member(B.id)
    db = sqlite3.connect(sample.database)
    db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", late)
    db.execute("UPDATE head SET seq = ?, link = ? WHERE journal = ?", (*head, journal))
    db.commit()
    db.close()
    vault = sample.open()
    with pytest.raises(DamagedVault) as caught:
        vault.checkpoint()
    assert caught.value.facts["row"] == f"{journal.hex()}/2"
    with pytest.raises(DamagedVault):
        vault.lock()
    with sample.open(read_only=True) as reader:
        assert reader.unlogged() == 1


def test_only_administrators_admit_and_remove(sample: Sample) -> None:
    with sample.open() as vault:
        admit(vault)
    with opened_by_b(sample) as vault:
        c = MemberKeys.from_secret(bytes(range(64, 96)))
        with pytest.raises(NotAllowed):
            vault.add_member("示例丙", c.sign_public, c.hpke_public)
        with pytest.raises(NotAllowed):
            vault.remove_member(vault.members()[0].id)


def test_the_same_key_twice_oneself_and_strangers_are_refused(vault: Vault) -> None:
    admit(vault)
    with pytest.raises(NotAllowed):
        admit(vault)
    for identity in (vault.member.id, bytes(16)):
        with pytest.raises(NotAllowed):
            vault.remove_member(identity)
    vault.remove_member(B.id)
    with pytest.raises(NotAllowed):
        admit(vault)


def test_a_restricted_journal_opens_for_those_named_only(sample: Sample) -> None:
    with sample.open() as vault:
        admit(vault)
        own = vault.create_journal("incident", "只给甲", members=[vault.member.id])
        both = vault.create_journal("incident", "甲和乙", members=[vault.member.id, B.id])
        for journal in (own, both):
            vault.append(journal, "note", {"text": "一"}, summary={"n": 1})
    with opened_by_b(sample) as vault:
        assert [info.title for info in vault.journals()] == ["甲和乙"]
        assert [entry.kind for entry in vault.entries(both)] == ["journal.open", "note"]
        for attempt in (
            lambda: list(vault.entries(own)),
            lambda: vault.append(own, "note", {}),
            lambda: vault.journal(own),
        ):
            with pytest.raises(JournalNotOpenToMember):
                attempt()
    with sample.open() as vault:
        assert {info.title for info in vault.journals("incident")} == {"只给甲", "甲和乙"}


def test_a_restricted_journal_changes_its_key_when_one_of_its_members_leaves(sample: Sample) -> None:
    with sample.open() as vault:
        admit(vault)
        journal = vault.create_journal("incident", "甲和乙", members=[vault.member.id, B.id])
        vault.remove_member(B.id)
        vault.append(journal, "note", {"text": "移出之后"})
        kinds = [entry.kind for entry in vault.entries(journal)]
        assert kinds == ["journal.open", "key", "note"]
    with sample.open() as vault:
        *_before, key, _note = vault.entries(journal)
        part = key.parts["key"]
        assert isinstance(part, dict)
        assert part["members"] == [vault.member.id.hex()]


def test_a_restricted_journal_must_name_its_author_and_members_only(vault: Vault) -> None:
    for members in ([], [B.id], [vault.member.id, B.id]):
        with pytest.raises(JournalNotOpenToMember):
            vault.create_journal("incident", "事件", members=members)
    assert vault.journals() == []


def test_a_planted_epoch_is_never_sealed_to(sample: Sample, tamper: Callable[..., None]) -> None:
    """Somebody with the file and the public keys wraps a key of his own for a member."""
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        member, hpke = vault.member.id, vault.session.keys.hpke_public
    evil = bytes(32)
    for target in (journal, vault.id):
        wrap = wrap_for_member(evil, hpke, vault.id, target, 2, member)
        tamper(("INSERT INTO wrap VALUES (?, 2, ?, ?)", (target, member, wrap)))
    with sample.open() as vault:
        vault.append(journal, "note", {"text": "金丝雀"})
        vault.append(vault.id, "export", {"text": "金丝雀"})
    db = sqlite3.connect(sample.database)
    rows = db.execute("SELECT journal, seq, epoch, sealed FROM entry").fetchall()
    db.close()
    assert {epoch for _journal, _seq, epoch, _sealed in rows} == {1}
    for row_journal, seq, epoch, sealed in rows:
        with pytest.raises(DamagedVault):
            RowCipher(evil, vault.id, Table.ENTRY, epoch).open(row_journal, seq, sealed)


def test_a_replaced_first_key_is_not_believed(sample: Sample, tamper: Callable[..., None]) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        member, hpke = vault.member.id, vault.session.keys.hpke_public
    wrap = wrap_for_member(bytes(32), hpke, vault.id, journal, 1, member)
    tamper(
        ("DELETE FROM wrap WHERE journal = ?", (journal,)),
        ("INSERT INTO wrap VALUES (?, 1, ?, ?)", (journal, member, wrap)),
    )
    with sample.open() as vault:
        with pytest.raises(DamagedVault):
            vault.append(journal, "note", {"text": "一"})
        with pytest.raises(DamagedVault):
            list(vault.entries(journal))


def test_a_planted_member_row_changes_nothing(sample: Sample, tamper: Callable[..., None]) -> None:
    tamper(("INSERT INTO member VALUES (?, ?, ?)", (B.id, B.sign_public, B.hpke_public)))
    with sample.open() as vault:
        assert [member.name for member in vault.members()] == ["示例甲"]
        with pytest.raises(JournalNotOpenToMember):
            vault.create_journal("incident", "事件", members=[vault.member.id, B.id])
    with pytest.raises(JournalNotOpenToMember):
        opened_by_b(sample)


def test_a_swapped_public_key_gets_no_key_wrapped(sample: Sample, tamper: Callable[..., None]) -> None:
    with sample.open() as vault:
        admit(vault)
    other = MemberKeys.from_secret(bytes(range(64, 96)))
    tamper(("UPDATE member SET hpke_pk = ? WHERE id = ?", (other.hpke_public, B.id)))
    with sample.open() as vault:
        with pytest.raises(DamagedVault) as caught:
            vault.create_journal("incident", "事件", members=[vault.member.id, B.id])
        assert caught.value.facts["table"] == "member"
        assert vault.journals() == []


def test_a_wrap_moved_to_another_journal_does_not_open(sample: Sample, tamper: Callable[..., None]) -> None:
    with sample.open() as vault:
        one, two = (vault.create_journal("drill", title) for title in "甲乙")
        vault.append(one, "note", {"text": "一"})
    tamper(
        (
            "UPDATE wrap SET sealed = (SELECT sealed FROM wrap WHERE journal = ? AND member = ?)"
            " WHERE journal = ?",
            (one, NO_ROW, two),
        )
    )
    with sample.open() as vault:
        with pytest.raises(DamagedVault):
            list(vault.entries(two))
        assert [(info.title, info.damage is None) for info in vault.journals()] == [("甲", True), ("", False)]
        assert len(list(vault.entries(one))) == 2


def test_removing_a_member_cannot_be_undone_by_emptying_the_record(
    sample: Sample, tamper: Callable[..., None]
) -> None:
    with sample.open() as vault:
        admit(vault)
        vault.remove_member(B.id)
        removal = next(entry.seq for entry in vault.entries(vault.id) if entry.kind == "member.remove")
    tamper(("UPDATE entry SET sealed = NULL WHERE journal = ? AND seq = ?", (vault.id, removal)))
    with pytest.raises(DamagedVault):
        sample.open()


@pytest.mark.parametrize("seq", [1, 2])
def test_a_body_moved_to_another_place_does_not_read(
    sample: Sample, tamper: Callable[..., None], seq: int
) -> None:
    with sample.open() as vault:
        one, two = (vault.create_journal("drill", title) for title in "甲乙")
        for journal in (one, two):
            vault.append(journal, "note", {"of": journal.hex()})
    tamper(
        (
            "UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE journal = ? AND seq = ?)"
            " WHERE journal = ? AND seq = 2",
            (two, seq, one),
        )
    )
    with sample.open(read_only=True) as reader, pytest.raises(DamagedVault) as caught:
        list(reader.entries(one))
    assert caught.value.facts["row"] == f"{one.hex()}/2"
