"""A drill's results as a frozen view. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from secretguard import drills
from secretguard.drills import DrillState
from secretguard.drills.scoring import ObjectiveScore
from secretguard.drills.words import evidence_word, grade_word, mark_word, option_word, rating_word
from secretguard.i18n import _
from secretguard.tui.marks import EVIDENCE_TONES, RATING_TONES, badge, line
from secretguard.tui.views.choice_words import choice_words, source_words
from secretguard.tui.widgets.lists import Row


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Objectives with why, evidence, clocks, the record for replay."""

    grade: str
    objectives: tuple[Row, ...]
    evidence: tuple[Row, ...]
    clocks: tuple[Row, ...]


def results_view(state: DrillState) -> ResultsView:
    """The results as of a state."""
    card = drills.scorecard_of(state)
    ratings = drills.confirmed_ratings(state, card) if card else {}
    scores = {item.objective: item for item in card.objectives} if card else {}
    objectives = []
    for goal in state.playbook.objectives if state.playbook else ():
        rating = ratings.get(goal.id)
        sign = badge(rating or "－", RATING_TONES.get(rating or "", "off"))
        score = scores[goal.id].score
        shown = "－" if score is None else str(score)
        proposed = scores[goal.id].rating
        changed = _("　机器 {rating}", rating=rating_word(proposed)) if rating != proposed else ""
        text = f"{goal.id} {state.fill(goal.title)}　{rating_word(rating)} {shown}{changed}"
        objectives.append(Row(goal.id, line(sign, text), words=goal.title))
    return ResultsView(
        grade_word(drills.confirmed_grade(state)), tuple(objectives), _evidence(state), _clocks(state)
    )


def why(state: DrillState, objective: str) -> Text:
    """凭什么: every line behind a score."""
    card = drills.scorecard_of(state)
    score = next((item for item in card.objectives if item.objective == objective), None) if card else None
    text = Text()
    for part in _why(state, score) if score else ():
        text.append_text(line(part))
        text.append("\n")
    override = state.overrides.get(objective)
    if override is not None:
        text.append_text(
            line(
                _(
                    "{by}改为 {rating}：{why}",
                    by=override.by or _("评估人"),
                    rating=override.rating,
                    why=override.why,
                )
            )
        )
    return text


def _why(state: DrillState, score: ObjectiveScore) -> list[str]:
    lines = []
    for part in score.contributions:
        words = state.fill(part.text)
        if part.verdict is None:
            lines.append(_("未标 {words}", words=words))
        elif part.kind == "action":
            lines.append(
                _("{mark} {words} x{weight}", mark=mark_word(part.verdict), words=words, weight=part.weight)
            )
        else:
            sign = option_word(part.verdict)
            lines.append(
                _(
                    "{sign} {source} {words} x{weight}",
                    sign=sign,
                    source=source_words(state, part.source),
                    words=words,
                    weight=part.weight,
                )
            )
    for cap in score.caps:
        reason = _("关键动作漏做") if cap.reason == "critical_missed" else _("证据已失")
        lines.append(
            _(
                "封顶 {rating}：{reason} {source}",
                rating=cap.at_most,
                reason=reason,
                source=source_words(state, cap.source),
            )
        )
    return lines


def _evidence(state: DrillState) -> tuple[Row, ...]:
    causes = {
        change.evidence: choice_words(state, change.inject, change.option)
        for change in state.evidence_changes
    }
    items = state.playbook.evidence if state.playbook else ()
    return tuple(
        Row(
            item.id,
            line(
                badge(evidence_word(state.evidence[item.id]), EVIDENCE_TONES[state.evidence[item.id]]),
                state.fill(item.title),
                causes.get(item.id, ""),
            ),
        )
        for item in items
    )


def _clocks(state: DrillState) -> tuple[Row, ...]:
    rows = []
    for reading in drills.readings(state):
        name = drills.clock_name(reading.clock)
        took = "－" if reading.since_discovery is None else drills.scenario_text(reading.since_discovery)[2:]
        promise = drills.scenario_text(reading.promise.minutes)[2:] if reading.promise else _("未写")
        over = _("超 {time}", time=drills.scenario_text(reading.over)[2:]) if reading.over else ""
        sign = (
            badge(_("超"), "bad")
            if reading.over
            else badge(_("合"), "good")
            if reading.promise
            else badge(_("记"), "off")
        )
        rows.append(
            Row(
                reading.clock,
                line(
                    sign,
                    _(
                        "{name} 实 {took} 约 {promise} {over}",
                        name=name,
                        took=took,
                        promise=promise,
                        over=over,
                    ),
                ),
            )
        )
    return tuple(rows)
