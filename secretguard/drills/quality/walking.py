"""Every way through a story, counted and scored without listing them one by one. Pure.

Ways that meet at the same position are carried on together: how many they are, and, per objective, the
set of sums that its score can come from. That keeps a drill of six decisions within milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from secretguard.content import Inject, Playbook, YamlPath
from secretguard.drills.quality.moves import Move, Position, StoryMap
from secretguard.drills.scoring import OPTION_VALUE, score_of_sums
from secretguard.drills.story import Form, condition_holds

MAX_EFFORT: Final = 250_000
"""Positions and sums carried along, all told; a drill that ships takes a sixth of it.

Beyond this a story is too tangled to be checked whole, and too tangled to be played.
"""

Sums = tuple[int, int, int]
"""Weight, hundredths certain (decisions, watched actions), hundredths possible (all other actions)."""

SumsOf = dict[str, frozenset[Sums]]


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The lowest and highest score that an objective can end with."""

    worst: int
    best: int


@dataclass(frozen=True, slots=True)
class EvidenceClash:
    """An option keeps or destroys what is already lost on some way there."""

    place: YamlPath
    evidence: str
    effect: str


@dataclass(frozen=True)
class Walk:
    """What walking every way in one form found.

    `paths` counts the ways that reach an ending; `endings` how many reach each; `ranges` the scores per
    objective over all of them, `ending_ranges` per ending. `dead` and `loops` are places in the file;
    `unended` counts ways on which no ending's condition holds; `complete` is False if the bound was hit.
    """

    form: Form
    paths: int
    endings: Mapping[str, int]
    ranges: Mapping[str, ScoreRange]
    ending_ranges: Mapping[str, Mapping[str, ScoreRange]]
    visited: frozenset[str]
    clashes: frozenset[EvidenceClash]
    dead: frozenset[YamlPath]
    loops: frozenset[YamlPath]
    unended: int
    complete: bool


@dataclass
class _Tally:
    """The ways that meet at one position."""

    ways: int
    sums: SumsOf


@dataclass
class _Findings:
    endings: dict[str, _Tally] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    clashes: set[EvidenceClash] = field(default_factory=set)
    dead: set[YamlPath] = field(default_factory=set)
    loops: set[YamlPath] = field(default_factory=set)
    unended: int = 0
    effort: int = 0
    complete: bool = True


def walk(playbook: Playbook, form: Form) -> Walk:
    """Walk every way. The playbook's references must be known to hold (rule E7)."""
    story = StoryMap(playbook, form)
    found = _Findings()
    start = story.start()
    nothing: SumsOf = {objective.id: frozenset({(0, 0, 0)}) for objective in playbook.objectives}
    layer = {} if start is None else {start: _Tally(1, nothing)}
    while layer:
        found.effort += sum(_effort(tally) for tally in layer.values())
        if found.effort > MAX_EFFORT:
            found.complete = False
            break
        layer = _step_all(story, layer, found)
    return _report(form, found)


def _effort(tally: _Tally) -> int:
    return 10 + sum(len(sums) for sums in tally.sums.values())


def _step_all(story: StoryMap, layer: dict[Position, _Tally], found: _Findings) -> dict[Position, _Tally]:
    following: dict[Position, _Tally] = {}
    for position, tally in layer.items():
        found.visited.add(position.inject)
        _note_clashes(story, position, found)
        for move in story.moves(position):
            moved = _Tally(tally.ways, _add_sums(story, tally.sums, move))
            if move.fate == "on":
                _join(following, move.after, moved)
            else:
                _close(story, move, moved, found)
    return following


def _join(where: dict[Position, _Tally], position: Position, tally: _Tally) -> None:
    there = where.get(position)
    if there is None:
        where[position] = tally
        return
    there.ways += tally.ways
    _merge_sums(there.sums, tally.sums)


def _close(story: StoryMap, move: Move, tally: _Tally, found: _Findings) -> None:
    place = _move_place(story, move)
    if move.fate == "dead":
        found.dead.add(place)
    elif move.fate == "loop":
        found.loops.add(place)
    else:
        _reach_ending(story, move.after, tally, found)


def _reach_ending(story: StoryMap, position: Position, tally: _Tally, found: _Findings) -> None:
    facts = position.facts()
    for ending in story.playbook.endings:
        if ending.when is None or condition_holds(ending.when, facts):
            there = found.endings.setdefault(ending.id, _Tally(0, {}))
            there.ways += tally.ways
            _merge_sums(there.sums, tally.sums)
            return
    found.unended += tally.ways


def _add_sums(story: StoryMap, sums: SumsOf, move: Move) -> SumsOf:
    added = _sums_of_move(story, move)
    result = dict(sums)
    for objective, (weight, certain, possible) in added.items():
        result[objective] = frozenset((w + weight, c + certain, p + possible) for w, c, p in sums[objective])
    return result


def _sums_of_move(story: StoryMap, move: Move) -> dict[str, Sums]:
    added: dict[str, Sums] = {}

    def add(objective: str, weight: int, certain: int, possible: int) -> None:
        w, c, p = added.get(objective, (0, 0, 0))
        added[objective] = (w + weight, c + certain, p + possible)

    for action in move.inject.expected:
        full = 100 * action.weight
        if action.id not in story.watched_actions:
            add(action.objective, action.weight, 0, full)
        else:
            add(action.objective, action.weight, 0 if action.id in move.missed else full, 0)
    if move.inject.decision is not None and move.option is not None:
        decision = move.inject.decision
        for objective in decision.objectives:
            value = round(100 * OPTION_VALUE[move.option.rating])
            add(objective, decision.weight, decision.weight * value, 0)
    return added


def _merge_sums(into: SumsOf, other: SumsOf) -> None:
    for objective, sums in other.items():
        into[objective] = into.get(objective, frozenset()) | sums


def _note_clashes(story: StoryMap, position: Position, found: _Findings) -> None:
    variant, inject = story.played(position)
    if inject.decision is None:
        return
    lost = {item for item, state in position.evidence if state == "lost"}
    place = _decision_place(story, inject, variant)
    for index, option in enumerate(inject.decision.options):
        for effect, items in (("kept", option.evidence.kept), ("lost", option.evidence.lost)):
            for item in lost.intersection(items):
                where = (*place, "options", index, "evidence", effect)
                found.clashes.add(EvidenceClash(where, item, effect))


def _decision_place(story: StoryMap, inject: Inject, variant: int | None) -> YamlPath:
    place: YamlPath = ("injects", list(story.injects).index(inject.id))
    if variant is not None and story.injects[inject.id].variants[variant].decision is not None:
        place = (*place, "variants", variant)
    return (*place, "decision")


def _move_place(story: StoryMap, move: Move) -> YamlPath:
    if move.option is None or move.inject.decision is None:
        return ("injects", list(story.injects).index(move.inject.id))
    place = _decision_place(story, move.inject, move.variant)
    return (*place, "options", move.inject.decision.options.index(move.option), "next")


def _report(form: Form, found: _Findings) -> Walk:
    everything: SumsOf = {}
    for tally in found.endings.values():
        _merge_sums(everything, tally.sums)
    return Walk(
        form=form,
        paths=sum(tally.ways for tally in found.endings.values()),
        endings={name: tally.ways for name, tally in found.endings.items()},
        ranges=_ranges(everything),
        ending_ranges={name: _ranges(tally.sums) for name, tally in found.endings.items()},
        visited=frozenset(found.visited),
        clashes=frozenset(found.clashes),
        dead=frozenset(found.dead),
        loops=frozenset(found.loops),
        unended=found.unended,
        complete=found.complete,
    )


def _ranges(sums: SumsOf) -> dict[str, ScoreRange]:
    """Per objective that at least one way reaches."""
    ranges: dict[str, ScoreRange] = {}
    for objective, several in sums.items():
        reached = [one for one in several if one[0] > 0]
        if reached:
            ranges[objective] = ScoreRange(
                worst=min(score_of_sums(certain, weight) for weight, certain, _possible in reached),
                best=max(score_of_sums(certain + possible, weight) for weight, certain, possible in reached),
            )
    return ranges
