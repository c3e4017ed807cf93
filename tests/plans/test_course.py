"""Drills, findings, versions and triggers, held against the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secretguard.content import PlanForm
from secretguard.entries import unrecorded
from secretguard.plans import (
    DrillFact,
    OpenFinding,
    PlanState,
    fold,
)
from secretguard.plans.models import AnswerSet, Approval, PlanOpened, VersionApproved
from secretguard.register import (
    RegisterState,
)
from secretguard.vault import Json
from tests.plans.checked_plan import (
    FORM,
    TODAY,
    faults,
)
from tests.plans.forms import field, form_of_topics, topic

DRILL = DrillFact(id="d1", on=date(2026, 3, 1), path="leaver", evaluator_played=True)


@pytest.mark.parametrize(
    ("name", "params", "answers", "good", "bad", "said"),
    [
        ("drill_within", {"days": 365}, {}, {"drills": (DRILL,)}, {"drills": ()}, "还没有演练过"),
        ("evaluator_apart", {}, {}, {"drills": ()}, {"drills": (DRILL,)}, "评估的人自己也上了场"),
        (
            "paths_drilled",
            {"days": 1095, "field": "kinds"},
            {"kinds": ["leaver"]},
            {"drills": (DRILL,)},
            {},
            "离职带走",
        ),
        (
            "findings_dated",
            {},
            {},
            {"open_findings": (OpenFinding(id="F1", text="甲", due=TODAY),)},
            {"open_findings": (OpenFinding(id="F1", text="没接电话。"),)},
            "F1 没有定谁、哪天办完：没接电话。",
        ),
        (
            "findings_dated",
            {},
            {},
            {},
            {"open_findings": (OpenFinding(id="F2", text="乙", due=date(2026, 11, 1)),)},
            "应在 2026-11-01 前办完",
        ),
    ],
)
def test_drills_and_findings_are_held_against_the_plan(
    name: str,
    params: dict[str, Any],
    answers: dict[str, Any],
    good: dict[str, Any],
    bad: dict[str, Any],
    said: str,
) -> None:
    assert faults(name, params, answers, **good) == []
    assert said in "".join(faults(name, params, answers, **bad))


def approved(on: date, effective: date, **answers: Json) -> PlanState:
    approval = Approval(
        number=1,
        by="示例甲",
        post="总经理",
        on=on,
        effective=effective,
        review_due=date(2028, 1, 1),
        size="card",
    )
    facts = {"today": on.isoformat()}
    entry = VersionApproved(approval=approval, hash="0" * 64, snapshot={"facts": facts}, form={})
    told = [AnswerSet(field=name, value=value) for name, value in answers.items()]
    return fold(unrecorded([PlanOpened(size="card"), *told, entry]))


def test_the_day_of_the_last_version_is_old_on_the_next_draft_and_not_a_contradiction() -> None:
    on = date(2026, 11, 1)
    found = faults("after_last_version", {"field": "day"}, {}, state=approved(on, on, day="2026-11-01"))
    assert found == ["“day”还是第 1 版的 2026-11-01。"]


@pytest.mark.parametrize(
    ("on", "effective", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 1), ""),
        (date(2026, 11, 1), date(2026, 12, 1), "才生效"),
        (date(2025, 11, 1), date(2025, 11, 1), "超过 365 天"),
    ],
)
def test_a_version_must_be_in_force_and_not_too_old(on: date, effective: date, said: str) -> None:
    found = faults("version_in_force", {"days": 365}, {}, state=approved(on, effective))
    assert (said in "".join(found)) if said else found == []
    assert faults("version_in_force", {"days": 365}, {}) == ["还没有批准过任何一版。"]


def test_a_trigger_that_nobody_answered_is_a_fault() -> None:
    form = FORM.model_copy(update={"triggers": form_with_triggers().triggers})
    state = approved(date(2026, 11, 1), date(2026, 11, 1))
    news = (OpenFinding(id="F1", text="联络员没接。", plan="x"), OpenFinding(id="F2", text="与预案无关。"))
    (said,) = faults(
        "triggers_answered", {}, {}, state=state, form=form, open_findings=news, register=RegisterState()
    )
    assert "联络员没接" in said
    assert faults("triggers_answered", {}, {}, state=state, form=form, register=RegisterState()) == []


def form_with_triggers() -> PlanForm:
    return form_of_topics(
        topic("one", "1", field("x", "text")),
        triggers=[{"id": "drill-finding", "text": "演练有发现", "ask": "改吗？"}],
    )


def test_the_newest_drill_decides_how_long_ago_it_was() -> None:
    old = DrillFact(id="d0", on=date(2024, 1, 1))
    assert faults("drill_within", {"days": 365}, {}, drills=(DRILL, old)) == []
    assert "超过 100 天" in faults("drill_within", {"days": 100}, {}, drills=(DRILL, old))[0]
