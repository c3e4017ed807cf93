"""An unlocked vault: what every other room of the program reads from and appends to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault import appending, checkpoint, erasing, journals, membership
from secretguard.vault.appending import NewEntry
from secretguard.vault.blobs.access import open_blob
from secretguard.vault.blobs.digests import Progress as BlobProgress
from secretguard.vault.blobs.intake import PART, StagedBlob, read_blob_name, stage_blob
from secretguard.vault.blobs.reading import BlobReader
from secretguard.vault.blobs.sealing import ByteSource
from secretguard.vault.canonical import Json
from secretguard.vault.checkpoint import Checkpoint
from secretguard.vault.errors import NotAllowed, VaultLocked
from secretguard.vault.journals import JournalInfo
from secretguard.vault.primitives import ID_SIZE
from secretguard.vault.reading import Entry, damaged_entry, missing_entry, open_entry
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.summaries import Opening

_BATCH = 512
_OWN_KINDS = frozenset(
    {"vault.create", "member.add", "member.remove", "key", "journal.open", "journal.shred", "erased"}
)
_OWN_PARTS = frozenset({"entry", "key", "member", "erased"})


@dataclass(frozen=True, slots=True)
class MemberInfo:
    """A member as shown: the name is the vault's word, the id the key's."""

    id: bytes
    name: str
    admin: bool
    removed: bool = False


class Vault:
    """An unlocked vault. As a context manager it is locked on the way out.

    Every method raises VaultLocked once `lock` was called, and VaultErrors for what the disk refuses.
    """

    def __init__(self, session: Session, warnings: tuple[VaultError, ...] = ()) -> None:
        self._session: Session | None = session
        self._openings: dict[bytes, Opening] = {}
        self.id = session.id
        self.folder: Path = session.folder
        self.writable = session.lock is not None
        self.warnings = warnings
        """What was found at opening that did not keep a reader out (roll-back, fork, altered schema)."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lock()

    @property
    def session(self) -> Session:
        """What the vault's own rooms share; other rooms keep to the methods. Raises VaultLocked."""
        if self._session is None:
            raise VaultLocked(_("库已锁定。"), _("请重新输入口令打开。"))
        return self._session

    @property
    def locked(self) -> bool:
        """Whether the keys are gone."""
        return self._session is None

    @property
    def name(self) -> str:
        """The vault's own name, given when it was created."""
        return self.session.roster.name

    @property
    def member(self) -> MemberInfo:
        """Whose key opened the vault."""
        return self._describe(self.session.keys.id)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a user should be told about the place where the vault lies."""
        return self.session.store.notices

    def members(self) -> list[MemberInfo]:
        """Everybody the vault journal ever admitted."""
        return [self._describe(identity) for identity in self.session.roster.members]

    def create_journal(
        self,
        kind: str,
        title: str,
        *,
        enterprise: str | None = None,
        extra: Mapping[str, Json] | None = None,
        members: Iterable[bytes] | None = None,
    ) -> bytes:
        """Open a journal and give its id; `members` restricts it to those named (yourself among them)."""
        session = self.session
        session.refuse_unless_writable()
        _refuse_own_parts(extra or {}, _OWN_PARTS | {"kind", "title", "enterprise"})
        parts: dict[str, Json] = {"kind": kind, "title": title}
        if enterprise is not None:
            parts["enterprise"] = enterprise
        journal = os.urandom(ID_SIZE)
        appending.begin_journal(session, journal, {**parts, **(extra or {})}, members)
        return journal

    def append(
        self,
        journal: bytes,
        kind: str,
        parts: Mapping[str, Json],
        *,
        version: int = 1,
        summary: Mapping[str, Json] | None = None,
        blob: StagedBlob | None = None,
    ) -> Entry:
        """Record one entry; when this returns, it is on the disk, and `summary` with it if given.

        With a `blob`, the entry gets the part `blob` that names it: from now on it belongs to the entry.

        Raises NoSuchJournal, JournalShredded, VaultReadOnly, DiskFull, NotCanonical, NotAllowed.
        """
        return self.append_all(journal, (NewEntry(kind, parts, version, blob),), summary=summary)[0]

    def stage_blob(
        self, source: ByteSource, *, expected: int | None = None, progress: BlobProgress | None = None
    ) -> StagedBlob:
        """Seal a stream beside the database, durably; hand it to `append`, or it is gone at the next start.

        `expected` is the size in bytes where it is known (SM3 is not begun for what is too large).
        May run in another thread than the one that appends. Raises DiskFull and other StorageErrors,
        RefusedError, and whatever `source` or `progress` raise; then nothing is left behind.
        """
        session = self.session
        session.refuse_unless_writable()
        return stage_blob(session.folder, source, expected=expected, progress=progress)

    def open_blob(self, entry: Entry) -> BlobReader:
        """The evidence file that an entry names. Raises DamagedVault if it is missing or altered."""
        session = self.session
        name = read_blob_name(entry.parts)
        if name is None:
            raise NotAllowed(_("这条记录没有带证据文件。"))
        with session.store.reading() as db:
            return open_blob(db, session.folder, session.journal_keys(db, entry.journal), name)

    def append_all(
        self,
        journal: bytes,
        news: Sequence[NewEntry],
        *,
        summary: Mapping[str, Json] | None = None,
    ) -> list[Entry]:
        """Record several entries in one transaction: all are on the disk when this returns, or none ever is.

        Raises as `append`.
        """
        session = self.session
        session.refuse_unless_writable()
        complete = [_complete(new) for new in news]
        if not complete:
            return []
        opening = None if summary is None else self._opening(journal)
        return appending.append_all(session, journal, complete, opening, summary)

    def entries(self, journal: bytes, after: int = 0) -> Iterator[Entry]:
        """A journal's entries in order, those with seq > `after`. Bodies are not held against commitments."""
        while batch := self._batch(journal, after):
            yield from batch
            after = batch[-1].seq

    def entry(self, journal: bytes, seq: int) -> Entry | None:
        """One entry of a journal, read by itself; None if it has none of that number. Raises DamagedVault."""
        return next(iter(self._batch(journal, seq - 1, limit=1)), None) if seq > 0 else None

    def journals(self, kind: str | None = None) -> list[JournalInfo]:
        """Every journal this member may read, but the vault's own; oldest first."""
        return journals.list_journals(self.session, kind)

    def journal(self, journal: bytes) -> JournalInfo:
        """One journal. Raises NoSuchJournal, JournalNotOpenToMember."""
        return journals.journal_info(self.session, journal)

    def write_summary(self, journal: bytes, summary: Mapping[str, Json]) -> None:
        """Replace the journal's summary; derived only, no entry is written."""
        journals.put_summary(self.session, journal, summary)

    def summary(self, journal: bytes) -> Mapping[str, Json] | None:
        """The journal's summary, None if there is none or it was lost: then fold and write it again."""
        return journals.summary_of(self.session, journal)

    def erase(self, journal: bytes, seq: int, why: str) -> None:
        """Destroy the content of one entry; its commitment stays, so everything else still verifies."""
        with self._alone() as session:
            erasing.erase_entry(session, journal, seq, why)

    def shred_journal(self, journal: bytes, why: str) -> None:
        """Destroy a journal's keys, here; backups keep theirs."""
        with self._alone() as session:
            erasing.shred_journal(session, journal, why)
        self._openings.pop(journal, None)

    def add_member(self, name: str, sign_public: bytes, hpke_public: bytes, *, admin: bool = False) -> bytes:
        """Admit a member by public keys and give its id. Only administrators may."""
        with self._alone() as session:
            return membership.add_member(session, name, sign_public, hpke_public, admin=admin)

    def remove_member(self, identity: bytes) -> None:
        """Remove a member; keys change from here on. Only administrators may."""
        with self._alone() as session:
            membership.remove_member(session, identity)

    def checkpoint(self) -> Checkpoint:
        """Log what is new, sign the log, remember it in the witness."""
        with self._alone() as session:
            return checkpoint.make_checkpoint(session)

    def latest_checkpoint(self) -> Checkpoint | None:
        """The newest signed checkpoint, None before the first."""
        with self.session.store.reading() as db:
            return checkpoint.latest_checkpoint(db)

    def length(self) -> int:
        """How many entries all journals have together: it grows with whatever is recorded, erasures too."""
        with self.session.store.reading() as db:
            return queries.sum_of_lengths(db)

    def unlogged(self) -> int:
        """How many entries stand in no checkpoint yet."""
        with self.session.store.reading() as db:
            return queries.count_entries(db) - queries.count_leaves(db)

    def unanchored(self) -> int:
        """How many entries stand in no checkpoint that was anchored in the outside world."""
        with self.session.store.reading() as db:
            return queries.count_entries(db) - self.session.roster.anchored

    def lock(self) -> None:
        """Checkpoint if something is new, drop the keys, close the file, let go of the lock. Repeatable."""
        session, self._session = self._session, None
        if session is None:
            return
        self._openings.clear()
        try:
            if session.lock is not None:
                checkpoint.make_checkpoint(session)
        finally:
            try:
                session.store.close()
            finally:
                if session.lock is not None:
                    session.lock.release()

    @contextmanager
    def _alone(self) -> Iterator[Session]:
        """The session, with other threads kept out until memory has followed the disk."""
        session = self.session
        with session.store.exclusive():
            yield session

    def _batch(self, journal: bytes, after: int, limit: int = _BATCH) -> list[Entry]:
        session = self.session
        with session.store.reading() as db:
            keys = session.journal_keys(db, journal)
            # The head first: what another process appends in between must not look like a missing entry.
            head = queries.select_head(db, journal)
            rows = queries.select_entries(db, journal, after, limit)
            if any(row.epoch not in keys.epochs for row in rows):
                session.keyring.forget(journal)
                keys = session.journal_keys(db, journal)
        opened = []
        for row in rows:
            after += 1
            if row.seq != after:
                raise damaged_entry(row, _("前面缺了记录"))
            opened.append(open_entry(row, keys.epoch_of(row).entries))
        if head is not None and len(rows) < limit and after < head.seq:
            raise missing_entry(journal, after + 1)
        return opened

    def _opening(self, journal: bytes) -> Opening:
        opening = self._openings.get(journal)
        if opening is None:
            with self.session.store.reading() as db:
                opening = journals.journal_opening(self.session, db, journal)
            self._openings[journal] = opening
        return opening

    def _describe(self, identity: bytes) -> MemberInfo:
        member = self.session.roster.member(identity)
        return MemberInfo(member.id, member.name, member.admin, member.removed_at is not None)


def _complete(new: NewEntry) -> NewEntry:
    """The entry, with the part that names its blob if there is one. Raises NotAllowed for our own kinds."""
    _refuse_own_parts(new.parts, _OWN_PARTS | {PART})
    if new.kind in _OWN_KINDS:
        raise NotAllowed(_("记录种类 {kind} 只由库自己写。", kind=new.kind))
    return new if new.blob is None else replace(new, parts={**new.parts, PART: new.blob.name.part()})


def _refuse_own_parts(parts: Mapping[str, Json], own: frozenset[str] = _OWN_PARTS) -> None:
    taken = own.intersection(parts)
    if taken:
        raise NotAllowed(_("字段名 {names} 留给库自己用。", names=_("、").join(sorted(taken))))
