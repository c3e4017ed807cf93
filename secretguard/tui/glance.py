"""What every screen says of incidents that are open: how many, and how long until the next thing is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretguard.i18n import _

if TYPE_CHECKING:
    from secretguard.incidents import IncidentLine

_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Glance:
    """Open incidents as last seen: their number, and what is due next (microseconds UTC, 0: nothing)."""

    count: int = 0
    due: int = 0

    @classmethod
    def of(cls, lines: Sequence[IncidentLine]) -> Glance:
        """From the list's summaries."""
        found = [line for line in lines if line.status in ("open", "contained")]
        return cls(len(found), min((line.next_due for line in found if line.next_due), default=0))

    def words(self, now: int) -> str:
        """事件 余 00:26; empty where nothing is open."""
        if not self.count:
            return ""
        if not self.due:
            return _("事件 {count} 起未结束", count=self.count)
        left = self.due - now
        return (
            _("事件 余 {time}", time=span_words(left))
            if left >= 0
            else _("事件 超 {time}", time=span_words(left))
        )


def span_words(span: int, *, seconds: bool = False) -> str:
    """Microseconds as hh:mm (from a hundred hours on in days) or as hh:mm:ss; the sign is left off."""
    minutes, rest = divmod(abs(span), _MINUTE)
    if not seconds and minutes >= 100 * 60:
        return _("{days} 天 {hours} 时", days=minutes // 1440, hours=minutes % 1440 // 60)
    words = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{words}:{rest // 1_000_000:02d}" if seconds else words
