from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import Playbook
from secretguard.drills.scoring import (
    MARK_VALUE,
    Mark,
    ObjectiveRating,
    Outcome,
    cover_grade,
    rating_of,
    score_drill,
    score_objective,
    weighted_score,
)
from tests.content.building import action, loaded, valid


def outcome(playbook: Playbook, **changes: Any) -> Outcome:
    """All five planned injects reached, everything done, every decision good."""
    injects = playbook.injects[:5]
    base: dict[str, Any] = {
        "marks": {one.id: "done" for inject in injects for one in inject.expected},
        "choices": {"I1": "a", "I3": "b", "I4": "c"},
        "evidence": {"LOG": "kept", "DISK": "kept"},
        "reached": tuple(inject.id for inject in injects),
        "injects": injects,
    }
    return Outcome(**{**base, **changes})


@pytest.fixture
def playbook(tmp_path: Path) -> Playbook:
    return loaded(tmp_path, valid()).playbook


def rescored(folder: Path, spoil: Any, **changes: Any) -> Any:
    data = valid()
    spoil(data)
    book = loaded(folder, data).playbook
    return score_objective(book.objectives[1], outcome(book, **changes))


@pytest.mark.parametrize(
    ("parts", "score"),
    [
        ([], None),
        ([(1, 1.0)], 100),
        ([(1, 0.0)], 0),
        ([(1, 0.6), (2, 0.5)], 53),  # (0.6 + 1.0) / 3 = 0.533…
        ([(3, 1.0), (1, 0.4)], 85),  # 3.4 / 4
        ([(2, 1.0), (1, 0.0), (1, 0.6)], 65),  # 2.6 / 4
        ([(1, 0.4), (1, 0.4), (1, 0.4)], 40),
        ([(1, 1.0)] + [(1, 0.0)] * 7, 13),  # 12.5 goes up
    ],
)
def test_the_score_is_the_weighted_mean_rounded_half_up(
    parts: list[tuple[int, float]], score: int | None
) -> None:
    assert weighted_score(parts) == score


@pytest.mark.parametrize(
    ("score", "rating"),
    [(100, "P"), (85, "P"), (84, "S"), (65, "S"), (64, "M"), (40, "M"), (39, "U"), (0, "U")],
)
def test_ratings_change_exactly_at_their_thresholds(score: int, rating: str) -> None:
    assert rating_of(score) == rating


@pytest.mark.parametrize(
    ("ratings", "grade"),
    [
        ("PP", "excellent"),
        ("PS", "good"),
        ("SS", "good"),
        ("PM", "pass"),
        ("MM", "pass"),
        ("PU", "fail"),
        ("MU", "fail"),
        ("", None),
    ],
)
def test_the_grade_on_the_cover_follows_the_worst_rating(ratings: str, grade: str | None) -> None:
    assert cover_grade(ratings) == grade  # type: ignore[arg-type]


def test_objectives_that_were_not_reached_do_not_spoil_the_grade() -> None:
    ratings: tuple[ObjectiveRating | None, ...] = ("P", None)
    assert cover_grade(ratings) == "excellent"


def test_a_perfect_drill_scores_a_hundred_everywhere(playbook: Playbook) -> None:
    card = score_drill(playbook, outcome(playbook))
    assert [score.score for score in card.objectives] == [100, 100]
    assert card.grade == "excellent"
    assert card.not_reached == ()


def test_the_score_shows_every_line_that_made_it(playbook: Playbook) -> None:
    marks: dict[str, Mark] = {"image": "late", "choose": "partly", "hand-over": "missed"}
    choices = {"I1": "b", "I3": "b", "I4": "c"}
    score = score_objective(playbook.objectives[1], outcome(playbook, marks=marks, choices=choices))
    lines = {line.source: (line.weight, line.value, line.verdict) for line in score.contributions}
    assert lines == {
        "I1.b": (2, 0.5, "partial"),
        "image": (1, 0.6, "late"),
        "choose": (1, 0.4, "partly"),
        "I4.c": (2, 1.0, "good"),
        "hand-over": (1, 0.0, "missed"),
    }
    assert score.score == 57  # (1.0 + 0.6 + 0.4 + 2.0 + 0.0) / 7
    assert score.rating == "M"


def test_skipped_and_unmarked_actions_count_nowhere_but_are_shown(playbook: Playbook) -> None:
    score = score_objective(playbook.objectives[1], outcome(playbook, marks={"image": "skipped"}))
    assert score.score == 100
    values = {line.source: line.value for line in score.contributions}
    assert values["image"] is None and values["choose"] is None


def test_a_decision_not_taken_counts_nowhere(playbook: Playbook) -> None:
    score = score_objective(playbook.objectives[1], outcome(playbook, choices={"I1": "c"}, marks={}))
    assert score.score == 0
    assert [line.value for line in score.contributions if line.inject == "I4"] == [None, None]


def test_an_objective_never_reached_has_no_score_and_is_listed(playbook: Playbook) -> None:
    card = score_drill(playbook, outcome(playbook, reached=("I2",)))
    assert card.objectives[0].score is None and card.objectives[0].rating is None
    assert card.not_reached == ("O1",)


def test_a_critical_action_missed_holds_the_rating_at_m(tmp_path: Path) -> None:
    def spoil(data: Any) -> None:
        data["injects"][1]["expected"] = [action("image", "IT", "O2", critical=True)]

    marks = {"image": "missed", "choose": "done", "hand-over": "done"}
    score = rescored(tmp_path, spoil, marks=marks)
    assert (score.score, score.uncapped, score.rating) == (86, "P", "M")
    assert [(cap.reason, cap.source, cap.at_most) for cap in score.caps] == [
        ("critical_missed", "image", "M")
    ]


def test_a_critical_action_that_is_only_late_holds_nothing_down(tmp_path: Path) -> None:
    def spoil(data: Any) -> None:
        data["injects"][1]["expected"] = [action("image", "IT", "O2", critical=True)]

    score = rescored(tmp_path, spoil, marks={"image": "late", "choose": "done", "hand-over": "done"})
    assert score.caps == () and score.rating == "P"


def test_lost_evidence_that_the_objective_names_holds_the_rating_at_u(tmp_path: Path) -> None:
    def spoil(data: Any) -> None:
        data["objectives"][1]["fails_if_lost"] = ["DISK"]

    score = rescored(tmp_path, spoil, evidence={"LOG": "kept", "DISK": "lost"})
    assert (score.score, score.uncapped, score.rating) == (100, "P", "U")
    assert [(cap.reason, cap.source) for cap in score.caps] == [("evidence_lost", "DISK")]


def test_a_cap_never_lifts_a_rating(tmp_path: Path) -> None:
    def spoil(data: Any) -> None:
        data["injects"][1]["expected"] = [action("image", "IT", "O2", critical=True)]

    marks = dict.fromkeys(("image", "choose", "hand-over"), "missed")
    assert rescored(tmp_path, spoil, marks=marks, choices={"I1": "c", "I4": "b"}).rating == "U"


def test_evidence_that_no_objective_names_is_not_scored(playbook: Playbook) -> None:
    lost = outcome(playbook, evidence={"LOG": "lost", "DISK": "lost"})
    assert score_drill(playbook, lost) == score_drill(playbook, outcome(playbook))


MARKS = st.sampled_from(sorted(MARK_VALUE, key=MARK_VALUE.__getitem__))


@given(st.dictionaries(st.sampled_from(["image", "choose", "hand-over"]), MARKS), st.sampled_from("abc"))
def test_a_better_mark_never_lowers_a_score(marks: dict[str, Mark], choice: str) -> None:
    book = Playbook.model_validate(valid())
    choices = {"I1": choice, "I4": choice}
    before = score_objective(book.objectives[1], outcome(book, marks=marks, choices=choices)).score
    assert before is not None and 0 <= before <= 100
    for name in marks:
        better = {**marks, name: "done"}
        after = score_objective(book.objectives[1], outcome(book, marks=better, choices=choices)).score
        assert after is not None and after >= before
