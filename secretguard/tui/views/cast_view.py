"""Cast and opening check as a frozen view. Pure."""

from __future__ import annotations

from secretguard.drills import STAFF_SEATS, DrillState, gate_lines
from secretguard.drills.words import presence_word, seat_word
from secretguard.i18n import _
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.widgets.lists import Row

_TONES: dict[str, Tone] = {"present": "good", "phone": "info", "absent": "bad", "deputy": "care"}


def seat_rows(state: DrillState) -> tuple[Row, ...]:
    """Every seat with who sits there; double seats are marked 兼."""
    roles = {role.id: role for role in state.playbook.roles} if state.playbook else {}
    titles = {key: role.title for key, role in roles.items()}
    keys = [key for key, role in roles.items() if role.played_by == "player"]
    keys += list(STAFF_SEATS)
    held = [seat.name for seat in state.seats.values()]
    rows = []
    for key in keys:
        seat = state.seats.get(key)
        title = seat_word(key, titles)
        needed = _("（必到）") if key in roles and roles[key].needed else ""
        if seat is None:
            tone: Tone = "bad" if needed else "off"
            rows.append(Row(key, line(badge(_("空"), tone), f"{title}{needed}"), words=title))
            continue
        name = seat.name
        if seat.instead_of:
            name = _("{deputy}（替{name}）", deputy=seat.name, name=seat.instead_of)
        also = badge(_("兼"), "care") if held.count(seat.name) > 1 else ""
        sign = badge(presence_word(seat.presence), _TONES[seat.presence])
        rows.append(Row(key, line(sign, f"{title}{needed}　{name}", also), words=f"{title} {seat.name}"))
    return tuple(rows)


def gate_rows(state: DrillState) -> tuple[Row, ...]:
    """The opening check: 勾, 空, or 问 where a person has not answered."""
    rows = []
    for item in gate_lines(state):
        if item.met is None:
            sign = badge(_("问"), "info")
        else:
            sign = badge(_("勾"), "good") if item.met else badge(_("空"), "care")
        text = f"{item.text}　{item.why}" if item.why else item.text
        rows.append(Row(item.id, line(sign, text)))
    return tuple(rows)


def verdict(state: DrillState) -> str:
    """可以开始, and what will be recorded as missing."""
    missing = sum(1 for item in gate_lines(state) if not item.met)
    if not missing:
        return _("结论 可以开始")
    return _("结论 可以开始（差 {count} 项，会记在报告里）", count=missing)
