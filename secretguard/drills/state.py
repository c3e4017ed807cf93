"""A drill's folded state: what the faces show and the rules decide on. Frozen; made only by `fold`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from secretguard.content.playbook import EvidenceState, Inject, Playbook
from secretguard.drills.entries import (
    ActionMarked,
    CommentMade,
    DecisionTaken,
    DrillPlanned,
    GateChecked,
    HotwashSaid,
    NoteAdded,
    RatingOverridden,
    ReportIssued,
    SeatTaken,
    Step,
    UnplannedInject,
)
from secretguard.drills.timing import RunningClock

Status = Literal["planned", "running", "paused", "ended", "hotwash", "finished"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an entry happened: its number, recorded and occurred moments, and the two clocks then."""

    seq: int
    recorded: int
    occurred: int
    tz: int
    elapsed: int
    scenario: int | None


@dataclass(frozen=True, slots=True)
class Visit:
    """An inject at the table: the inject as played (variant resolved), when, how far the loop has gone.

    `returned` is when it last came back to the table after an interruption.
    """

    inject: Inject
    way: Literal["story", "contingency", "jump", "unplanned"]
    stamp: Stamp
    step: Step = "inject"
    decision: DecisionTaken | None = None
    decision_stamp: Stamp | None = None
    why: str | None = None
    returned: Stamp | None = None

    def scenario_at(self, elapsed: int) -> int:
        """Scenario minutes when the real clock shows `elapsed`, while this inject is at the table."""
        since = self.returned or self.stamp
        return (since.scenario or 0) + max(0, elapsed - since.elapsed) // 60_000


@dataclass(frozen=True, slots=True)
class MarkedAction:
    """An expected action's mark with the inject visit it belongs to; `minute` counts from the inject."""

    entry: ActionMarked
    stamp: Stamp
    inject: str
    minute: int | None
    scenario: int | None


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """An evidence item's state from a decision on."""

    evidence: str
    state: EvidenceState
    inject: str
    option: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Gap:
    """Time not counted: a pause or a crash. `length` is real milliseconds."""

    after: Literal["pause", "crash"]
    stamp: Stamp
    length: int


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of the record: its kind, its words, when; `undone_by` is set when it no longer counts."""

    kind: str
    stamp: Stamp
    subject: str
    text: str
    by: str | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class DrillState:
    """Everything about a drill as of entry `seq`."""

    seq: int = 0
    planned: DrillPlanned | None = None
    playbook: Playbook | None = None
    status: Status = "planned"
    seats: Mapping[str, SeatTaken] = field(default_factory=dict)
    gate: Mapping[str, GateChecked] = field(default_factory=dict)
    gaps_at_start: tuple[str, ...] = ()
    clock: RunningClock = field(default_factory=RunningClock)
    started: Stamp | None = None
    visits: tuple[Visit, ...] = ()
    marks: Mapping[str, MarkedAction] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    evidence: Mapping[str, EvidenceState] = field(default_factory=dict)
    evidence_changes: tuple[EvidenceChange, ...] = ()
    notes: tuple[tuple[NoteAdded, Stamp], ...] = ()
    unplanned: tuple[tuple[UnplannedInject, Stamp], ...] = ()
    declined: frozenset[str] = frozenset()
    overrides: Mapping[str, RatingOverridden] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    ending: str | None = None
    hotwash: tuple[tuple[HotwashSaid, Stamp], ...] = ()
    ended: Stamp | None = None
    finished: Stamp | None = None
    comments: tuple[tuple[CommentMade, Stamp], ...] = ()
    issued: tuple[tuple[ReportIssued, Stamp], ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    last: Stamp | None = None

    @property
    def current(self) -> Visit | None:
        """The inject at the table."""
        return self.visits[-1] if self.visits else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """`I1.a`, `I2.b`…, in the order decided."""
        return tuple(
            f"{visit.inject.id}.{visit.decision.option}"
            for visit in self.visits
            if visit.decision is not None
        )

    def visit_of(self, inject: str) -> Visit | None:
        """The last time an inject was at the table."""
        return next((visit for visit in reversed(self.visits) if visit.inject.id == inject), None)

    def fill(self, text: str) -> str:
        """A playbook text with its `{parameter}` places filled in."""
        values = self.planned.parameters if self.planned else {}
        defaults = self.playbook.parameters if self.playbook else {}
        for name, parameter in defaults.items():
            text = text.replace("{" + name + "}", values.get(name, parameter.default))
        return text
