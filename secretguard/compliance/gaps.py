"""What to mend first, and what mending it would bring. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretguard.compliance.scoring import Letter, Result, result_of
from secretguard.compliance.state import AssessmentState
from secretguard.content import Requirement

_UNSAID_EFFORT = 2
"""An imported requirement says nothing of effort: taken as a week."""


@dataclass(frozen=True, slots=True)
class ComplianceGap:
    """A requirement that is not wholly met: what it weighs, what it takes, how many points it would bring."""

    requirement: Requirement
    verdict: str | None
    weight: int
    effort: int
    gain: float
    """Percent points of the whole if it were met."""
    caps: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The first so many gaps mended, and the grade that comes of it."""

    chosen: tuple[ComplianceGap, ...]
    before: Result
    after: Result

    @property
    def raises(self) -> Letter | None:
        """The better grade, if it is better."""
        return self.after.letter if self.after.letter != self.before.letter else None


def gaps_of_assessment(state: AssessmentState) -> tuple[ComplianceGap, ...]:
    """Every gap: stop items and caps first, then by points for the effort, then in the standard's order."""
    result = result_of(state)
    caps, possible = set(result.caps), result.total.possible
    found = [
        _gap(item, state, possible, item.id in caps)
        for item in state.requirements
        if state.verdict(item.id) not in ("met", "na")
    ]
    return tuple(sorted(found, key=_order))


def what_if(state: AssessmentState, most: int = 10) -> WhatIf:
    """Which `most` actions raise the grade: caps that hold it down first, then points for effort."""
    chosen = gaps_of_assessment(state)[:most]
    met = {gap.requirement.id: "met" for gap in chosen}
    return WhatIf(chosen, result_of(state), result_of(state, met))


def _gap(item: Requirement, state: AssessmentState, possible: float, caps: bool) -> ComplianceGap:
    verdict = state.verdict(item.id)
    weight = state.weight(item)
    missing = weight * (0.5 if verdict == "partly" else 1.0)
    gain = round(100 * missing / possible, 2) if possible else 0.0
    return ComplianceGap(item, verdict, weight, item.effort or _UNSAID_EFFORT, gain, caps)


def _order(gap: ComplianceGap) -> tuple[bool, bool, bool, float, int]:
    return (
        not gap.requirement.stop,
        not gap.caps,
        gap.requirement.level != "must",
        -gap.gain / gap.effort,
        gap.effort,
    )


def by_owner(gaps: tuple[ComplianceGap, ...]) -> Iterator[tuple[str, tuple[ComplianceGap, ...]]]:
    """The gaps of each owner role, the role with the most first; an empty role last."""
    roles: dict[str, list[ComplianceGap]] = {}
    for gap in gaps:
        roles.setdefault(gap.requirement.owner or "", []).append(gap)
    for role in sorted(roles, key=lambda role: (not role, -len(roles[role]))):
        yield role, tuple(roles[role])
