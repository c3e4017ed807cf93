"""How a playbook's story moves: variants, branches, contingencies, evidence, endings. Pure.

Nothing here happens by itself: a contingency that is due is only *offered* to the facilitator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from secretguard.content import (
    BACK,
    END,
    Condition,
    Ending,
    EvidenceEffect,
    EvidenceState,
    Inject,
    Option,
    Playbook,
    Variant,
)
from secretguard.errors import RefusedError
from secretguard.i18n import _

Form = Literal["full", "short"]

_VARIANT_FIELDS = ("at", "text", "questions", "handouts", "expected", "decision")


@dataclass(frozen=True)
class StoryFacts:
    """What has happened so far, as far as conditions can ask about it.

    `chosen` holds `I1.a`, in order; `missed` the actions marked 漏; `marked` every action with any
    mark; `scenario_minutes` the scenario clock; `played` the injects entered, in order.
    """

    flags: frozenset[str] = frozenset()
    chosen: tuple[str, ...] = ()
    missed: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    evidence: Mapping[str, EvidenceState] = field(default_factory=dict)
    scenario_minutes: int = 0
    played: tuple[str, ...] = ()


def initial_evidence(playbook: Playbook) -> dict[str, EvidenceState]:
    """Every evidence item of the playbook, present."""
    return {item.id: "present" for item in playbook.evidence}


def find_inject(playbook: Playbook, inject_id: str) -> Inject:
    """The inject of that id as written. Raises RefusedError if the playbook has none."""
    for inject in playbook.injects:
        if inject.id == inject_id:
            return inject
    raise RefusedError(
        _("脚本“{playbook}”里没有编号为 {inject} 的注入。", playbook=playbook.title, inject=inject_id),
        _("请用 secretguard playbook show 查看全部注入的编号。"),
    )


def first_inject(playbook: Playbook, form: Form) -> str:
    """Where play begins: the first planned inject, in the short form the first ★ one, else END."""
    for inject in playbook.injects:
        if inject.kind == "planned" and (form == "full" or inject.short):
            return inject.id
    return END


def condition_holds(condition: Condition, facts: StoryFacts) -> bool:
    """Whether all that the condition names holds now.

    An action counts as missed when it is marked 漏, or has no mark once the clock has passed `by`.
    """
    states = facts.evidence
    return (
        (condition.flag is None or condition.flag in facts.flags)
        and (condition.missed is None or _is_missed(condition.missed, condition.by, facts))
        and (not condition.chosen or any(choice in facts.chosen for choice in condition.chosen))
        and all(states.get(item) == "kept" for item in condition.kept)
        and (not condition.lost or any(states.get(item) == "lost" for item in condition.lost))
    )


def _is_missed(action: str, by: int | None, facts: StoryFacts) -> bool:
    if action in facts.missed:
        return True
    return by is not None and action not in facts.marked and facts.scenario_minutes > by


def resolve(inject: Inject, facts: StoryFacts) -> Inject:
    """The inject as it is to be played now: the first variant whose condition holds replaces its fields."""
    for variant in inject.variants:
        if condition_holds(variant.when, facts):
            return apply_variant(inject, variant)
    return inject


def apply_variant(inject: Inject, variant: Variant) -> Inject:
    """The inject with the variant's fields in place of its own; what the variant leaves out stays."""
    changes = {name: value for name in _VARIANT_FIELDS if (value := getattr(variant, name)) is not None}
    return inject.model_copy(update=changes)


def next_inject(playbook: Playbook, form: Form, inject: Inject, option: Option | None = None) -> str:
    """What follows: an inject's id, `END`, or `BACK` (play goes on where it stood).

    The option chosen decides, else the inject's own `next`; an inject that names none (a contingency)
    leads `BACK`. In the short form a target outside it gives way to the next ★ inject after it.
    """
    target = option.next if option is not None else inject.next
    if target is None or target == BACK:
        return BACK
    if target == END or form == "full":
        return target
    return _next_of_short_form(playbook, target)


def _next_of_short_form(playbook: Playbook, target: str) -> str:
    order = [inject.id for inject in playbook.injects]
    start = order.index(find_inject(playbook, target).id)
    for inject in playbook.injects[start:]:
        if inject.short and (inject.kind == "planned" or inject.id == target):
            return inject.id
    return END


def due_contingencies(playbook: Playbook, facts: StoryFacts, form: Form = "full") -> tuple[Inject, ...]:
    """The contingencies to offer now: condition holds, not played yet, and in the form played."""
    return tuple(
        inject
        for inject in playbook.injects
        if inject.kind == "contingency"
        and inject.when is not None
        and inject.id not in facts.played
        and (form == "full" or inject.short)
        and condition_holds(inject.when, facts)
    )


def apply_evidence(states: Mapping[str, EvidenceState], effect: EvidenceEffect) -> dict[str, EvidenceState]:
    """The evidence board after an option: what is lost stays lost, what is kept is no longer at risk."""
    after = dict(states)
    for item in effect.at_risk:
        if after.get(item, "present") == "present":
            after[item] = "at_risk"
    for item in effect.kept:
        if after.get(item) != "lost":
            after[item] = "kept"
    for item in effect.lost:
        after[item] = "lost"
    return after


def ending(playbook: Playbook, facts: StoryFacts) -> Ending:
    """The first ending whose condition holds. Raises RefusedError if none does (rule E10 forbids it)."""
    for candidate in playbook.endings:
        if candidate.when is None or condition_holds(candidate.when, facts):
            return candidate
    raise RefusedError(
        _("脚本“{playbook}”没有一个结局适合现在的局面。", playbook=playbook.title),
        _("请在脚本最后加一个没有 when 条件的结局，再用 secretguard playbook check 检查。"),
    )
