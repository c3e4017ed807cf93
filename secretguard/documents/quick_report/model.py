"""What a quick report (速报) is made from: facts only, frozen. Whoever folds a drill fills it.

Times of day are aware datetimes; scenario times and limits are minutes. None always means “there is none”
(no plan promise, no rating yet, not issued), never zero.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from secretguard.content.playbook import ClockName, EvidenceState, Rating

Mark = Literal["done", "late", "partly", "missed", "skipped"]
ObjectiveRating = Literal["P", "S", "M", "U"]
Grade = Literal["excellent", "good", "pass", "fail"]
Minutes = Annotated[int, Field(ge=0)]
Sha256Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Facts(BaseModel):
    """Strict and frozen; errors never echo the data."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PlaybookReference(Facts):
    """Which playbook was played."""

    id: str
    version: int
    title: str
    ending: str = ""


class Participant(Facts):
    """Somebody at the table. `deputy` sat in for an absent `name`; `evaluates` are objective ids."""

    role: str
    name: str
    duty: Literal["director", "facilitator", "evaluator", "player", "role_player", "observer"]
    present: bool
    deputy: str | None = None
    evaluates: tuple[str, ...] = ()


class Thresholds(Facts):
    """From which score an objective is P, S, M; below that it is U."""

    completed: int = 85
    largely: int = 65
    partly: int = 40


class ObjectiveResult(Facts):
    """An objective's outcome. `score` None: not reached in this form.

    `why` are the lines behind the score, kept with the data; the paper shows them by the numbers of its
    rows. `caps` say what held the rating down, and are printed.
    """

    id: str
    title: str
    measure: str
    score: Annotated[int, Field(ge=0, le=100)] | None
    proposed: ObjectiveRating | None
    confirmed: ObjectiveRating | None = None
    override_reason: str = ""
    overridden_by: str = ""
    previous: ObjectiveRating | None = None
    why: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()

    @property
    def rating(self) -> ObjectiveRating | None:
        """The rating that counts: a person's where there is one, else the machine's."""
        return self.confirmed or self.proposed


class ClockResult(Facts):
    """One of the three clocks. `actual` counts from discovery (发现 itself from the first sign)."""

    clock: ClockName
    tested: bool
    actual: Minutes | None
    promised: Minutes | None = None
    promise_place: str = ""
    legal_limit: str = ""
    legal_ground: str = ""


class DecisionResult(Facts):
    """A decision as taken; the options not chosen never appear here. It counts for `objectives`."""

    inject: str
    title: str
    at: Minutes | None
    question: str
    option: str
    text: str
    rating: Rating
    why: str
    consequence: str
    free_answer: str = ""
    decided_by: str = ""
    remark: str = ""
    objectives: tuple[str, ...] = ()
    weight: Annotated[int, Field(ge=1)] = 2


class EvidenceResult(Facts):
    """What became of an evidence item; `cause` is the decision that settled it (`I1 选 b`)."""

    title: str
    state: EvidenceState
    cause: str = ""
    at: Minutes | None = None


class Ground(Facts):
    """Why an action was expected. Only `law` is a legal ground; it has a statute and an article.

    The other kinds have a short `label` (预案 7, 规则 3, 惯例). `pending`: nobody has compared the text yet;
    `note` names the person who did, where that was not the project.
    """

    kind: Literal["law", "plan", "rule", "practice"]
    label: str = ""
    statute: str = ""
    article: str = ""
    pending: bool = False
    note: str = ""


class ActionResult(Facts):
    """An expected action and its mark, which counts for `objective`; `inject` is id and title.

    `minute` and `within` count from the inject.
    """

    inject: str
    role: str
    text: str
    mark: Mark
    within: Minutes
    minute: Minutes | None = None
    critical: bool = False
    objective: str = ""
    weight: Annotated[int, Field(ge=1)] = 1
    grounds: tuple[Ground, ...] = ()
    note: str = ""


class Departure(Facts):
    """What left the planned course: an unplanned inject, a jump, a rating changed, a contingency declined."""

    kind: Literal["unplanned", "jump", "rating", "declined"]
    text: str
    reason: str
    by: str = ""
    at: AwareDatetime | None = None


class UndoneEntry(Facts):
    """An entry that was taken back; it stays on record."""

    number: int
    text: str
    at: AwareDatetime


class TimeGap(Facts):
    """Time that was not counted."""

    cause: Literal["pause", "crash"]
    at: AwareDatetime
    minutes: Minutes


class TimeDifference(Facts):
    """An entry whose stated time differs from its recorded time by more than two minutes."""

    number: int
    text: str
    occurred: AwareDatetime
    recorded: AwareDatetime


class FindingResult(Facts):
    """A finding and its corrective action."""

    number: str
    text: str
    plan_section: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None


class Quote(Facts):
    """What a role said in the hotwash."""

    role: str
    topic: Literal["worked", "hindered", "change", "other"]
    text: str


class Signatories(Facts):
    """Who is to sign; an empty name leaves a place for it."""

    facilitator: str
    enterprise_head: str = ""
    evaluators: tuple[str, ...] = ()


class Proof(Facts):
    """What pins an issued report to the vault: which entries, which checkpoint, when."""

    journal: str
    first_entry: int
    last_entry: int
    checkpoint_size: int
    checkpoint_root: Sha256Hex
    issued: AwareDatetime


class QuickReport(Facts):
    """A drill's quick report. `proof` None: a draft, marked so on every page."""

    number: str
    enterprise: str
    title: str
    playbook: PlaybookReference
    kind: Literal["test", "demonstration", "study"]
    form: Literal["full", "short"]
    place: str
    started: AwareDatetime
    ended: AwareDatetime
    scenario_from: Minutes
    scenario_to: Minutes
    people: tuple[Participant, ...]
    objectives: tuple[ObjectiveResult, ...]
    grade: Grade | None
    thresholds: Thresholds = Thresholds()
    clocks: tuple[ClockResult, ...]
    decisions: tuple[DecisionResult, ...]
    evidence: tuple[EvidenceResult, ...]
    actions: tuple[ActionResult, ...]
    departures: tuple[Departure, ...] = ()
    undone: tuple[UndoneEntry, ...] = ()
    gaps: tuple[TimeGap, ...] = ()
    differences: tuple[TimeDifference, ...] = ()
    findings: tuple[FindingResult, ...] = ()
    quotes: tuple[Quote, ...] = ()
    signatories: Signatories
    proof: Proof | None = None

    @property
    def moment(self) -> datetime:
        """The one time that the paper carries: when it was issued, else when the drill ended."""
        return self.proof.issued if self.proof else self.ended
