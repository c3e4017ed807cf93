"""Working days (工作日): by the published holiday calendar where it is installed and reaches; else Mon–Fri.

The calendar of a year is published in the November before; past the last published year nobody can know,
and then the answer says so (`certain` is False).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_CALENDAR: Final = "chinese_calendar"
_SATURDAY: Final = 5

Calendar = Callable[[date], bool]
"""Whether a day is a working day. Raises NotImplementedError for a year not published."""


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A day counted, and whether every day on the way to it stood in a published calendar."""

    day: date
    certain: bool


def published_calendar() -> Calendar | None:
    """The State Council's calendar as `chinese-calendar` carries it; None where it is not installed."""
    try:
        module = importlib.import_module(_CALENDAR)
    except ModuleNotFoundError:
        return None
    is_workday: Calendar = module.is_workday
    return is_workday


def working_days_after(start: date, number: int, calendar: Calendar | None = None) -> WorkingDay:
    """The `number`-th working day after `start` (which does not count itself). Raises ValueError below 1."""
    if number < 1:
        raise ValueError(number)
    day, left, certain = start, number, True
    while left:
        day += timedelta(days=1)
        works, known = _is_working(day, calendar)
        certain = certain and known
        left -= works
    return WorkingDay(day, certain)


def _is_working(day: date, calendar: Calendar | None) -> tuple[bool, bool]:
    if calendar is not None:
        try:
            return calendar(day), True
        except NotImplementedError:
            return day.weekday() < _SATURDAY, False
    return day.weekday() < _SATURDAY, False
