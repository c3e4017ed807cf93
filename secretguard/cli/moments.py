"""Moments and spans of an incident, as people type them and as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from secretguard.clock import from_microseconds
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.incidents import IncidentRoom, time_at_start

_MINUTE = 60_000_000

AT_HELP = deferred("什么时候发生的：-10（十分钟前）、14:05、昨天下午3点；不写就是现在")
At = Annotated[str | None, typer.Option("--at", help=AT_HELP, metavar=deferred("时间"))]


def moment_of(text: str, now: datetime) -> datetime:
    """A moment that has passed, as people say it. Raises UsageError."""
    said = text.strip()
    found = time_at_start(said, now)
    if found is None or found.moment is None or found.length < len(said):
        raise UsageError(
            _("“{text}”不是一个时间。", text=text),
            _("写成 -10（十分钟前）、14:05、昨天下午3点，或 2026-11-24 14:05。"),
        )
    if found.future:
        raise UsageError(_("“{text}”还没有到。", text=text), _("请写已经过去的时间。"))
    return found.moment


def moment_or_now(room: IncidentRoom, text: str | None) -> datetime | None:
    """`--at` as a moment; None when it is now."""
    return None if text is None else moment_of(text, room.clock())


def when(moment: int | None, zone: int) -> str:
    """A moment to the minute; a dash for none."""
    return "—" if not moment else from_microseconds(moment, zone).strftime("%m-%d %H:%M")


def iso(moment: int | None, zone: int) -> str | None:
    """A moment for programs."""
    return None if not moment else from_microseconds(moment, zone).isoformat()


def span_words(span: int | None) -> str:
    """A span in microseconds as days, hours and minutes; a dash for none."""
    if span is None:
        return "—"
    minutes = abs(span) // _MINUTE
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("{days} 天 {hours} 小时", days=days, hours=hours)
    if hours:
        return _("{hours} 小时 {minutes} 分", hours=hours, minutes=rest)
    return _("{minutes} 分", minutes=rest)
