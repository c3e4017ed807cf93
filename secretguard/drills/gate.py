"""The opening check (开场检查). Gaps never stop a drill; they are recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secretguard.drills.state import DrillState
from secretguard.i18n import _

PERSON_CHECKS = ("promise", "projector", "stopword", "papers", "backup")


@dataclass(frozen=True, slots=True)
class GateLine:
    """One line: who answers it, the answer (None: open), and why."""

    id: str
    text: str
    by: Literal["machine", "person"]
    met: bool | None
    why: str = ""


def gate_lines(state: DrillState) -> list[GateLine]:
    """All lines in the order of the table: the machine's first, then the people's."""
    return [*_machine_lines(state), *_person_lines(state)]


def gate_gaps(state: DrillState) -> tuple[str, ...]:
    """The ids of the lines that are not met."""
    return tuple(line.id for line in gate_lines(state) if not line.met)


def _machine_lines(state: DrillState) -> list[GateLine]:
    roles = state.playbook.roles if state.playbook else ()
    empty = [
        role.title
        for role in roles
        if role.needed and (state.seats.get(role.id) is None or state.seats[role.id].presence == "absent")
    ]
    players = {seat.name for key, seat in state.seats.items() if any(role.id == key for role in roles)}
    evaluator = state.seats.get("EVALUATOR")
    both = evaluator is not None and evaluator.name in players
    goals = len(state.playbook.objectives) if state.playbook else 0
    return [
        GateLine("goals", _("目标 {count} 个，都写明谁、何时、做什么", count=goals), "machine", goals > 0),
        GateLine(
            "seats",
            _("必到岗位都有人"),
            "machine",
            not empty,
            _("缺：{names}", names=_("、").join(empty)) if empty else "",
        ),
        GateLine(
            "evaluator",
            _("评估人不同时参演"),
            "machine",
            evaluator is not None and not both,
            _("{name}既参演又评估，打分会不客观", name=evaluator.name)
            if both and evaluator
            else ("" if evaluator else _("还没有指定评估人")),
        ),
        GateLine(
            "promises",
            _("预案里有可对照的时限"),
            "machine",
            bool(state.planned and state.planned.promises),
            "" if state.planned and state.planned.promises else _("没有时限可比，三个时钟只记实际用时"),
        ),
    ]


def _person_lines(state: DrillState) -> list[GateLine]:
    texts = {
        "promise": _("参加的人都签了保密承诺"),
        "projector": _("投影和材料里没有真实密点"),
        "stopword": _("停止口令说定了（例：红灯）"),
        "papers": _("纸质资料打印好了"),
        "backup": _("保密库备份过了"),
    }
    lines = []
    for check in PERSON_CHECKS:
        entry = state.gate.get(check)
        met = None if entry is None else entry.answer == "yes"
        lines.append(GateLine(check, texts[check], "person", met, (entry.remark or "") if entry else ""))
    return lines
