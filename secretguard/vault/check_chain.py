"""Checking the chains: no gap, every link, signatures (all, or the newest of each author), the heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from secretguard.i18n import _
from secretguard.vault import entry as layout
from secretguard.vault.check_report import Examination, entry_name, entry_row
from secretguard.vault.entry import FIRST_PREVIOUS
from secretguard.vault.errors import DamagedVault
from secretguard.vault.keys import is_signed_by
from secretguard.vault.members import Roster
from secretguard.vault.store.rows import StoredEntry, checked_entry, checked_head

Authors = Mapping[bytes, Ed25519PublicKey]

# Without bodies: the chain needs none, and they are most of the file.
_CHAIN = "SELECT journal, seq, epoch, author, commitment, link, sig, NULL FROM entry ORDER BY journal, seq"


@dataclass(slots=True)
class _Walk:
    """Where the walk along one journal stands; `link` is None after something unreadable."""

    journal: bytes
    authors: Authors
    last: int = 0
    link: bytes | None = FIRST_PREVIOUS
    newest: dict[bytes, tuple[StoredEntry, bytes]] = field(default_factory=dict)


def examine_chains(exam: Examination, authors: Authors) -> None:
    """Walk every journal from its first entry to its head."""
    ends: dict[bytes, tuple[int, bytes | None]] = {}
    for journal, group in groupby(exam.db.execute(_CHAIN), key=lambda values: values[0]):
        if not isinstance(journal, bytes) or len(journal) != 16:
            exam.find("entry", entry_row(journal, ""), _("有记录不属于任何卷宗：卷宗编号的形状不对。"))
            exam.misshapen.add(journal)
            continue
        walk = _Walk(journal, authors)
        for row in _shaped(exam, walk, group):
            _step(exam, walk, row)
        for row, previous in walk.newest.values():
            _verify_signature(exam, walk, row, previous)
        ends[journal] = (walk.last, walk.link)
        exam.count("journals")
    _examine_heads(exam, ends)


def _shaped(exam: Examination, walk: _Walk, group: Iterator[tuple[object, ...]]) -> Iterator[StoredEntry]:
    for values in group:
        exam.step()
        exam.count("entries")
        try:
            yield checked_entry(values)
        except DamagedVault as problem:
            exam.find_error(problem, "entry")
            exam.misshapen.add(walk.journal)
            walk.link = None
            if isinstance(values[1], int):
                walk.last = values[1]


def _step(exam: Examination, walk: _Walk, row: StoredEntry) -> None:
    if row.seq != walk.last + 1:
        _report_gap(exam, walk, row)
        walk.link = None
    previous, walk.last, walk.link = walk.link, row.seq, row.link
    if row.author not in walk.authors:
        exam.find(
            "entry",
            entry_row(row.journal, row.seq),
            _(
                "{entry}的署名不是任何已知成员（{author}）：署名被改动，或这条不是成员写的。",
                entry=entry_name(row.journal, row.seq),
                author=row.author.hex(),
            ),
        )
    if previous is None:
        return
    message = layout.message(previous, layout.header(exam.vault, row.journal, row.seq), row.commitment)
    if layout.link(message, row.sig) != row.link:
        exam.find(
            "entry",
            entry_row(row.journal, row.seq),
            _(
                "{entry}的链接值对不上：这一条的承诺值、签名或链接值，或前一条的链接值被改动。",
                entry=entry_name(row.journal, row.seq),
            ),
        )
    if exam.deep:
        _verify_signature(exam, walk, row, previous)
    else:
        walk.newest[row.author] = (row, previous)


def _report_gap(exam: Examination, walk: _Walk, row: StoredEntry) -> None:
    first, last = walk.last + 1, row.seq - 1
    missing = (
        _("第 {first} 条", first=first)
        if first >= last
        else _("第 {first} 至 {last} 条", first=first, last=last)
    )
    exam.find(
        "entry",
        entry_row(walk.journal, first),
        _("卷宗 {journal} 缺{missing}：它们被删除了。", journal=walk.journal.hex()[:8], missing=missing),
    )


def _verify_signature(exam: Examination, walk: _Walk, row: StoredEntry, previous: bytes) -> None:
    author = walk.authors.get(row.author)
    if author is None:
        return
    exam.count("signatures")
    message = layout.message(previous, layout.header(exam.vault, row.journal, row.seq), row.commitment)
    if not is_signed_by(author, row.sig, layout.signed_bytes(message)):
        exam.find(
            "entry",
            entry_row(row.journal, row.seq),
            _(
                "{entry}的签名不对：内容、位置、署名或签名在写下之后被改动。",
                entry=entry_name(row.journal, row.seq),
            ),
        )


def _examine_heads(exam: Examination, ends: dict[bytes, tuple[int, bytes | None]]) -> None:
    left = dict(ends)
    for values in exam.db.execute("SELECT journal, seq, link, revision, summary FROM head"):
        try:
            head = checked_head(values)
        except DamagedVault as problem:
            exam.find_error(problem, "head")
            left.pop(values[0], None)
            continue
        seq, link = left.pop(head.journal, (0, FIRST_PREVIOUS))
        if (head.seq, head.link) != (seq, link if link is not None else head.link):
            exam.find("head", head.journal.hex(), _head_message(head.journal, head.seq, seq))
    for journal, (seq, _link) in left.items():
        exam.find(
            "head",
            journal.hex(),
            _("卷宗 {journal} 有 {seq} 条记录，但登记它的那一行不见了。", journal=journal.hex()[:8], seq=seq),
        )


def _head_message(journal: bytes, told: int, found: int) -> str:
    if told == found:
        return _("卷宗 {journal} 末尾登记的链接值与最后一条不符。", journal=journal.hex()[:8])
    return _(
        "卷宗 {journal} 登记到第 {told} 条，实际到第 {found} 条：末尾被截去，或有记录不是本程序写的。",
        journal=journal.hex()[:8],
        told=told,
        found=found,
    )


def examine_removed_members(exam: Examination, roster: Roster) -> None:
    """Nothing by a removed member may stand in the log after the removal, or outside the log."""
    for member in roster.members.values():
        if member.removed_at is None:
            continue
        rows = exam.db.execute(
            "SELECT e.journal, e.seq FROM entry AS e"
            " LEFT JOIN leaf AS l ON l.journal = e.journal AND l.seq = e.seq WHERE e.author = ?1 AND"
            ' (l."index" IS NULL OR l."index" > (SELECT "index" FROM leaf WHERE journal = ?2 AND seq = ?3))',
            (member.id, exam.vault, member.removed_at),
        )
        for journal, seq in rows:
            exam.find(
                "entry",
                entry_row(journal, seq),
                _(
                    "{entry}署名 {member}，但这名成员当时已被移出：这一条是之后补写的。",
                    entry=entry_name(journal, seq),
                    member=member.id.hex(),
                ),
            )
