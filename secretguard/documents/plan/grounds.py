"""What each section leans on: legal grounds as such, habits said to be habits."""

from __future__ import annotations

from secretguard.documents.plan.model import PlanPaper
from secretguard.documents.quick_report.model import Ground
from secretguard.i18n import _


class LinesBySection(dict[str, list[str]]):
    """Lines by section number; a section without any has none."""

    def __missing__(self, number: str) -> list[str]:
        return []


def section_grounds(paper: PlanPaper) -> LinesBySection:
    """Per section, each ground with the fields that lean on it; legal grounds first."""
    leaning: dict[str, dict[str, list[str]]] = {}
    for answer in paper.answers:
        if answer.status in ("missing", "unknown"):
            continue
        for basis in answer.basis:
            leaning.setdefault(answer.section, {}).setdefault(basis, []).append(answer.label)
    return LinesBySection({section: _lines(bases, paper.grounds) for section, bases in leaning.items()})


def ground_words(ground: Ground | None, basis: str) -> str:
    """A ground as the plan prints it: only `law:` as a legal ground, 待核 where nobody compared the text."""
    if ground is None:
        return basis
    if ground.kind == "law":
        name = _("据{ground}", ground=ground.statute + ground.article)
        if ground.pending:
            return name + _("（待核）")
        return name + (_("（{note}）", note=ground.note) if ground.note else "")
    return _("惯例（不是法定）") if ground.kind == "practice" else ground.label


def _lines(bases: dict[str, list[str]], grounds: dict[str, Ground]) -> list[str]:
    legal_first = sorted(bases.items(), key=lambda item: not item[0].startswith("law:"))
    return [
        _(
            "{ground}：{labels}",
            ground=ground_words(grounds.get(basis), basis),
            labels=_("、").join(labels),
        )
        for basis, labels in legal_first
    ]
