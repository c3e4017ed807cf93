"""From a drill's state to what the story and the scoring ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from secretguard.content.playbook import EvidenceState
from secretguard.drills.scoring import (
    Grade,
    Mark,
    ObjectiveRating,
    Outcome,
    Scorecard,
    cover_grade,
    score_drill,
)
from secretguard.drills.state import DrillState, MarkedAction, Visit
from secretguard.drills.story import StoryFacts


def story_facts(
    flags: Iterable[str],
    visits: Sequence[Visit],
    marks: Mapping[str, MarkedAction],
    evidence: Mapping[str, EvidenceState],
    scenario_minutes: int,
) -> StoryFacts:
    """What the story's conditions are decided on, at a scenario time."""
    return StoryFacts(
        flags=frozenset(flags),
        chosen=tuple(f"{visit.inject.id}.{visit.decision.option}" for visit in visits if visit.decision),
        missed=frozenset(action for action, marked in marks.items() if marked.entry.mark == "missed"),
        marked=frozenset(marks),
        evidence=dict(evidence),
        scenario_minutes=scenario_minutes,
        played=tuple(visit.inject.id for visit in visits),
    )


def facts_of(state: DrillState, elapsed: int) -> StoryFacts:
    """The facts when the real clock shows `elapsed` milliseconds."""
    scenario = state.current.scenario_at(elapsed) if state.current else 0
    return story_facts(state.flags, state.visits, state.marks, state.evidence, scenario)


def outcome_of(state: DrillState) -> Outcome:
    """What happened at the table, for scoring. An inject visited twice counts as last played."""
    last: dict[str, Visit] = {visit.inject.id: visit for visit in state.visits if visit.way != "unplanned"}
    marks: dict[str, Mark] = {
        action: marked.entry.mark for action, marked in state.marks.items() if marked.entry.mark is not None
    }
    return Outcome(
        marks=marks,
        choices={inject: visit.decision.option for inject, visit in last.items() if visit.decision},
        evidence=dict(state.evidence),
        reached=tuple(last),
        injects=tuple(visit.inject for visit in last.values()),
    )


def scorecard_of(state: DrillState) -> Scorecard | None:
    """The machine's proposal; None before a playbook is planned."""
    return score_drill(state.playbook, outcome_of(state)) if state.playbook else None


def confirmed_ratings(state: DrillState, card: Scorecard) -> dict[str, ObjectiveRating]:
    """Each reached objective's rating that counts: a person's where there is one, else the machine's."""
    proposed = {item.objective: item.rating for item in card.objectives if item.rating is not None}
    return proposed | {goal: override.rating for goal, override in state.overrides.items()}


def confirmed_grade(state: DrillState) -> Grade | None:
    """The grade for the cover, from the ratings that count; None while nothing was reached."""
    card = scorecard_of(state)
    return cover_grade(confirmed_ratings(state, card).values()) if card else None
