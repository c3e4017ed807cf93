"""An inject as the facilitator and the evaluator read it: everything that players do not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secretguard.content import BACK, END, Decision, EvidenceEffect, ExpectedAction, Handout, Inject, Option
from secretguard.documents.kit.model import KitDrill, Words
from secretguard.documents.kit.wording import condition_words
from secretguard.documents.quick_report import words
from secretguard.drills.story import apply_variant, next_inject
from secretguard.drills.words import evidence_word, option_word
from secretguard.i18n import _

_OPTION_TONES = {"good": "good", "partial": "mid", "bad": "bad"}


def scene(drill: KitDrill, inject: Inject) -> Words:
    """The whole inject as written, and each variant with its condition and only what it replaces."""
    return {
        **_heard(drill, inject),
        "id": inject.id,
        "title": drill.fill(inject.title),
        "star": inject.short,
        "at": scenario_moment(inject),
        "sender": drill.role_title(inject.sender),
        "to": _("、").join(drill.role_title(role) for role in inject.to),
        "channel": inject.channel,
        "fact": drill.fill(inject.fact) if inject.fact else "",
        "false_lead": inject.false_lead,
        "note": drill.fill(inject.note) if inject.note else "",
        "when": condition_words(drill, inject.when) if inject.when else "",
        "contingencies": list(_contingencies(drill, inject)),
        "variants": list(_variants(drill, inject)),
    }


def scenario_moment(inject: Inject) -> str:
    """T+20 小时; for a contingency, the time of the table."""
    return words.scenario_time(inject.at) if inject.at is not None else _("随当时的情景时间")


def expected_rows(drill: KitDrill, expected: Iterable[ExpectedAction]) -> list[Words]:
    """Expected actions as rows: role, text, deadline, objective, grounds."""
    return [_action(drill, action) for action in expected]


def _heard(drill: KitDrill, inject: Inject) -> Words:
    """What comes to the table: text, hand-outs, questions, the decision, and what is expected of it."""
    return {
        "lines": _lines(drill, inject.text),
        "handouts": [_handout(drill, handout) for handout in inject.handouts],
        "questions": [drill.fill(question) for question in inject.questions],
        "expected": expected_rows(drill, inject.expected),
        "decision": _decision(drill, inject, inject.decision) if inject.decision else None,
    }


def _variants(drill: KitDrill, inject: Inject) -> Iterator[Words]:
    for variant in inject.variants:
        played = _heard(drill, apply_variant(inject, variant))
        yield {
            "when": condition_words(drill, variant.when),
            "at": words.scenario_time(variant.at) if variant.at is not None else "",
            "lines": played["lines"] if variant.text is not None else [],
            "handouts": played["handouts"] if variant.handouts is not None else [],
            "questions": played["questions"] if variant.questions is not None else [],
            "expected": played["expected"] if variant.expected is not None else [],
            "decision": played["decision"] if variant.decision is not None else None,
        }


def _lines(drill: KitDrill, text: str) -> list[str]:
    return [line.strip() for line in drill.fill(text).splitlines() if line.strip()]


def _handout(drill: KitDrill, handout: Handout) -> Words:
    return {
        "title": drill.fill(handout.title),
        "lines": _lines(drill, handout.text),
        "for_players": handout.show_players,
    }


def _decision(drill: KitDrill, inject: Inject, decision: Decision) -> Words:
    return {
        "ask": drill.fill(decision.ask),
        "objectives": _("、").join(decision.objectives),
        "options": [_option(drill, inject, option) for option in decision.options],
    }


def _option(drill: KitDrill, inject: Inject, option: Option) -> Words:
    return {
        "id": option.id,
        "text": drill.fill(option.text),
        "rating": option_word(option.rating),
        "tone": _OPTION_TONES[option.rating],
        "why": drill.fill(option.why),
        "consequence": drill.fill(option.consequence),
        "evidence": effect_words(drill, option.evidence),
        "next": _next(next_inject(drill.playbook, drill.planned.form, inject, option)),
    }


def _next(target: str) -> str:
    if target == END:
        return _("结局")
    return _("回到原处") if target == BACK else target


def effect_words(drill: KitDrill, effect: EvidenceEffect) -> str:
    """存：…；险：…；失：…, or that nothing changes."""
    titles = {item.id: drill.fill(item.title) for item in drill.playbook.evidence}
    parts = [
        _(
            "{word}：{items}",
            word=evidence_word(state),
            items=_("、").join(titles.get(one, one) for one in items),
        )
        for state, items in (("kept", effect.kept), ("at_risk", effect.at_risk), ("lost", effect.lost))
        if items
    ]
    return _("；").join(parts) or _("不变")


def _action(drill: KitDrill, action: ExpectedAction) -> Words:
    grounds = drill.context.grounds
    return {
        "id": action.id,
        "role": drill.role_title(action.role),
        "text": drill.fill(action.action),
        "within": words.duration(action.within),
        "objective": action.objective,
        "critical": action.critical,
        "weight": action.weight,
        "grounds": drill.ground_list().short(grounds[basis] for basis in action.basis if basis in grounds),
    }


def _contingencies(drill: KitDrill, inject: Inject) -> Iterator[str]:
    """The contingencies that may be offered at or after this inject, each with its condition."""
    actions = {action.id for action in inject.expected}
    for other in drill.injects("contingency"):
        if other.when is not None and other.when.missed in actions:
            yield _(
                "{id} {title}：{when}",
                id=other.id,
                title=drill.fill(other.title),
                when=condition_words(drill, other.when),
            )
