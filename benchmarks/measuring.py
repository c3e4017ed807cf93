"""Measuring fairly: rounds take turns, medians count, a figure stands beside what it should be."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Round = Callable[[], float]
"""Does the work once and returns the seconds that count, without preparation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `aim` is what `value` is held against: at least, or with `at_most` at most."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the aim is met; true where there is none."""
        if self.aim is None:
            return True
        return self.value <= self.aim if self.at_most else self.value >= self.aim


def medians(rounds: Mapping[str, Round], count: int) -> dict[str, float]:
    """Median seconds of each work; the works take turns, so that a busy moment hits all alike."""
    for work in rounds.values():
        work()  # the first time pays for imports and caches
    taken: dict[str, list[float]] = {name: [] for name in rounds}
    for _round in range(count):
        for name, work in rounds.items():
            taken[name].append(work())
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def seconds_of(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
