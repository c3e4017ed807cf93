"""Three imaginary teams play a drill, and every other way is counted. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import Decision, Inject, Option, Playbook, Rating
from secretguard.drills.quality.moves import Move, Position, StoryMap
from secretguard.drills.quality.walking import ScoreRange, walk
from secretguard.drills.scoring import Mark, Outcome, Scorecard, score_drill
from secretguard.drills.story import Form, ending, first_inject
from secretguard.errors import RefusedError
from secretguard.i18n import _

Team = Literal["best", "typical", "worst"]

TEAMS: Final[tuple[Team, ...]] = ("best", "typical", "worst")

_MARKS: Final[Mapping[Team, Mark]] = {"best": "done", "typical": "late", "worst": "missed"}
_TASTES: Final[Mapping[Team, tuple[Rating, ...]]] = {
    "best": ("good", "partial", "bad"),
    "typical": ("partial", "good", "bad"),
    "worst": ("bad", "partial", "good"),
}


@dataclass(frozen=True, slots=True)
class TeamRun:
    """How one team fared: the injects in order, what it chose (`I1.a`), how it ended, its scores.

    The best team does everything in time and decides well; the typical one is late and half right; the
    worst misses everything. The true extremes per objective stand in `FormSimulation.ranges`.
    """

    team: Team
    injects: tuple[str, ...]
    choices: tuple[str, ...]
    ending: str
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class EndingReach:
    """An ending, the number of ways that lead to it, and the scores possible there, per objective."""

    ending: str
    title: str
    paths: int
    ranges: Mapping[str, ScoreRange]


@dataclass(frozen=True, slots=True)
class FormSimulation:
    """One form of a drill, walked and played."""

    form: Form
    paths: int
    complete: bool
    endings: tuple[EndingReach, ...]
    ranges: Mapping[str, ScoreRange]
    not_reached: tuple[str, ...]
    runs: tuple[TeamRun, ...]


def simulate(playbook: Playbook) -> tuple[FormSimulation, ...]:
    """Both forms. Raises RefusedError if the story breaks off (rules E7 and E10 forbid it)."""
    return tuple(simulate_form(playbook, form) for form in ("full", "short"))


def simulate_form(playbook: Playbook, form: Form) -> FormSimulation:
    """One form, walked whole and played by the three teams; a form without injects has no runs."""
    walked = walk(playbook, form)
    playable = first_inject(playbook, form) in {inject.id for inject in playbook.injects}
    return FormSimulation(
        form=form,
        paths=walked.paths,
        complete=walked.complete,
        endings=tuple(
            EndingReach(
                close.id, close.title, walked.endings.get(close.id, 0), walked.ending_ranges.get(close.id, {})
            )
            for close in playbook.endings
        ),
        ranges=walked.ranges,
        not_reached=tuple(o.id for o in playbook.objectives if o.id not in walked.ranges),
        runs=tuple(play(playbook, form, team) for team in TEAMS) if playable else (),
    )


def play(playbook: Playbook, form: Form, team: Team) -> TeamRun:
    """Let one team play. Raises RefusedError if the story breaks off or never ends."""
    story = StoryMap(playbook, form)
    position = story.start()
    moves: list[Move] = []
    while position is not None:
        move = _move_of(story, position, team)
        moves.append(move)
        if move.fate == "end":
            return _run(playbook, team, moves)
        position = move.after if move.fate == "on" else None
    raise RefusedError(
        _("脚本“{playbook}”走不到结局。", playbook=playbook.title),
        _("请先用 secretguard playbook check 改好错误。"),
    )


def _move_of(story: StoryMap, position: Position, team: Team) -> Move:
    _variant, inject = story.played(position)
    wanted = None if inject.decision is None else choose(inject.decision, team)
    watched = frozenset(action.id for action in inject.expected) & story.watched_actions
    missed = watched if _MARKS[team] == "missed" else frozenset()
    return next(m for m in story.moves(position) if m.option == wanted and m.missed == missed)


def choose(decision: Decision, team: Team) -> Option:
    """The first option to the team's taste."""
    for rating in _TASTES[team]:
        for option in decision.options:
            if option.rating == rating:
                return option
    raise AssertionError(decision)


def _run(playbook: Playbook, team: Team, moves: list[Move]) -> TeamRun:
    injects: dict[str, Inject] = {move.inject.id: move.inject for move in moves}
    choices = {move.inject.id: move.option.id for move in moves if move.option is not None}
    after = moves[-1].after
    outcome = Outcome(
        marks={action.id: _MARKS[team] for inject in injects.values() for action in inject.expected},
        choices=choices,
        evidence=dict(after.evidence),
        reached=tuple(injects),
        injects=tuple(injects.values()),
    )
    return TeamRun(
        team=team,
        injects=tuple(move.inject.id for move in moves),
        choices=tuple(f"{inject}.{option}" for inject, option in choices.items()),
        ending=ending(playbook, after.facts()).id,
        scorecard=score_drill(playbook, outcome),
    )
