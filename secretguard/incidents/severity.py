"""The level of an incident, proposed with its reasons: by the plan's own table, else by the form's defaults.

Nothing is decided here: a person declares the level, and says why where it is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import PlanForm
from secretguard.content import ResponseLevel as Level
from secretguard.errors import ContentError
from secretguard.i18n import _
from secretguard.incidents.entries import Limits
from secretguard.plans import (
    PlanState,
    SeverityCase,
    SeverityTable,
    Version,
    form_of,
    grade,
    rows_of,
    severity_table,
    standing_value,
    state_of,
)
from secretguard.register import SecretSet

GRADING: Final = "grading"
LOSSES: Final = "loss-levels"
RESPONSE: Final = "response"
_LEVELS: Final[tuple[Level, ...]] = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A level with reasons; `source` says whose table it was."""

    level: Level
    reasons: tuple[str, ...]
    source: Literal["plan", "default"]


@dataclass(frozen=True)
class Grading:
    """The table by which an incident is graded, and whose it is."""

    table: SeverityTable
    source: Literal["plan", "default"]

    def propose(self, case: SeverityCase) -> Proposal:
        """The level that the gravest criterion met gives; one up while unsure."""
        found = grade(self.table, case)
        return Proposal(found.level, found.reasons, self.source)


def grading_of(form: PlanForm, version: Version | None) -> Grading:
    """The table of an approved version of the plan; without one, the defaults of the form."""
    if version is not None:
        return Grading(_table(form_of(version), state_of(version)), "plan")
    return Grading(_table(form, PlanState()), "default")


def plan_limits(version: Version | None) -> dict[str, Limits]:
    """What an approved plan's response table says otherwise than the form does: minutes by step and level.

    A cell that stands as the form put it says nothing of its own: there the playbook, which knows the kind
    of incident, counts. Only rows counted from discovery speak of what a running clock measures.
    """
    if version is None:
        return {}
    form, state = form_of(version), state_of(version)
    usual = {row.get("id"): row for row in rows_of(standing_value(form, PlanState(), RESPONSE))}
    found: dict[str, Limits] = {}
    for row in rows_of(standing_value(form, state, RESPONSE)):
        if row.get("counted") not in (None, "since-discovery"):
            continue
        before = usual.get(row.get("id"), {})
        own = {
            level: _minutes(row, level)
            for level in _LEVELS
            if _minutes(row, level) != _minutes(before, level)
        }
        if own:
            found[str(row.get("id"))] = own
    return found


def situations_of(secrets: Iterable[SecretSet], *, outside: bool) -> tuple[str, ...]:
    """The rows that the classification of the secrets alone speaks for: at risk, or already outside."""
    end = "out" if outside else "risk"
    return tuple(dict.fromkeys(f"secret-{secret.secret.classification}-{end}" for secret in secrets))


def _table(form: PlanForm, state: PlanState) -> SeverityTable:
    field = form.field(GRADING)
    if field is None:
        raise ContentError(
            _("预案表单里没有“事件分级”这一栏，定不出等级。"),
            _("请检查 standards/plan-form.yaml，或去掉自己的那一份。"),
        )
    return severity_table(field, standing_value(form, state, GRADING), standing_value(form, state, LOSSES))


def _minutes(row: Mapping[str, object], level: Level) -> int | None:
    value = row.get(level)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
