"""One requirement in full: what it asks, how to do it, what to show, on which ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from secretguard.cli.state import CommandState
from secretguard.compliance import effort_word
from secretguard.content import LawTable, Requirement, Standard
from secretguard.documents.compliance.grounds import ground_of
from secretguard.documents.compliance.words import level_word, owner_word
from secretguard.i18n import _
from secretguard.register import MEASURE_KINDS


def tell_requirement(
    state: CommandState, standard: Standard, item: Requirement, law: LawTable, *, park: bool = False
) -> None:
    """All of it, in the order in which an assessor reads."""
    state.out.say(f"{item.printed_number} {item.title}", style="bold")
    state.out.say("　".join(_traits(item, park=park)))
    for text in filter(None, (item.text, item.guidance)):
        state.out.say(text)
    for one in item.asks:
        state.out.say(_("看什么：{ask}", ask=one))
    grounds = [_ground(one, law) for one in item.grounds]
    for ground in grounds:
        state.out.say(_("依据：{name}", name=ground))
    for kind in item.art6:
        state.out.say(_("解释第六条：{kind}", kind=_(MEASURE_KINDS[kind])))
    rule = standard.rule(item.auto) if item.auto else None
    if rule is not None:
        word = _("记录能定") if rule.decides == "verdict" else _("记录只作提示")
        state.out.say(_("{word}：{rule}", word=word, rule=rule.rule))
    state.out.facts(requirement=requirement_facts(item, grounds))


def requirement_facts(item: Requirement, grounds: Iterable[str] = ()) -> dict[str, Any]:
    """A requirement for programs."""
    return {
        "id": item.id,
        "number": item.printed_number,
        "area": item.area,
        "title": item.title,
        "level": item.level,
        "weight": item.weight,
        "stop": item.stop,
        "text": item.text,
        "guidance": item.guidance,
        "asks": list(item.asks),
        "grounds": list(grounds),
        "art6": list(item.art6),
        "auto": item.auto,
        "effort": item.effort,
        "owner": item.owner,
    }


def _ground(basis: str, law: LawTable) -> str:
    found = ground_of(basis, law)
    return f"{found.statute}{found.article}" + (_("（待核）") if found.pending else "")


def _traits(item: Requirement, *, park: bool) -> Iterator[str]:
    yield level_word(item.level)
    yield _("权重 {weight}", weight=item.weight)
    if item.stop:
        yield _("基本项：{why}", why=item.stop_why or "")
    if item.effort:
        yield _("要花：{effort}", effort=effort_word(item.effort))
    if item.owner:
        yield _("归 {owner}", owner=owner_word(item.owner, park=park))
