"""The facts of an incident's end: times, promises, criteria, reviews, costs. Spans in microseconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from secretguard.incidents import ClockState


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """A time of the plan against the real one. `actual` in microseconds, None while not reached.

    `stopped`: the incident was closed before its time was over, and it was not kept by then.
    """

    clock: Literal["detect", "preserve", "report"]
    text: str
    section: str
    minutes: int
    actual: int | None
    state: ClockState
    stopped: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """The times of the incident in microseconds, None while not known."""

    detect: int | None
    open: int | None
    contain: int | None
    preserve: int | None
    report: int | None


@dataclass(frozen=True, slots=True)
class CostFact:
    """One kind of cost, in yuan."""

    what: str
    yuan: int


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """What was asked and learnt."""

    whys: tuple[str, ...]
    lessons: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class EndFact:
    """A criterion for closing that applies."""

    title: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The end: criteria that apply, how they were met, reviews, costs, how long it is kept."""

    ends: tuple[EndFact, ...]
    criteria: tuple[str, ...]
    reviews: tuple[ReviewFact, ...]
    costs: tuple[CostFact, ...]
    kept_until: date | None
    kept_why: str
