"""When what happens at the table: real minutes from the start, as planned. Pure.

Two injects that are alternatives of one another begin at the same minute; the story lasts as long as its
longest way through. In the short form an inject may take half minutes (`drills.budgets`): they are added up
first, then rounded down to the minute.
"""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.content import Inject
from secretguard.documents.kit.model import KitDrill
from secretguard.drills import table_budgets
from secretguard.drills.story import Form, next_inject
from secretguard.i18n import _

_OPENING = {"full": 5, "short": 2}
_HOTWASH = {"full": 10, "short": 5}
_RATING = {"full": 12, "short": 5}
_SIGNING = 3


@dataclass(frozen=True, slots=True)
class Act:
    """An inject with the minute at which each of its four steps begins."""

    inject: Inject
    number: int
    starts: int
    asks: int
    discusses: int
    concludes: int
    ends: int


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A part of the meeting: from which minute, how long, what."""

    starts: int
    lasts: int
    title: str
    about: str


def acts(drill: KitDrill) -> list[Act]:
    """The planned injects with their minutes; alternatives share a number and a minute."""
    form = drill.planned.form
    budgets = table_budgets(drill.playbook, form)
    starts: dict[str, float] = {}
    depth: dict[str, int] = {}
    planned = list(drill.injects("planned"))
    for inject in planned:
        start = starts.setdefault(inject.id, _OPENING[form])
        place = depth.setdefault(inject.id, 1)
        for target in _targets(drill, inject, form):
            starts[target] = max(starts.get(target, 0), start + budgets[inject.id])
            depth[target] = max(depth.get(target, 0), place + 1)
    return [_act(inject, depth[inject.id], starts[inject.id], budgets[inject.id]) for inject in planned]


def _targets(drill: KitDrill, inject: Inject, form: Form) -> set[str]:
    """The planned injects that may follow, later in the playbook."""
    decisions = [inject.decision, *(variant.decision for variant in inject.variants)]
    ways = [option for decision in decisions if decision for option in decision.options]
    found = {next_inject(drill.playbook, form, inject, option) for option in ways}
    if inject.decision is None:
        found.add(next_inject(drill.playbook, form, inject))
    order = [one.id for one in drill.injects("planned")]
    return found & set(order[order.index(inject.id) + 1 :])


def _act(inject: Inject, number: int, starts: float, budget: float) -> Act:
    begins, ends = int(starts), int(starts + budget)
    telling = max(1, int(budget) // 5)
    closing = max(1, int(budget) // 4)
    return Act(
        inject=inject,
        number=number,
        starts=begins,
        asks=begins + telling,
        discusses=begins + 2 * telling,
        concludes=ends - closing,
        ends=ends,
    )


def agenda(drill: KitDrill) -> list[AgendaLine]:
    """The meeting from the first word to the last signature; tells nothing of the story."""
    form = drill.planned.form
    opening, hotwash, rating = _OPENING[form], _HOTWASH[form], _RATING[form]
    story = max((act.ends for act in acts(drill)), default=opening) - opening
    parts = (
        (opening, _("开场"), _("规则、保密承诺、停止口令、目标")),
        (story, _("推演"), _("一幕一幕地给消息，每一幕：听消息、答问题、商量并决定、听结果")),
        (hotwash, _("复盘"), _("每个角色说三句：顺在哪里，卡在哪里，明天改哪一件")),
        (rating, _("评定与整改"), _("评估人确认评级；每条发现定下做什么、谁、何时")),
        (_SIGNING, _("签署"), _("看速报，签字盖章，收回材料")),
    )
    lines, minute = [], 0
    for lasts, title, about in parts:
        lines.append(AgendaLine(minute, lasts, title, about))
        minute += lasts
    return lines


def whole_length(drill: KitDrill) -> int:
    """Minutes from the opening to the last signature."""
    return sum(line.lasts for line in agenda(drill))
