"""The answers decide what is asked next and which tasks apply; what nobody knows is shown, not hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import (
    Answer,
    ResponsePlaybook,
    applies,
    content_folders,
    find_response,
    open_questions,
    settled,
)
from tests.content.response_building import loaded, valid

GENERAL = find_response("response-general", content_folders("playbooks")).playbook
ANSWERS = st.dictionaries(
    st.sampled_from([question.id for question in GENERAL.questions]),
    st.sampled_from(["yes", "no", "unknown"]),
)


@pytest.fixture
def small(tmp_path: Path) -> ResponsePlaybook:
    return loaded(tmp_path, valid()).playbook


def test_nothing_answered_leaves_a_conditional_task_open(small: ResponsePlaybook) -> None:
    assert applies(small, ["still_flowing"], {}) == "open"
    assert applies(small, [], {}) == "yes"


def test_yes_no_and_unknown_each_say_something_else(small: ResponsePlaybook) -> None:
    assert applies(small, ["still_flowing"], {"still_flowing": "yes"}) == "yes"
    assert applies(small, ["still_flowing"], {"still_flowing": "no"}) == "no"
    assert applies(small, ["still_flowing"], {"still_flowing": "unknown"}) == "open"
    assert applies(small, ["not still_flowing"], {"still_flowing": "no"}) == "yes"
    assert applies(small, ["still_flowing", "personal_data"], {"personal_data": "no"}) == "no"


def test_a_question_is_asked_only_once_it_matters(small: ResponsePlaybook) -> None:
    def asked(answers: dict[str, Answer]) -> list[str]:
        return [question.id for question in open_questions(small, answers)]

    assert "network_incident" not in asked({})
    assert "network_incident" not in asked({"personal_data": "no"})
    assert "network_incident" in asked({"personal_data": "yes"})
    assert "network_incident" in asked({"personal_data": "unknown"})


def test_what_does_not_arise_counts_as_no(small: ResponsePlaybook) -> None:
    assert settled(small, {"personal_data": "no"})["network_incident"] == "no"
    assert applies(small, ["network_incident"], {"personal_data": "no"}) == "no"


def test_an_outside_duty_rises_only_when_the_answers_call_for_it() -> None:
    answers: dict[str, Answer] = {"network_incident": "yes", "critical_infrastructure": "no"}
    clocks = {
        task.clock: applies(GENERAL, task.only_if, answers)
        for task in GENERAL.tasks
        if task.clock is not None
    }
    assert clocks["network-incident"] == "yes"
    assert clocks["network-incident-cii"] == "no"
    assert clocks["personal-data-leak"] == "open"
    quiet: dict[str, Answer] = {question.id: "no" for question in GENERAL.questions}
    assert {applies(GENERAL, task.only_if, quiet) for task in GENERAL.tasks if task.clock} == {"no"}


@given(ANSWERS)
def test_asking_until_nothing_is_open_settles_every_task_that_nobody_doubts(
    answers: dict[str, Answer],
) -> None:
    known = dict(answers)
    while (waiting := open_questions(GENERAL, known)) != ():
        known[waiting[0].id] = "no"
    doubts = [fact for fact, answer in settled(GENERAL, known).items() if answer == "unknown"]
    for task in GENERAL.tasks:
        if not any(fact in test for fact in doubts for test in task.only_if):
            assert applies(GENERAL, task.only_if, known) in ("yes", "no")
