"""Finding the keys of journals: unwrap, and believe only what a signed entry announced."""

from __future__ import annotations

import sqlite3

from secretguard.i18n import _
from secretguard.vault.entry import FIRST_PREVIOUS
from secretguard.vault.epochs import FIRST_EPOCH, Announcement, EpochKey, JournalKeys, read_announcement
from secretguard.vault.errors import DamagedVault, JournalNotOpenToMember, JournalShredded, NoSuchJournal
from secretguard.vault.keys import MemberKeys, unwrap_for_member
from secretguard.vault.members import Roster
from secretguard.vault.primitives import NO_ROW
from secretguard.vault.reading import (
    Entry,
    damaged_entry,
    missing_entry,
    open_and_verify,
    open_entry,
    verify_chained,
)
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredEntry, StoredWrap


class Keyring:
    """One member's way to every journal key. Holds proven epochs; dropped when the vault is locked."""

    def __init__(self, vault: bytes, keys: MemberKeys, trunk: JournalKeys) -> None:
        self.vault = vault
        self._keys = keys
        self.trunk = trunk
        """The vault journal's own keys, under which open journals are wrapped."""
        self._known: dict[bytes, JournalKeys] = {}

    def journal_keys(self, db: sqlite3.Connection, roster: Roster, journal: bytes) -> JournalKeys:
        """Every proven epoch of a journal.

        Raises NoSuchJournal, JournalShredded, JournalNotOpenToMember, or DamagedVault where a key is
        missing or was never announced.
        """
        if journal == self.vault:
            return self.trunk
        known = self._known.get(journal)
        if known is None:
            if journal in roster.shredded:
                raise shredded(journal)
            known = self._known[journal] = self._prove(db, roster, journal)
        return known

    def remember(self, keys: JournalKeys) -> None:
        """Take up keys that this process announced itself; after the transaction has held."""
        if keys.journal == self.vault:
            self.trunk = keys
        else:
            self._known[keys.journal] = keys

    def forget(self, journal: bytes) -> None:
        """Drop a journal's keys, to be proven anew or, once shredded, never again."""
        self._known.pop(journal, None)

    def summary_cipher(self, wrap: StoredWrap) -> RowCipher:
        """For derived summaries only: the cipher of a wrap that a member sealed, whether announced or not."""
        key = self._unwrap(wrap)
        return RowCipher(key, self.vault, Table.SUMMARY, wrap.epoch)

    def candidate(self, db: sqlite3.Connection, journal: bytes, epoch: int) -> bytes:
        """The key that the wrap table offers for an epoch, believed by nobody yet."""
        wrap = queries.select_wrap(db, journal, epoch, NO_ROW) or queries.select_wrap(
            db, journal, epoch, self._keys.id
        )
        if wrap is None:
            raise _no_wrap(db, journal, epoch)
        return self._unwrap(wrap)

    def _unwrap(self, wrap: StoredWrap) -> bytes:
        if wrap.member != NO_ROW:
            return unwrap_for_member(wrap.sealed, self._keys, self.vault, wrap.journal, wrap.epoch)
        under = int.from_bytes(wrap.sealed[1:5], "big")
        trunk = self.trunk.epochs.get(under)
        if trunk is None:
            raise _unannounced(wrap.journal, wrap.epoch)
        return trunk.wraps.open(wrap.journal, wrap.epoch, wrap.sealed)

    def _prove(self, db: sqlite3.Connection, roster: Roster, journal: bytes) -> JournalKeys:
        first = _existing(db, journal, 1)
        key = self.candidate(db, journal, FIRST_EPOCH)
        cipher = RowCipher(key, self.vault, Table.ENTRY, FIRST_EPOCH)
        keys = JournalKeys(journal, {})
        announced: Announcement | None = self._announcement(db, roster, first, cipher, FIRST_EPOCH)
        while announced is not None:
            if not announced.matches(key, self.vault, journal):
                raise _unannounced(journal, announced.epoch)
            keys = keys.with_epoch(EpochKey.of(key, self.vault, announced))
            announced = self._next_announcement(db, roster, keys)
            if announced is not None:
                key = self.candidate(db, journal, announced.epoch)
        return keys

    def _next_announcement(
        self, db: sqlite3.Connection, roster: Roster, keys: JournalKeys
    ) -> Announcement | None:
        """The announcement that follows the newest proven epoch: the last entry sealed under that epoch."""
        newest = keys.newest
        later = queries.select_first_seq_after_epoch(db, keys.journal, newest.epoch)
        if later is not None:
            row = _existing(db, keys.journal, later - 1)
            return self._announcement(db, roster, row, newest.entries, newest.epoch + 1)
        head = queries.select_head(db, keys.journal)
        if head is None or head.seq == 0:
            return None
        last = queries.select_entry(db, keys.journal, head.seq)
        if last is None or not _may_announce(last, newest):
            return None
        return self._announcement(db, roster, last, newest.entries, newest.epoch + 1)

    def _announcement(
        self, db: sqlite3.Connection, roster: Roster, row: StoredEntry, cipher: RowCipher, epoch: int
    ) -> Announcement:
        entry = open_and_verify(row, cipher, self.vault)
        announced = read_announcement(entry)
        if announced is None or announced.epoch != epoch:
            raise _unannounced(row.journal, epoch)
        refuse_unsigned(db, roster, row)
        return announced


def _may_announce(row: StoredEntry, newest: EpochKey) -> bool:
    """Whether a last entry announces the next epoch. A damaged one does not: its reader is told of it."""
    if row.sealed is None or row.epoch != newest.epoch:
        return False
    try:
        announced = read_announcement(open_entry(row, newest.entries))
    except DamagedVault:
        return False
    return announced is not None and announced.epoch == newest.epoch + 1


def refuse_unsigned(db: sqlite3.Connection, roster: Roster, row: StoredEntry) -> None:
    """Raises DamagedVault unless a member who could write at the time signed this entry."""
    previous = FIRST_PREVIOUS if row.seq == 1 else _existing(db, row.journal, row.seq - 1).link
    author = roster.member(row.author)
    verify_chained(row, roster.vault, previous, author.sign_key)
    if author.removed_at is None:
        return
    removal = queries.select_leaf_index(db, roster.vault, author.removed_at)
    index = queries.select_leaf_index(db, row.journal, row.seq)
    if index is None or (removal is not None and index > removal):
        raise damaged_entry(row, _("署名的成员当时已被移出"))


def prove_first_entry(entry: Entry, key: bytes, vault: bytes) -> EpochKey:
    """The first epoch of the vault journal, proven by its own first entry."""
    announced = read_announcement(entry)
    if announced is None or announced.epoch != FIRST_EPOCH or not announced.matches(key, vault, vault):
        raise _unannounced(vault, FIRST_EPOCH)
    return EpochKey.of(key, vault, announced)


def shredded(journal: bytes) -> JournalShredded:
    """The journal's keys were destroyed."""
    return JournalShredded(
        _("这份卷宗已被依规销毁，内容无法再读。"),
        _("销毁的时间和理由记在库自身的卷宗里。"),
        journal=journal.hex(),
    )


def no_such_journal(journal: bytes) -> NoSuchJournal:
    """Nothing of this id."""
    return NoSuchJournal(
        _("库里没有这份卷宗：{journal}", journal=journal.hex()),
        _("请用列表命令查看现有的编号。"),
        journal=journal.hex(),
    )


def _existing(db: sqlite3.Connection, journal: bytes, seq: int) -> StoredEntry:
    row = queries.select_entry(db, journal, seq)
    if row is None:
        if seq == 1 and queries.select_head(db, journal) is None:
            raise no_such_journal(journal)
        raise missing_entry(journal, seq)
    return row


def _no_wrap(db: sqlite3.Connection, journal: bytes, epoch: int) -> JournalNotOpenToMember | DamagedVault:
    if queries.has_wrap(db, journal, epoch):
        return JournalNotOpenToMember(
            _("这份卷宗只对指定成员开放，您不在其中。"),
            _("需要查阅时，请联系卷宗的建立者。"),
            journal=journal.hex(),
        )
    return DamagedVault(
        _("卷宗 {journal} 第 {epoch} 期的钥匙不见了。", journal=journal.hex(), epoch=epoch),
        _("请从备份恢复。"),
        table="wrap",
        row=f"{journal.hex()}/{epoch}",
    )


def _unannounced(journal: bytes, epoch: int) -> DamagedVault:
    return DamagedVault(
        _(
            "卷宗 {journal} 第 {epoch} 期的钥匙没有成员签名公布，不能信任。",
            journal=journal.hex(),
            epoch=epoch,
        ),
        _("有人可能改动过库文件。请运行 secretguard vault check，并从备份恢复。"),
        table="wrap",
        row=f"{journal.hex()}/{epoch}",
    )
