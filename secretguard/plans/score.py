"""The plan's score: fields 60, checks 25, floor tests 15, and the caps that no sum can lift. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import FloorTest, PlanRules, Rule
from secretguard.i18n import _
from secretguard.plans.checks.defects import Defect
from secretguard.plans.facts import PlanFacts
from secretguard.plans.fold import PlanState
from secretguard.plans.form_state import PlanView
from secretguard.plans.reminders import DRILL_DAYS

Letter = Literal["A", "B", "C", "D"]

DEPUTY_FIELD: Final = "deputy"
ORDER_FIELD: Final = "order-rule"

FIELDS: Final = 60
CHECKS: Final = 25
FLOOR: Final = 15

_LETTERS: Final[tuple[tuple[int, Letter], ...]] = ((85, "A"), (70, "B"), (50, "C"))
_WORTH: Final = {"yes": 2, "partly": 1, "no": 0}


@dataclass(frozen=True, slots=True)
class Cap:
    """Why the letter cannot be better than C, and the field to mend, if a field can mend it."""

    id: str
    reason: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Points out of 60, 25 and 15; never shown without the list of defects.

    `letter` is after the caps, `uncapped` before: A from 85, B from 70, C from 50.
    """

    fields: int
    checks: int
    floor: int
    letter: Letter
    uncapped: Letter
    caps: tuple[Cap, ...]
    fields_met: int
    fields_asked: int
    rules_met: int
    rules_asked: int

    @property
    def total(self) -> int:
        """Out of 100."""
        return self.fields + self.checks + self.floor


def score(
    view: PlanView,
    state: PlanState,
    rules: PlanRules,
    floor_tests: Sequence[FloorTest],
    defects: Sequence[Defect],
    facts: PlanFacts,
) -> Score:
    """The score of a plan at its size. What was not asked gives no points and takes none."""
    required = [field for field in view.fields if field.field.required]
    met = sum(field.stands for field in required)
    asked = rules.within(view.size)
    broken = {defect.rule for defect in defects}
    held = sum(rule.id not in broken for rule in asked)
    walked = sum(_WORTH[state.floor[test.id].met] for test in floor_tests if test.id in state.floor)
    points = (
        _share(FIELDS, met, len(required)),
        _share(CHECKS, held, len(asked)),
        _share(FLOOR, walked, 2 * len(floor_tests)),
    )
    uncapped = _letter(sum(points))
    caps = tuple(_caps(view, asked, broken, facts))
    letter: Letter = "C" if caps and uncapped in ("A", "B") else uncapped
    return Score(*points, letter, uncapped, caps, met, len(required), held, len(asked))


def _share(points: int, part: int, whole: int) -> int:
    """Points in proportion, rounded down, so that full points mean all."""
    return points * part // whole if whole else points


def _letter(total: int) -> Letter:
    return next((letter for least, letter in _LETTERS if total >= least), "D")


def _caps(view: PlanView, rules: Sequence[Rule], broken: set[str], facts: PlanFacts) -> Iterator[Cap]:
    if _is_open(view, DEPUTY_FIELD, rules, broken):
        yield Cap("deputy", _("负责人没有另一个人代理"), DEPUTY_FIELD)
    if _is_open(view, ORDER_FIELD, rules, broken):
        yield Cap("order", _("没有写清“先固定、后处置”"), ORDER_FIELD)
    last = facts.last_drill
    if last is None or (facts.today - last.on).days > DRILL_DAYS:
        yield Cap("drill", _("十二个月内没有演练"))


def _is_open(view: PlanView, field_id: str, rules: Sequence[Rule], broken: set[str]) -> bool:
    """Whether a field of this size says nothing, or a rule that contradicts it is broken."""
    shown = view.field(field_id)
    contradicting = (
        rule for rule in rules if rule.defect_class == "contradiction" and field_id in rule.fields
    )
    return shown is not None and (not shown.stands or any(rule.id in broken for rule in contradicting))
