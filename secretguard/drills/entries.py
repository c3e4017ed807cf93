"""Everything that can happen in a drill, as entry kinds. One journal per drill.

Times: `elapsed` is unpaused real time since the start, in milliseconds; `minute` is scenario minutes
after the inject was given. An entry's own moment is `occurred`, else when it was recorded.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from secretguard.drills.scoring import Mark
from secretguard.entries import EntryModel, kinds

JOURNAL_KIND = "drill"

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Form = Literal["full", "short"]
Purpose = Literal["test", "demonstration", "study"]
Presence = Literal["present", "phone", "absent", "deputy"]
Step = Literal["inject", "question", "discussion", "conclusion"]
STEPS: tuple[Step, ...] = ("inject", "question", "discussion", "conclusion")
GradeLetter = Literal["P", "S", "M", "U"]
ReportKind = Literal["quick", "final"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Promise(_Frozen):
    """A time that the enterprise's emergency plan promises, as it stood when the drill was planned."""

    id: Key
    text: Words
    clock: Literal["detect", "preserve", "report"]
    minutes: int
    plan: Key


class PlaybookPin(_Frozen):
    """Which playbook was played: id, version and SHA-256 of its canonical content."""

    id: Key
    version: int
    digest: Key


class DrillPlanned(EntryModel):
    """The drill as planned. `story` is the whole playbook, so that a reprint never depends on a later one."""

    kind: ClassVar[str] = "drill.planned"
    playbook: PlaybookPin
    story: dict[str, Any]
    form: Form = "full"
    purpose: Purpose = "test"
    parameters: dict[str, Words] = Field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    place: Words | None = None
    facilitator: Words | None = None


class SeatTaken(EntryModel):
    """Who holds a seat: a role of the playbook, or FACILITATOR, EVALUATOR, RECORDER, OBSERVER, DIRECTOR."""

    kind: ClassVar[str] = "drill.seat"
    seat: Key
    name: Words
    person: Key | None = None
    presence: Presence = "present"
    instead_of: Words | None = None


class SeatCleared(EntryModel):
    """A seat is empty again."""

    kind: ClassVar[str] = "drill.seat-cleared"
    seat: Key


class GateChecked(EntryModel):
    """One line of the opening check, answered by a person."""

    kind: ClassVar[str] = "drill.gate"
    check: Key
    answer: Literal["yes", "no"]
    remark: Words | None = None


class DrillStarted(EntryModel):
    """The clock starts. `gaps` are the opening checks that were not met."""

    kind: ClassVar[str] = "drill.started"
    gaps: tuple[Key, ...] = ()


class InjectGiven(EntryModel):
    """An inject of the playbook is read out. `why` tells an unusual way in (jump, contingency)."""

    kind: ClassVar[str] = "drill.inject"
    inject: Key
    way: Literal["story", "contingency", "jump"] = "story"
    why: Words | None = None


class UnplannedInject(EntryModel):
    """An inject made up at the table (意外)."""

    kind: ClassVar[str] = "drill.unplanned"
    inject: Key
    text: Words
    to: tuple[Key, ...] = ()


class ContingencyDeclined(EntryModel):
    """An offered contingency that the facilitator chose not to play."""

    kind: ClassVar[str] = "drill.contingency-declined"
    inject: Key
    why: Words


class StepReached(EntryModel):
    """The table moved on within an inject: 提问, 讨论与决策, 结论."""

    kind: ClassVar[str] = "drill.step"
    inject: Key
    step: Step


class DecisionTaken(EntryModel):
    """What the table decided: an option, or a free answer mapped to one by the facilitator."""

    kind: ClassVar[str] = "drill.decision"
    inject: Key
    option: Key
    by: Words | None = None
    words: Words | None = None
    reason: Words | None = None
    remark: Words | None = None


class ActionMarked(EntryModel):
    """An expected action as an evaluator saw it; without a mark the earlier one is taken back."""

    kind: ClassVar[str] = "drill.mark"
    action: Key
    mark: Mark | None = None
    minute: int | None = None
    stated: bool = False
    by: Words | None = None
    evaluator: Words | None = None
    why: Words | None = None


class NoteAdded(EntryModel):
    """Something said or seen."""

    kind: ClassVar[str] = "drill.note"
    text: Words
    by: Words | None = None


class Paused(EntryModel):
    """The clocks stop."""

    kind: ClassVar[str] = "drill.paused"
    why: Words | None = None


class Resumed(EntryModel):
    """The clocks go on from `elapsed`; `gap` is real time not counted, in milliseconds."""

    kind: ClassVar[str] = "drill.resumed"
    elapsed: int
    gap: int
    after: Literal["pause", "crash"] = "pause"


class EntryUndone(EntryModel):
    """An earlier entry no longer counts; it stays on record."""

    kind: ClassVar[str] = "drill.undone"
    seq: int
    why: Words | None = None


class RatingOverridden(EntryModel):
    """A person's rating of an objective against the machine's, with the reason; both are printed."""

    kind: ClassVar[str] = "drill.rating"
    objective: Key
    rating: GradeLetter
    why: Words
    by: Words | None = None


class StoryEnded(EntryModel):
    """The story is over; the ending follows from the decisions."""

    kind: ClassVar[str] = "drill.story-ended"
    ending: Key


class HotwashStarted(EntryModel):
    """The review round begins; the clocks stop."""

    kind: ClassVar[str] = "drill.hotwash"


class HotwashSaid(EntryModel):
    """One role's answer in the round."""

    kind: ClassVar[str] = "drill.hotwash-said"
    role: Key
    topic: Literal["worked", "hindered", "change", "other"]
    text: Words
    name: Words | None = None


class DrillFinished(EntryModel):
    """Nothing more is recorded but reports, ratings and comments on them."""

    kind: ClassVar[str] = "drill.finished"


class CommentMade(EntryModel):
    """What the enterprise says about the report before it becomes final (征求意见)."""

    kind: ClassVar[str] = "drill.comment"
    text: Words
    by: Words | None = None
    report: Words | None = None
    """The number of the report commented on."""


class Pin(_Frozen):
    """A journal and the last entry of it that a report shows."""

    journal: Key
    seq: int


class ReportIssued(EntryModel):
    """A report is fixed: which entries, which checkpoint, when, and what it took from elsewhere.

    `grounds` and `limits` are the legal grounds and time limits in the words printed, `previous` the
    ratings of the drill before.
    """

    kind: ClassVar[str] = "drill.report-issued"
    report: ReportKind
    number: Words
    pins: tuple[Pin, ...]
    checkpoint_size: int
    checkpoint_root: Key
    issued: int
    tz: int
    enterprise: Words
    grounds: dict[str, Any] = Field(default_factory=dict)
    previous: dict[str, GradeLetter] = Field(default_factory=dict)
    limits: dict[str, Any] = Field(default_factory=dict)


KINDS = kinds(
    (
        DrillPlanned,
        SeatTaken,
        SeatCleared,
        GateChecked,
        DrillStarted,
        InjectGiven,
        UnplannedInject,
        ContingencyDeclined,
        StepReached,
        DecisionTaken,
        ActionMarked,
        NoteAdded,
        Paused,
        Resumed,
        EntryUndone,
        RatingOverridden,
        StoryEnded,
        HotwashStarted,
        HotwashSaid,
        DrillFinished,
        CommentMade,
        ReportIssued,
    )
)
