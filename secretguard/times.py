"""Times as people type them: `+12m`, `20h`, `14:05`, `2026-12-01`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from secretguard.errors import UsageError
from secretguard.i18n import _

_SPAN = re.compile(r"^\+?(\d{1,5})(s|m|h|d)?$")
_UNIT = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def span(text: str) -> timedelta:
    """`12m`, `+20h`, `3d`, `90s`; a bare number means minutes. Raises UsageError."""
    match = _SPAN.match(text.strip())
    if match is None:
        raise UsageError(
            _("“{text}”不是一段时间。", text=text), _("写成 12m（分）、20h（时）、3d（天）或 90s（秒）。")
        )
    return int(match[1]) * _UNIT[match[2] or "m"]


def minutes(text: str) -> int:
    """A span in whole minutes. Raises UsageError."""
    return int(span(text).total_seconds() // 60)


def day(text: str) -> date:
    """`2026-12-01`. Raises UsageError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(_("“{text}”不是日期。", text=text), _("写成 2026-12-01 这样。")) from error
