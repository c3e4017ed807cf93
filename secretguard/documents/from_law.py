"""Bases in the words that a report prints, from the law table and the plan's sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from secretguard.content import LawTable, PlanSections, find_ground
from secretguard.content.basis import article_name, statute_name
from secretguard.documents.quick_report.model import Ground
from secretguard.i18n import _


def grounds_in_words(bases: Iterable[str], law: LawTable, sections: PlanSections) -> dict[str, Ground]:
    """Each basis as a ground. Raises RefusedError for one that nothing answers to."""
    return {basis: _ground(basis, law, sections) for basis in bases}


class LegalLimit(BaseModel):
    """A limit that the law sets, as printed beside a drill's clock."""

    model_config = ConfigDict(frozen=True)

    limit: str
    ground: str


def legal_limits(duties: Iterable[str], law: LawTable) -> dict[str, LegalLimit]:
    """The limits behind the duties named, 待核 said where nobody has compared the text."""
    limits = {}
    for duty in duties:
        clock = law.clock(duty)
        if clock is not None:
            pending = _("（待核）") if clock.mark == "pending" else ""
            ground = _("、").join(_names(clock.basis, law))
            limits[duty] = LegalLimit(limit=clock.limit + pending, ground=ground)
    return limits


def _names(bases: Iterable[str], law: LawTable) -> Iterator[str]:
    for basis in bases:
        found = law.article(basis)
        if found is not None:
            statute, article = found
            yield statute_name(statute) + (article.name or article_name(article.id))


def _ground(basis: str, law: LawTable, sections: PlanSections) -> Ground:
    found = find_ground(basis, law, sections)
    if found.kind != "law":
        return Ground(kind=found.kind, label=_label(basis, found.name))
    entry = law.article(basis)
    assert entry is not None
    statute, article = entry
    return Ground(
        kind="law",
        statute=statute_name(statute),
        article=article.name or article_name(article.id),
        pending=found.pending,
        # A check of ours needs no name; a check by somebody else carries theirs.
        note="" if article.mark == "checked" or found.pending else found.note,
    )


def _label(basis: str, name: str) -> str:
    kind, _colon, rest = basis.partition(":")
    if kind == "plan":
        return _("预案 {section}", section=rest)
    if kind == "rule":
        return _("规则 {number}", number=rest)
    return name
