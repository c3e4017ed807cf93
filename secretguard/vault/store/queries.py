"""The vault's SQL on the driver connection, one function per question or change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from secretguard.vault.primitives import HASH_SIZE, ID_SIZE
from secretguard.vault.shown import shown
from secretguard.vault.store.rows import (
    StoredCheckpoint,
    StoredEntry,
    StoredHead,
    StoredWrap,
    checked_checkpoint,
    checked_entry,
    checked_head,
    checked_unlock,
    checked_wrap,
    is_count,
    misshapen,
)
from secretguard.vault.unlock import UnlockRow

_ENTRY = "journal, seq, epoch, author, commitment, link, sig, sealed"
_HEAD = "journal, seq, link, revision, summary"


# --- the vault and its ways in


def insert_vault(db: sqlite3.Connection, vault: bytes) -> None:
    """Say which vault this is."""
    db.execute("INSERT INTO vault (id) VALUES (?)", (vault,))


def select_vault(db: sqlite3.Connection) -> bytes:
    """The vault's id; DamagedVault unless there is exactly one."""
    rows = db.execute("SELECT id FROM vault LIMIT 2").fetchall()
    if len(rows) != 1 or not isinstance(rows[0][0], bytes) or len(rows[0][0]) != ID_SIZE:
        raise misshapen("vault", "1")
    return rows[0][0]


def insert_member(db: sqlite3.Connection, member: bytes, sign_public: bytes, hpke_public: bytes) -> None:
    """Keep a member's public keys at hand."""
    db.execute(
        "INSERT INTO member (id, sign_pk, hpke_pk) VALUES (?, ?, ?)", (member, sign_public, hpke_public)
    )


def select_hpke_public(db: sqlite3.Connection, member: bytes) -> bytes:
    """A member's public encryption key as stored: hold its hash against the vault journal's."""
    row = db.execute("SELECT hpke_pk FROM member WHERE id = ?", (member,)).fetchone()
    if row is None or not isinstance(row[0], bytes):
        raise misshapen("member", member.hex())
    return row[0]


def put_unlock(db: sqlite3.Connection, row: UnlockRow) -> None:
    """Set a member's way in, in place of the one before."""
    db.execute("DELETE FROM unlock WHERE member = ? AND way = ?", (row.member, row.way))
    db.execute(
        "INSERT INTO unlock (member, way, memory_kib, iterations, lanes, salt, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def select_unlocks(db: sqlite3.Connection, way: int) -> list[UnlockRow]:
    """All rows of one way in; sixteen at most are looked at, so that a planted crowd costs little."""
    rows = db.execute(
        "SELECT member, way, memory_kib, iterations, lanes, salt, sealed FROM unlock"
        " WHERE way = ? ORDER BY member LIMIT 16",
        (way,),
    )
    return [checked_unlock(row) for row in rows]


# --- journals


def insert_head(db: sqlite3.Connection, journal: bytes) -> None:
    """Begin a journal of length 0."""
    db.execute(
        "INSERT INTO head (journal, seq, link, revision, summary) VALUES (?, 0, ?, 0, NULL)",
        (journal, bytes(HASH_SIZE)),
    )


def select_head(db: sqlite3.Connection, journal: bytes) -> StoredHead | None:
    """A journal's head; None if there is no such journal."""
    row = db.execute(f"SELECT {_HEAD} FROM head WHERE journal = ?", (journal,)).fetchone()  # noqa: S608
    return None if row is None else checked_head(row)


def select_head_to_extend(db: sqlite3.Connection, journal: bytes) -> StoredHead | None:
    """A journal's head, held against its last entry: a wrong one would poison the chain from here on."""
    row = db.execute(
        "SELECT h.journal, h.seq, h.link, h.revision, h.summary, e.link = h.link FROM head AS h"
        " LEFT JOIN entry AS e ON e.journal = h.journal AND e.seq = h.seq WHERE h.journal = ?",
        (journal,),
    ).fetchone()
    if row is None:
        return None
    head = checked_head(row[:5])
    if row[5] != 1:
        raise misshapen("head", journal.hex())
    return head


def select_heads(db: sqlite3.Connection) -> list[StoredHead]:
    """Every journal's head."""
    return [checked_head(row) for row in db.execute(f"SELECT {_HEAD} FROM head ORDER BY rowid")]  # noqa: S608


def insert_entry(db: sqlite3.Connection, row: StoredEntry) -> None:
    """Add an entry; its primary key decides between two writers."""
    db.execute(f"INSERT INTO entry ({_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608


def update_head(db: sqlite3.Connection, journal: bytes, seq: int, link: bytes) -> None:
    """Move a journal's head to its new last entry."""
    db.execute("UPDATE head SET seq = ?, link = ? WHERE journal = ?", (seq, link, journal))


def update_head_and_summary(
    db: sqlite3.Connection, journal: bytes, seq: int, link: bytes, revision: int, summary: bytes | None
) -> None:
    """Move a journal's head and set its sealed summary in one statement."""
    db.execute(
        "UPDATE head SET seq = ?, link = ?, revision = ?, summary = ? WHERE journal = ?",
        (seq, link, revision, summary, journal),
    )


def select_entry(db: sqlite3.Connection, journal: bytes, seq: int) -> StoredEntry | None:
    """One entry."""
    row = db.execute(
        f"SELECT {_ENTRY} FROM entry WHERE journal = ? AND seq = ?",  # noqa: S608
        (journal, seq),
    ).fetchone()
    return None if row is None else checked_entry(row)


def select_entries(db: sqlite3.Connection, journal: bytes, after: int, limit: int) -> list[StoredEntry]:
    """Up to `limit` entries that follow `after`, in order."""
    rows = db.execute(
        f"SELECT {_ENTRY} FROM entry WHERE journal = ? AND seq > ? ORDER BY seq LIMIT ?",  # noqa: S608
        (journal, after, limit),
    )
    return [checked_entry(row) for row in rows]


def select_first_seq_after_epoch(db: sqlite3.Connection, journal: bytes, epoch: int) -> int | None:
    """The first entry that claims a later epoch than this one."""
    row = db.execute(
        "SELECT seq FROM entry WHERE journal = ? AND epoch > ? ORDER BY seq LIMIT 1", (journal, epoch)
    ).fetchone()
    if row is not None and not is_count(row[0], 1):
        raise misshapen("entry", f"{journal.hex()}/{shown(row[0])}")
    return None if row is None else row[0]


def erase_body(db: sqlite3.Connection, journal: bytes, seq: int) -> None:
    """Destroy an entry's sealed body; commitment, link and signature stay."""
    db.execute("UPDATE entry SET sealed = NULL WHERE journal = ? AND seq = ?", (journal, seq))


# --- wraps


def insert_wrap(db: sqlite3.Connection, row: StoredWrap) -> None:
    """Keep a wrapped journal key."""
    db.execute("INSERT INTO wrap (journal, epoch, member, sealed) VALUES (?, ?, ?, ?)", row)


def select_wrap(db: sqlite3.Connection, journal: bytes, epoch: int, member: bytes) -> StoredWrap | None:
    """The wrap of one epoch for one member (or for all: 16 zero bytes)."""
    row = db.execute(
        "SELECT journal, epoch, member, sealed FROM wrap WHERE journal = ? AND epoch = ? AND member = ?",
        (journal, epoch, member),
    ).fetchone()
    return None if row is None else checked_wrap(row)


def has_wrap(db: sqlite3.Connection, journal: bytes, epoch: int) -> bool:
    """Whether anybody's wrap of this epoch is there."""
    row = db.execute(
        "SELECT 1 FROM wrap WHERE journal = ? AND epoch = ? LIMIT 1", (journal, epoch)
    ).fetchone()
    return row is not None


def select_open_wraps(db: sqlite3.Connection) -> Iterator[StoredWrap]:
    """All wraps that every member can open."""
    rows = db.execute("SELECT journal, epoch, member, sealed FROM wrap WHERE member = ?", (bytes(ID_SIZE),))
    return (checked_wrap(row) for row in rows)


def delete_wraps(db: sqlite3.Connection, journal: bytes) -> None:
    """Destroy every key of a journal: it can never be read again from this file."""
    db.execute("DELETE FROM wrap WHERE journal = ?", (journal,))


# --- the log


def select_leaf_hashes(db: sqlite3.Connection) -> list[bytes]:
    """The log's leaves in order; DamagedVault if an index is missing or a hash misshapen."""
    hashes: list[bytes] = []
    for index, value in db.execute('SELECT "index", hash FROM leaf ORDER BY "index"'):
        if index != len(hashes) or not isinstance(value, bytes) or len(value) != HASH_SIZE:
            raise misshapen("leaf", str(len(hashes)))
        hashes.append(value)
    return hashes


def select_leaf_index(db: sqlite3.Connection, journal: bytes, seq: int) -> int | None:
    """Where an entry stands in the log; None if it is not in it yet."""
    row = db.execute('SELECT "index" FROM leaf WHERE journal = ? AND seq = ?', (journal, seq)).fetchone()
    if row is not None and not is_count(row[0]):
        raise misshapen("leaf", shown(row[0]))
    return None if row is None else row[0]


def insert_leaf(db: sqlite3.Connection, index: int, journal: bytes, seq: int, value: bytes) -> None:
    """Add a leaf."""
    db.execute(
        'INSERT INTO leaf ("index", journal, seq, hash) VALUES (?, ?, ?, ?)', (index, journal, seq, value)
    )


def select_unlogged(db: sqlite3.Connection) -> list[StoredEntry]:
    """Entries without a leaf, bodies left out, by (journal, seq): the order in which they join the log."""
    rows = db.execute(
        "SELECT journal, seq, epoch, author, commitment, link, sig, NULL FROM entry AS e"
        " WHERE NOT EXISTS (SELECT 1 FROM leaf WHERE leaf.journal = e.journal AND leaf.seq = e.seq)"
        " ORDER BY journal, seq"
    )
    return [checked_entry(row) for row in rows]


def count_heads(db: sqlite3.Connection) -> int:
    """How many journals the vault holds, its own included."""
    return int(db.execute("SELECT count(*) FROM head").fetchone()[0])


def sum_of_lengths(db: sqlite3.Connection) -> int:
    """How long all journals are together, by their heads."""
    return int(db.execute("SELECT total(seq) FROM head").fetchone()[0])


def count_entries(db: sqlite3.Connection) -> int:
    """How many entries the vault holds."""
    return int(db.execute("SELECT count(*) FROM entry").fetchone()[0])


def count_leaves(db: sqlite3.Connection) -> int:
    """How many leaves the log holds."""
    return int(db.execute("SELECT count(*) FROM leaf").fetchone()[0])


def insert_checkpoint(db: sqlite3.Connection, row: StoredCheckpoint) -> None:
    """Keep a signed checkpoint."""
    db.execute("INSERT INTO checkpoint (size, note, sig) VALUES (?, ?, ?)", row)


def select_latest_checkpoint(db: sqlite3.Connection) -> StoredCheckpoint | None:
    """The checkpoint of the largest size."""
    row = db.execute("SELECT size, note, sig FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    return None if row is None else checked_checkpoint(row)


def select_checkpoint(db: sqlite3.Connection, size: int) -> StoredCheckpoint | None:
    """The checkpoint of a size."""
    row = db.execute("SELECT size, note, sig FROM checkpoint WHERE size = ?", (size,)).fetchone()
    return None if row is None else checked_checkpoint(row)


def select_checkpoint_beyond(db: sqlite3.Connection, index: int) -> StoredCheckpoint | None:
    """The smallest checkpoint whose log holds the leaf at `index`."""
    row = db.execute(
        "SELECT size, note, sig FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1", (index,)
    ).fetchone()
    return None if row is None else checked_checkpoint(row)


def select_last_logged(db: sqlite3.Connection, journal: bytes, size: int) -> int:
    """The last entry of a journal among the log's first `size` leaves; 0 if there is none."""
    (last,) = db.execute(
        'SELECT coalesce(max(seq), 0) FROM leaf WHERE journal = ? AND "index" < ?', (journal, size)
    ).fetchone()
    return int(last)


# --- removal


def delete_unlocks(db: sqlite3.Connection, member: bytes) -> None:
    """Take away a member's ways in."""
    db.execute("DELETE FROM unlock WHERE member = ?", (member,))
