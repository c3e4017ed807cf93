"""Where a plan was approved, its own table grades and its own minutes count; else the form's defaults."""

from __future__ import annotations

from datetime import date

import pytest

from secretguard.content import LoadedResponse, PlanForm, content_folders, load_responses
from secretguard.incidents import Answers, grading_of, plan_limits, propose_level, start_incident
from secretguard.plans import Approval, PlanState, Stamp, Version, rows_of, standing_value
from secretguard.plans.versions import kept_form
from secretguard.register import Register, RegisterState
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock
from tests.incidents.conftest import ANSWERS

RESPONSES = load_responses(content_folders("playbooks"))


def approved(form: PlanForm, **answers: object) -> Version:
    """A version that answers a few fields and leaves the rest to the form."""
    stamp = {"seq": 3, "at": 0, "tz": 480, "author": "00"}
    return Version(
        approval=Approval(
            number=1,
            by="示例乙",
            post="总经理",
            on=date(2026, 6, 1),
            effective=date(2026, 6, 1),
            review_due=date(2027, 6, 1),
            size="full",
        ),
        hash="00" * 32,
        snapshot={"answers": {field: {"value": value, "stamp": stamp} for field, value in answers.items()}},  # type: ignore[dict-item]
        form=kept_form(form),
        stamp=Stamp(3, 0, 480, "00"),
    )


def test_the_plans_own_table_decides_and_is_named_as_the_source(shipped_form: PlanForm) -> None:
    rows = [dict(row) for row in rows_of(standing_value(shipped_form, PlanState(), "grading"))]
    for row in rows:
        if row["id"] == "spread-rival":
            row["level"] = "I"
    answers = Answers(what="x", found=NOON, situations=("spread-rival",), unsure=False)
    default = propose_level(answers, grading_of(shipped_form, None), RegisterState())
    own = propose_level(
        answers, grading_of(shipped_form, approved(shipped_form, grading=rows)), RegisterState()
    )
    assert (default.level, default.source) == ("II", "default")
    assert (own.level, own.source) == ("I", "plan")


def test_only_what_the_plan_says_otherwise_than_the_form_counts(shipped_form: PlanForm) -> None:
    rows = [dict(row) for row in rows_of(standing_value(shipped_form, PlanState(), "response"))]
    for row in rows:
        if row["id"] in ("duplicate", "brief"):
            row["II"] = 600
    assert plan_limits(approved(shipped_form, response=rows)) == {"duplicate": {"II": 600}}
    assert plan_limits(approved(shipped_form)) == {}
    assert plan_limits(None) == {}


@pytest.mark.parametrize("loaded", RESPONSES, ids=lambda one: one.playbook.id)
def test_the_plans_minutes_reach_the_tasks_that_keep_its_steps(
    loaded: LoadedResponse, vault: Vault, register: Register, shipped_form: PlanForm, clock: HandClock
) -> None:
    steps = {"duplicate": {"II": 600}}
    room = start_incident(
        vault,
        register,
        ANSWERS,
        loaded.playbook,
        grading_of(shipped_form, None),
        clock,
        plan_steps=steps,  # type: ignore[arg-type]
    )
    for task in loaded.playbook.tasks:
        expected = 600 if task.plan_step == "duplicate" else task.within.at("II")
        assert room.state.minutes_for(task) == expected, task.id
