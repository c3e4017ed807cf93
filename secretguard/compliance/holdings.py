"""What the vault holds of an enterprise on a day, as the automatic rules look at it. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from secretguard.actions import Finding
from secretguard.plans import DrillFact
from secretguard.register import RegisterState
from secretguard.vault import Json


@dataclass(frozen=True, slots=True)
class PlanHeld:
    """The plan's version in force: number, who approved it, when, when it is due, its answers."""

    number: int
    by: str
    on: date
    review_due: date
    values: Mapping[str, Json] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    """The register's people that its fields name, by id."""


@dataclass(frozen=True, slots=True)
class IncidentHeld:
    """An incident: closed when, reviewed when, with how many lessons or findings."""

    id: str
    what: str
    closed: date | None
    reviewed: date | None
    conclusions: int = 0


@dataclass(frozen=True, slots=True)
class AssessmentHeld:
    """Another assessment of the enterprise that was frozen: when, by whom, looked through by whom."""

    id: str
    title: str
    side: str
    on: date
    by: str
    reviewer: str | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that a rule may look at."""

    today: date
    register: RegisterState = field(default_factory=RegisterState)
    plan: PlanHeld | None = None
    drills: tuple[DrillFact, ...] = ()
    findings: tuple[Finding, ...] = ()
    incidents: tuple[IncidentHeld, ...] = ()
    assessments: tuple[AssessmentHeld, ...] = ()
