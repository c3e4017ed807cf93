"""Score, caps, gaps, what-if, carrying over: over a small standard of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from secretguard.compliance import (
    AssessmentState,
    Letter,
    differences,
    fold,
    gaps_of_assessment,
    letter_of,
    result_of,
    what_if,
)
from secretguard.compliance.comparing import from_last_year, over_crosswalk
from secretguard.compliance.entries import AnswerCleared, AnswerSet, AssessmentOpened, Subject
from secretguard.content import Crosswalk
from secretguard.entries import unrecorded

_REQUIREMENTS: tuple[dict[str, Any], ...] = (
    {
        "id": "A-1",
        "area": "A",
        "title": "一",
        "weight": 3,
        "stop": True,
        "stop_why": "没有它谈不上",
        "effort": 3,
    },
    {"id": "A-2", "area": "A", "title": "二", "weight": 3, "effort": 1},
    {"id": "A-3", "area": "A", "title": "三", "weight": 1, "level": "should", "effort": 1},
    {"id": "B-1", "area": "B", "title": "四", "weight": 2, "effort": 2, "art6": (1,)},
    {"id": "B-2", "area": "B", "title": "五", "weight": 1},
    *({"id": f"B-{n}", "area": "B", "title": "余", "weight": 3, "level": "should"} for n in range(3, 9)),
)
_IDS = tuple(item["id"] for item in _REQUIREMENTS)
_BETTER = {"unmet": "partly", "partly": "met", "met": "met", "na": "na"}
verdicts = st.fixed_dictionaries({}, optional=dict.fromkeys(_IDS, st.sampled_from(sorted(_BETTER))))


def opened(**profile: Any) -> AssessmentOpened:
    standard = {
        "kind": "standard",
        "id": "small",
        "version": "1",
        "title": "小标准",
        "issuer": "示例公司",
        "areas": [{"id": "A", "title": "甲"}, {"id": "B", "title": "乙"}],
        "requirements": [dict(item) for item in _REQUIREMENTS],
    }
    chosen = {
        "kind": "profile",
        "id": "small",
        "standard": "small",
        "title": "全部",
        "why": "都要",
        "requirements": list(_IDS),
    }
    subject = Subject(standard="small", version="1", profile="small", year=2026, side="self", title="评估")
    return AssessmentOpened(subject=subject, standard=standard, profile=chosen | profile)


def answered(given_verdicts: Mapping[str, str], **profile: Any) -> AssessmentState:
    answers = [AnswerSet.model_validate({"requirement": k, "verdict": v}) for k, v in given_verdicts.items()]
    return fold(unrecorded([opened(**profile), *answers]))


@given(verdicts)
def test_the_sum_lies_between_nothing_and_all_and_no_better_answer_lowers_it(given_: dict[str, str]) -> None:
    before = result_of(answered(given_)).total
    better = result_of(answered({key: _BETTER[verdict] for key, verdict in given_.items()})).total
    if before.percent is None:
        assert before.na == len(_IDS)
        return
    assert 0 <= before.percent <= 100
    assert better.percent is not None and better.percent >= before.percent
    assert before.all == len(_IDS)


@given(verdicts)
def test_an_unmet_must_of_weight_three_allows_no_more_than_c(given_: dict[str, str]) -> None:
    result = result_of(answered(given_))
    assert set(result.caps) == {key for key in ("A-1", "A-2") if given_.get(key, "unmet") == "unmet"}
    if result.caps:
        assert result.letter in ("C", "D", None)
    else:
        assert result.letter == result.uncapped


def test_what_does_not_apply_is_left_out_and_what_is_half_met_counts_half() -> None:
    result = result_of(answered({"A-1": "met", "A-2": "partly"}, requirements=["A-1", "A-2", "A-3"]))
    assert (result.total.points, result.total.possible) == (4.5, 7.0)
    with_na = result_of(
        answered({"A-1": "met", "A-2": "partly", "A-3": "na"}, requirements=["A-1", "A-2", "A-3"])
    )
    assert (with_na.total.points, with_na.total.possible, with_na.total.na) == (4.5, 6.0, 1)
    assert with_na.areas["A"].percent == 75.0


def test_grades_begin_where_the_rules_say() -> None:
    expected: dict[float, Letter] = {
        90.0: "A",
        89.9: "B",
        75.0: "B",
        74.9: "C",
        60.0: "C",
        59.9: "D",
        0.0: "D",
    }
    assert {percent: letter_of(percent) for percent in expected} == expected
    assert letter_of(None) is None


def test_the_profile_sets_another_weight() -> None:
    state = answered({"A-3": "met", "B-2": "unmet"}, requirements=[{"id": "A-3", "weight": 3}, "B-2"])
    assert result_of(state).total.percent == 75.0


def test_stop_items_stand_apart_and_come_first_among_the_gaps() -> None:
    state = answered(dict.fromkeys(_IDS, "unmet") | {"A-1": "partly"})
    assert result_of(state).stops == ("A-1",)
    gaps = gaps_of_assessment(state)
    assert [gap.requirement.id for gap in gaps[:4]] == ["A-1", "A-2", "B-1", "B-2"]
    assert "A-1" not in result_of(answered({"A-1": "na"})).stops


def test_what_if_says_which_actions_raise_the_grade() -> None:
    state = answered(dict.fromkeys(_IDS, "met") | {"A-2": "unmet"})
    plan = what_if(state, 1)
    assert [gap.requirement.id for gap in plan.chosen] == ["A-2"]
    assert (plan.before.letter, plan.after.letter, plan.raises) == ("C", "A", "A")
    assert what_if(answered(dict.fromkeys(_IDS, "met"))).raises is None


def test_undone_changes_are_skipped_and_the_earlier_answer_is_known() -> None:
    first = AnswerSet(requirement="A-1", verdict="met")
    second = AnswerSet(requirement="A-1", verdict="unmet")
    back = first.model_copy(update={"undoes": 3})
    state = fold(unrecorded([opened(), first, second, back]))
    assert state.verdict("A-1") == "met"
    change = state.last_change()
    assert change is not None and (change.seq, change.before) == (2, None)
    again = fold(unrecorded([AnswerCleared(requirement="A-1", undoes=2)], 5), state)
    assert again.verdict("A-1") is None and again.last_change() is None


@given(st.integers(1, 30))
def test_folding_in_two_goes_gives_the_same(cut: int) -> None:
    models = [opened(), *(AnswerSet.model_validate({"requirement": key, "verdict": "met"}) for key in _IDS)]
    entries = unrecorded(models)
    assert fold(entries[cut:], fold(entries[:cut])).answers == fold(entries).answers


def test_last_years_answers_come_over_marked_and_do_not_replace_what_is_answered() -> None:
    last = answered({"A-1": "met", "A-2": "unmet"})
    now = answered({"A-2": "met"})
    carried = list(from_last_year(last, "ab", now))
    assert [(each.requirement, each.verdict) for each in carried] == [("A-1", "met")]
    assert carried[0].carried is not None and carried[0].carried.journal == "ab"


def test_a_crosswalk_never_carries_more_than_the_source_says() -> None:
    source = answered({"A-1": "met", "A-2": "unmet", "B-1": "met", "B-2": "na"})
    rows = [
        {"source": ["A-1"], "target": ["B-3"], "relation": "equal"},
        {"source": ["A-1"], "target": ["B-4"], "relation": "subset"},
        {"source": ["A-1", "A-2"], "target": ["B-5"], "relation": "superset"},
        {"source": ["B-1"], "target": ["B-6"], "relation": "not"},
        {"source": ["A-3"], "target": ["B-7"], "relation": "equal"},
        {"source": ["B-2"], "target": ["B-8"], "relation": "equal"},
        {"source": ["A-2"], "target": ["B-3"], "relation": "intersects"},
    ]
    crosswalk = Crosswalk.model_validate(
        {"kind": "crosswalk", "id": "own", "source": "small", "target": "small", "rows": rows}
    )
    carried = {
        each.requirement: each.verdict for each in over_crosswalk(source, "ab", crosswalk, answered({}))
    }
    assert carried == {"B-3": "unmet", "B-4": "partly", "B-5": "unmet"}


def test_differences_name_what_two_sides_answer_differently() -> None:
    mine, theirs = answered({"A-1": "met", "A-2": "met"}), answered({"A-1": "met", "A-2": "unmet"})
    found = differences(mine, theirs)
    assert [(each.requirement, each.mine, each.theirs) for each in found] == [("A-2", "met", "unmet")]
