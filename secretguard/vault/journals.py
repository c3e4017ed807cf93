"""Listing journals and their summaries, without opening more than one row of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.canonical import Json
from secretguard.vault.errors import DamagedVault, JournalNotOpenToMember, NotCanonical
from secretguard.vault.keyring import no_such_journal, shredded
from secretguard.vault.primitives import NO_ROW
from secretguard.vault.reading import damaged_entry, open_entry
from secretguard.vault.sealing import sealed_epoch
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredHead, StoredWrap
from secretguard.vault.summaries import Opening, open_summary, seal_summary

_Wraps = Mapping[tuple[bytes, int], StoredWrap]


@dataclass(frozen=True, slots=True)
class JournalInfo:
    """A journal as a list shows it. A shredded one keeps its id and length; kind and title are empty."""

    id: bytes
    kind: str
    title: str
    enterprise: str | None
    length: int
    """How many entries it holds."""
    shredded: bool
    summary: Mapping[str, Json] | None
    opened_at: int
    """Microseconds since 1970 UTC; 0 where kind and title are empty."""
    damage: VaultError | None = None
    """Why nothing can be said of it; kind and title are empty then."""


def list_journals(session: Session, kind: str | None) -> list[JournalInfo]:
    """Every journal but the vault's own that this member may read, of one kind if given, oldest first.

    One that is damaged does not hide the others: it stands in the list of all kinds, with its damage.
    """
    with session.store.reading() as db:
        heads = queries.select_heads(db)
        wraps = {(wrap.journal, wrap.epoch): wrap for wrap in queries.select_open_wraps(db)}
        infos = [_info_or_hidden(session, db, head, wraps) for head in heads if head.journal != session.id]
    return [info for info in infos if info is not None and kind in (None, info.kind)]


def journal_info(session: Session, journal: bytes) -> JournalInfo:
    """One journal. Raises NoSuchJournal, JournalNotOpenToMember, DamagedVault."""
    with session.store.reading() as db:
        head = queries.select_head(db, journal)
        if head is None:
            raise no_such_journal(journal)
        return _info(session, db, head, {})


def journal_opening(session: Session, db: sqlite3.Connection, journal: bytes) -> Opening:
    """What the journal's first entry says, read under proven keys."""
    keys = session.journal_keys(db, journal)
    row = queries.select_entry(db, journal, 1)
    if row is None:
        raise no_such_journal(journal)
    entry = open_entry(row, keys.epochs[1].entries)
    if entry.erased:
        raise damaged_entry(row, _("卷宗的第一条不见了"))
    return Opening.of(entry)


def put_summary(session: Session, journal: bytes, summary: Mapping[str, Json]) -> None:
    """Set the room's summary; no entry is written."""
    session.refuse_unless_writable()
    with session.store.transaction() as db:
        head = queries.select_head(db, journal)
        if head is None:
            raise no_such_journal(journal)
        opening = journal_opening(session, db, journal)
        cipher = session.journal_keys(db, journal).newest.summaries
        sealed = seal_summary(cipher, journal, head.revision + 1, opening, summary)
        queries.update_head_and_summary(db, journal, head.seq, head.link, head.revision + 1, sealed)


def _info_or_hidden(
    session: Session, db: sqlite3.Connection, head: StoredHead, wraps: _Wraps
) -> JournalInfo | None:
    try:
        return _info(session, db, head, wraps)
    except JournalNotOpenToMember:
        return None
    except DamagedVault as damage:
        return JournalInfo(head.journal, "", "", None, head.seq, False, None, 0, damage)


def _info(session: Session, db: sqlite3.Connection, head: StoredHead, wraps: _Wraps) -> JournalInfo:
    if head.journal in session.roster.shredded:
        return JournalInfo(head.journal, "", "", None, head.seq, True, None, 0)
    opened = _from_summary(session, db, head, wraps)
    opening, room = (journal_opening(session, db, head.journal), None) if opened is None else opened
    return JournalInfo(
        head.journal, opening.kind, opening.title, opening.enterprise, head.seq, False, room, opening.at
    )


def _from_summary(
    session: Session, db: sqlite3.Connection, head: StoredHead, wraps: _Wraps
) -> tuple[Opening, Mapping[str, Json] | None] | None:
    """The sealed summary; None where it is missing or does not open, for it is derived only."""
    epoch = None if head.summary is None else sealed_epoch(head.summary)
    if epoch is None or head.journal == session.id:
        return None
    wrap = wraps.get((head.journal, epoch)) or _find_wrap(session, db, head.journal, epoch)
    if wrap is None:
        return None
    try:
        return open_summary(session.keyring.summary_cipher(wrap), head)
    except (DamagedVault, NotCanonical):
        return None


def _find_wrap(session: Session, db: sqlite3.Connection, journal: bytes, epoch: int) -> StoredWrap | None:
    return queries.select_wrap(db, journal, epoch, NO_ROW) or queries.select_wrap(
        db, journal, epoch, session.keys.id
    )


def summary_of(session: Session, journal: bytes) -> Mapping[str, Json] | None:
    """The room's summary; None if there is none, or it was lost. Raises NoSuchJournal, JournalShredded."""
    if journal in session.roster.shredded:
        raise shredded(journal)
    return journal_info(session, journal).summary
