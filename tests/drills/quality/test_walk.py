from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretguard.content import Playbook
from secretguard.drills.quality import simulate, walk
from secretguard.drills.quality.moves import Move, Position, StoryMap
from secretguard.drills.quality.simulate import play
from secretguard.drills.scoring import Mark, Outcome, score_drill
from secretguard.drills.story import Form, ending
from secretguard.errors import RefusedError
from tests.content.building import action, loaded, option, valid


@pytest.fixture
def playbook(tmp_path: Path) -> Playbook:
    return loaded(tmp_path, valid()).playbook


def all_ways(story: StoryMap, position: Position, so_far: tuple[Move, ...] = ()) -> list[tuple[Move, ...]]:
    """Every way one by one, to compare with the walk that merges them."""
    ways = []
    for move in story.moves(position):
        way = (*so_far, move)
        ways += all_ways(story, move.after, way) if move.fate == "on" else [way]
    return ways


def scores(playbook: Playbook, way: tuple[Move, ...], free: Mark) -> dict[str, int]:
    watched = StoryMap(playbook, "full").watched_actions
    marks: dict[str, Mark] = {}
    for move in way:
        for one in move.inject.expected:
            marks[one.id] = ("missed" if one.id in move.missed else "done") if one.id in watched else free
    outcome = Outcome(
        marks=marks,
        choices={move.inject.id: move.option.id for move in way if move.option is not None},
        evidence={},
        reached=tuple(move.inject.id for move in way),
        injects=tuple(move.inject for move in way),
    )
    card = score_drill(playbook, outcome)
    return {one.objective: one.score for one in card.objectives if one.score is not None}


def compare(playbook: Playbook, form: Form) -> None:
    story = StoryMap(playbook, form)
    start = story.start()
    assert start is not None
    ways = all_ways(story, start)
    merged = walk(playbook, form)
    assert merged.paths == len(ways)
    reached = Counter(ending(playbook, way[-1].after.facts()).id for way in ways)
    assert merged.endings == reached
    for objective, span in merged.ranges.items():
        best = [scores(playbook, way, "done") for way in ways]
        worst = [scores(playbook, way, "missed") for way in ways]
        assert span.best == max(one[objective] for one in best if objective in one)
        assert span.worst == min(one[objective] for one in worst if objective in one)


@pytest.mark.parametrize("form", ["full", "short"])
def test_walking_together_finds_what_walking_one_by_one_finds(playbook: Playbook, form: Form) -> None:
    compare(playbook, form)


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """Variations of the small playbook: ratings, targets, evidence, flags, and what is ★."""
    data = valid()
    targets = {0: ["I2", "I3", "I4"], 2: ["I4", "I5", "end"], 3: ["I5", "end"]}
    for index, names in targets.items():
        for one in data["injects"][index]["decision"]["options"]:
            one["next"] = draw(st.sampled_from(names))
            one["rating"] = draw(st.sampled_from(["good", "partial", "bad"]))
            one["set"] = draw(st.sampled_from([[], ["warned"]]))
            one["evidence"] = draw(st.sampled_from([{}, {"kept": ["LOG"]}, {"lost": ["DISK"]}]))
    for one in data["injects"][1:]:
        one["short"] = draw(st.booleans())
    data["injects"][5]["when"] = draw(st.sampled_from([{"missed": "note-call"}, {"flag": "warned"}]))
    data["injects"][1]["variants"][0]["expected"] = [
        action("image", "IT", "O1", weight=draw(st.integers(1, 5)))
    ]
    return data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories(), st.sampled_from(["full", "short"]))
def test_any_story_is_counted_and_scored_exactly(tmp_path: Path, data: dict[str, Any], form: Form) -> None:
    compare(loaded(tmp_path, data).playbook, form)


def test_no_team_scores_outside_the_range(playbook: Playbook) -> None:
    for form in simulate(playbook):
        for run in form.runs:
            for one in run.scorecard.objectives:
                if one.score is not None:
                    span = form.ranges[one.objective]
                    assert span.worst <= one.score <= span.best


def test_the_best_team_wins_and_the_worst_plays_the_contingency(playbook: Playbook) -> None:
    best = play(playbook, "full", "best")
    worst = play(playbook, "full", "worst")
    assert (best.ending, best.scorecard.grade) == ("A", "excellent")
    assert (worst.ending, worst.scorecard.grade) == ("B", "fail")
    assert worst.injects == ("I1", "I2", "I3", "I6", "I4")
    assert "I6" not in best.injects


def test_a_simulation_lists_endings_and_objectives_of_each_form(tmp_path: Path) -> None:
    data = valid()
    data["objectives"].append({"id": "O3", "title": "恢复", "measure": "三天内", "plan": "7"})
    data["injects"][4]["expected"][0]["objective"] = "O3"
    data["injects"][4]["short"] = False
    full, short = simulate(loaded(tmp_path, data).playbook)
    assert full.not_reached == () and short.not_reached == ("O3",)
    assert [one.ending for one in full.endings] == ["A", "B", "C"]
    assert sum(one.paths for one in full.endings) == full.paths


def test_a_team_cannot_play_a_story_that_breaks_off(tmp_path: Path) -> None:
    data = valid()
    del data["injects"][1]["next"]
    with pytest.raises(RefusedError, match="走不到结局"):
        play(loaded(tmp_path, data).playbook, "full", "best")


def test_a_story_too_tangled_to_walk_is_called_incomplete(tmp_path: Path) -> None:
    """Fourteen decisions whose every option sets a flag that an ending asks for: four million ways apart."""
    data = valid()
    data["flags"] = [f"f{step}{letter}" for step in range(14) for letter in "abc"]
    model = data["injects"][0]
    data["injects"] = []
    for step in range(14):
        target = f"S{step + 1}" if step < 13 else "end"
        options = [
            option(letter, rating, target, set=[f"f{step}{letter}"])
            for letter, rating in (("a", "good"), ("b", "partial"), ("c", "bad"))
        ]
        decision = {"ask": "怎么办？", "objectives": ["O2"], "options": options}
        expected = [action(f"x{step}", "CO", "O1")]
        data["injects"].append(
            copy.deepcopy({**model, "id": f"S{step}", "decision": decision, "expected": expected})
        )
    data["endings"][:0] = [
        {"id": f"E{flag}", "title": "t", "text": "x", "when": {"flag": flag, "lost": ["DISK"]}}
        for flag in data["flags"]
    ]
    walked = walk(loaded(tmp_path, data).playbook, "full")
    assert not walked.complete
