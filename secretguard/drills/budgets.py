"""How long each inject may stay at the table, in the form that is played. Pure.

The full form gives every inject the minutes that its author wrote. The short form is promised a length
(`minutes.short`), so it shares that length out among its planned ★ injects, in the author's proportions.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from secretguard.content import Inject, Playbook
from secretguard.drills.state import DrillState, Visit
from secretguard.drills.story import Form

_STEPS_A_MINUTE = 2
_MINUTE = 60_000


def short_scale(playbook: Playbook) -> Fraction:
    """The short form's length ÷ the minutes written for its planned ★ injects; 1 if it has none."""
    written = sum(inject.table for inject in _short_story(playbook))
    return Fraction(playbook.minutes.short, written) if written else Fraction(1)


def table_budgets(playbook: Playbook, form: Form) -> Mapping[str, float]:
    """Minutes at the table by inject, for every inject of the form; in the short form in half minutes.

    The planned ★ injects together take `minutes.short` exactly, as long as that leaves each of them half a
    minute (rule W11 warns long before). A contingency is outside that sum and scaled alike.
    """
    if form == "full":
        return {inject.id: float(inject.table) for inject in playbook.injects}
    scale = short_scale(playbook)
    return {
        **{
            inject.id: max(1, round(_halves(inject, scale))) / _STEPS_A_MINUTE
            for inject in playbook.injects
            if inject.short
        },
        **_shared_out(_short_story(playbook), scale),
    }


def table_time(state: DrillState, visit: Visit) -> int:
    """Milliseconds that an inject may stay at the table; one made up there keeps its own."""
    minutes: float = visit.inject.table
    if state.playbook is not None and state.planned is not None:
        minutes = table_budgets(state.playbook, state.planned.form).get(visit.inject.id, minutes)
    return round(minutes * _MINUTE)


def _short_story(playbook: Playbook) -> list[Inject]:
    return [inject for inject in playbook.injects if inject.short and inject.kind == "planned"]


def _halves(inject: Inject, scale: Fraction) -> Fraction:
    return inject.table * _STEPS_A_MINUTE * scale


def _shared_out(story: list[Inject], scale: Fraction) -> dict[str, float]:
    """Whole half minutes whose sum is kept: each rounded down, the rest to the largest remainders."""
    exact = {inject.id: _halves(inject, scale) for inject in story}
    halves = {name: max(1, int(share)) for name, share in exact.items()}
    rest = int(sum(exact.values())) - sum(halves.values())
    for name in sorted(exact, key=lambda name: int(exact[name]) - exact[name])[: max(0, rest)]:
        halves[name] += 1
    return {name: count / _STEPS_A_MINUTE for name, count in halves.items()}
