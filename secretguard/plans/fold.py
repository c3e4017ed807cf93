"""The plan's state as a pure fold over its journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from secretguard.entries import EntryModel, OpenedEntry, decode
from secretguard.plans.models import (
    KINDS,
    AnswerCleared,
    AnswerSet,
    AnswerUnknown,
    Approval,
    EntryUndone,
    FloorAnswered,
    PlanOpened,
    Size,
    SizeChosen,
    TriggerAnswered,
    VersionApproved,
    VersionReturned,
    VersionSubmitted,
)
from secretguard.vault import Json

VersionStatus = Literal["approved", "effective", "superseded"]
DraftStatus = Literal["draft", "review"]

UNDOABLE: Final = (
    SizeChosen,
    AnswerSet,
    AnswerUnknown,
    AnswerCleared,
    VersionSubmitted,
    VersionReturned,
    FloorAnswered,
    TriggerAnswered,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where and when an entry was written: `at` in microseconds UTC, `tz` in minutes, `author` as hex."""

    seq: int
    at: int
    tz: int
    author: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the plan with its stamp, kept so that an undo can be worked out."""

    stamp: Stamp
    model: EntryModel


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known yet: an open item with an owner and a date."""

    owner: str
    due: date
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands for a field: a value, or that it is not known yet. Exactly one of the two."""

    field: str
    value: Json
    unknown: Unknown | None
    stamp: Stamp
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A draft handed in: by whom, to whom."""

    number: int
    by: str
    to: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Return:
    """A draft given back, and why."""

    by: str
    why: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Version:
    """An approved version with all it needs to read the same for ever."""

    approval: Approval
    hash: str
    snapshot: Mapping[str, Json]
    form: Mapping[str, Json]
    stamp: Stamp

    @property
    def number(self) -> int:
        """Its number: 1, 2…"""
        return self.approval.number


@dataclass(frozen=True, slots=True)
class PlanState:
    """One enterprise's plan as of entry `seq`.

    `size` is None before the plan was begun; `review` is None while the draft is being written, or was
    changed after it was handed in (`handed_in` then still tells).
    """

    seq: int = 0
    opened: PlanOpened | None = None
    size: Size | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    review: Review | None = None
    handed_in: Review | None = None
    returned: Return | None = None
    versions: tuple[Version, ...] = ()
    floor: Mapping[str, FloorAnswered] = field(default_factory=dict)
    triggers: Mapping[str, tuple[TriggerAnswered, Stamp]] = field(default_factory=dict)
    log: tuple[Recorded, ...] = ()
    undone: frozenset[int] = frozenset()

    @property
    def draft_number(self) -> int:
        """The number that the draft will have once approved."""
        return self.versions[-1].number + 1 if self.versions else 1

    @property
    def draft_status(self) -> DraftStatus:
        """Whether the draft is being written or waits for approval."""
        return "review" if self.review else "draft"

    @property
    def last_version(self) -> Version | None:
        """The version approved last."""
        return self.versions[-1] if self.versions else None

    def in_force(self, today: date) -> Version | None:
        """The version that counts on a day: the last approved one whose date has come."""
        return next((item for item in reversed(self.versions) if item.approval.effective <= today), None)

    def status_of(self, version: Version, today: date) -> VersionStatus:
        """`approved` before its date, `effective` while in force, `superseded` afterwards."""
        if version.approval.effective > today:
            later = any(item.number > version.number for item in self.versions)
            return "superseded" if later else "approved"
        return "effective" if version == self.in_force(today) else "superseded"

    def changed_since_version(self) -> bool:
        """Whether any answer or the size was changed after the last approval."""
        last = self.last_version
        return last is None or any(
            item.stamp.seq > last.stamp.seq
            for item in self.log
            if item.stamp.seq not in self.undone and _changes_text(item.model)
        )

    def history(self, field_id: str) -> tuple[Recorded, ...]:
        """Every entry about one field, oldest first, those taken back included."""
        return tuple(item for item in self.log if getattr(item.model, "field", None) == field_id)

    def last_undoable(self) -> Recorded | None:
        """The newest entry that undo would take back; an approval and what came before it stay."""
        for item in reversed(self.log):
            if isinstance(item.model, VersionApproved):
                return None
            if isinstance(item.model, UNDOABLE) and item.stamp.seq not in self.undone:
                return item
        return None


def fold(entries: Iterable[OpenedEntry], start: PlanState | None = None) -> PlanState:
    """Fold entries in order onto `start` (or onto nothing). Raises UnreadableEntryError."""
    state = start or PlanState()
    seq, fresh, undone = state.seq, list[Recorded](), set[int]()
    for entry in entries:
        seq = entry.seq
        model = decode(entry, KINDS)
        if isinstance(model, EntryUndone):
            # Nothing is undone before it was done.
            undone |= {model.seq} if model.seq < entry.seq else set()
        elif model is not None:
            stamp = Stamp(entry.seq, entry.at, entry.tz, entry.author.hex())
            fresh.append(Recorded(stamp, model))
    if not fresh and not undone:
        return state if seq == state.seq else replace(state, seq=seq)
    log = (*state.log, *fresh)
    can_be_undone = {item.stamp.seq for item in log if isinstance(item.model, UNDOABLE)}
    new_undone = (undone & can_be_undone) - state.undone
    if any(item.stamp.seq in new_undone for item in log):
        return _derived(PlanState(), log, seq, log, state.undone | new_undone)
    return _derived(state, tuple(fresh), seq, log, state.undone)


def _derived(
    base: PlanState,
    new: tuple[Recorded, ...],
    seq: int,
    log: tuple[Recorded, ...],
    undone: frozenset[int],
) -> PlanState:
    draft = _Draft(base)
    for item in new:
        if item.stamp.seq not in undone:
            draft.take(item)
    return draft.state(seq, log, undone)


class _Draft:
    """A state while entries are being laid onto it; nothing outside `fold` sees one."""

    def __init__(self, base: PlanState) -> None:
        self._base = base
        self._answers = dict(base.answers)
        self._floor = dict(base.floor)
        self._triggers = dict(base.triggers)
        self._versions = list(base.versions)
        self._opened, self._size = base.opened, base.size
        self._review, self._handed_in, self._returned = base.review, base.handed_in, base.returned

    def take(self, item: Recorded) -> None:
        """Lay one entry on."""
        if _changes_text(item.model):
            self._take_text(item)
        else:
            self._take_course(item)

    def state(self, seq: int, log: tuple[Recorded, ...], undone: frozenset[int]) -> PlanState:
        """The finished state."""
        return PlanState(
            seq=seq,
            opened=self._opened,
            size=self._size,
            answers=self._answers,
            review=self._review,
            handed_in=self._handed_in,
            returned=self._returned,
            versions=tuple(self._versions),
            floor=self._floor,
            triggers=self._triggers,
            log=log,
            undone=undone,
        )

    def _take_text(self, item: Recorded) -> None:
        # What was handed in is no longer what stands here, so the submission no longer counts.
        self._review = None
        match item.model:
            case PlanOpened() as change:
                self._opened = self._opened or change
                self._size = change.size
            case SizeChosen(size=size):
                self._size = size
            case AnswerSet() as change:
                self._answers[change.field] = Answer(change.field, change.value, None, item.stamp, change.by)
            case AnswerUnknown() as change:
                unknown = Unknown(change.owner, change.due, change.why)
                self._answers[change.field] = Answer(change.field, None, unknown, item.stamp)
            case AnswerCleared(field=field_id):
                self._answers.pop(field_id, None)

    def _take_course(self, item: Recorded) -> None:
        match item.model:
            case VersionSubmitted(number=number, by=by, to=to):
                self._review = self._handed_in = Review(number, by, to, item.stamp)
                self._returned = None
            case VersionReturned(by=by, why=why):
                self._returned = Return(by, why, item.stamp)
                self._review = self._handed_in = None
            case VersionApproved() as change:
                self._versions.append(
                    Version(change.approval, change.hash, change.snapshot, change.form, item.stamp)
                )
                self._review = self._handed_in = self._returned = None
            case FloorAnswered() as change:
                self._floor[change.test] = change
            case TriggerAnswered() as change:
                self._triggers[change.trigger] = (change, item.stamp)


def _changes_text(model: EntryModel) -> bool:
    return isinstance(model, PlanOpened | SizeChosen | AnswerSet | AnswerUnknown | AnswerCleared)
