"""Proof of entries for a reader without a key: shown parts, commitments of the rest (FORMAT.md §12)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from secretguard.i18n import _
from secretguard.vault import entry as layout
from secretguard.vault.canonical import Json, encode
from secretguard.vault.checkpoint import Checkpoint, load_tree, read_checkpoint
from secretguard.vault.epochs import JournalKeys
from secretguard.vault.errors import DamagedVault, NotAllowed
from secretguard.vault.primitives import sha256
from secretguard.vault.reading import Entry, damaged_entry, read_parts
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredEntry
from secretguard.vault.vault import Vault

FORMAT = "sg1.entries"
_BATCH = 512

Shows = Callable[[Entry], frozenset[str]]
"""The names of the parts of an entry that may be shown: an allow-list. `entry` is part 0: author and time;
without it nothing of the entry is shown, not even its signature, from which the author could be found."""


@dataclass(frozen=True, slots=True)
class Run:
    """Entries `first` to `last` of a journal, without a gap."""

    journal: bytes
    last: int
    shows: Shows
    first: int = 1


def everything(entry: Entry) -> frozenset[str]:
    """Shows all parts."""
    return frozenset({"entry", *entry.parts})


def checkpoint_at(vault: Vault, size: int) -> Checkpoint:
    """A stored checkpoint by its size. Raises NotAllowed if there is none of that size."""
    with vault.session.store.reading() as db:
        stored = queries.select_checkpoint(db, size)
    if stored is None:
        raise NotAllowed(
            _("没有大小为 {size} 的检查点。", size=size), _("请用 vault info 看最近的检查点，再试一次。")
        )
    return read_checkpoint(stored)


def first_checkpoint_with(vault: Vault, journal: bytes, seq: int) -> Checkpoint | None:
    """The earliest stored checkpoint whose log holds an entry; None if no checkpoint does yet."""
    with vault.session.store.reading() as db:
        index = queries.select_leaf_index(db, journal, seq)
        stored = None if index is None else queries.select_checkpoint_beyond(db, index)
    return None if stored is None else read_checkpoint(stored)


def prove_entries(vault: Vault, runs: Sequence[Run], point: Checkpoint) -> bytes:
    """The canonical JSON of `sg1.entries`; the vault journal up to the checkpoint always comes first.

    The same checkpoint gives the same bytes, whatever was recorded since, as long as nothing was erased.
    The last entry of each run must stand in the checkpoint's log (NotAllowed otherwise). What is shown is
    held against its commitment first: DamagedVault for a record that would not verify.
    """
    session = vault.session
    with session.store.reading() as db:
        own = Run(session.id, queries.select_last_logged(db, session.id, point.size), everything)
        described: list[Json] = [_run(session, db, run, point) for run in (own, *runs)]
    return encode({"format": FORMAT, "runs": described, "vault": session.id.hex()})


def _run(session: Session, db: sqlite3.Connection, run: Run, point: Checkpoint) -> Json:
    keys = session.journal_keys(db, run.journal)
    index = queries.select_leaf_index(db, run.journal, run.last)
    if index is None or index >= point.size:
        raise NotAllowed(
            _("第 {seq} 条还不在这个检查点里。", seq=run.last), _("请先做一个检查点，再出证明。")
        )
    previous = layout.FIRST_PREVIOUS
    items: list[Json] = []
    for row in _rows(db, run.journal, run.last):
        if row.seq == run.first - 1:
            previous = row.link
        if row.seq >= run.first:
            items.append(_item(session, keys, row, run.shows))
    path: list[Json] = [step.hex() for step in load_tree(session, db).inclusion(index, point.size)]
    return {
        "first": run.first,
        "head": queries.select_last_logged(db, run.journal, point.size),
        "items": items,
        "journal": run.journal.hex(),
        "prev": previous.hex(),
        "proof": {"index": index, "path": path, "size": point.size},
    }


def _rows(db: sqlite3.Connection, journal: bytes, last: int) -> Iterator[StoredEntry]:
    after = 0
    while after < last:
        batch = queries.select_entries(db, journal, after, min(_BATCH, last - after))
        if not batch:
            raise DamagedVault(
                _("卷宗 {journal} 缺第 {seq} 条。", journal=journal.hex(), seq=after + 1), table="entry"
            )
        for row in batch:
            after += 1
            if row.seq != after:
                raise damaged_entry(row, _("前面缺了记录"))
            yield row


def _item(session: Session, keys: JournalKeys, row: StoredEntry, shows: Shows) -> Json:
    if row.sealed is None:
        return _withheld(row, "erased")
    plain = keys.epoch_of(row).entries.open(row.journal, row.seq, row.sealed)
    salt, parts = layout.unframe_parts(plain)
    header = layout.header(session.id, row.journal, row.seq)
    if layout.commit_parts(salt, header, parts) != row.commitment:
        raise damaged_entry(row, _("内容与它的承诺值不符"))
    entry = read_parts(row, parts)
    shown = shows(entry)
    if "entry" not in shown:
        return _withheld(row, "redacted")
    names = ("entry", *entry.parts)
    described: list[Json] = []
    for index, (name, part) in enumerate(zip(names, parts, strict=True)):
        salt_of_part = layout.part_salt(salt, index)
        if name in shown:
            described.append({"salt": salt_of_part.hex(), "text": part.decode()})
        else:
            hidden = layout.part_commitment(salt_of_part, header, index, part)
            described.append({"commitment": hidden.hex()})
    return {"parts": described, "sig": row.sig.hex()}


def _withheld(row: StoredEntry, why: str) -> Json:
    return {"commitment": row.commitment.hex(), "sighash": sha256(row.sig).hex(), "withheld": why}
