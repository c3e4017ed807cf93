"""From what the team did to scores that can be defended line by line. Pure.

Score = round(100 · Σ weight·value ÷ Σ weight) over the marked actions and taken decisions that name the
objective. Ratings follow HSEEP's P/S/M/U; the thresholds are this project's own and are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import EvidenceState, Inject, Objective, Playbook, Rating

Mark = Literal["done", "late", "partly", "missed", "skipped"]
ObjectiveRating = Literal["P", "S", "M", "U"]
Grade = Literal["excellent", "good", "pass", "fail"]
CapReason = Literal["critical_missed", "evidence_lost"]

MARK_VALUE: Final[Mapping[Mark, float]] = {"done": 1.0, "late": 0.6, "partly": 0.4, "missed": 0.0}
"""What a mark is worth; `skipped` (略) counts nowhere."""

OPTION_VALUE: Final[Mapping[Rating, float]] = {"good": 1.0, "partial": 0.5, "bad": 0.0}

P_FROM: Final = 85
S_FROM: Final = 65
M_FROM: Final = 40

_ORDER: Final[tuple[ObjectiveRating, ...]] = ("P", "S", "M", "U")


@dataclass(frozen=True)
class Outcome:
    """What happened at the table. `injects` are the reached ones with their variants already applied."""

    marks: Mapping[str, Mark]
    choices: Mapping[str, str]
    evidence: Mapping[str, EvidenceState]
    reached: tuple[str, ...]
    injects: tuple[Inject, ...]


@dataclass(frozen=True)
class Contribution:
    """One line of the account: what it was, what it weighs, what it brought.

    `value` is 0…1, or None where nothing counts: skipped, not marked yet, not decided yet (`verdict`
    None). `source` is the action's id or `I1.a`; `verdict` the mark or the option's rating.
    """

    kind: Literal["action", "decision"]
    inject: str
    source: str
    text: str
    weight: int
    value: float | None
    verdict: Mark | Rating | None
    critical: bool = False


@dataclass(frozen=True)
class Cap:
    """Why the rating may not be better than `at_most`; `source` is the action or the evidence item."""

    reason: CapReason
    source: str
    at_most: ObjectiveRating


@dataclass(frozen=True)
class ObjectiveScore:
    """An objective's score (0…100, None: not reached), the rating proposed, and everything behind it."""

    objective: str
    score: int | None
    uncapped: ObjectiveRating | None
    rating: ObjectiveRating | None
    caps: tuple[Cap, ...]
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Scorecard:
    """All objectives, the grade for the cover, and the objectives that were not reached."""

    objectives: tuple[ObjectiveScore, ...]
    grade: Grade | None
    not_reached: tuple[str, ...]


def score_drill(playbook: Playbook, outcome: Outcome) -> Scorecard:
    """Score every objective of the playbook."""
    scores = tuple(score_objective(objective, outcome) for objective in playbook.objectives)
    return Scorecard(
        objectives=scores,
        grade=cover_grade(score.rating for score in scores),
        not_reached=tuple(score.objective for score in scores if score.score is None),
    )


def score_objective(objective: Objective, outcome: Outcome) -> ObjectiveScore:
    """One objective, with the lines that made its score and the caps that hold it down."""
    lines = tuple(_contributions(objective.id, outcome))
    score = weighted_score((line.weight, line.value) for line in lines if line.value is not None)
    caps = tuple(_caps(objective, lines, outcome))
    uncapped = None if score is None else rating_of(score)
    return ObjectiveScore(objective.id, score, uncapped, _capped(uncapped, caps), caps, lines)


def weighted_score(parts: Iterable[tuple[int, float]]) -> int | None:
    """Σ weight·value ÷ Σ weight as 0…100, halves up; None if nothing counts."""
    pairs = [(weight, round(value * 100)) for weight, value in parts]
    total = sum(weight for weight, _hundredths in pairs)
    if total == 0:
        return None
    return score_of_sums(sum(weight * hundredths for weight, hundredths in pairs), total)


def score_of_sums(hundredths: int, weight: int) -> int:
    """Σ weight·value in hundredths over Σ weight (> 0) as 0…100, halves up, without floats."""
    return (2 * hundredths + weight) // (2 * weight)


def rating_of(score: int) -> ObjectiveRating:
    """P ≥ 85, S 65–84, M 40–64, U < 40."""
    if score >= P_FROM:
        return "P"
    if score >= S_FROM:
        return "S"
    return "M" if score >= M_FROM else "U"


def cover_grade(ratings: Iterable[ObjectiveRating | None]) -> Grade | None:
    """All P 优秀; no M or U 良好; no U 合格; else 不合格. None if no objective was reached."""
    reached = {rating for rating in ratings if rating is not None}
    if not reached:
        return None
    if "U" in reached:
        return "fail"
    if "M" in reached:
        return "pass"
    return "excellent" if reached == {"P"} else "good"


def _contributions(objective: str, outcome: Outcome) -> Iterator[Contribution]:
    for inject in outcome.injects:
        if inject.id not in outcome.reached:
            continue
        for action in inject.expected:
            if action.objective == objective:
                mark = outcome.marks.get(action.id)
                value = None if mark is None else MARK_VALUE.get(mark)
                yield Contribution(
                    "action", inject.id, action.id, action.action, action.weight, value, mark, action.critical
                )
        if inject.decision is not None and objective in inject.decision.objectives:
            yield _decision_line(inject, outcome)


def _decision_line(inject: Inject, outcome: Outcome) -> Contribution:
    decision = inject.decision
    assert decision is not None
    chosen = outcome.choices.get(inject.id)
    for option in decision.options:
        if option.id == chosen:
            value = OPTION_VALUE[option.rating]
            source = f"{inject.id}.{option.id}"
            return Contribution(
                "decision", inject.id, source, option.text, decision.weight, value, option.rating
            )
    return Contribution("decision", inject.id, inject.id, decision.ask, decision.weight, None, None)


def _caps(objective: Objective, lines: tuple[Contribution, ...], outcome: Outcome) -> Iterator[Cap]:
    for line in lines:
        if line.critical and line.verdict == "missed":
            yield Cap("critical_missed", line.source, "M")
    for item in objective.fails_if_lost:
        if outcome.evidence.get(item) == "lost":
            yield Cap("evidence_lost", item, "U")


def _capped(rating: ObjectiveRating | None, caps: tuple[Cap, ...]) -> ObjectiveRating | None:
    if rating is None:
        return None
    return max((rating, *(cap.at_most for cap in caps)), key=_ORDER.index)
