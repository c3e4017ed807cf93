"""The seven response playbooks that ship are good, keep the plan's deadlines and the law's clocks."""

from __future__ import annotations

import re
from typing import Any

import pytest

from secretguard.content import (
    RESPONSE_LEVELS,
    LoadedResponse,
    applies,
    by_volatility,
    content_folders,
    load_law,
    load_plan_form,
    load_plan_sections,
    load_responses,
    prerequisites,
    response_problems,
)

STANDARDS = content_folders("standards")
LAW = load_law(STANDARDS)
SECTIONS = load_plan_sections(STANDARDS)
RESPONSES = load_responses(content_folders("playbooks"))
EACH = pytest.mark.parametrize("loaded", RESPONSES, ids=[one.playbook.id for one in RESPONSES])

WARNING_TITLE = re.compile(
    r"谈话|面谈|停掉|停止共享|关掉|发函|发律师函|投诉|盘点|撤回|断开|重装|恢复干净|只读|请收到的人删"
)
"""What cannot be done without somebody noticing, as the titles say it."""


LEGAL_LIMIT = re.compile(r"[一二四十三六]+小时|三十日|六个月")


def plan_rows() -> dict[str, dict[str, Any]]:
    """The rows of the plan's response table, by step."""
    form = load_plan_form(STANDARDS, LAW, SECTIONS)
    field = next(field for topic in form.topics for field in topic.fields if field.id == "response")
    return {str(row["id"]): dict(row) for row in field.rows}


def test_the_seven_ways_in_are_there() -> None:
    assert {one.playbook.id.removeprefix("response-") for one in RESPONSES} == {
        "general",
        "leaver",
        "partner",
        "intrusion",
        "accident",
        "public",
        "accused",
    }


@EACH
def test_it_has_no_problem(loaded: LoadedResponse) -> None:
    assert [str(problem) for problem in response_problems(loaded, LAW, SECTIONS)] == []


@EACH
def test_nothing_that_warns_or_changes_comes_before_the_duplicate(loaded: LoadedResponse) -> None:
    book = loaded.playbook
    restricting = [task for task in book.tasks if task.restricts and not task.cut]
    assert restricting
    for task in restricting:
        assert "duplicate" in prerequisites(book, task), task.id
    for task in book.tasks:
        assert task.restricts or not WARNING_TITLE.search(task.title), (task.id, task.title)


@EACH
def test_only_a_running_outflow_is_cut_first(loaded: LoadedResponse) -> None:
    for task in loaded.playbook.tasks:
        if task.cut:
            assert applies(loaded.playbook, task.only_if, {"still_flowing": "no"}) == "no"
            assert "rule:4" in task.basis


@EACH
def test_every_task_has_words_for_a_tired_reader(loaded: LoadedResponse) -> None:
    for task in loaded.playbook.tasks:
        assert 4 <= len(task.title) <= 26, task.title
        assert "。" not in task.title
        assert len(task.how.splitlines()) <= 3
        assert all(line.endswith("。") for line in task.how.splitlines()), task.how
        assert task.why_now.endswith("。") and len(task.why_now) <= 40, task.why_now


@EACH
def test_a_task_that_keeps_a_promise_of_the_plan_is_never_slower_than_the_plan(
    loaded: LoadedResponse,
) -> None:
    rows = plan_rows()
    for task in loaded.playbook.tasks:
        if task.plan_step is None:
            continue
        row = rows[task.plan_step]
        if row["counted"] != "since-discovery":
            continue
        for level in RESPONSE_LEVELS:
            limit, own = row[level], task.within.at(level)
            assert limit is None or (own is not None and own <= limit), (task.id, level, own, limit)


@EACH
def test_every_clock_is_one_of_the_law_table_and_checked(loaded: LoadedResponse) -> None:
    for task in loaded.playbook.tasks:
        if task.clock is None:
            continue
        clock = LAW.clock(task.clock)
        assert clock is not None and clock.mark == "checked"
        assert set(clock.basis) & set(task.basis), (task.id, clock.basis)


@EACH
def test_every_legal_ground_was_checked_against_the_text(loaded: LoadedResponse) -> None:
    for task in loaded.playbook.tasks:
        for basis in task.basis:
            if basis.startswith("law:"):
                found = LAW.article(basis)
                assert found is not None and found[1].mark == "checked", (task.id, basis)


@EACH
def test_state_secrets_stop_everything_in_the_first_hour(loaded: LoadedResponse) -> None:
    task = loaded.playbook.task("state-secret")
    assert task is not None
    assert (task.phase, task.clock, task.only_if) == ("first-hour", "state-secret-leak", ("state_secret",))


@EACH
def test_a_legal_limit_named_in_a_text_stands_in_the_law_table(loaded: LoadedResponse) -> None:
    limits = "".join(clock.limit for clock in LAW.clocks)
    for task in loaded.playbook.tasks:
        for words in LEGAL_LIMIT.findall(task.title + task.how + task.why_now):
            assert words in limits, words
            assert any(basis.startswith("law:") for basis in task.basis), (task.id, words)


@EACH
def test_each_playbook_says_what_it_saves_first(loaded: LoadedResponse) -> None:
    kinds = by_volatility(kind for task in loaded.playbook.tasks for kind in task.preserves)
    assert len(kinds) >= 3
    assert "WIT" in kinds


def test_the_accused_keep_their_own_evidence_first_and_return_nothing_early() -> None:
    book = next(one.playbook for one in RESPONSES if one.playbook.id == "response-accused")
    order = [task.id for task in book.tasks]
    wanted = ["keep", "hush", "lawyer", "no-delete", "no-contact", "origin", "isolate", "answer"]
    assert sorted(wanted, key=order.index) == wanted
    isolate, back = book.task("isolate"), book.task("return")
    assert isolate is not None and {"duplicate", "origin"} <= prerequisites(book, isolate)
    assert back is not None and {"duplicate", "compare", "route"} <= prerequisites(book, back)
