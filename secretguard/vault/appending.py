"""Appending: read the head, seal, sign, insert, move the head, commit; only then is it acknowledged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from secretguard.i18n import _
from secretguard.vault.blobs.access import keep_key
from secretguard.vault.blobs.intake import StagedBlob
from secretguard.vault.canonical import Json
from secretguard.vault.entry import FIRST_PREVIOUS
from secretguard.vault.epochs import (
    FIRST_EPOCH,
    EpochKey,
    JournalKeys,
    announce_open,
    announce_restricted,
    read_announcement,
)
from secretguard.vault.errors import DamagedVault, JournalNotOpenToMember
from secretguard.vault.keyring import no_such_journal
from secretguard.vault.keys import wrap_for_member
from secretguard.vault.members import follow
from secretguard.vault.primitives import KEY_SIZE, NO_ROW, sha256
from secretguard.vault.reading import Entry
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredHead, StoredWrap
from secretguard.vault.summaries import Opening, seal_summary


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be recorded."""

    kind: str
    parts: Mapping[str, Json]
    version: int = 1
    blob: StagedBlob | None = None
    """The evidence file that the entry names; its key is kept in the same transaction."""


def append_all(
    session: Session,
    journal: bytes,
    news: Sequence[NewEntry],
    opening: Opening | None = None,
    summary: Mapping[str, Json] | None = None,
) -> list[Entry]:
    """Record entries of one journal durably, in order, with the room's summary if given: all, or none."""
    with session.store.exclusive():
        with session.store.transaction() as db:
            entries, keys = append_within(session, db, journal, news, opening, summary)
        session.keyring.remember(keys)
        if journal == session.id:
            for entry in entries:
                session.roster = follow(session.roster, entry)
    return entries


def append_within(
    session: Session,
    db: sqlite3.Connection,
    journal: bytes,
    news: Sequence[NewEntry],
    opening: Opening | None = None,
    summary: Mapping[str, Json] | None = None,
) -> tuple[list[Entry], JournalKeys]:
    """The same within a transaction; the caller has the keyring remember the keys once it has held."""
    head = queries.select_head_to_extend(db, journal)
    if head is None:
        raise no_such_journal(journal)
    keys = session.journal_keys(db, journal)
    if is_outdated(session, keys):
        head, keys = announce_epoch(session, db, head, keys)
    key, seq, link, entries = keys.newest, head.seq, head.link, []
    for new in news:
        seq += 1
        row, entry = session.scribe.compose(journal, seq, link, key.entries, new.kind, new.parts, new.version)
        queries.insert_entry(db, row)
        if new.blob is not None:
            keep_key(db, keys, new.blob)
        link = row.link
        entries.append(entry)
    if opening is None:
        queries.update_head(db, journal, seq, link)
    else:
        revision = head.revision + 1
        sealed = seal_summary(key.summaries, journal, revision, opening, summary)
        queries.update_head_and_summary(db, journal, seq, link, revision, sealed)
    return entries, keys


def begin_journal(
    session: Session, journal: bytes, parts: Mapping[str, Json], members: Iterable[bytes] | None
) -> None:
    """Record `journal.open` with the journal's first key: open to all members, or to those named."""
    with session.store.transaction() as db:
        key = os.urandom(KEY_SIZE)
        part = wrap_key(session, db, journal, FIRST_EPOCH, key, members)
        cipher = RowCipher(key, session.id, Table.ENTRY, FIRST_EPOCH)
        named = {"key": part, **parts}
        row, entry = session.scribe.compose(journal, 1, FIRST_PREVIOUS, cipher, "journal.open", named)
        queries.insert_head(db, journal)
        queries.insert_entry(db, row)
        proven = _proven(key, session.id, entry)
        sealed = seal_summary(proven.summaries, journal, 1, Opening.of(entry), None)
        queries.update_head_and_summary(db, journal, 1, row.link, 1, sealed)
    session.keyring.remember(JournalKeys(journal, {FIRST_EPOCH: proven}))


def is_outdated(session: Session, keys: JournalKeys) -> bool:
    """Whether a removed member may know the newest key: its wrap is old, or names one who left."""
    newest = keys.newest
    if keys.journal == session.id:
        return False
    if newest.members is None:
        return newest.under != session.keyring.trunk.newest.epoch
    return not newest.members <= session.roster.active


def announce_epoch(
    session: Session, db: sqlite3.Connection, head: StoredHead, keys: JournalKeys
) -> tuple[StoredHead, JournalKeys]:
    """Draw a new key, wrap it, and announce it by an entry sealed under the epoch before."""
    newest = keys.newest
    epoch = newest.epoch + 1
    key = os.urandom(KEY_SIZE)
    members = None if newest.members is None else newest.members & session.roster.active
    part = wrap_key(session, db, head.journal, epoch, key, members)
    row, entry = session.scribe.compose(
        head.journal, head.seq + 1, head.link, newest.entries, "key", {"key": part}
    )
    queries.insert_entry(db, row)
    moved = head._replace(seq=row.seq, link=row.link)
    queries.update_head(db, head.journal, row.seq, row.link)
    return moved, keys.with_epoch(_proven(key, session.id, entry))


def wrap_key(
    session: Session,
    db: sqlite3.Connection,
    journal: bytes,
    epoch: int,
    key: bytes,
    members: Iterable[bytes] | None,
) -> Json:
    """Store a key's wraps and give the part that announces it.

    The vault journal's key goes to every active member, an open journal's under the vault journal's
    newest key, a restricted one's to the members named.
    """
    if journal == session.id:
        _wrap_to(session, db, journal, epoch, key, session.roster.active)
        return announce_open(key, session.id, journal, epoch, 0)
    if members is None:
        trunk = session.keyring.trunk.newest
        sealed = trunk.wraps.seal(journal, epoch, key)
        queries.insert_wrap(db, StoredWrap(journal, epoch, NO_ROW, sealed))
        return announce_open(key, session.id, journal, epoch, trunk.epoch)
    named = frozenset(members)
    if session.keys.id not in named or not named <= session.roster.active:
        raise JournalNotOpenToMember(
            _("限定成员的卷宗必须包括您自己，且只能指定现有成员。"), _("请重新选择成员。")
        )
    _wrap_to(session, db, journal, epoch, key, named)
    return announce_restricted(key, session.id, journal, epoch, named)


def _wrap_to(
    session: Session,
    db: sqlite3.Connection,
    journal: bytes,
    epoch: int,
    key: bytes,
    members: Iterable[bytes],
) -> None:
    for member in sorted(members):
        public = queries.select_hpke_public(db, member)
        if sha256(public) != session.roster.member(member).hpke_hash:
            raise DamagedVault(
                _("成员 {member} 的加密公钥被换过，没有向它封装钥匙。", member=member.hex()),
                _("有人可能改动过库文件。请从备份恢复。"),
                table="member",
                row=member.hex(),
            )
        sealed = wrap_for_member(key, public, session.id, journal, epoch, member)
        queries.insert_wrap(db, StoredWrap(journal, epoch, member, sealed))


def _proven(key: bytes, vault: bytes, entry: Entry) -> EpochKey:
    announced = read_announcement(entry)
    assert announced is not None
    return EpochKey.of(key, vault, announced)
