"""The objectives of a report: score, proposed and confirmed rating, and the lines behind them."""

from __future__ import annotations

from collections.abc import Mapping

from secretguard.documents.quick_report.model import ObjectiveResult
from secretguard.drills import DrillState
from secretguard.drills.scoring import Cap, Contribution, ObjectiveRating, Scorecard
from secretguard.drills.words import mark_word, option_word, rating_word
from secretguard.i18n import _


def objective_results(
    state: DrillState, card: Scorecard, previous: Mapping[str, ObjectiveRating]
) -> tuple[ObjectiveResult, ...]:
    """Every objective of the playbook, the ones not reached included."""
    scores = {score.objective: score for score in card.objectives}
    results = []
    for objective in state.playbook.objectives if state.playbook else ():
        score, override = scores[objective.id], state.overrides.get(objective.id)
        results.append(
            ObjectiveResult(
                id=objective.id,
                title=state.fill(objective.title),
                measure=state.fill(objective.measure),
                score=score.score,
                proposed=score.rating,
                confirmed=override.rating if override else None,
                override_reason=override.why if override else "",
                overridden_by=(override.by or "") if override else "",
                previous=previous.get(objective.id),
                why=tuple(_contribution(state, line) for line in score.contributions),
                caps=tuple(_cap(cap) for cap in score.caps),
            )
        )
    return tuple(results)


def _contribution(state: DrillState, line: Contribution) -> str:
    text = state.fill(line.text)
    if line.verdict is None:
        return _("未标：{text}", text=text)
    if line.kind == "action":
        word = mark_word(line.verdict)
    else:
        word = _("决策 {source} {rating}", source=line.source, rating=option_word(line.verdict))
    return _("{word}：{text}（权重 {weight}）", word=word, text=text, weight=line.weight)


def _cap(cap: Cap) -> str:
    limit = rating_word(cap.at_most)
    if cap.reason == "critical_missed":
        return _("关键动作 {source} 漏做，最高 {limit}", source=cap.source, limit=limit)
    return _("证据 {source} 已失，最高 {limit}", source=cap.source, limit=limit)
