"""The words that several papers share: who, where, when, on what condition."""

from __future__ import annotations

from datetime import timedelta

from secretguard.clock import long_date
from secretguard.content import Condition
from secretguard.documents.kit.model import KitDrill, Words
from secretguard.documents.kit.schedule import AgendaLine, agenda, whole_length
from secretguard.documents.quick_report import words
from secretguard.i18n import _, _p

BLANK = "＿＿＿＿＿＿"
"""Stands where a person is to write by hand."""


def event(drill: KitDrill) -> Words:
    """What every paper says about the meeting itself; nothing about the story."""
    context, planned = drill.context, drill.planned
    return {
        "enterprise": context.enterprise,
        "when": when(drill),
        "length": words.duration(whole_length(drill)),
        "place": planned.place or BLANK,
        "kind": purpose_word(planned.purpose),
        "facilitator": drill.name_at("FACILITATOR") or planned.facilitator or BLANK,
        "evaluator": drill.name_at("EVALUATOR") or BLANK,
        "liaison": drill.name_at("CO") or BLANK,
        "stop_word": context.stop_word,
        "date": long_date(context.moment),
        "agenda": [_agenda_line(drill, line) for line in agenda(drill)],
    }


def when(drill: KitDrill) -> str:
    """The time agreed, with its weekday and the end; a blank to write in where none is agreed."""
    start = drill.context.when
    if start is None:
        return _("＿＿＿年＿＿月＿＿日＿＿时＿＿分")
    days = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    end = start + timedelta(minutes=whole_length(drill))
    return _(
        "{date}（{day}）{start}—{end}",
        date=long_date(start),
        day=days[start.weekday()],
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
    )


def purpose_word(purpose: str) -> str:
    """检验性 示范性 研究性."""
    return {"test": _("检验性"), "demonstration": _("示范性"), "study": _("研究性")}[purpose]


def _agenda_line(drill: KitDrill, line: AgendaLine) -> Words:
    start = drill.context.when
    begins = (
        _("第 {minute} 分", minute=line.starts)
        if start is None
        else f"{start + timedelta(minutes=line.starts):%H:%M}"
    )
    return {
        "begins": begins,
        "lasts": words.duration(line.lasts),
        "title": line.title,
        "about": line.about,
    }


def presence_word(drill: KitDrill, seat_id: str) -> str:
    """How a person takes part: 到场, 电话参加, or for whom they stand in."""
    taken = drill.seat(seat_id)
    if taken is None:
        return ""
    if taken.presence == "deputy":
        return _("替{name}", name=taken.instead_of or "")
    return {
        "present": _p("attendance", "到场"),
        "phone": _p("attendance", "电话参加"),
        "absent": _p("attendance", "缺席"),
    }[taken.presence]


def volatility_word(volatility: str) -> str:
    """How fast evidence goes."""
    return {
        "minutes": _("几分钟到几小时就没"),
        "hours": _("几小时到一天就没"),
        "days": _("几天到几周"),
        "stable": _("稳定"),
    }[volatility]


def condition_words(drill: KitDrill, condition: Condition) -> str:
    """A condition as the facilitator checks it at the table."""
    parts = []
    if condition.flag is not None:
        parts.append(_("前面选过 {choices}", choices=_or(_setting(drill, condition.flag))))
    if condition.missed is not None:
        parts.append(_missed(drill, condition.missed, condition.by))
    if condition.chosen:
        parts.append(
            _("选过 {choices}", choices=_or([choice.replace(".", " ") for choice in condition.chosen]))
        )
    if condition.kept:
        parts.append(_("保住了{items}", items=_("、").join(_titles(drill, condition.kept))))
    if condition.lost:
        parts.append(_("失去了{items}", items=_or(_titles(drill, condition.lost))))
    return _("，并且").join(parts)


def _setting(drill: KitDrill, flag: str) -> list[str]:
    """The choices that set a flag: `I1 a`."""
    found = []
    for inject in drill.playbook.injects:
        for decision in (inject.decision, *(variant.decision for variant in inject.variants)):
            options = decision.options if decision else ()
            found += [f"{inject.id} {option.id}" for option in options if flag in option.set]
    return list(dict.fromkeys(found)) or [flag]


def _missed(drill: KitDrill, action_id: str, by: int | None) -> str:
    injects = drill.playbook.injects
    found = (action for inject in injects for action in inject.expected if action.id == action_id)
    action = next(found, None)
    text = drill.fill(action.action) if action else action_id
    if by is None:
        return _("没有做到“{action}”", action=text)
    return _("到 {time} 还没有做到“{action}”", action=text, time=words.scenario_time(by))


def _titles(drill: KitDrill, items: tuple[str, ...]) -> list[str]:
    titles = {item.id: drill.fill(item.title) for item in drill.playbook.evidence}
    return [titles.get(item, item) for item in items]


def _or(texts: list[str]) -> str:
    return _("或 ").join(texts)
