"""The home screen as a frozen view. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretguard.actions import Finding
from secretguard.drills.words import status_word
from secretguard.i18n import _
from secretguard.register import RegisterState, is_overdue
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.widgets.lists import Row

_STATUS_TONES: dict[str, Tone] = {
    "planned": "info",
    "running": "good",
    "paused": "care",
    "ended": "care",
    "hotwash": "care",
    "finished": "off",
}


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill in a list."""

    id: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Drills that are open, and what is due."""

    drills: tuple[Row, ...]
    due: tuple[Row, ...]
    last_drill: str


def home_view(
    drills: Sequence[DrillLine], findings: Sequence[Finding], register: RegisterState | None, today: date
) -> HomeView:
    """What stands on the home screen today."""
    open_drills = [drill for drill in drills if drill.status != "finished"]
    finished = [drill for drill in drills if drill.status == "finished"]
    shown = [*open_drills, *reversed(finished)]
    rows = tuple(
        Row(
            f"drill:{drill.id}",
            line(badge(status_word(drill.status), _STATUS_TONES[drill.status]), drill.title),
            words=drill.title,
        )
        for drill in shown
    )
    due = (*_findings(findings, today), *_people(register, today))
    return HomeView(rows, due, finished[-1].title if finished else "")


def _findings(findings: Sequence[Finding], today: date) -> list[Row]:
    rows = []
    for finding in sorted(findings, key=lambda item: (item.due is None, item.due or today)):
        words = finding.what or finding.raised.text
        if finding.is_late(today) and finding.due is not None:
            days = (today - finding.due).days
            sign, tail = (
                badge(_("超"), "bad"),
                _("超 {days} 天 {owner}", days=days, owner=finding.owner or ""),
            )
        elif finding.due is not None:
            days = (finding.due - today).days
            tone: Tone = "care" if days <= 7 else "info"
            sign = badge(_("近") if days <= 7 else _("办"), tone)
            tail = f"{finding.due:%m-%d} {finding.owner or ''}"
        else:
            sign, tail = badge(_("待"), "care"), _("没有责任人或期限")
        rows.append(Row(f"finding:{finding.id}", line(sign, f"{finding.id} {words}　{tail}"), words=words))
    return rows


def _people(register: RegisterState | None, today: date) -> list[Row]:
    if register is None:
        return []
    people = register.people.values()
    if not people:
        words = _("还没有人员名单，推演要有人：按 5 登记")
        return [Row("people:none", line(badge(_("办"), "info"), words), words=words)]
    stale = [person.person.name for person in people if is_overdue(person.confirmed, today)]
    alone = [person.person.name for person in people if person.duties and person.deputy is None]
    rows = []
    if stale:
        words = _("{count} 人的电话该核对：{names}", count=len(stale), names=" ".join(stale[:4]))
        rows.append(Row("people:stale", line(badge(_("近"), "care"), words), words=words))
    if alone:
        words = _("{count} 个岗位没有替补：{names}", count=len(alone), names=" ".join(alone[:4]))
        rows.append(Row("people:alone", line(badge(_("缺"), "care"), words), words=words))
    return rows
