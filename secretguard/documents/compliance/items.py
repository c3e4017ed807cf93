"""The per-requirement table by area; overruled records and what does not apply, each apart."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.compliance import Answered, AutoAnswer, Carried, verdict_word
from secretguard.content import Requirement
from secretguard.documents.compliance import words
from secretguard.documents.compliance.view import View, Words
from secretguard.i18n import _


def item_words(view: View) -> Words:
    """Every requirement in its area, in the order of the standard."""
    rows: dict[str, list[Words]] = {}
    groups: dict[str, str] = {}
    titles = {item.id: item.title for item in view.story.standard.requirements}
    for item in view.state.requirements:
        parent = titles.get(item.parent or "", "")
        new = parent if parent and parent != groups.get(item.area) else ""
        groups[item.area] = parent
        rows.setdefault(item.area, []).append({**_row(item, view), "group": new})
    return {
        "item_areas": [
            {"id": area.id, "title": area.title, "rows": rows[area.id]}
            for area in view.story.standard.areas
            if area.id in rows
        ],
    }


def apart_words(view: View) -> Words:
    """Verdicts of the records that a person overruled, both printed; what does not apply, with its reason."""
    answered = [
        (item, view.state.answers[item.id])
        for item in view.state.requirements
        if item.id in view.state.answers
    ]
    return {
        "overruled": [_overruled(item, each, view) for item, each in answered if each.given.overrules],
        "not_applicable": [
            {"number": item.printed_number, "title": item.title, "why": each.given.remark or words.NONE}
            for item, each in answered
            if each.given.verdict == "na"
        ],
    }


def who(answered: Answered, view: View) -> str:
    """Who answered: as typed, else the member who wrote the entry."""
    return answered.given.by or view.outside.members.get(answered.stamp.author, words.NONE)


def _row(item: Requirement, view: View) -> Words:
    answered = view.state.answers.get(item.id)
    verdict = view.state.verdict(item.id)
    return {
        "number": item.printed_number,
        "clause": _clause(item, view),
        "title": words.title_of(item),
        "text": item.text if view.story.standard.own else "",
        "weight": _weight(item, view),
        "verdict": verdict_word(verdict),
        "tone": words.verdict_tone(verdict),
        "plain": verdict == "na",
        "bad": verdict == "unmet",
        "mark": words.origin_mark(answered),
        "notes": list(_notes(item, answered, view)),
    }


def _weight(item: Requirement, view: View) -> str:
    """Level and weight; nothing where a standard makes no difference between its requirements."""
    if not view.tells_weights:
        return ""
    line = _("{level}，权重 {weight}", level=words.level_word(item.level), weight=view.state.weight(item))
    return _("{line}，基本项", line=line) if item.stop else line


def _clause(item: Requirement, view: View) -> str:
    """Only what somebody checked; a profile that stands for a text says so where nobody did."""
    if not view.behind_a_text:
        return ""
    return view.clause(item) or _("未核对")


def _notes(item: Requirement, answered: Answered | None, view: View) -> Iterator[str]:
    if answered is not None:
        yield from _said(answered)
    auto = _auto(item, answered, view)
    if auto is not None:
        yield _("记录：{why}", why=auto.why)
    links = view.state.links.get(item.id, ())
    if links:
        numbers = _("、").join(_("凭{number}", number=view.links[link.stamp.seq]) for link in links)
        yield _("凭据：{numbers}", numbers=numbers)
    if item.grounds:
        yield _(
            "依据：{grounds}",
            grounds=view.grounds.short(view.outside.grounds[basis] for basis in item.grounds),
        )


def _said(answered: Answered) -> Iterator[str]:
    given = answered.given
    if given.overrules:
        yield _("改判，理由见改判一节")
    elif given.remark:
        yield given.remark
    if given.carried is not None:
        yield _carried(given.carried, given.requirement)


def _carried(carried: Carried, requirement: str) -> str:
    journal = carried.journal[:8].upper()
    if carried.requirements == (requirement,):
        return _("沿用评估 {journal}", journal=journal)
    names = _("、").join(carried.requirements)
    return _("沿用评估 {journal} 的 {requirements}", journal=journal, requirements=names)


def _auto(item: Requirement, answered: Answered | None, view: View) -> AutoAnswer | None:
    """What the records said: when it was answered, else now."""
    if answered is not None and answered.given.auto is not None:
        return answered.given.auto
    return view.autos.get(item.id)


def _overruled(item: Requirement, answered: Answered, view: View) -> Words:
    given, auto = answered.given, answered.given.auto
    return {
        "number": item.printed_number,
        "title": item.title,
        "found": verdict_word(auto.found if auto else None),
        "found_tone": words.verdict_tone(auto.found if auto else None),
        "why": auto.why if auto else words.NONE,
        "on": words.day(auto.on if auto else None),
        "verdict": verdict_word(given.verdict),
        "verdict_tone": words.verdict_tone(given.verdict),
        "reason": given.overrules or words.NONE,
        "by": who(answered, view),
    }
