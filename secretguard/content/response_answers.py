"""What the answers given so far make of a response: which tasks apply, which questions are open. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from secretguard.content.response import ResponsePlaybook, ResponseQuestion

Answer = Literal["yes", "no", "unknown"]
Holds = Literal["yes", "no", "open"]


def fact_of(test: str) -> str:
    """`not personal_data` → `personal_data`."""
    return test.removeprefix("not ")


def applies(playbook: ResponsePlaybook, tests: Sequence[str], answers: Mapping[str, Answer]) -> Holds:
    """Whether the `only_if` of a task or an end holds, given what was answered.

    `open`: something is unanswered or unknown. Such a task is shown: it may be due.
    """
    return _holds(tests, settled(playbook, answers))


def settled(playbook: ResponsePlaybook, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Every fact of the playbook: as answered, `no` where its question does not arise, else `unknown`."""
    facts: dict[str, Answer] = {}
    for question in playbook.questions:
        arises = _holds(question.only_if, facts) != "no"
        facts[question.id] = answers.get(question.id, "unknown") if arises else "no"
    return facts


def open_questions(playbook: ResponsePlaybook, answers: Mapping[str, Answer]) -> tuple[ResponseQuestion, ...]:
    """What is still to be asked, in order: not answered yet, and it matters after what was answered."""
    facts = settled(playbook, answers)
    return tuple(
        question
        for question in playbook.questions
        if question.id not in answers
        and all(fact_of(test) in answers for test in question.only_if)
        and _holds(question.only_if, facts) != "no"
    )


def _holds(tests: Sequence[str], facts: Mapping[str, Answer]) -> Holds:
    results = [_result(test, facts[fact_of(test)]) for test in tests]
    if "no" in results:
        return "no"
    return "open" if "open" in results else "yes"


def _result(test: str, answer: Answer) -> Holds:
    if answer == "unknown":
        return "open"
    wanted: Answer = "no" if test.startswith("not ") else "yes"
    return "yes" if answer == wanted else "no"
