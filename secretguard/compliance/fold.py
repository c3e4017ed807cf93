"""An assessment as a pure fold over its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from secretguard.compliance.entries import (
    KINDS,
    AnswerCleared,
    AnswerSet,
    AssessmentFrozen,
    AssessmentIssued,
    AssessmentOpened,
    AssessmentReopened,
    AssessorSet,
    EvidenceLinked,
    EvidenceUnlinked,
    InterviewNoted,
    OwnerSet,
)
from secretguard.compliance.state import (
    AnswerChange,
    Answered,
    AssessmentState,
    Linked,
    Owner,
    Reopening,
    Stamp,
    story_of,
)
from secretguard.entries import EntryModel, OpenedEntry, decode


def fold(entries: Iterable[OpenedEntry], start: AssessmentState | None = None) -> AssessmentState:
    """Fold entries in order onto `start` (or onto nothing). Raises UnreadableEntryError."""
    state = start or AssessmentState()
    for entry in entries:
        change = decode(entry, KINDS)
        state = replace(_applied(state, change, _stamp(entry)) if change else state, seq=entry.seq)
    return state


def _stamp(entry: OpenedEntry) -> Stamp:
    return Stamp(entry.seq, entry.at, entry.tz, entry.author.hex())


def _applied(state: AssessmentState, change: EntryModel, stamp: Stamp) -> AssessmentState:
    match change:
        case AssessmentOpened():
            return replace(state, opened=change, story=story_of(change), opened_stamp=stamp)
        case AnswerSet() | AnswerCleared() | OwnerSet() | EvidenceLinked() | EvidenceUnlinked():
            return _on_requirement(state, change, stamp)
        case AssessorSet(assessor=name):
            others = tuple(each for each in state.assessors if each.assessor != name)
            return replace(state, assessors=(*others, change))
        case InterviewNoted():
            return replace(state, interviews=(*state.interviews, change))
        case AssessmentFrozen():
            return replace(state, frozen=change, frozen_stamp=stamp)
        case AssessmentReopened(why=why):
            signed = state.frozen
            told = (Reopening(signed.by, signed.today, why, stamp),) if signed else ()
            return replace(state, frozen=None, frozen_stamp=None, reopenings=(*state.reopenings, *told))
        case AssessmentIssued():
            return replace(state, issued=(*state.issued, change))
    return state


def _on_requirement(state: AssessmentState, change: EntryModel, stamp: Stamp) -> AssessmentState:
    match change:
        case AnswerSet(requirement=key, undoes=undoes):
            answers = {**state.answers, key: Answered(change, stamp)}
            return replace(state, answers=answers, changes=_changes(state, key, change, stamp, undoes))
        case AnswerCleared(requirement=key, undoes=undoes):
            answers = {each: answer for each, answer in state.answers.items() if each != key}
            return replace(state, answers=answers, changes=_changes(state, key, None, stamp, undoes))
        case OwnerSet(requirement=key, owner=name, due=due):
            return replace(state, owners={**state.owners, key: Owner(name, due)})
        case EvidenceLinked(requirement=key):
            links = (*state.links.get(key, ()), Linked(change, stamp))
            return replace(state, links={**state.links, key: links})
        case EvidenceUnlinked(link=seq):
            kept = {
                key: tuple(each for each in links if each.stamp.seq != seq)
                for key, links in state.links.items()
            }
            return replace(state, links=kept)
    return state


def _changes(
    state: AssessmentState, key: str, after: AnswerSet | None, stamp: Stamp, undoes: int | None
) -> tuple[AnswerChange, ...]:
    before = state.answers.get(key)
    return (*state.changes, AnswerChange(stamp.seq, key, before.given if before else None, after, undoes))
