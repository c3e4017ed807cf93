"""Evidence and its custody (证据, 监管链), as entry kinds. A file is the vault's part `blob`."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from secretguard.entries import EntryModel, kinds
from secretguard.incidents.entries import LOG_KINDS, Frozen, Key, Line, Moment, Words

Volatility = Literal["minutes", "days", "stable"]
Original = Literal["original", "copy"]
Event = Literal["collected", "accessed", "transferred", "returned", "exported"]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=1, le=1_000_000)]


class FileOrigin(Frozen):
    """Where a file lay: name made visible, path as raw bytes in hex, size in bytes, last change (µs)."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=6000)]
    raw: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2}){1,8192}$")]
    size: Annotated[int, Field(ge=0, lt=2**53)]
    modified: Annotated[int, Field(gt=-(2**53), lt=2**53)]
    batch: Key | None = None
    """The folder intake it came with."""


class EvidenceTaken(EntryModel):
    """An item of evidence came in. `item` is its number within the incident: E-01…"""

    kind: ClassVar[str] = "evidence.taken"
    item: Number
    category: Key
    title: Line
    source: Line
    method: Line
    holder: Line
    tool: Line | None = None
    tool_version: Line | None = None
    place: Line | None = None
    witness: Line | None = None
    original: Original = "copy"
    proves: Line | None = None
    """Which fact it proves."""
    seal: Line | None = None
    volatility: Volatility = "stable"
    origin: FileOrigin | None = None
    same_as: Number | None = None
    """The first item with the same content."""


class CustodyEvent(EntryModel):
    """A link of an item's chain: who gave it to whom, what for, seals, condition, and the digest taken again.

    `matches` is None where there is no file to compare.
    """

    kind: ClassVar[str] = "custody.event"
    item: Number
    event: Event
    giver: Line
    taker: Line
    purpose: Line
    seal_before: Line | None = None
    seal_after: Line | None = None
    condition: Words | None = None
    digest_again: Sha256 | None = None
    matches: bool | None = None
    wrong: Line | None = None
    """What does not match of the file."""
    seal_wrong: Line | None = None
    """What does not match of the seal."""
    exported_as: Line | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that does not match, in words."""
        return tuple(fault for fault in (self.wrong, self.seal_wrong) if fault)


class WrongItem(Frozen):
    """An item that does not hold, and what is wrong with it."""

    item: Number
    why: Line


class EvidenceChecked(EntryModel):
    """All files of the incident were read again and held against their digests."""

    kind: ClassVar[str] = "evidence.checked"
    items: tuple[Number, ...] = ()
    wrong: tuple[WrongItem, ...] = ()
    began: Moment | None = None


KINDS = kinds((*LOG_KINDS, EvidenceTaken, CustodyEvent, EvidenceChecked))


def item_name(number: int) -> str:
    """`E-01`, as written on labels and papers."""
    return f"E-{number:02d}"
