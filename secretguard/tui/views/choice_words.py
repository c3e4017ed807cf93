"""Options and grounds in a few words. Options bear the digit that chooses them, on every screen."""

from __future__ import annotations

from collections.abc import Iterable

from secretguard.content import LawTable, PlanSections, find_ground
from secretguard.content.basis import article_name
from secretguard.drills import DrillState
from secretguard.errors import RefusedError
from secretguard.i18n import _

_LONGEST_NAME = 7
"""Statutes with longer names go by their short one in a column."""


def option_digit(state: DrillState, inject: str, option: str) -> str:
    """The digit that chooses an option of a played inject: the console's, and the wall's numeral."""
    for visit in reversed(state.visits):
        if visit.inject.id == inject and visit.inject.decision is not None:
            for number, found in enumerate(visit.inject.decision.options, 1):
                if found.id == option:
                    return str(number)
    return option


def choice_words(state: DrillState, inject: str, option: str) -> str:
    """`I1 选 2`: which option of which inject was taken."""
    return _("{inject} 选 {number}", inject=inject, number=option_digit(state, inject, option))


def source_words(state: DrillState, source: str) -> str:
    """A source such as `I1.b` as `I1 选 2`; any other one as it stands."""
    inject, dot, option = source.rpartition(".")
    return choice_words(state, inject, option) if dot and len(option) == 1 else source


def short_grounds(bases: Iterable[str], law: LawTable, sections: PlanSections) -> tuple[str, ...]:
    """Each basis as short as a column needs it; 待核 stays where nobody has compared the text.

    One that nothing answers to (a playbook may be older than the law table) is shown as such.
    """
    return tuple(_short(basis, law, sections) for basis in bases)


def _short(basis: str, law: LawTable, sections: PlanSections) -> str:
    try:
        ground = find_ground(basis, law, sections)
    except RefusedError:
        return _("{basis}（查不到）", basis=basis)
    kind, _colon, rest = basis.partition(":")
    if kind == "rule":
        return _("次序 {number}", number=rest)
    if kind == "plan":
        return _("预案 {section}", section=rest)
    found = law.article(basis) if kind == "law" else None
    if found is None:
        return ground.name
    statute, article = found
    name = statute.name if len(statute.name) <= _LONGEST_NAME else statute.short or statute.name
    pending = _("（待核）") if ground.pending else ""
    return f"{name} {article.name or article_name(article.id)}{pending}"
