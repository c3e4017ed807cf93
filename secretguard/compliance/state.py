"""An assessment as its entries leave it. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from secretguard.compliance.entries import (
    AnswerSet,
    AssessmentFrozen,
    AssessmentIssued,
    AssessmentOpened,
    AssessorSet,
    EvidenceLinked,
    InterviewNoted,
)
from secretguard.content import Profile, Requirement, Standard


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which entry said so, when (microseconds UTC), and which member wrote it."""

    seq: int
    recorded: int
    tz: int
    author: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that counts."""

    given: AnswerSet
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One change of one answer: by which entry, from what to what, taking back which entry."""

    seq: int
    requirement: str
    before: AnswerSet | None
    after: AnswerSet | None
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Evidence that counts."""

    evidence: EvidenceLinked
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Owner:
    """Who sees to it, by when."""

    name: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """A finished assessment was opened again: who had signed it on which day, why it was opened, when."""

    signed_by: str
    signed_on: date
    why: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Story:
    """The standard and the profile as they were when the assessment began, and what they ask."""

    standard: Standard
    profile: Profile
    requirements: tuple[Requirement, ...]
    by_id: Mapping[str, Requirement]
    weights: Mapping[str, int]


def story_of(opened: AssessmentOpened) -> Story:
    """What an assessment asks, from its first entry alone."""
    standard = Standard.model_validate(dict(opened.standard))
    profile = Profile.model_validate(dict(opened.profile))
    choices = {choice.id: choice for choice in profile.requirements}
    asked = tuple(item for item in standard.requirements if item.assessable and item.id in choices)
    weights = {item.id: choices[item.id].weight or item.weight for item in asked}
    return Story(standard, profile, asked, {item.id: item for item in asked}, weights)


@dataclass(frozen=True, slots=True)
class AssessmentState:
    """One assessment as of entry `seq`."""

    seq: int = 0
    opened: AssessmentOpened | None = None
    story: Story | None = None
    opened_stamp: Stamp | None = None
    assessors: tuple[AssessorSet, ...] = ()
    answers: Mapping[str, Answered] = field(default_factory=dict)
    changes: tuple[AnswerChange, ...] = ()
    links: Mapping[str, tuple[Linked, ...]] = field(default_factory=dict)
    owners: Mapping[str, Owner] = field(default_factory=dict)
    interviews: tuple[InterviewNoted, ...] = ()
    frozen: AssessmentFrozen | None = None
    frozen_stamp: Stamp | None = None
    reopenings: tuple[Reopening, ...] = ()
    issued: tuple[AssessmentIssued, ...] = ()

    @property
    def status(self) -> str:
        """empty, open or frozen."""
        if self.opened is None:
            return "empty"
        return "open" if self.frozen is None else "frozen"

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What is asked, in the order of the standard."""
        return self.story.requirements if self.story else ()

    def requirement(self, wanted: str) -> Requirement | None:
        """One that is asked, by id."""
        return self.story.by_id.get(wanted) if self.story else None

    def weight(self, requirement: Requirement) -> int:
        """The profile's weight, else the standard's own."""
        return self.story.weights[requirement.id] if self.story else requirement.weight

    def last_change(self) -> AnswerChange | None:
        """The newest change of an answer that was not taken back and takes nothing back."""
        undone = {each.undoes for each in self.changes}
        fresh = (each for each in reversed(self.changes) if each.undoes is None and each.seq not in undone)
        return next(fresh, None)

    def verdict(self, requirement: str) -> str | None:
        """The answer's verdict, or None."""
        answered = self.answers.get(requirement)
        return answered.given.verdict if answered else None
