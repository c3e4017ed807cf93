"""Editing one finding in the bottom line: what, who, when; or not taken up, with the reason."""

from __future__ import annotations

import re

from secretguard.actions import Actions
from secretguard.i18n import _
from secretguard.times import day
from secretguard.tui.screens.base import DeskScreen

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def edit_finding(screen: DeskScreen, actions: Actions, finding_id: str) -> None:
    """Ask `what @who 2026-12-20`; any of the three may be left out and stays as it was."""
    found = actions.state.findings[finding_id]
    owner = f" @{found.owner}" if found.owner else ""
    due = f" {found.due.isoformat()}" if found.due else ""

    def taken(text: str) -> None:
        what, who, when = split_assignment(text)
        actions.assign(finding_id, what=what, owner=who, due=day(when) if when else None)

    question = _("{id} 做什么 @谁 日期（例 补替补 @示例丙 2026-12-20）", id=finding_id)
    screen.ask_text(question, taken, value=f"{found.what or ''}{owner}{due}".strip())


def decline_finding(screen: DeskScreen, actions: Actions, finding_id: str) -> None:
    """Not taken up, with the reason."""
    screen.ask_text(_("{id} 不采纳，原因", id=finding_id), lambda why: actions.decline(finding_id, why))


def split_assignment(text: str) -> tuple[str | None, str | None, str | None]:
    """`补替补 @示例丙 2026-12-20` as (what, who, when)."""
    text = text.replace("＠", "@")
    found = _DATE.search(text)
    when = found[0] if found else None
    text = _DATE.sub(" ", text)
    what, _sign, who = text.partition("@")
    return what.strip() or None, who.strip() or None, when
