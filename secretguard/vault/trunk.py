"""Reading the vault journal from its first entry, verifying all of it: members and keys start here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from secretguard.i18n import _
from secretguard.vault.entry import FIRST_PREVIOUS
from secretguard.vault.epochs import EpochKey, JournalKeys, read_announcement
from secretguard.vault.errors import DamagedVault, JournalNotOpenToMember
from secretguard.vault.keyring import prove_first_entry
from secretguard.vault.keys import MemberKeys, unwrap_for_member
from secretguard.vault.members import Roster, follow, found_roster
from secretguard.vault.reading import Entry, damaged_entry, erased_seq, open_and_verify, verify_chained
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredEntry

_BATCH = 512


@dataclass(frozen=True, slots=True)
class Trunk:
    """The vault journal, read and verified."""

    roster: Roster
    keys: JournalKeys


def read_trunk(db: sqlite3.Connection, vault: bytes, keys: MemberKeys) -> Trunk:
    """Fold the vault journal. Raises DamagedVault, JournalNotOpenToMember for a key that is no member's."""
    rows = _rows(db, vault)
    first = next(rows, None)
    if first is None or first.seq != 1 or first.sealed is None:
        raise DamagedVault(
            _("库自身的卷宗缺少第一条，库不完整。"),
            _("请从备份恢复。"),
            table="entry",
            row=f"{vault.hex()}/1",
        )
    trunk = _found(db, vault, keys, first)
    previous = first
    empty: dict[int, StoredEntry] = {}
    for row in rows:
        if row.seq != previous.seq + 1:
            raise damaged_entry(row, _("前面缺了记录"))
        trunk, entry = _follow(db, keys, trunk, previous.link, row)
        if entry.erased:
            empty[row.seq] = row
        empty.pop(erased_seq(entry), None)
        previous = row
    for row in empty.values():
        raise damaged_entry(row, _("内容不见了，却没有销毁的记录"))
    return trunk


def _found(db: sqlite3.Connection, vault: bytes, keys: MemberKeys, first: StoredEntry) -> Trunk:
    key = _unwrap(db, vault, keys, 1)
    entry = open_and_verify(first, RowCipher(key, vault, Table.ENTRY, 1), vault)
    roster = found_roster(vault, entry)
    verify_chained(first, vault, FIRST_PREVIOUS, roster.member(first.author).sign_key)
    return Trunk(roster, JournalKeys(vault, {1: prove_first_entry(entry, key, vault)}))


def _follow(
    db: sqlite3.Connection, keys: MemberKeys, trunk: Trunk, previous: bytes, row: StoredEntry
) -> tuple[Trunk, Entry]:
    vault = trunk.roster.vault
    entry = _open(trunk, row)
    roster = follow(trunk.roster, entry)
    verify_chained(row, vault, previous, roster.member(row.author).sign_key)
    announced = read_announcement(entry)
    if announced is None:
        return Trunk(roster, trunk.keys), entry
    key = _unwrap(db, vault, keys, announced.epoch)
    if announced.epoch != trunk.keys.newest.epoch + 1 or not announced.matches(key, vault, vault):
        raise damaged_entry(row, _("公布的钥匙对不上"))
    return Trunk(roster, trunk.keys.with_epoch(EpochKey.of(key, vault, announced))), entry


def _open(trunk: Trunk, row: StoredEntry) -> Entry:
    return open_and_verify(row, trunk.keys.epoch_of(row).entries, trunk.roster.vault)


def _unwrap(db: sqlite3.Connection, vault: bytes, keys: MemberKeys, epoch: int) -> bytes:
    wrap = queries.select_wrap(db, vault, epoch, keys.id)
    if wrap is None:
        raise JournalNotOpenToMember(
            _("这把钥匙不是本库现在的成员，库没有打开。"), _("请联系库的管理员。"), member=keys.id.hex()
        )
    return unwrap_for_member(wrap.sealed, keys, vault, vault, epoch)


def _rows(db: sqlite3.Connection, vault: bytes) -> Iterator[StoredEntry]:
    after = 0
    while batch := queries.select_entries(db, vault, after, _BATCH):
        yield from batch
        after = batch[-1].seq
