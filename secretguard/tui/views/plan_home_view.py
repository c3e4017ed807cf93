"""The plan on the home screen: what its door says, and what is due. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.plans import PlanState, PlanView, Reminder, Score, size_word
from secretguard.tui.marks import badge, line
from secretguard.tui.widgets.lists import Row

_SOON_DAYS = 14
_SAID_ELSEWHERE = ("numbers",)
"""Reminders that the register's own lines on the home screen give already."""


def plan_note(state: PlanState, view: PlanView, score: Score, today: date) -> str:
    """第3版 91天 缺4项 82分; a draft says how far it is."""
    missing = _(" 缺{count}项", count=len(view.missing)) if view.missing else ""
    points = _(" {total}分{letter}", total=score.total, letter=score.letter)
    version = state.in_force(today) or state.last_version
    if version is None:
        return _(
            "{size}草稿{missing} {percent}%",
            size=size_word(view.size),
            missing=missing,
            percent=view.completeness,
        )
    days = (today - version.approval.on).days
    return _(
        "第{number}版 {days}天{missing}{points}",
        number=version.number,
        days=days,
        missing=missing,
        points=points,
    )


def reminder_rows(reminders: Sequence[Reminder], today: date) -> tuple[Row, ...]:
    """What is due on the plan: late first, then by date."""
    rows = []
    for reminder in reminders:
        if reminder.id in _SAID_ELSEWHERE:
            continue
        words = _("预案：{text}", text=reminder.text)
        if reminder.due is not None:
            words += f" {reminder.due:%m-%d}"
        target = reminder.field or ("versions" if reminder.id == "review" else "")
        kind = "plan-field" if reminder.field else "plan-versions" if target else "plan"
        rows.append(Row(f"{kind}:{reminder.id}:{target}", line(_sign(reminder, today), words), words=words))
    return tuple(rows)


def _sign(reminder: Reminder, today: date) -> Text:
    if reminder.late:
        return badge(_p("badge", "超"), "bad")
    if reminder.due is not None and (reminder.due - today).days <= _SOON_DAYS:
        return badge(_p("badge", "近"), "care")
    return badge(_p("badge", "办"), "info")
