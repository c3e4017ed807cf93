"""Two assessments side by side: self against bureau, this year against last, answers carried over. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from secretguard.compliance.entries import AnswerSet, Carried, Verdict
from secretguard.compliance.scoring import Letter, result_of
from secretguard.compliance.state import AssessmentState
from secretguard.content import Crosswalk

_WORST_FIRST: tuple[Verdict, ...] = ("unmet", "partly", "met")


@dataclass(frozen=True, slots=True)
class Difference:
    """A requirement that two sides answer differently."""

    requirement: str
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One frozen assessment in a row of years."""

    year: int
    side: str
    on: date
    percent: float | None
    letter: Letter | None
    areas: Mapping[str, float | None]


def differences(mine: AssessmentState, theirs: AssessmentState) -> tuple[Difference, ...]:
    """Where they differ, in the order of the standard; what only one of them asks is left out."""
    return tuple(
        Difference(item.id, mine.verdict(item.id), theirs.verdict(item.id))
        for item in mine.requirements
        if theirs.requirement(item.id) is not None and mine.verdict(item.id) != theirs.verdict(item.id)
    )


def trend(states: Sequence[AssessmentState]) -> tuple[TrendPoint, ...]:
    """The frozen assessments against the same profile, oldest first."""
    points = []
    for state in states:
        if state.opened is None or state.frozen is None:
            continue
        result = result_of(state)
        areas = {area: tally.percent for area, tally in result.areas.items()}
        subject = state.opened.subject
        points.append(
            TrendPoint(
                subject.year, subject.side, state.frozen.today, result.total.percent, result.letter, areas
            )
        )
    return tuple(sorted(points, key=lambda point: (point.on, point.year)))


def from_last_year(last: AssessmentState, journal: str, now: AssessmentState) -> Iterator[AnswerSet]:
    """Last year's answers for what is asked again and not answered yet, each marked as carried."""
    for item in now.requirements:
        answered = last.answers.get(item.id)
        if answered is None or item.id in now.answers:
            continue
        given = answered.given
        carried = Carried(journal=journal, requirements=(item.id,), relation="equal", verdict=given.verdict)
        yield AnswerSet(requirement=item.id, verdict=given.verdict, remark=given.remark, carried=carried)


def over_crosswalk(
    source: AssessmentState, journal: str, crosswalk: Crosswalk, now: AssessmentState
) -> Iterator[AnswerSet]:
    """Answers that a crosswalk carries over, never better than what they rest on.

    `equal` and `superset` (the source asks more) carry the verdict; `subset` and `intersects` carry a met
    only as partly; `not` carries nothing. Several sources: the worst counts.
    """
    found: dict[str, tuple[Verdict, str, tuple[str, ...]]] = {}
    for row in crosswalk.rows:
        if row.relation == "not" or not row.filled:
            continue
        verdicts = [source.verdict(key) for key in row.source]
        worst = next((each for each in _WORST_FIRST if each in verdicts), None)
        if worst is None or any(each is None for each in verdicts):
            continue
        carried = "partly" if row.relation in ("subset", "intersects") and worst == "met" else worst
        for target in row.target:
            known = found.get(target)
            if known is None or _WORST_FIRST.index(carried) < _WORST_FIRST.index(known[0]):
                found[target] = (carried, row.relation, tuple(row.source))
    for item in now.requirements:
        if item.id in found and item.id not in now.answers:
            verdict, relation, keys = found[item.id]
            note = Carried(journal=journal, requirements=keys, relation=relation, verdict=verdict)
            yield AnswerSet(requirement=item.id, verdict=verdict, carried=note)
