"""Score and grade of an assessment. Pure.

Met counts 1, partly a half, unmet and unanswered nothing; what does not apply is left out of the sum and
printed apart. Weights 1–3. Grades: A from 90, B from 75, C from 60, D below; an unmet must of weight 3 allows
no more than C. Stop items (基本项) stand apart from the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.compliance.state import AssessmentState
from secretguard.content import Requirement

Letter = Literal["A", "B", "C", "D"]
GRADES: Final[tuple[tuple[Letter, float], ...]] = (("A", 90.0), ("B", 75.0), ("C", 60.0), ("D", 0.0))
CAP: Final[Letter] = "C"
_SHARE: Final[Mapping[str, float]] = {"met": 1.0, "partly": 0.5, "unmet": 0.0}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were answered in which way, and the sum."""

    met: int = 0
    partly: int = 0
    unmet: int = 0
    na: int = 0
    open: int = 0
    points: float = 0.0
    possible: float = 0.0

    @property
    def all(self) -> int:
        """How many are asked."""
        return self.met + self.partly + self.unmet + self.na + self.open

    @property
    def percent(self) -> float | None:
        """0 to 100 with one digit; None where nothing applies."""
        return round(100 * self.points / self.possible, 1) if self.possible else None


@dataclass(frozen=True, slots=True)
class Result:
    """The whole: sum, grade before and after the caps, areas, what caps it, stop items not met."""

    total: Tally
    letter: Letter | None
    uncapped: Letter | None
    areas: Mapping[str, Tally]
    caps: tuple[str, ...]
    """Musts of weight 3 that are unmet or not answered."""
    stops: tuple[str, ...]
    """Stop items that are not wholly met."""
    unmet_musts: tuple[str, ...]

    @property
    def is_capped(self) -> bool:
        """Whether the caps lower the grade."""
        return self.letter != self.uncapped


def result_of(state: AssessmentState, changed: Mapping[str, str] | None = None) -> Result:
    """The result as answered; `changed` puts other verdicts in place of answers (what-if)."""
    verdicts = {key: answer.given.verdict for key, answer in state.answers.items()} | dict(changed or {})
    areas: dict[str, list[Requirement]] = {}
    for item in state.requirements:
        areas.setdefault(item.area, []).append(item)
    tallies = {area: _tally(items, verdicts, state) for area, items in areas.items()}
    total = _sum(tallies.values())
    uncapped = letter_of(total.percent)
    musts = [item for item in state.requirements if item.level == "must" and _fails(item, verdicts)]
    caps = tuple(item.id for item in musts if state.weight(item) == 3)
    letter = CAP if uncapped in ("A", "B") and caps else uncapped
    return Result(
        total=total,
        letter=letter,
        uncapped=uncapped,
        areas=tallies,
        caps=caps,
        stops=tuple(
            item.id for item in state.requirements if item.stop and verdicts.get(item.id) not in ("met", "na")
        ),
        unmet_musts=tuple(item.id for item in musts),
    )


def letter_of(percent: float | None) -> Letter | None:
    """The grade of a sum."""
    if percent is None:
        return None
    return next(letter for letter, least in GRADES if percent >= least)


def _fails(item: Requirement, verdicts: Mapping[str, str]) -> bool:
    return verdicts.get(item.id) in (None, "unmet")


def _tally(items: Iterable[Requirement], verdicts: Mapping[str, str], state: AssessmentState) -> Tally:
    counts = dict.fromkeys(("met", "partly", "unmet", "na", "open"), 0)
    points = possible = 0.0
    for item in items:
        verdict = verdicts.get(item.id, "open")
        counts[verdict] += 1
        if verdict == "na":
            continue
        weight = state.weight(item)
        possible += weight
        points += weight * _SHARE.get(verdict, 0.0)
    return Tally(**counts, points=points, possible=possible)


def _sum(tallies: Iterable[Tally]) -> Tally:
    kept = list(tallies)
    return Tally(
        met=sum(each.met for each in kept),
        partly=sum(each.partly for each in kept),
        unmet=sum(each.unmet for each in kept),
        na=sum(each.na for each in kept),
        open=sum(each.open for each in kept),
        points=sum(each.points for each in kept),
        possible=sum(each.possible for each in kept),
    )
