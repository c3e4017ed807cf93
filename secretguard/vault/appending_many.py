"""Appending several entries as one transaction: after a kill all of them are there, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from secretguard.vault.appending import NewEntry, announce_epoch, is_outdated
from secretguard.vault.blobs.access import keep_key
from secretguard.vault.canonical import Json
from secretguard.vault.keyring import no_such_journal
from secretguard.vault.reading import Entry
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.summaries import Opening, seal_summary


def append_all(
    session: Session,
    journal: bytes,
    news: Sequence[NewEntry],
    opening: Opening | None = None,
    summary: Mapping[str, Json] | None = None,
) -> list[Entry]:
    """Record entries of one journal, in order, with the room's summary if given; not for the vault journal.

    Raises what `append` raises; nothing is recorded then.
    """
    with session.store.exclusive():
        with session.store.transaction() as db:
            head = queries.select_head_to_extend(db, journal)
            if head is None:
                raise no_such_journal(journal)
            keys = session.journal_keys(db, journal)
            if is_outdated(session, keys):
                head, keys = announce_epoch(session, db, head, keys)
            seq, link, entries = head.seq, head.link, []
            for new in news:
                seq += 1
                row, entry = session.scribe.compose(
                    journal, seq, link, keys.newest.entries, new.kind, new.parts, new.version
                )
                queries.insert_entry(db, row)
                if new.blob is not None:
                    keep_key(db, keys, new.blob)
                link = row.link
                entries.append(entry)
            if opening is None:
                queries.update_head(db, journal, seq, link)
            else:
                revision = head.revision + 1
                sealed = seal_summary(keys.newest.summaries, journal, revision, opening, summary)
                queries.update_head_and_summary(db, journal, seq, link, revision, sealed)
        session.keyring.remember(keys)
    return entries
