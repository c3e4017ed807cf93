"""Removing content while the proof stays: one entry's body, or a whole journal's keys."""

from __future__ import annotations

from secretguard.i18n import _
from secretguard.vault.appending import NewEntry, append_within
from secretguard.vault.blobs.intake import read_blob_name
from secretguard.vault.blobs.sweeping import remove_files
from secretguard.vault.errors import ErasureUnfinished, NoSuchJournal, NotAllowed
from secretguard.vault.journals import journal_opening
from secretguard.vault.keyring import no_such_journal, shredded
from secretguard.vault.members import follow
from secretguard.vault.reading import Entry, open_entry
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.store.blob_rows import delete_blob, delete_blobs, select_blobs_of
from secretguard.vault.store.rows import is_count

_UNERASABLE_PARTS = ("key", "member")
_UNERASABLE_KINDS = ("journal.shred", "anchor", "vault.restore", "erased")
"""What the fold of the vault journal, and a later reader of gaps, depends on."""


def erase_entry(session: Session, journal: bytes, seq: int, why: str) -> None:
    """Destroy the body of one entry and its evidence file, record the reason, empty the write-ahead log.

    The summary is forgotten, since it may repeat what is erased.
    Raises NotAllowed for entries that hold keys or members, ErasureUnfinished while a reader is open.
    """
    session.refuse_unless_writable()
    with session.store.transaction() as db:
        keys = session.journal_keys(db, journal)
        row = queries.select_entry(db, journal, seq) if is_count(seq, 1) else None
        if row is None:
            raise _no_such_entry(journal, seq)
        if row.sealed is None:
            raise NotAllowed(_("第 {seq} 条的内容早已销毁。", seq=seq))
        entry = open_entry(row, keys.epoch_of(row).entries)
        _refuse_unerasable(entry)
        queries.erase_body(db, journal, seq)
        blob = read_blob_name(entry.parts)
        if blob is not None:
            delete_blob(db, blob.id)
        record = NewEntry("erased", {"erased": {"seq": seq, "why": why}})
        # The summary may repeat what is erased: only what the first entry says is kept of it.
        opening = journal_opening(session, db, journal)
        (written,), keys = append_within(session, db, journal, (record,), opening, None)
    session.keyring.remember(keys)
    if journal == session.id:
        session.roster = follow(session.roster, written)
    if blob is not None:
        remove_files(session.folder, [blob.id])
    empty_log(session)


def shred_journal(session: Session, journal: bytes, why: str) -> None:
    """Destroy every key of a journal and record it in the vault journal. Backups keep their copies."""
    session.refuse_unless_writable()
    if journal == session.id:
        raise NotAllowed(_("库自身的卷宗不能销毁。"))
    if journal in session.roster.shredded:
        raise shredded(journal)
    with session.store.transaction() as db:
        head = queries.select_head(db, journal)
        if head is None:
            raise no_such_journal(journal)
        session.journal_keys(db, journal)
        record = NewEntry("journal.shred", {"journal": journal.hex(), "why": why})
        (entry,), _keys = append_within(session, db, session.id, (record,))
        queries.delete_wraps(db, journal)
        blobs = select_blobs_of(db, journal)
        delete_blobs(db, journal)
        queries.update_head_and_summary(db, journal, head.seq, head.link, head.revision + 1, None)
    session.roster = follow(session.roster, entry)
    session.keyring.forget(journal)
    remove_files(session.folder, blobs)
    empty_log(session)


def empty_log(session: Session) -> None:
    """Until the write-ahead log is emptied, the file keeps the old bytes. Raises ErasureUnfinished."""
    if not session.store.empty_write_ahead_log():
        raise ErasureUnfinished(
            _("内容已销毁，但有别的窗口正在读库，旧的字节还留在日志文件里。"),
            _("请关闭其他窗口，再锁定并重新打开一次，程序会自动清掉。"),
        )


def _refuse_unerasable(entry: Entry) -> None:
    if entry.kind in _UNERASABLE_KINDS or not entry.parts.keys().isdisjoint(_UNERASABLE_PARTS):
        raise NotAllowed(
            _("第 {seq} 条是库核对自己所必需的（钥匙、成员、销毁或存证），不能销毁。", seq=entry.seq),
            _("要销毁整份卷宗，请用销毁卷宗。"),
        )


def _no_such_entry(journal: bytes, seq: int) -> NoSuchJournal:
    return NoSuchJournal(
        _("这份卷宗没有第 {seq} 条。", seq=seq),
        _("请查看卷宗里现有的记录。"),
        journal=journal.hex(),
        seq=seq,
    )
