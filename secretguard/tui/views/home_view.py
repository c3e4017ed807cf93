"""The home screen as a frozen view. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretguard.actions import Finding
from secretguard.drills.words import status_word
from secretguard.i18n import _, _p
from secretguard.register import Gap, RecordKind, RegisterState, is_overdue
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

_MOST_NAMES = 4
_LOOKED_AT_FIRST: tuple[RecordKind, ...] = ("secret", "cleared")
"""Whose gaps come first among equals."""


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill in a list."""

    id: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Drills that are open, what is due, and who has how much of it."""

    drills: tuple[Row, ...]
    due: tuple[Row, ...]
    owners: tuple[Row, ...]
    last_drill: str


def home_view(
    drills: Sequence[DrillLine],
    findings: Sequence[Finding],
    register: RegisterState | None,
    today: date,
    *,
    code_unconfirmed: bool = False,
    gaps: Sequence[Gap] = (),
) -> HomeView:
    """What stands on the home screen today; a recovery code that nobody has typed back comes first."""
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
    due = (
        *_code(code_unconfirmed),
        *_findings(findings, today),
        *_people(register, today),
        *_gaps(gaps, register),
    )
    return HomeView(rows, due, _owners(findings, today), finished[-1].title if finished else "")


def _code(unconfirmed: bool) -> list[Row]:
    if not unconfirmed:
        return []
    words = _("恢复码从没核对过，忘了口令就打不开。回车：核对，或换一张新的")
    return [Row("code:unconfirmed", line(badge(_("险"), "bad"), words), words=words)]


def _gaps(gaps: Sequence[Gap], register: RegisterState | None) -> list[Row]:
    """One line for all that the register lacks; it opens where the law looks first."""
    if not gaps or register is None:
        return []
    serious = [gap for gap in gaps if gap.serious]
    kinds: list[RecordKind] = [gap.ref.kind for gap in serious or gaps]
    kind = next((kind for kind in _LOOKED_AT_FIRST if kind in kinds), kinds[0])
    words = _("台账缺 {count} 项", count=len(gaps))
    if serious:
        # A clearance is called by its person's id.
        names = [
            register.people[gap.name].name if gap.name in register.people else gap.name
            for gap in serious
            if gap.ref.kind == kind
        ]
        shown = " ".join(list(dict.fromkeys(names))[:_MOST_NAMES])
        words = _(
            "台账缺 {count} 项，要紧 {serious} 项：{names}",
            count=len(gaps),
            serious=len(serious),
            names=shown,
        )
    sign = badge(_p("register", "缺"), "bad" if serious else "care")
    return [Row(f"register:{kind}", line(sign, words), words=words)]


def _owners(findings: Sequence[Finding], today: date) -> tuple[Row, ...]:
    """Each owner's findings, the late ones first; what nobody owns comes before all others."""
    held: dict[str, list[Finding]] = {}
    for finding in findings:
        held.setdefault(finding.owner or "", []).append(finding)

    def late(owner: str) -> int:
        return sum(1 for finding in held[owner] if finding.is_late(today))

    rows = []
    for owner in sorted(held, key=lambda name: (name != "", -late(name), -len(held[name]))):
        sign = badge(_("超"), "bad") if late(owner) else badge(_("办") if owner else _("待"), "info")
        count = _("{count} 条", count=len(held[owner]))
        over = _("超期 {count}", count=late(owner)) if late(owner) else ""
        name = owner or _("还没有责任人")
        rows.append(
            Row(f"owner:{owner}", line(sign, "　".join(filter(None, (name, count, over)))), words=name)
        )
    return tuple(rows)


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
