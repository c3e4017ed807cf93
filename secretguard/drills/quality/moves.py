"""Every move the story allows from where it stands: options × what a contingency hangs on. Pure.

Positions forget what no condition asks about, so that many ways through the story meet again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from secretguard.content import BACK, END, EvidenceState, Inject, Option, Playbook, places
from secretguard.drills.budgets import table_budgets
from secretguard.drills.story import (
    Form,
    StoryFacts,
    apply_evidence,
    apply_variant,
    condition_holds,
    due_contingencies,
    first_inject,
    initial_evidence,
    next_inject,
)

MAX_VISITS: Final = 2
"""A story may return once to an inject; a third visit is an endless loop."""

Fate = Literal["on", "end", "dead", "loop"]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a way through the story stands: the inject to play now, and all that conditions may ask."""

    inject: str
    minutes: int = 0
    pending: str | None = None
    flags: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    evidence: tuple[tuple[str, EvidenceState], ...] = ()
    visits: frozenset[tuple[str, int]] = frozenset()

    def facts(self) -> StoryFacts:
        """The position as the story's conditions see it."""
        return StoryFacts(
            flags=self.flags,
            chosen=tuple(sorted(self.chosen)),
            missed=self.missed,
            marked=self.marked,
            evidence=dict(self.evidence),
            scenario_minutes=self.minutes,
            played=tuple(sorted(name for name, _count in self.visits)),
        )


@dataclass(frozen=True, slots=True)
class Move:
    """One inject played one way. `variant` tells which variant it was; `after` stands where it leads."""

    inject: Inject
    variant: int | None
    option: Option | None
    missed: frozenset[str]
    fate: Fate
    after: Position


class StoryMap:
    """A playbook in one form, prepared for walking."""

    def __init__(self, playbook: Playbook, form: Form) -> None:
        self.playbook = playbook
        self.form = form
        self.injects = {inject.id: inject for inject in playbook.injects}
        self.budgets = table_budgets(playbook, form)
        asked = [condition for _place, condition in places.conditions(playbook)]
        self.watched_actions = frozenset(c.missed for c in asked if c.missed is not None)
        self.watched_flags = frozenset(c.flag for c in asked if c.flag is not None)
        self.watched_choices = frozenset(choice for c in asked for choice in c.chosen)

    def start(self) -> Position | None:
        """Where play begins; None if the form has no planned inject."""
        first = first_inject(self.playbook, self.form)
        if first == END:
            return None
        evidence = tuple(sorted(initial_evidence(self.playbook).items()))
        return Position(first, self.injects[first].at or 0, evidence=evidence)

    def played(self, position: Position) -> tuple[int | None, Inject]:
        """The inject as it is played at a position, and the number of the variant used."""
        inject = self.injects[position.inject]
        facts = position.facts()
        for index, variant in enumerate(inject.variants):
            if condition_holds(variant.when, facts):
                return index, apply_variant(inject, variant)
        return None, inject

    def moves(self, position: Position) -> Iterator[Move]:
        """Every way to play the inject at hand."""
        variant, inject = self.played(position)
        entered = self._enter(position, inject)
        options = inject.decision.options if inject.decision is not None else (None,)
        for option in options:
            decided = self._decide(entered, inject, option)
            for missed in self._misses(inject):
                yield self._leave(decided, inject, variant, option, missed)

    def _enter(self, position: Position, inject: Inject) -> Position:
        visits = dict(position.visits)
        visits[inject.id] = visits.get(inject.id, 0) + 1
        minutes = position.minutes if inject.at is None else inject.at
        return replace(position, minutes=minutes, visits=frozenset(visits.items()))

    def _decide(self, position: Position, inject: Inject, option: Option | None) -> Position:
        if option is None:
            return position
        choice = f"{inject.id}.{option.id}"
        return replace(
            position,
            flags=position.flags | (self.watched_flags & frozenset(option.set)),
            chosen=position.chosen | ({choice} & self.watched_choices),
            evidence=tuple(sorted(apply_evidence(dict(position.evidence), option.evidence).items())),
        )

    def _misses(self, inject: Inject) -> Iterator[frozenset[str]]:
        watched = sorted({action.id for action in inject.expected} & self.watched_actions)
        for size in range(len(watched) + 1):
            yield from (frozenset(some) for some in combinations(watched, size))

    def _leave(
        self,
        position: Position,
        inject: Inject,
        variant: int | None,
        option: Option | None,
        missed: frozenset[str],
    ) -> Move:
        asked = {action.id for action in inject.expected} & self.watched_actions
        target = next_inject(self.playbook, self.form, inject, option)
        if target == BACK:
            target = position.pending or ""
        after = replace(
            position,
            minutes=position.minutes + int(self.budgets.get(inject.id, inject.table)),
            pending=None,
            missed=(position.missed - asked) | missed,
            marked=position.marked | asked,
        )
        fate: Fate = "dead"
        if target:
            fate, after = self._go_to(target, after)
        return Move(inject, variant, option, missed, fate, after)

    def _go_to(self, target: str, position: Position) -> tuple[Fate, Position]:
        """On to the target, or first to a contingency that has become due on the way there."""
        known = self.injects.get(target)
        at = known.at if known is not None and known.at is not None else 0
        position = replace(position, minutes=max(position.minutes, at))
        for contingency in due_contingencies(self.playbook, position.facts(), self.form):
            return "on", replace(position, inject=contingency.id, pending=target)
        if target == END:
            return "end", position
        if dict(position.visits).get(target, 0) >= MAX_VISITS:
            return "loop", position
        return "on", replace(position, inject=target)
