"""How each score came about, by the numbers of the report's own rows, so that anybody can add it up."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.documents.quick_report import summary, words
from secretguard.documents.quick_report.model import ObjectiveResult, QuickReport
from secretguard.i18n import _, sentences


def objective_notes(report: QuickReport) -> list[str]:
    """One text an objective: what made its score, what capped it, who changed it; then the unreached ones."""
    notes = [
        sentences(_note(objective, report)) for objective in report.objectives if objective.score is not None
    ]
    unreached = summary.unreached(report)
    if unreached:
        notes.append(_("本次未涉及：{objectives}。", objectives=_("、").join(unreached)))
    return notes


def _note(objective: ObjectiveResult, report: QuickReport) -> Iterator[str]:
    account = _("，").join(filter(None, (_actions(objective.id, report), _decisions(objective.id, report))))
    yield _("{id} 得分来自{account}。", id=objective.id, account=account or _("评估人"))
    if objective.caps:
        yield _("{sentence}。", sentence=_("；").join(objective.caps))
    if objective.confirmed is not None and objective.confirmed != objective.proposed:
        by = objective.overridden_by or _("评估人")
        yield _("由{by}改评，理由：{reason}。", by=by, reason=objective.override_reason)


def _actions(objective: str, report: QuickReport) -> str:
    counted = [
        f"{number} {words.mark_word(action.mark)}{_weight(action.weight, 1)}"
        for number, action in enumerate(report.actions, 1)
        if action.objective == objective and action.mark != "skipped"
    ]
    return _("行动 {rows}", rows=_("、").join(counted)) if counted else ""


def _decisions(objective: str, report: QuickReport) -> str:
    counted = [
        f"{decision.inject} {words.option_word(decision.rating)}{_weight(decision.weight, 2)}"
        for decision in report.decisions
        if objective in decision.objectives
    ]
    return _("决策 {rows}", rows=_("、").join(counted)) if counted else ""


def _weight(weight: int, usual: int) -> str:
    return "" if weight == usual else f"×{weight}"
