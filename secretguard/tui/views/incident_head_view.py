"""The top line of an incident's screens: real, what, which level, since when, what runs next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretguard.i18n import _
from secretguard.incidents import Clock, IncidentState
from secretguard.tui.glance import span_words

_LONGEST_TITLE = 8
LEVELS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}
"""As the papers print them; a terminal shows 一 to 四."""


@dataclass(frozen=True, slots=True)
class HeadView:
    """What the line says; the right side is worked out for a moment. Moments in microseconds UTC."""

    left: str
    found: int
    running: tuple[tuple[str, int], ...]
    """The limits that run: title and end, the soonest first."""
    stopped: int | None = None
    """When the incident was closed; its clock stands there."""

    def right(self, now: int) -> str:
        """通知甲方 余 20:48　已 03:12:07."""
        if self.stopped is not None:
            return _("历时 {time}", time=span_words(self.stopped - self.found, seconds=True))
        since = _("已 {time}", time=span_words(max(0, now - self.found), seconds=True))
        if not self.running:
            return since
        title, due = self.running[0]
        return f"{limit_words(title, due - now)}　{since}"


def head_view(state: IncidentState, clocks: Sequence[Clock], crumb: str = "") -> HeadView:
    """The line of an incident, on the screen called `crumb`."""
    level = _("{level}级", level=LEVELS[state.level]) if state.level else ""
    real = " ".join(filter(None, (_("实战"), level, _status(state))))
    # What runs for certain comes before what hangs on a question nobody has answered.
    running = sorted(
        (not clock.certain, clock.due, clock.title)
        for clock in clocks
        if clock.due is not None and clock.met_at is None
    )
    return HeadView(
        left=_("{real} ＞ {crumb}　{what}", real=real, crumb=crumb, what=state.what)
        if crumb
        else f"{real}　{state.what}",
        found=state.found,
        running=tuple((title, due) for _certain, due, title in running),
        stopped=state.closed[1].occurred if state.closed and state.status == "closed" else None,
    )


def limit_words(title: str, left: int) -> str:
    """A limit in a few cells: its name cut to what a head line holds, and what is left of it."""
    short = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "⋯"
    if left < 0:
        return _("{title} 超 {time}", title=short, time=span_words(left))
    return _("{title} 余 {time}", title=short, time=span_words(left))


def _status(state: IncidentState) -> str:
    return {"contained": _("已控制"), "closed": _("已结束")}.get(state.status, "")
