"""Days as people write them: `2026-06-01`, `2026/6/1`, `2026年6月1日`, `今天`, `下月底`, `三天后`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from secretguard.plans.typed.numbers import NUMBER, plain, whole

_NUMBERED: Final = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$|^(\d{4})(\d{2})(\d{2})$")
_WRITTEN: Final = re.compile(rf"^(?:({NUMBER})年)?({NUMBER})月({NUMBER})[日号]?$")
_SHORT: Final = re.compile(r"^(\d{1,2})[-/.](\d{1,2})$")
_AFTER: Final = re.compile(rf"^({NUMBER})个?(天|日|周|星期|月|年)(?:以?后|之后)$")
_DAYS: Final = {"今天": 0, "今日": 0, "明天": 1, "后天": 2, "大后天": 3, "昨天": -1, "前天": -2}
_MONTH_ENDS: Final = {"月底": 0, "本月底": 0, "这个月底": 0, "下月底": 1, "下个月底": 1}
_YEARS: Final = {"今年": 0, "明年": 1, "去年": -1, "后年": 2}


def day(text: str, today: date) -> date | None:
    """The day meant, counted from `today` where the words ask for it; None if it is no day."""
    text = re.sub(r"\s+", "", plain(text))
    try:
        return next(filter(None, (read(text, today) for read in _READINGS)), None)
    except (ValueError, OverflowError):
        return None


def months_later(start: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _relative(text: str, today: date) -> date | None:
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if text in _MONTH_ENDS:
        first = months_later(today.replace(day=1), _MONTH_ENDS[text])
        return first.replace(day=monthrange(first.year, first.month)[1])
    return date(today.year, 12, 31) if text in ("年底", "今年底", "今年年底") else None


def _after(text: str, today: date) -> date | None:
    match = _AFTER.match(text)
    amount = whole(match[1]) if match else None
    if match is None or amount is None:
        return None
    if match[2] in ("月", "年"):
        return months_later(today, amount * (12 if match[2] == "年" else 1))
    return today + timedelta(days=amount * (7 if match[2] in ("周", "星期") else 1))


def _numbered(text: str, _today: date) -> date | None:
    match = _NUMBERED.match(text)
    if match is None:
        return None
    year, month, number = (int(part) for part in match.groups() if part is not None)
    return date(year, month, number)


def _written(text: str, today: date) -> date | None:
    named = next((word for word in _YEARS if text.startswith(word)), None)
    match = _WRITTEN.match(text[len(named) :] if named else text)
    if match is None or (named and match[1]):
        return None
    year = today.year + (_YEARS[named] if named else 0)
    numbers = [year if part is None else whole(part) for part in match.groups()]
    if any(number is None for number in numbers):
        return None
    return date(*(number or 0 for number in numbers))


def _short(text: str, today: date) -> date | None:
    match = _SHORT.match(text)
    return date(today.year, int(match[1]), int(match[2])) if match else None


_READINGS: Final[tuple[Callable[[str, date], date | None], ...]] = (
    _relative,
    _after,
    _numbered,
    _written,
    _short,
)
