"""The facts of a 保密措施证明卷, as of a past day. Frozen; knows no vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from secretguard.documents.measures.entries import LegalItem


@dataclass(frozen=True, slots=True)
class Cite:
    """An entry that records something: in which book, its number, when, by whom, its link (hex)."""

    book: str
    seq: int
    recorded: datetime
    author: str
    link: str


@dataclass(frozen=True, slots=True)
class NamedDigest:
    """A file that is kept elsewhere: whose proof it is, its name, its SHA-256 (empty: not taken)."""

    of: str
    name: str
    sha256: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One thing that was done: number, what, since which day as stated, what it covers, what records it.

    `late_on` is the day on which a beginning was recorded that lay more than a month back by then.
    """

    id: str
    what: str
    since: date | None
    covers: str
    note: str
    cites: tuple[Cite, ...]
    late_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One of the seven items: what was done, proof by digest, what is missing in words."""

    legal: LegalItem
    rows: tuple[MeasureRow, ...]
    files: tuple[NamedDigest, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecretRow:
    """A trade secret by its code name: when it arose and since when it is protected, both as stated; since
    when it is on record; how many of the named people of its circle an agreement in force binds."""

    id: str
    code_name: str
    classification: str
    started: date | None
    protected: date | None
    registered: date
    circle: int
    named: int
    covered: int
    kinds: tuple[int, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A cleared person: agreements in words, days of training, what records them."""

    name: str
    post: str
    granted: date | None
    agreements: tuple[str, ...]
    trained: tuple[date, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner that holds secrets: which, by which agreement, since when."""

    name: str
    secrets: str
    agreements: tuple[str, ...]
    disclosed: date | None
    ended: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A session: how many came, of them how many are cleared."""

    id: str
    topic: str
    on: date | None
    attended: int
    cleared: int
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class LeaverRow:
    """Somebody who left: the lines of the list by what became of them."""

    name: str
    left_on: date | None
    items: tuple[tuple[str, str], ...]
    letter: date | None
    closed: date | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """An approved version of the emergency plan with its document's SHA-256."""

    number: int
    on: date
    effective: date
    by: str
    hash: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class DrillRow:
    """A drill: when it was held, by which playbook, its grade in words (empty: none yet)."""

    title: str
    playbook: str
    started: datetime
    finished: bool
    grade: str
    reports: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A journal: what the paper calls it, its id (hex), how far it goes, which entries the paper rests on."""

    name: str
    journal: str
    last: int
    link: str
    used: frozenset[int]


@dataclass(frozen=True, slots=True)
class UsedEntry:
    """An entry that the paper rests on, in words."""

    cite: Cite
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class CheckpointFacts:
    """The checkpoint: size, root, signed time, the note, its signature (base64), the signer's key in PEM."""

    size: int
    root: str
    time: str
    note: str
    signature: str
    signer: str
    signer_name: str
    key: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the paper says, before it has a checkpoint."""

    enterprise: str
    items: tuple[ItemFacts, ...]
    secrets: tuple[SecretRow, ...]
    other_gaps: tuple[str, ...]
    people: tuple[PersonRow, ...]
    trainings: tuple[TrainingRow, ...]
    leavers: tuple[LeaverRow, ...]
    partners: tuple[PartnerRow, ...]
    approvals: tuple[ApprovalRow, ...]
    drills: tuple[DrillRow, ...]
    books: tuple[Book, ...]
    used: tuple[UsedEntry, ...]


@dataclass(frozen=True, slots=True)
class MeasuresProof(Contents):
    """The same with its checkpoint: all that is printed.

    `moment` is the checkpoint's signed time in the day's own zone.
    """

    number: str
    day: date
    complete: bool
    moment: datetime
    checkpoint: CheckpointFacts
    proof: str
    """The canonical JSON of `sg1.entries` (FORMAT.md §12)."""
    example: Mapping[str, str] = field(default_factory=dict)
    """One entry worked by hand: see `checking`."""
