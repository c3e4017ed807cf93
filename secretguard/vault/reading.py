"""Opening and verifying entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from secretguard.clock import from_microseconds
from secretguard.i18n import _
from secretguard.vault import entry as layout
from secretguard.vault.canonical import Json, parse
from secretguard.vault.errors import DamagedVault, NotCanonical
from secretguard.vault.keys import is_signed_by
from secretguard.vault.sealing import RowCipher
from secretguard.vault.store.rows import StoredEntry

_DAY_MINUTES = 24 * 60
_LEAD = frozenset({"at", "author", "kind", "tz", "v"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An opened entry. An erased one keeps journal, seq, author and link; the rest is empty."""

    journal: bytes
    seq: int
    author: bytes
    kind: str
    version: int
    at: int
    """When it was recorded: microseconds since 1970 UTC, by the author's system clock."""
    tz: int
    """The author's zone: minutes east of UTC."""
    parts: Mapping[str, Json]
    erased: bool
    link: bytes

    @property
    def moment(self) -> datetime:
        """When it was recorded, as an aware datetime in the author's zone."""
        return from_microseconds(self.at, self.tz)


def open_entry(row: StoredEntry, cipher: RowCipher) -> Entry:
    """Unseal and read an entry. Raises DamagedVault; does not hold the body against its commitment."""
    if row.sealed is None:
        return Entry(row.journal, row.seq, row.author, "", 0, 0, 0, {}, True, row.link)
    _salt, parts = layout.unframe_parts(cipher.open(row.journal, row.seq, row.sealed))
    return read_parts(row, parts)


def open_and_verify(row: StoredEntry, cipher: RowCipher, vault: bytes) -> Entry:
    """As `open_entry`, and the body must match the entry's commitment."""
    if row.sealed is None:
        return open_entry(row, cipher)
    salt, parts = layout.unframe_parts(cipher.open(row.journal, row.seq, row.sealed))
    header = layout.header(vault, row.journal, row.seq)
    if layout.commit_parts(salt, header, parts) != row.commitment:
        raise damaged_entry(row, _("内容与它的承诺值不符"))
    return read_parts(row, parts)


def verify_chained(row: StoredEntry, vault: bytes, previous: bytes, author: Ed25519PublicKey) -> None:
    """Raises DamagedVault unless the link follows from the entry and the one before, signed by its author."""
    header = layout.header(vault, row.journal, row.seq)
    message = layout.message(previous, header, row.commitment)
    if layout.link(message, row.sig) != row.link:
        raise damaged_entry(row, _("链接值与前一条对不上"))
    if not is_signed_by(author, row.sig, layout.signed_bytes(message)):
        raise damaged_entry(row, _("签名不对"))


def damaged_entry(row: StoredEntry, what: str) -> DamagedVault:
    """An entry does not hold together; says which."""
    return DamagedVault(
        _("卷宗 {journal} 第 {seq} 条：{what}。", journal=row.journal.hex(), seq=row.seq, what=what),
        _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
        table="entry",
        row=f"{row.journal.hex()}/{row.seq}",
    )


def erased_seq(entry: Entry) -> int:
    """Which entry's body this one says was destroyed; 0 if it says nothing of the kind."""
    part = entry.parts.get("erased")
    seq = part.get("seq") if isinstance(part, dict) else None
    return seq if type(seq) is int else 0


def missing_entry(journal: bytes, seq: int) -> DamagedVault:
    """An entry that must be there is not."""
    return DamagedVault(
        _("卷宗 {journal} 缺第 {seq} 条。", journal=journal.hex(), seq=seq),
        _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
        table="entry",
        row=f"{journal.hex()}/{seq}",
    )


def read_parts(row: StoredEntry, parts: list[bytes]) -> Entry:
    """An entry from the kept bytes of its parts. Raises DamagedVault if they say something impossible."""
    try:
        values = parse(b"[" + b",".join(parts) + b"]")
    except NotCanonical as problem:
        raise damaged_entry(row, _("内容不是可以读取的 JSON")) from problem
    # One parse for all parts is faster; the count shows a part that is more than one object.
    if not isinstance(values, list) or len(values) != len(parts):
        raise damaged_entry(row, _("字段的数目不对"))
    fields: dict[str, Json] = {}
    for value in values:
        if not isinstance(value, dict) or len(value) != 1:
            raise damaged_entry(row, _("字段的写法不对"))
        fields.update(value)
    # Each brought one: fewer together means that two have the same name.
    if len(fields) != len(values):
        raise damaged_entry(row, _("字段的写法不对"))
    return _entry_of(row, fields)


def _entry_of(row: StoredEntry, fields: dict[str, Json]) -> Entry:
    lead = fields.pop("entry", None)
    if not isinstance(lead, dict) or lead.keys() != _LEAD:
        raise damaged_entry(row, _("抬头字段不对"))
    author, kind, at, tz, version = lead["author"], lead["kind"], lead["at"], lead["tz"], lead["v"]
    # `type`, since true is an `int` too.
    if type(at) is not int or type(tz) is not int or type(version) is not int or abs(tz) >= _DAY_MINUTES:
        raise damaged_entry(row, _("抬头字段不对"))
    if not isinstance(kind, str) or author != row.author.hex():
        raise damaged_entry(row, _("抬头字段不对"))
    return Entry(row.journal, row.seq, row.author, kind, version, at, tz, fields, False, row.link)
