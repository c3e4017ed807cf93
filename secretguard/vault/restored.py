"""The entry that records a restore, and what it excuses: a restore that was killed before its last step."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from secretguard.vault.canonical import Json
from secretguard.vault.reading import open_entry
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.witness import WitnessRecord

RESTORE_KIND = "vault.restore"
_BATCH = 512


def restore_parts(size: int, root: bytes, replaced: WitnessRecord | None) -> Mapping[str, Json]:
    """What `vault.restore` says: the backup's log, and, where it was not what the witness had seen, that.

    `replaced` is the witness's record that the restore sets aside; None where it had nothing to object.
    """
    parts: dict[str, Json] = {"backup": {"root": root.hex(), "size": size}}
    if replaced is not None:
        parts["seen"] = _seen(replaced)
    return parts


def replaces(session: Session, db: sqlite3.Connection, seen: WitnessRecord) -> bool:
    """Whether a member restored this vault in place of exactly the history that the witness remembers.

    Then the restore was killed before the witness followed. The record is signed and sealed, and once the
    witness has moved on it excuses nothing any more, so an old copy put back is still found.
    """
    after = 0
    while rows := queries.select_entries(db, session.id, after, _BATCH):
        keys = session.journal_keys(db, session.id)
        for row in rows:
            entry = open_entry(row, keys.epoch_of(row).entries)
            if entry.kind == RESTORE_KIND and entry.parts.get("seen") == _seen(seen):
                return True
        after = rows[-1].seq
    return False


def _seen(record: WitnessRecord) -> dict[str, Json]:
    return {
        "head": record.head,
        "head_link": record.head_link.hex(),
        "root": record.root.hex(),
        "size": record.size,
    }
