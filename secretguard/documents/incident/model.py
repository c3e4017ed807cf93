"""The facts of an incident's papers, frozen; knows no vault. Moments are aware datetimes, spans microseconds.

Which of these fields leave the house in a masked paper is said in `masking`, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from secretguard.content import Answer
from secretguard.content import ResponseLevel as Level
from secretguard.documents.incident.ending_model import Ending, PromiseFact, Spans
from secretguard.incidents import ClockKind, ClockState, Event, Original, Status, TaskStatus, Volatility


@dataclass(frozen=True, slots=True)
class Head:
    """The incident in short. `found` to `as_of` is its span; other moments are None while not reached."""

    enterprise: str
    what: str
    level: Level | None
    reasons: tuple[str, ...]
    override: str
    status: Status
    found: datetime
    as_of: datetime
    opened: datetime
    began: datetime | None
    began_source: str
    contained: datetime | None
    contained_how: str
    closed: datetime | None
    closed_by: str
    path: str
    reported_by: str
    knows: tuple[str, ...]
    playbook: str
    from_drill: bool


@dataclass(frozen=True, slots=True)
class Secret:
    """A trade secret by id and code name."""

    id: str
    code_name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question about outside duties; `answer` None: not asked yet. `notices` are whom a contract names."""

    ask: str
    answer: Answer | None
    remark: str
    notices: tuple[str, ...]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockFact:
    """A limit as it stood when the paper was fixed. `event` and `grounds` are the law table's words;
    `title` and `own_grounds` somebody's own."""

    kind: ClockKind
    event: str
    title: str
    limit: str
    due: datetime | None
    met: datetime | None
    state: ClockState
    certain: bool
    stopped: bool
    grounds: tuple[str, ...]
    own_grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task. `title` is the playbook's; `own_title` that of one added by hand. `missing` are titles."""

    phase: str
    title: str
    own_title: str
    role: str
    own_role: str
    status: TaskStatus
    late: bool
    due: datetime | None
    at: datetime | None
    recorded: datetime | None
    by: str
    note: str
    broke_order: str
    restricts: bool
    why_now: str
    missing: tuple[str, ...]
    hangs: bool
    seq: int


@dataclass(frozen=True, slots=True)
class CutFact:
    """A running outflow cut before it was preserved."""

    what: str
    why: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class ReportFact:
    """An outside duty fulfilled. `event` is the law table's word for it, if it has one."""

    event: str
    duty: str
    to: str
    how: str
    number: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What a line says since an entry of number `seq` corrected it."""

    text: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line of the record. `title` is a word of playbook or law table; `subject` somebody's own.

    `code` is what the kind itself chooses from (level, answer, event, paper, kind of evidence, a number).
    `late` in microseconds: how long after it happened it was recorded.
    """

    seq: int
    kind: str
    occurred: datetime
    recorded: datetime
    late: int
    author: str
    code: str
    title: str
    subject: str
    text: str
    people: tuple[str, ...]
    secrets: tuple[str, ...]
    items: tuple[int, ...]
    tags: tuple[str, ...]
    decision: bool
    corrections: tuple[Correction, ...]
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link of an item's chain. `matches` speaks of the file (None: no file), `seal_holds` of seals."""

    seq: int
    event: Event
    at: datetime
    recorded: datetime
    giver: str
    taker: str
    purpose: str
    seal_before: str
    seal_after: str
    condition: str
    digest_again: str
    matches: bool | None
    seal_holds: bool
    faults: tuple[str, ...]
    exported_as: str


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of evidence with its chain. `size` in bytes; empty digests where there is no file."""

    number: int
    category: str
    title: str
    source: str
    method: str
    tool: str
    place: str
    witness: str
    taker: str
    holder: str
    original: Original
    proves: str
    seal: str
    volatility: Volatility
    at: datetime
    recorded: datetime
    file_name: str
    size: int | None
    sha256: str
    sm3: str
    same_as: int | None
    returned: bool
    holds: bool
    wrong: str
    gaps: tuple[str, ...]
    chain: tuple[LinkFact, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """An entry whose content was destroyed, and why; `after` the paper was first issued."""

    seq: int
    why: str
    after: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What pins an issued paper: journal (hex), entries, checkpoint, when, its number."""

    number: str
    journal: str
    last_entry: int
    size: int
    root: str
    issued: datetime


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """Everything that an incident's papers may say. `proof` None: a draft."""

    head: Head
    secrets: tuple[Secret, ...]
    questions: tuple[Question, ...]
    clocks: tuple[ClockFact, ...]
    tasks: tuple[TaskFact, ...]
    cuts: tuple[CutFact, ...]
    reports: tuple[ReportFact, ...]
    lines: tuple[LineFact, ...]
    items: tuple[ItemFact, ...]
    promises: tuple[PromiseFact, ...]
    spans: Spans
    ending: Ending
    erasures: tuple[Erasure, ...]
    proof: Proof | None
