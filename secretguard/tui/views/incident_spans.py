"""Moments of an incident and what is left until them, in short words. Microseconds in. Pure."""

from __future__ import annotations

from secretguard.clock import from_microseconds
from secretguard.i18n import _
from secretguard.tui.glance import span_words


def left_words(left: int) -> str:
    """余 or 超, always with how much."""
    if left < 0:
        return _("超 {span}", span=span_words(left))
    return _("余 {span}", span=span_words(left))


def moment_words(moment: int, tz: int) -> str:
    """`11-24 14:05`."""
    return from_microseconds(moment, tz).strftime("%m-%d %H:%M")
