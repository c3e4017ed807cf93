"""The incidents of an enterprise as rows: state, level, what, how much is done, what is due. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from rich.text import Text

from secretguard.clock import from_microseconds
from secretguard.i18n import _, _p
from secretguard.incidents import IncidentLine
from secretguard.tui.glance import span_words
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_head_view import LEVELS
from secretguard.tui.widgets.lists import Row


def incident_rows(lines: Sequence[IncidentLine], now: int, zone: tzinfo | None) -> tuple[Row, ...]:
    """Every incident, in the order given; at the right what is due next, or how many tasks are done."""
    return tuple(_row(one, now, zone) for one in lines)


def list_title(lines: Sequence[IncidentLine]) -> str:
    """How many there are, and how many of them are not closed."""
    unfinished = sum(1 for one in lines if one.status in ("open", "contained"))
    return _("事件 {count}　未结束 {open}", count=len(lines), open=unfinished)


def _row(one: IncidentLine, now: int, zone: tzinfo | None) -> Row:
    level = _("{level}级", level=LEVELS[one.level]) if one.level in LEVELS else ""
    words = Text(safe(one.what), style="bold")
    told = [level]
    if one.found:
        told.append(_("{moment:%m-%d %H:%M} 发现", moment=from_microseconds(one.found).astimezone(zone)))
    told.append(_("任务 {done}/{tasks}", done=one.done, tasks=one.tasks))
    if one.wrong:
        told.append(_("证据对不上 {count}", count=one.wrong))
    words.append("　" + safe("　".join(filter(None, told))), style="not bold dim")
    return Row(one.id, line(_sign(one.status), words), words=one.what, aside=_aside(one, now))


def _aside(one: IncidentLine, now: int) -> Text | None:
    if one.status not in ("open", "contained") or not one.next_due:
        return None
    left = one.next_due - now
    words = _("余 {time}", time=span_words(left)) if left >= 0 else _("超 {time}", time=span_words(left))
    return Text(safe(words), style="bold" if left < 0 else "")


def _sign(status: str) -> Text:
    signs: dict[str, tuple[str, Tone]] = {
        "open": (_p("incident", "急"), "bad"),
        "contained": (_p("incident", "控"), "care"),
        "closed": (_p("incident", "结"), "off"),
    }
    return badge(*signs.get(status, (_p("incident", "空"), "off")))
