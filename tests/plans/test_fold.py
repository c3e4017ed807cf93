from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.entries import EntryModel, UnreadableEntryError, UnrecordedEntry, unrecorded
from secretguard.plans import PlanState, fold
from secretguard.plans.models import (
    AnswerCleared,
    AnswerSet,
    AnswerUnknown,
    Approval,
    EntryUndone,
    FloorAnswered,
    PlanOpened,
    SizeChosen,
    TriggerAnswered,
    VersionApproved,
    VersionReturned,
    VersionSubmitted,
)

DAY = date(2026, 11, 24)


def approved(number: int, effective: date = DAY) -> VersionApproved:
    approval = Approval(
        number=number,
        by="示例甲",
        post="总经理",
        on=DAY,
        effective=effective,
        review_due=date(2027, 11, 1),
        size="short",
    )
    return VersionApproved(approval=approval, hash="0" * 64, snapshot={}, form={})


FIELDS = st.sampled_from(["head", "deputy", "report-minutes"])
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.text(min_size=1, max_size=5), st.integers(0, 90), st.booleans(), st.just([]), st.just({"person": None})
)
CHANGES = st.one_of(
    st.builds(PlanOpened, size=st.sampled_from(["card", "short"])),
    st.builds(SizeChosen, size=st.sampled_from(["card", "short", "full"])),
    st.builds(AnswerSet, field=FIELDS, value=VALUES),
    st.builds(AnswerUnknown, field=FIELDS, owner=st.just("示例乙"), due=st.just(DAY)),
    st.builds(AnswerCleared, field=FIELDS),
    st.just(VersionSubmitted(number=1, by="示例乙", to="示例甲")),
    st.just(VersionReturned(by="示例甲", why="电话不对")),
    st.builds(approved, st.integers(1, 3)),
    st.just(FloorAnswered(test="a", met="yes", words="都接了", on=DAY, by="示例乙")),
    st.just(TriggerAnswered(trigger="law", what="看过，不用改")),
    st.builds(EntryUndone, seq=st.integers(1, 30)),
)


def without_log(state: PlanState) -> tuple[object, ...]:
    """What a reader sees of a state: everything but how it came about."""
    versions = tuple((version.approval, version.hash) for version in state.versions)
    answers = {name: (answer.value, answer.unknown) for name, answer in state.answers.items()}
    return (state.size, answers, state.draft_status, versions, dict(state.floor), set(state.triggers))


@given(st.lists(CHANGES, max_size=30), st.integers(0, 30))
def test_folding_in_two_goes_gives_the_same_as_in_one(changes: list[EntryModel], cut: int) -> None:
    entries = unrecorded(changes)
    assert fold(entries[cut:], fold(entries[:cut])) == fold(entries)


@given(st.lists(CHANGES, max_size=25))
def test_undoing_the_newest_step_gives_what_was_there_before_it(changes: list[EntryModel]) -> None:
    entries = unrecorded(changes)
    state = fold(entries)
    step = state.last_undoable()
    if step is None:
        return
    undone = fold([UnrecordedEntry(len(entries) + 1, "undone", {"seq": step.stamp.seq})], state)
    left = [entry for entry in entries if entry.seq != step.stamp.seq]
    assert without_log(undone) == without_log(fold(left))
    assert step in undone.log


@given(st.lists(CHANGES, max_size=25))
def test_undoing_step_after_step_comes_to_the_last_approval_and_no_further(changes: list[EntryModel]) -> None:
    entries = unrecorded(changes)
    state = fold(entries)
    versions = state.versions
    while (step := state.last_undoable()) is not None:
        state = fold([UnrecordedEntry(state.seq + 1, "undone", {"seq": step.stamp.seq})], state)
    assert state.versions == versions
    assert state.review is None


def test_undoing_an_approval_or_nothing_at_all_does_nothing() -> None:
    entries = unrecorded([PlanOpened(size="card"), approved(1)])
    before = fold(entries)
    after = fold(
        [UnrecordedEntry(3, "undone", {"seq": 2}), UnrecordedEntry(4, "undone", {"seq": 99})], before
    )
    assert after.versions == before.versions and after.undone == frozenset()


def test_an_answer_after_submission_makes_it_a_draft_again_and_undo_brings_the_submission_back() -> None:
    changes = [PlanOpened(size="card"), VersionSubmitted(number=1, by="示例乙", to="示例甲")]
    state = fold(unrecorded(changes))
    assert state.draft_status == "review"
    changed = fold(unrecorded([AnswerSet(field="head", value="示例甲")], 3), state)
    assert (changed.draft_status, changed.handed_in) == ("draft", state.review)
    back = fold([UnrecordedEntry(4, "undone", {"seq": 3})], changed)
    assert back.review == state.review


def test_a_version_is_approved_then_effective_then_superseded() -> None:
    later = date(2026, 12, 1)
    state = fold(unrecorded([PlanOpened(size="card"), approved(1), approved(2, later)]))
    first, second = state.versions
    assert (state.status_of(first, DAY), state.status_of(second, DAY)) == ("effective", "approved")
    assert (state.status_of(first, later), state.status_of(second, later)) == ("superseded", "effective")
    assert state.in_force(date(2026, 1, 1)) is None and state.draft_number == 3


def test_nothing_has_changed_right_after_an_approval() -> None:
    entries = unrecorded([PlanOpened(size="card"), AnswerSet(field="head", value="示例甲"), approved(1)])
    state = fold(entries)
    assert not state.changed_since_version()
    assert fold(unrecorded([AnswerSet(field="head", value="示例庚")], 4), state).changed_since_version()


def test_the_history_of_a_field_keeps_what_was_taken_back() -> None:
    changes = [
        AnswerSet(field="head", value="示例甲"),
        AnswerSet(field="head", value="示例庚"),
        EntryUndone(seq=2),
    ]
    state = fold(unrecorded(changes))
    assert state.answers["head"].value == "示例甲"
    assert [item.stamp.seq for item in state.history("head")] == [1, 2]


def test_a_null_inside_a_contact_survives_the_journal() -> None:
    value = {"person": None, "name": "示例己", "phones": ["000-0000-0011"], "organisation": None}
    assert AnswerSet(field="head", value=value).parts()["value"] == value


@pytest.mark.parametrize("value", [None, 1.5, [2.5], {"a": {1: 2}}])
def test_an_answer_that_is_not_plain_json_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="value"):
        AnswerSet(field="head", value=value)


def test_a_damaged_entry_is_told_and_not_guessed() -> None:
    with pytest.raises(UnreadableEntryError, match="第 1 条"):
        fold([UnrecordedEntry(1, "answer.set", {"field": "head"})])
