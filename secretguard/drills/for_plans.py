"""Drills as the emergency plan sees them: when the last one was, its grade, who judged it."""

from __future__ import annotations

from collections.abc import MutableMapping

from secretguard.clock import from_microseconds
from secretguard.drills.entries import JOURNAL_KIND
from secretguard.drills.facts import confirmed_grade
from secretguard.drills.fold import fold
from secretguard.drills.planning import STAFF_SEATS
from secretguard.drills.state import DrillState
from secretguard.plans import DrillFact
from secretguard.vault import Vault

_PLAYED = ("ended", "hotwash", "finished")

KnownDrills = MutableMapping[tuple[bytes, int], DrillFact | None]
"""What drills told before, by journal and its length: a drill that has not grown is not folded again."""


def drill_facts(vault: Vault, enterprise: str, known: KnownDrills | None = None) -> tuple[DrillFact, ...]:
    """What the drills of an enterprise tell that were played to their end."""
    kept: KnownDrills = {} if known is None else known
    found = []
    for info in vault.journals(JOURNAL_KIND):
        if info.enterprise != enterprise or (info.summary or {}).get("status") not in _PLAYED:
            continue
        key = (info.id, info.length)
        if key not in kept:
            kept[key] = drill_fact(info.id.hex(), fold(list(vault.entries(info.id))))
        found.append(kept[key])
    return tuple(fact for fact in found if fact is not None)


def drill_fact(drill_id: str, state: DrillState) -> DrillFact | None:
    """A drill as the plan sees it; None for one in which nothing was played."""
    if not state.timeline:
        return None
    last = state.timeline[-1].stamp
    evaluator = state.seats.get("EVALUATOR")
    players = {seat.name for key, seat in state.seats.items() if key not in STAFF_SEATS}
    return DrillFact(
        id=drill_id,
        on=from_microseconds(last.occurred, last.tz).date(),
        title=state.playbook.title if state.playbook else "",
        grade=confirmed_grade(state),
        report_issued=bool(state.issued),
        evaluator_played=evaluator is not None and evaluator.name in players,
    )
