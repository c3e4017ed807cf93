"""What is known of an incident: frozen, as its fold gives it. Moments are microseconds UTC."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from secretguard.content import (
    Answer,
    Holds,
    ResponsePlaybook,
    ResponseQuestion,
    ResponseTask,
    applies,
    open_questions,
)
from secretguard.content import ResponseLevel as Level
from secretguard.incidents.entries import (
    AnswerGiven,
    Closed,
    CostLine,
    IncidentOpened,
    Limits,
    Notice,
    PaperIssued,
    RetentionSet,
    ReviewRecorded,
    SeveritySet,
    TaskAdded,
)
from secretguard.incidents.evidence_entries import EvidenceChecked
from secretguard.incidents.evidence_state import Item, Stamp
from secretguard.incidents.growing import GrowingMap, GrowingTuple

Status = Literal["open", "contained", "closed"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a note says since an entry corrected it."""

    stamp: Stamp
    text: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A line of the record: the entry's kind, what it is about, what was said. `search` is folded text.

    An erased body leaves a line of kind `erased-body` with nothing but its stamp.
    """

    kind: str
    stamp: Stamp
    subject: str = ""
    text: str = ""
    by: str = ""
    people: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    items: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    decision: bool = False
    corrections: tuple[Correction, ...] = ()
    undone_by: int | None = None
    search: str = ""

    @property
    def says(self) -> str:
        """The text as last corrected."""
        return self.corrections[-1].text if self.corrections else self.text


@dataclass(frozen=True, slots=True)
class TaskMark:
    """What became of a task."""

    status: Literal["done", "skipped"]
    stamp: Stamp
    by: str = ""
    note: str = ""
    broke_order: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """An outside duty fulfilled."""

    duty: str
    to: str
    how: str
    number: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Cut:
    """A running outflow cut before it was preserved."""

    what: str
    why: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Started:
    """A limit started by hand."""

    clock: str
    title: str
    minutes: int | None
    working_days: int | None
    basis: tuple[str, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with the stamp of the entry that gave it."""

    given: AnswerGiven
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Dated:
    """Words with the stamp of the entry that said them."""

    text: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class IncidentState:
    """An incident as of entry `seq`. `timeline` is in the order recorded, a line for each entry.

    What may be tens of thousands grows (`growing`), so that one more entry costs the same however many.
    """

    seq: int = 0
    opened: IncidentOpened | None = None
    opened_stamp: Stamp | None = None
    began: Dated | None = None
    status: Status = "open"
    severity: SeveritySet | None = None
    levels: tuple[tuple[SeveritySet, Stamp], ...] = ()
    story: ResponsePlaybook | None = None
    limits: Mapping[str, Limits] = field(default_factory=dict)
    answers: Mapping[str, Answered] = field(default_factory=dict)
    marks: Mapping[str, TaskMark] = field(default_factory=dict)
    added: Mapping[str, TaskAdded] = field(default_factory=dict)
    evidence: Mapping[int, Item] = field(default_factory=GrowingMap)
    next_item: int = 1
    digests: Mapping[str, int] = field(default_factory=GrowingMap)
    """The first item of each SHA-256 (hex)."""
    origins: Mapping[str, tuple[int, ...]] = field(default_factory=GrowingMap)
    """The items that came from each path (raw bytes as hex)."""
    reported: tuple[Reported, ...] = ()
    cuts: tuple[Cut, ...] = ()
    started: tuple[Started, ...] = ()
    contained: Dated | None = None
    closed: tuple[Closed, Stamp] | None = None
    reviews: tuple[tuple[ReviewRecorded, Stamp], ...] = ()
    cost: tuple[CostLine, ...] = ()
    retention: RetentionSet | None = None
    issued: tuple[tuple[PaperIssued, Stamp], ...] = ()
    checks: tuple[tuple[EvidenceChecked, Stamp], ...] = ()
    timeline: Sequence[TimelineLine] = field(default_factory=GrowingTuple)
    last: Stamp | None = None

    @property
    def found(self) -> int:
        """When it was discovered; 0 before anything is recorded."""
        return self.opened.found if self.opened else 0

    @property
    def level(self) -> Level | None:
        """The level in force."""
        return self.severity.level if self.severity else None

    @property
    def what(self) -> str:
        """What happened, in a line."""
        return self.opened.what if self.opened else ""

    @property
    def from_drill(self) -> str | None:
        """The drill that became real, by its id."""
        return self.opened.from_drill if self.opened else None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Everybody a contract wants told, once each."""
        found = {
            notice.to: notice
            for answer in self.answers.values()
            if answer.given.answer != "no"
            for notice in answer.given.notices
        }
        return tuple(found.values())

    @property
    def total_cost(self) -> int:
        """In yuan."""
        return sum(line.yuan for line in self.cost)

    def facts(self) -> dict[str, Answer]:
        """The answers as the playbook's conditions read them."""
        return {question: answer.given.answer for question, answer in self.answers.items()}

    def holds(self, tests: Sequence[str]) -> Holds:
        """Whether conditions on the answers hold; `open` while one of them is not answered."""
        return applies(self.story, tests, self.facts()) if self.story else "open"

    def questions(self) -> tuple[ResponseQuestion, ...]:
        """What is still to be asked, in order."""
        return open_questions(self.story, self.facts()) if self.story else ()

    def minutes_for(self, task: ResponseTask) -> int | None:
        """A task's limit in minutes from discovery: the plan's own, else the playbook's; None if not limited.

        Before a level is set the strictest counts.
        """
        level = self.level or "I"
        own = self.limits.get(task.id, {})
        return own[level] if level in own else task.within.at(level)

    def line(self, seq: int) -> TimelineLine | None:
        """The line of an entry."""
        place = place_of(self.timeline, seq)
        return None if place is None else self.timeline[place]


def place_of(lines: Sequence[TimelineLine], seq: int) -> int | None:
    """Where the line of an entry stands among lines in the order recorded; None if it has none."""
    place = bisect_left(lines, seq, key=lambda line: line.stamp.seq)
    return place if place < len(lines) and lines[place].stamp.seq == seq else None
