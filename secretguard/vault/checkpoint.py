"""Checkpoints: verify what the log does not hold yet, add it, sign the log's size and root."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from secretguard.clock import note_time
from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.entry import FIRST_PREVIOUS
from secretguard.vault.errors import DamagedVault, ForkDetected, RollbackDetected
from secretguard.vault.log import MerkleTree, leaf_hash
from secretguard.vault.notes import CheckpointNote
from secretguard.vault.reading import damaged_entry, verify_chained
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredCheckpoint, StoredEntry, misshapen
from secretguard.vault.witness import WitnessRecord


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's size and 32-byte root at a time its signer states; `note` are the bytes that are signed."""

    size: int
    root: bytes
    note: bytes
    signature: bytes
    time: str


def make_checkpoint(session: Session) -> Checkpoint:
    """Log every entry that has no leaf and sign; with nothing new, the latest checkpoint.

    Raises DamagedVault for an entry whose link or signature is wrong, which is then not logged, and where
    an entry of the log is no longer there. The witness remembers the result.
    """
    session.refuse_unless_writable()
    with session.store.transaction() as db:
        tree = load_tree(session, db)
        # An abandoned transaction must not leave its leaves in the tree.
        session.tree = None
        _log_new_entries(session, db, tree)
        _refuse_vanished_entries(db, tree)
        result = _signed(session, db, tree)
        head = queries.select_head(db, session.id)
        if head is None:
            raise misshapen("head", session.id.hex())
    session.tree = tree
    session.witness.store(session.id, WitnessRecord(result.size, tree.root(result.size), head.seq, head.link))
    return result


def latest_checkpoint(db: sqlite3.Connection) -> Checkpoint | None:
    """The checkpoint of the largest size, as stored."""
    stored = queries.select_latest_checkpoint(db)
    return None if stored is None else read_checkpoint(stored)


def read_checkpoint(stored: StoredCheckpoint) -> Checkpoint:
    """A stored checkpoint with what its note says."""
    note = CheckpointNote.decode(stored.note)
    return Checkpoint(note.size, note.root, stored.note, stored.sig, note.time)


def load_tree(session: Session, db: sqlite3.Connection) -> MerkleTree:
    """The log as stored, kept in memory between checkpoints."""
    if session.tree is None or session.tree.size != queries.count_leaves(db):
        session.tree = MerkleTree(queries.select_leaf_hashes(db))
    return session.tree


def compare_with_witness(
    db: sqlite3.Connection, vault: bytes, tree: MerkleTree, seen: WitnessRecord
) -> VaultError | None:
    """What the vault must answer for to somebody who saw it before; None if it is the same history, grown."""
    head = queries.select_entry(db, vault, seen.head) if seen.head else None
    if tree.size < seen.size or (seen.head and head is None):
        return RollbackDetected(
            _(
                "这个库比您上次见到的旧：上次记录日志有 {seen} 条，现在只有 {now} 条。",
                seen=seen.size,
                now=tree.size,
            ),
            _("它可能被换成了旧的副本，或尾部被截去。请找回较新的库；在查清之前只能以只读方式打开。"),
            seen=seen.size,
            now=tree.size,
        )
    if tree.root(seen.size) != seen.root or (head is not None and head.link != seen.head_link):
        return ForkDetected(
            _("这个库的历史与您上次见到的不同（前 {seen} 条的根值不符）。", seen=seen.size),
            _(
                "可能有两份副本各自写过，或记录被改过。请用 secretguard vault check 查看分叉处；"
                "在查清之前只能以只读方式打开。"
            ),
            seen=seen.size,
        )
    return None


def _log_new_entries(session: Session, db: sqlite3.Connection, tree: MerkleTree) -> None:
    unlogged = queries.select_unlogged(db)
    for journal, rows in groupby(unlogged, key=lambda row: row.journal):
        before: StoredEntry | None = None
        for row in rows:
            previous = _link_before(db, journal, row, before)
            _refuse_bad_entry(session, row, previous)
            value = leaf_hash(row.link)
            queries.insert_leaf(db, tree.append(value), journal, row.seq, value)
            before = row


def _refuse_vanished_entries(db: sqlite3.Connection, tree: MerkleTree) -> None:
    """Now every entry has its one leaf; a leaf more is an entry that was deleted, and nothing is signed."""
    entries = queries.count_entries(db)
    if entries != tree.size:
        raise DamagedVault(
            _(
                "总日志记得 {leaves} 条记录，卷宗里却有 {entries} 条：有记录或整份卷宗被删除。",
                leaves=tree.size,
                entries=entries,
            ),
            _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
            table="leaf",
            row=str(entries),
        )


def _link_before(
    db: sqlite3.Connection, journal: bytes, row: StoredEntry, before: StoredEntry | None
) -> bytes:
    if row.seq == 1:
        return FIRST_PREVIOUS
    if before is not None and before.seq == row.seq - 1:
        return before.link
    stored = queries.select_entry(db, journal, row.seq - 1)
    if stored is None:
        raise damaged_entry(row, _("前面缺了记录"))
    return stored.link


def _refuse_bad_entry(session: Session, row: StoredEntry, previous: bytes) -> None:
    author = session.roster.member(row.author)
    if author.removed_at is not None:
        raise damaged_entry(row, _("署名的成员已被移出，这条是之后补写的"))
    verify_chained(row, session.id, previous, author.sign_key)


def _signed(session: Session, db: sqlite3.Connection, tree: MerkleTree) -> Checkpoint:
    latest = latest_checkpoint(db)
    root, time = tree.root(), note_time(session.clock())
    if latest is not None and latest.size == tree.size:
        if latest.root != root:
            raise _altered_log(latest.size)
        return latest
    note = CheckpointNote(session.id, tree.size, root, time, session.keys.id).encode()
    signature = session.keys.sign.sign(note)
    queries.insert_checkpoint(db, StoredCheckpoint(tree.size, note, signature))
    return Checkpoint(tree.size, root, note, signature, time)


def _altered_log(size: int) -> DamagedVault:
    return DamagedVault(
        _("记录日志与大小为 {size} 的检查点不符，日志被改动过。", size=size),
        _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
        table="leaf",
        row=str(size),
    )
