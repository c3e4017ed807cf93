"""An item of evidence as it stands, and where any entry stands. Moments are microseconds UTC."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.i18n import _
from secretguard.incidents.evidence_entries import CustodyEvent, EvidenceTaken, item_name


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where an entry stands: its number, when recorded, when it happened, the zone, who wrote it (hex)."""

    seq: int
    recorded: int
    occurred: int
    tz: int
    author: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A file in the vault as its entry names it: id (hex), size in bytes, digests (hex)."""

    id: str
    size: int
    sha256: str
    sm3: str | None


@dataclass(frozen=True, slots=True)
class CustodyLink:
    """One event of a chain."""

    entry: CustodyEvent
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Item:
    """An item of evidence with its chain. The first link is the taking itself."""

    taken: EvidenceTaken
    stamp: Stamp
    blob: Blob | None = None
    chain: tuple[CustodyLink, ...] = ()
    wrong_file: str = ""
    """What the last reading of the file found not to match."""
    wrong_seal: str = ""
    """What was ever found wrong with its seals: no later event makes that good."""

    @property
    def number(self) -> int:
        """1, 2…"""
        return self.taken.item

    @property
    def name(self) -> str:
        """`E-01`"""
        return item_name(self.taken.item)

    @property
    def wrong(self) -> str:
        """What does not match, in words; empty while all is well."""
        return _("；").join(fault for fault in (self.wrong_file, self.wrong_seal) if fault)

    @property
    def holder(self) -> str:
        """Who holds it now: looking and exporting do not move the original."""
        moves = [link for link in self.chain if link.entry.event in ("collected", "transferred", "returned")]
        return moves[-1].entry.taker if moves else self.taken.holder

    @property
    def is_returned(self) -> bool:
        """Whether it went back to whom it belongs."""
        moves = [link for link in self.chain if link.entry.event in ("collected", "transferred", "returned")]
        return bool(moves) and moves[-1].entry.event == "returned"

    @property
    def seal(self) -> str | None:
        """The number of the seal on it now, as last stated."""
        stated = [link.entry.seal_after for link in self.chain if link.entry.seal_after]
        return stated[-1] if stated else self.taken.seal

    @property
    def last_moment(self) -> int:
        """When its chain last moved."""
        return max([self.stamp.occurred, *(link.stamp.occurred for link in self.chain)])
