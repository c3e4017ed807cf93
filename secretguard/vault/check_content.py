"""Checking with a key: the vault journal, each journal's keys and wraps, and every body it may open."""

from __future__ import annotations

from dataclasses import dataclass, field

from secretguard.i18n import _
from secretguard.vault import entry as layout
from secretguard.vault.blobs.intake import read_blob_name
from secretguard.vault.canonical import decode
from secretguard.vault.check_blobs import examine_content
from secretguard.vault.check_report import Examination, entry_name, entry_row
from secretguard.vault.epochs import EpochKey, JournalKeys
from secretguard.vault.errors import (
    DamagedVault,
    JournalNotOpenToMember,
    JournalShredded,
    NoSuchJournal,
    NotCanonical,
)
from secretguard.vault.keyring import Keyring
from secretguard.vault.keys import MemberKeys
from secretguard.vault.members import Roster
from secretguard.vault.primitives import NO_ROW, sha256
from secretguard.vault.reading import read_parts
from secretguard.vault.shown import shown
from secretguard.vault.store.rows import StoredEntry, checked_entry, checked_head, checked_wrap
from secretguard.vault.trunk import Trunk, read_trunk

_HPKE_WRAP_SIZE = 1168
_ENTRIES = (
    "SELECT journal, seq, epoch, author, commitment, link, sig, sealed FROM entry ORDER BY journal, seq"
)


@dataclass(slots=True)
class OpenedKeys:
    """The proven keys of every journal that this member may read."""

    trunk: Trunk
    journals: dict[bytes, JournalKeys] = field(default_factory=dict)
    closed: set[bytes] = field(default_factory=set)
    """Restricted to others, so that only links and signatures can be checked."""


def examine_trunk(exam: Examination, keys: MemberKeys) -> Trunk | None:
    """Read and verify the vault journal whole; nothing else can be opened without it."""
    try:
        return read_trunk(exam.db, exam.vault, keys)
    except (DamagedVault, JournalNotOpenToMember) as problem:
        exam.find_error(problem, "entry")
        exam.leave_out(_("库自身的卷宗读不下去，各卷宗的钥匙和内容没有核对。"))
        return None


def examine_keys(exam: Examination, keys: MemberKeys, trunk: Trunk) -> OpenedKeys:
    """Prove each journal's epochs anew from the wraps in the file."""
    keyring = Keyring(exam.vault, keys, trunk.keys)
    opened = OpenedKeys(trunk, {exam.vault: trunk.keys})
    for (journal,) in exam.db.execute("SELECT DISTINCT journal FROM entry").fetchall():
        if journal == exam.vault:
            continue
        if journal in exam.misshapen:
            exam.leave_out(
                _("卷宗 {journal} 有行的形状不对，钥匙和内容没有核对。", journal=shown(journal)[:8])
            )
            continue
        try:
            opened.journals[journal] = keyring.journal_keys(exam.db, trunk.roster, journal)
        except JournalShredded:
            exam.count("shredded")
        except JournalNotOpenToMember:
            opened.closed.add(journal)
        except (DamagedVault, NoSuchJournal) as problem:
            exam.find_error(problem, "wrap")
            exam.leave_out(_("卷宗 {journal} 的钥匙不能确认，内容没有核对。", journal=journal.hex()[:8]))
    if opened.closed:
        exam.leave_out(
            _("{count} 份卷宗只对其他成员开放，内容没有核对。", count=len(opened.closed)), promised=False
        )
    if trunk.roster.shredded:
        exam.leave_out(
            _("{count} 份卷宗已依规销毁，只核对了链接和签名。", count=len(trunk.roster.shredded)),
            promised=False,
        )
    return opened


def examine_roster(exam: Examination, roster: Roster) -> None:
    """The table of members must hold the keys that the vault journal admitted, and no others."""
    stored = dict(exam.db.execute("SELECT id, hpke_pk FROM member"))
    for member in roster.members.values():
        public = stored.pop(member.id, None)
        if not isinstance(public, bytes) or sha256(public) != member.hpke_hash:
            exam.find("member", member.id.hex(), _("成员 {name} 的公钥不见了，或被换过。", name=member.name))
    for identity in stored:
        name = shown(identity)
        exam.find("member", name, _("成员表里多出 {member}：没有记录加入过它，不要信任它。", member=name))


def examine_wraps(exam: Examination, opened: OpenedKeys) -> None:
    """No wrap but those of announced epochs, for those whom the announcement names."""
    roster = opened.trunk.roster
    for values in exam.db.execute("SELECT journal, epoch, member, sealed FROM wrap"):
        exam.count("wraps")
        try:
            wrap = checked_wrap(values)
        except DamagedVault as problem:
            exam.find_error(problem, "wrap")
            continue
        row = f"{wrap.journal.hex()}/{wrap.epoch}/{wrap.member.hex()}"
        if wrap.journal in roster.shredded:
            exam.find(
                "wrap", row, _("卷宗 {journal} 已依规销毁，它的钥匙却还在。", journal=wrap.journal.hex()[:8])
            )
            continue
        keys = opened.journals.get(wrap.journal)
        if keys is not None and not _is_expected(roster, keys, exam.vault, wrap.epoch, wrap.member):
            exam.find("wrap", row, _planted(wrap.journal, wrap.epoch))
        if wrap.member != NO_ROW and len(wrap.sealed) != _HPKE_WRAP_SIZE:
            exam.find(
                "wrap", row, _("卷宗 {journal} 的一把钥匙封装长度不对。", journal=wrap.journal.hex()[:8])
            )
    if len(roster.members) > 1:
        exam.leave_out(_("封给其他成员的钥匙只有他们自己能核对。"), promised=False)


def _is_expected(roster: Roster, keys: JournalKeys, vault: bytes, epoch: int, member: bytes) -> bool:
    key = keys.epochs.get(epoch)
    if key is None:
        return False
    if keys.journal == vault:
        return member in roster.members
    return member == NO_ROW if key.members is None else member in key.members


def _planted(journal: bytes, epoch: int) -> str:
    return _(
        "卷宗 {journal} 第 {epoch} 期多出一把没有公布过的钥匙：可能是别人塞进来的，程序不会用它。",
        journal=journal.hex()[:8],
        epoch=epoch,
    )


def examine_bodies(exam: Examination, opened: OpenedKeys) -> None:
    """Unseal every body, hold it against its commitment and its one canonical form."""
    erased: dict[bytes, set[int]] = {}
    explained: dict[bytes, set[int]] = {}
    for values in exam.db.execute(_ENTRIES):
        exam.step()
        try:
            row = checked_entry(values)
        except DamagedVault as problem:
            exam.find_error(problem, "entry")
            continue
        keys = opened.journals.get(row.journal)
        if keys is None:
            continue
        if row.sealed is None:
            erased.setdefault(row.journal, set()).add(row.seq)
        elif (seq := _examine_body(exam, row, keys)) is not None:
            explained.setdefault(row.journal, set()).add(seq)
    for journal, sequences in erased.items():
        _examine_erased(exam, journal, sequences, explained.get(journal, set()))


def _examine_body(exam: Examination, row: StoredEntry, keys: JournalKeys) -> int | None:
    """Check one body; the seq that it declares erased, if it is such a declaration."""
    epoch = keys.epochs.get(row.epoch)
    if epoch is None:
        sentence = _("{entry}用了第 {epoch} 期的钥匙，它没有公布过。", entry=_name(row), epoch=row.epoch)
        exam.find("entry", _row(row), sentence)
        return None
    try:
        return _open_body(exam, row, keys, epoch)
    except DamagedVault as problem:
        exam.find("entry", _row(row), _("{entry}：{reason}", entry=_name(row), reason=problem.message))
    except NotCanonical:
        exam.find("entry", _row(row), _("{entry}的内容不是规范的写法，不是本程序写的。", entry=_name(row)))
    return None


def _row(row: StoredEntry) -> str:
    return entry_row(row.journal, row.seq)


def _name(row: StoredEntry) -> str:
    return entry_name(row.journal, row.seq)


def _open_body(exam: Examination, row: StoredEntry, keys: JournalKeys, epoch: EpochKey) -> int | None:
    assert row.sealed is not None
    salt, parts = layout.unframe_parts(epoch.entries.open(row.journal, row.seq, row.sealed))
    header = layout.header(exam.vault, row.journal, row.seq)
    exam.count("commitments")
    if layout.commit_parts(salt, header, parts) != row.commitment:
        exam.find(
            "entry",
            entry_row(row.journal, row.seq),
            _("{entry}的内容与承诺值不符：两者之一被改动。", entry=entry_name(row.journal, row.seq)),
        )
    for part in parts:
        decode(part)
    entry = read_parts(row, parts)
    blob = read_blob_name(entry.parts)
    if blob is not None:
        examine_content(exam, keys, row.seq, blob)
    erased = entry.parts.get("erased")
    seq = erased.get("seq") if isinstance(erased, dict) and entry.kind == "erased" else None
    return seq if isinstance(seq, int) else None


def _examine_erased(exam: Examination, journal: bytes, erased: set[int], explained: set[int]) -> None:
    exam.count("erased", len(erased & explained))
    for seq in sorted(erased - explained):
        exam.find(
            "entry",
            entry_row(journal, seq),
            _("{entry}的内容不见了，却没有销毁的记录：内容被删除了。", entry=entry_name(journal, seq)),
        )


def examine_summaries(exam: Examination, opened: OpenedKeys) -> None:
    """Summaries are derived: one that does not open is reported, and written anew by the program."""
    remedy = _("摘要可以由记录重新得出：下次打开并写入这份卷宗时会自动重写。若不是您所为，请另存证据。")
    for values in exam.db.execute("SELECT journal, seq, link, revision, summary FROM head"):
        try:
            head = checked_head(values)
        except DamagedVault:
            continue  # examine_chains has named it
        keys = opened.journals.get(head.journal)
        if head.summary is None or keys is None:
            continue
        try:
            _summary_key(keys, head.summary).summaries.open(
                head.journal, head.revision, head.summary, head.journal
            )
        except DamagedVault:
            exam.find(
                "head",
                head.journal.hex(),
                _("卷宗 {journal} 的摘要打不开：它被改动，或从别处移来。", journal=head.journal.hex()[:8]),
                remedy,
            )


def _summary_key(keys: JournalKeys, sealed: bytes) -> EpochKey:
    return keys.epochs.get(int.from_bytes(sealed[1:5], "big"), keys.newest)
