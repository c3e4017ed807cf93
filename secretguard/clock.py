"""Now, passed in as an argument, so that nothing below a face ever asks the system for the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from secretguard.i18n import current_language

Clock = Callable[[], datetime]
"""Returns the present moment as an aware datetime; its offset is the zone the user lives in."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def system_clock() -> datetime:
    """The system's time in the local zone. Raises nothing."""
    return datetime.now(UTC).astimezone()


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970-01-01 UTC of an aware datetime (exact, no float)."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(value: int, offset_minutes: int = 0) -> datetime:
    """The inverse of `to_microseconds`, shown in a zone given in minutes east of Greenwich."""
    zone = timezone(timedelta(minutes=offset_minutes))
    return (_EPOCH + timedelta(microseconds=value)).astimezone(zone)


def offset_minutes(moment: datetime) -> int:
    """Minutes east of Greenwich of an aware datetime's zone."""
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def note_time(moment: datetime) -> str:
    """`YYYY-MM-DDTHH:MM:SSZ`, the only time form in signed notes."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def long_date(moment: datetime | date) -> str:
    """`2026年11月24日`, in English `24 November 2026`."""
    if current_language() == "zh":
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def long_time(moment: datetime) -> str:
    """`2026年11月24日 14:05`, in English `24 November 2026 14:05`."""
    return f"{long_date(moment)} {moment:%H:%M}"


# Not strftime: the system's locale must not choose the language of a paper.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
