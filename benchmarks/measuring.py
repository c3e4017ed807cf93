"""Measuring fairly: rounds take turns, medians count, a figure stands beside what it should be."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
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
    return {name: statistics.median(seconds) for name, seconds in taken(rounds, count).items()}


def taken(rounds: Mapping[str, Round], count: int) -> dict[str, list[float]]:
    """Seconds of each work, round by round; the first round does not count."""
    for work in rounds.values():
        work()  # the first time pays for imports and caches
    seconds: dict[str, list[float]] = {name: [] for name in rounds}
    for _round in range(count):
        for name, work in rounds.items():
            seconds[name].append(work())
    return seconds


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Median of the ratios round by round: both of a round met the machine in the same mood."""
    return statistics.median(one / other for one, other in zip(over, under, strict=True))


def seconds_of(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
