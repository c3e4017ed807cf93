"""Everything that can happen in an incident, as entry kinds. One journal per incident.

Moments are microseconds UTC. An entry's own moment is `occurred`, else when it was recorded. Evidence and
custody have their kinds in `evidence_entries`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from secretguard.content import Answer
from secretguard.content import ResponseLevel as Level
from secretguard.entries import EntryModel

JOURNAL_KIND = "incident"

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Moment = Annotated[int, Field(ge=0, lt=2**53)]
Yuan = Annotated[int, Field(ge=0, lt=10**13)]
Limits = dict[Level, int | None]
ReportKind = Literal["incident", "timeline", "tasks", "evidence", "custody"]


class Frozen(BaseModel):
    """Base of what stands inside an entry."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class IncidentOpened(EntryModel):
    """The three questions: what, found when, who knows; and, if known, by which path and who reported it."""

    kind: ClassVar[str] = "incident.opened"
    what: Line
    found: Moment
    knows: tuple[Line, ...] = ()
    path: Key | None = None
    reported_by: Line | None = None
    secrets: tuple[Key, ...] = ()
    from_drill: Key | None = None


class BeganKnown(EntryModel):
    """Since when the leak ran, as far as one knows; it happened at `occurred`."""

    kind: ClassVar[str] = "incident.began"
    source: Line


class SeveritySet(EntryModel):
    """The level declared, the machine's reasons, and why a person chose another one."""

    kind: ClassVar[str] = "severity.set"
    level: Level
    reasons: tuple[Line, ...] = ()
    proposed: Level | None = None
    override: Words | None = None
    by: Line | None = None


class PlaybookTaken(EntryModel):
    """The response playbook followed from here on, whole; `limits` are the plan's own, by task and level."""

    kind: ClassVar[str] = "playbook.taken"
    playbook: Key
    edition: int
    story: dict[str, Any]
    limits: dict[Key, Limits] = Field(default_factory=dict)


class Notice(Frozen):
    """Somebody whom a contract wants told of a leak within so many hours of discovery."""

    to: Line
    hours: Annotated[int, Field(ge=0, le=8760)]
    partner: Key | None = None


class AnswerGiven(EntryModel):
    """An answer to one of the questions about outside duties; the last one counts."""

    kind: ClassVar[str] = "answer.given"
    question: Key
    answer: Answer
    notices: tuple[Notice, ...] = ()
    remark: Words | None = None


class TaskDone(EntryModel):
    """A task is done; `broke_order` is why it came before its precondition."""

    kind: ClassVar[str] = "task.done"
    task: Key
    by: Line | None = None
    note: Words | None = None
    broke_order: Words | None = None


class TaskReopened(EntryModel):
    """A task is to be done again after all."""

    kind: ClassVar[str] = "task.reopened"
    task: Key
    why: Words | None = None


class TaskSkipped(EntryModel):
    """A task is not needed here, and why."""

    kind: ClassVar[str] = "task.skipped"
    task: Key
    why: Words


class TaskAdded(EntryModel):
    """A task that no playbook names; `from_note` is the seq of the note that brought it."""

    kind: ClassVar[str] = "task.added"
    task: Key
    text: Line
    role: Line | None = None
    due: Moment | None = None
    from_note: int | None = None


class NoteAdded(EntryModel):
    """A line of the log, with the people, secrets and evidence items it names."""

    kind: ClassVar[str] = "note.added"
    text: Words
    people: tuple[Key, ...] = ()
    secrets: tuple[Key, ...] = ()
    items: tuple[int, ...] = ()
    tags: tuple[Line, ...] = ()
    decision: bool = False


class Corrected(EntryModel):
    """A note said better; what stood before stays readable."""

    kind: ClassVar[str] = "corrected"
    seq: int
    text: Words


class EntryUndone(EntryModel):
    """An entry does not count. Notes, tasks, answers, containment; never evidence or custody."""

    kind: ClassVar[str] = "undone"
    seq: int
    why: Words | None = None


class OutsideReported(EntryModel):
    """An outside duty fulfilled: which (a legal clock's id, or `notice:` and who), to whom, how."""

    kind: ClassVar[str] = "outside.reported"
    duty: Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_.-]{1,64}|notice:.{1,300})$")]
    to: Line
    how: Line
    number: Line | None = None


class CutMade(EntryModel):
    """A running outflow was cut before it was preserved: what, at which minute (`occurred`), why."""

    kind: ClassVar[str] = "cut.made"
    what: Line
    why: Words
    task: Key | None = None


class ClockStarted(EntryModel):
    """A limit that runs from something that happened at `occurred` (a ruling served, a refusal received).

    The law table's clock of that id gives minutes, else `minutes` or `working_days` do.
    """

    kind: ClassVar[str] = "clock.started"
    clock: Key
    title: Line
    minutes: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    working_days: Annotated[int, Field(ge=1, le=1000)] | None = None
    basis: tuple[Line, ...] = ()


class Contained(EntryModel):
    """Nothing flows out any more, and how one knows."""

    kind: ClassVar[str] = "contained"
    how: Words


class Closed(EntryModel):
    """The incident is over: the criteria met, who declared it."""

    kind: ClassVar[str] = "closed"
    criteria: tuple[Line, ...] = Field(min_length=1)
    by: Line


class Reopened(EntryModel):
    """It was not over."""

    kind: ClassVar[str] = "reopened"
    why: Words


class ReviewRecorded(EntryModel):
    """The review: up to five whys, one under the other, and what was learnt."""

    kind: ClassVar[str] = "review.recorded"
    whys: tuple[Words, ...] = Field(default=(), max_length=5)
    lessons: tuple[Words, ...] = ()


class CostLine(Frozen):
    """One kind of cost, in yuan."""

    what: Line
    yuan: Yuan


class CostSet(EntryModel):
    """What it cost so far, whole; the last one counts."""

    kind: ClassVar[str] = "cost.set"
    lines: tuple[CostLine, ...] = ()


class RetentionSet(EntryModel):
    """Until when the journal and its evidence are kept, and why that long."""

    kind: ClassVar[str] = "retention.set"
    until: date
    why: Words | None = None


class Pin(Frozen):
    """A journal and the last entry of it that a paper shows."""

    journal: Key
    seq: int


class PaperIssued(EntryModel):
    """A paper is fixed: which entries, which checkpoint, when; `item` for a hand-over sheet."""

    kind: ClassVar[str] = "paper.issued"
    paper: ReportKind
    number: Line
    masked: bool = False
    item: int | None = None
    pins: tuple[Pin, ...]
    checkpoint_size: int
    checkpoint_root: Key
    issued: Moment
    tz: int
    enterprise: Line
    grounds: dict[str, Any] = Field(default_factory=dict)
    """Legal grounds and limits in the words printed."""


LOG_KINDS = (
    *(IncidentOpened, BeganKnown, SeveritySet, PlaybookTaken, AnswerGiven),
    *(TaskDone, TaskReopened, TaskSkipped, TaskAdded, NoteAdded, Corrected, EntryUndone),
    *(OutsideReported, CutMade, ClockStarted, Contained, Closed, Reopened),
    *(ReviewRecorded, CostSet, RetentionSet, PaperIssued),
)
"""The kinds of this file."""
UNDOABLE = frozenset(
    kind.kind for kind in (TaskDone, TaskReopened, TaskSkipped, TaskAdded, NoteAdded, Corrected)
) | {AnswerGiven.kind, Contained.kind, BeganKnown.kind, ClockStarted.kind}
"""What may be taken back. What touched evidence, the outside world or the level stands."""
