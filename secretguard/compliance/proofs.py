"""What somebody names as proof, recognised: a register line, an incident's evidence, an issued paper."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from secretguard import drills, incidents
from secretguard.clock import Clock
from secretguard.compliance.entries import JOURNAL_KIND, EvidenceSort
from secretguard.errors import RefusedError, StorageError
from secretguard.i18n import _
from secretguard.register import RECORD_TYPES, RecordRef, Register
from secretguard.vault import Vault

_RECORD = re.compile(r"^([A-Z])(\d{1,6})$")
_ITEM = re.compile(r"^(?:([0-9A-F]{4,32})\s+)?E-(\d{1,6})$")
_PAPER = re.compile(r"^(?:TY|TZ|[0-9A-F]{8})-[0-9A-F-]{1,24}$")
_ISSUING = {
    drills.JOURNAL_KIND: "drill.report-issued",
    incidents.JOURNAL_KIND: "paper.issued",
    JOURNAL_KIND: "paper.issued",
}
"""Which entry of which kind of journal issues a paper."""


@dataclass(frozen=True, slots=True)
class NamedProof:
    """A proof as it is linked: `place` says where in the vault it stands, `sha256` is of its bytes."""

    sort: EvidenceSort
    what: str
    place: str
    sha256: str | None = None


def named_proof(text: str, vault: Vault, register: Register, clock: Clock) -> NamedProof | None:
    """`M3`, `E-01` (or `970FB41A E-01`), `TY-20261125-63CF-1`; None for words or a path.

    Raises RefusedError for a number of that form which stands nowhere. Reads journals: slow in large vaults.
    """
    typed = text.strip().upper()
    if (match := _RECORD.match(typed)) and match[1] in {each.letter for each in RECORD_TYPES.values()}:
        return _record(match, register)
    if match := _ITEM.match(typed):
        return _item(match[1], int(match[2]), vault, register, clock)
    if _PAPER.match(typed):
        return _paper(typed, vault, register)
    return None


def proof_digest(path: Path) -> str:
    """SHA-256 (hex) of a file that is kept elsewhere. Raises StorageError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StorageError(_("读不了 {path}。", path=path), _("请检查路径和权限。")) from error


def _record(match: re.Match[str], register: Register) -> NamedProof:
    found = next(each for each in RECORD_TYPES.values() if each.letter == match[1])
    held = register.state.record(RecordRef(found.kind, match[0]))
    if held is None:
        raise RefusedError(_("台账里没有 {id}。", id=match[0]), _("编号见台账；只写文字，就多写几个字。"))
    words = _("{label} {id} {name}", label=found.label, id=match[0], name=held.name)
    return NamedProof("record", words, f"register:{found.kind}:{match[0]}")


def _item(wanted: str | None, number: int, vault: Vault, register: Register, clock: Clock) -> NamedProof:
    lines = [each for each in incidents.list_incidents(vault) if each.enterprise == register.id]
    known = [each.id for each in lines if wanted is None or each.id.startswith(wanted.lower())]
    if len(known) != 1:
        raise RefusedError(
            _("说不准是哪起事件的 E-{number:02d}。", number=number),
            _("前面写上事件编号的前八位，例如 970FB41A E-01。"),
        )
    item = incidents.open_incident(vault, known[0], clock).state.evidence.get(number)
    if item is None:
        raise RefusedError(_("这起事件没有 E-{number:02d}。", number=number), _("请核对编号。"))
    digest = item.blob.sha256 if item.blob else None
    return NamedProof("file", f"{item.name} {item.taken.title}", f"incident:{known[0]}:{number}", digest)


def _paper(number: str, vault: Vault, register: Register) -> NamedProof:
    for kind, issuing in _ISSUING.items():
        for info in vault.journals(kind):
            if info.enterprise != register.id:
                continue
            for entry in vault.entries(info.id):
                if entry.kind == issuing and _printed(entry.parts.get("number"), info.id) == number:
                    return NamedProof("paper", number, f"{kind}:{info.id.hex()}:{entry.seq}")
    raise RefusedError(_("没有签发过 {number}。", number=number), _("编号印在文书的页眉上。"))


def _printed(number: object, journal: bytes) -> str:
    """A paper's number as printed; an assessment counts its papers and prints its own id before."""
    if isinstance(number, int):
        return f"{journal.hex()[:8].upper()}-{number:02d}"
    return str(number or "").upper()
