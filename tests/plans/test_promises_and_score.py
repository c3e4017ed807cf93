from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import PlanForm, PlanRules, content_folders, load_plan_form
from secretguard.entries import unrecorded
from secretguard.plans import (
    Defect,
    DrillFact,
    PlanFacts,
    PlanState,
    Score,
    check,
    contact_value,
    fold,
    measurable,
    promise_key,
    promises,
    score,
    view,
)
from secretguard.plans.models import AnswerSet, FloorAnswered, PlanOpened, Size
from secretguard.register import Identity, PersonSet, Phones, RegisterState
from tests.plans.forms import field, form_of_topics, rule, rules_of, small_form, topic

TODAY = date(2026, 11, 24)
REGISTER = RegisterState(
    people={"P1": PersonSet(person=Identity(id="P1", name="示例甲"), phones=Phones(first="000-0000-0001"))}
)
FACTS = PlanFacts(today=TODAY, register=REGISTER, drills=(DrillFact(id="d", on=date(2026, 9, 1)),))


def state_with(size: Size, floor: dict[str, str] | None = None, **answers: Any) -> PlanState:
    changes = [AnswerSet(field=name.replace("_", "-"), value=value) for name, value in answers.items()]
    seen = [
        FloorAnswered.model_validate({"test": test, "met": met, "words": "看过", "on": TODAY, "by": "示例乙"})
        for test, met in (floor or {}).items()
    ]
    return fold(unrecorded([PlanOpened(size=size), *changes, *seen]))


def test_promises_name_people_without_their_numbers_and_times_with_their_unit() -> None:
    state = state_with("short", head=contact_value("示例甲", person="P1"), copy_hours=12)
    found = {promise.id: promise for promise in promises(small_form(), state, REGISTER)}
    assert found["head"].text == "负责人是示例甲" and found["head"].minutes is None
    assert (found["copy-hours"].text, found["copy-hours"].minutes) == ("12小时内复制", 720)
    assert found["report-minutes"].section == "5.3" and found["report-minutes"].minutes == 30


def test_each_promised_cell_of_a_table_is_a_promise_of_its_own() -> None:
    rows = [{"id": "lead", "role": "指挥", "minutes": 10}, {"id": "own-1", "role": "记录"}]
    found = [
        one for one in promises(small_form(), state_with("short", caps=rows), REGISTER) if one.field == "caps"
    ]
    assert [(one.id, one.text, one.minutes) for one in found] == [
        ("caps.lead.minutes", "指挥：多快10分钟", 10)
    ]


def test_braces_in_an_answer_stay_text() -> None:
    rows = [{"id": "lead", "role": "{value}指挥{0}", "minutes": 10}]
    texts = [one.text for one in promises(small_form(), state_with("short", caps=rows), REGISTER)]
    assert any(text.endswith("指挥{0}：多快10分钟") for text in texts)


def test_a_smaller_size_promises_less() -> None:
    state = state_with("full")
    assert promises(small_form(), state, REGISTER, "card") == ()
    assert promises(small_form(), state, REGISTER) != ()


def test_only_times_with_a_drill_clock_are_stated_to_the_register() -> None:
    form = form_of_topics(
        topic(
            "one",
            "5.3",
            field(
                "timed",
                "minutes",
                default=10,
                promise={"kind": "at_most", "clock": "detect", "text": "短" * 130},
            ),
            field("unclocked", "minutes", default=10, promise={"kind": "at_most", "text": "{value}"}),
            field(
                "none-at-all",
                "minutes",
                default=0,
                promise={"kind": "at_most", "clock": "report", "text": "{value}"},
            ),
            field(
                "kept",
                "days",
                default=90,
                promise={"kind": "at_least", "clock": "preserve", "text": "{value}"},
            ),
        )
    )
    (stated,) = measurable(promises(form, state_with("card"), REGISTER))
    assert (stated.id, stated.clock, stated.minutes, stated.plan) == ("timed", "detect", 10, "5.3")
    assert len(stated.text) == 120 and stated.text.endswith("…")


IDS = st.from_regex(r"[a-z]{1,12}(-[a-z]{1,12}){0,3}(\.[a-z]{1,8}\.[A-Z]{1,3})?", fullmatch=True)


@given(st.lists(IDS, unique=True, max_size=8))
def test_promise_keys_fit_the_register_and_stay_different(ids: list[str]) -> None:
    keys = [promise_key(one) for one in ids]
    assert len(set(keys)) == len(ids)
    assert all(len(key) <= 32 and key.replace("-", "").replace("_", "").isalnum() for key in keys)


RULES = rules_of(
    rule("answered", {"fields": ["aim"]}, id="C-1-1", sizes=["full"]),
    rule(
        "different_people",
        {"fields": ["head", "deputy"]},
        id="C-2-2",
        fields=["head", "deputy"],
        **{"class": "contradiction"},
    ),
    rule(
        "order_rule",
        {"field": "order-rule"},
        id="C-1.5-1",
        fields=["order-rule"],
        **{"class": "contradiction"},
    ),
    rule("at_most", {"field": "minutes", "limit": 60}, id="C-5-1", **{"class": "infeasible"}),
)
FORM = form_of_topics(
    topic(
        "one",
        "2",
        field("head", "contact", required=True),
        field("deputy", "contact", required=True),
        field("order-rule", "text", size="short", default="先固定证据，再约谈。"),
        field("minutes", "minutes"),
        field("aim", "text", size="full"),
    ),
    floor_tests=[{"id": letter, "question": "通？", "how": "拨", "met": "通"} for letter in "ab"],
)
PEOPLE = {"head": contact_value("示例甲"), "deputy": contact_value("示例乙")}


def scored(
    state: PlanState, facts: PlanFacts = FACTS, form: PlanForm = FORM, rules: PlanRules = RULES
) -> Score:
    defects: tuple[Defect, ...] = check(form, rules, state, facts)
    return score(view(form, state, facts), state, rules, form.floor_tests, defects, facts)


def test_a_whole_plan_has_a_hundred_points_and_an_a() -> None:
    found = scored(state_with("card", {"a": "yes", "b": "yes"}, **PEOPLE))
    assert (found.fields, found.checks, found.floor, found.total, found.letter, found.caps) == (
        60,
        25,
        15,
        100,
        "A",
        (),
    )


def test_points_are_in_proportion_and_never_rounded_up() -> None:
    found = scored(state_with("card", {"a": "partly"}, head=PEOPLE["head"], minutes=90))
    assert (found.fields, found.checks, found.floor) == (30, 25 * 2 // 3, 15 // 4)
    assert (found.fields_met, found.fields_asked, found.rules_met, found.rules_asked) == (1, 2, 2, 3)


@pytest.mark.parametrize(
    ("answers", "facts", "cap"),
    [
        ({**PEOPLE, "deputy": PEOPLE["head"]}, FACTS, "deputy"),
        ({**PEOPLE, "order_rule": "先约谈，再固定证据。"}, FACTS, "order"),
        (PEOPLE, replace(FACTS, drills=()), "drill"),
        (PEOPLE, replace(FACTS, today=date(2027, 10, 1)), "drill"),
    ],
)
def test_no_sum_lifts_the_letter_over_a_cap(answers: dict[str, Any], facts: PlanFacts, cap: str) -> None:
    found = scored(state_with("short", {"a": "yes", "b": "yes"}, **answers), facts)
    assert [one.id for one in found.caps] == [cap]
    assert found.uncapped in ("A", "B") and found.letter == "C" and found.caps[0].reason


def test_an_empty_plan_is_a_d_and_a_cap_does_not_lift_it() -> None:
    found = scored(state_with("card"), replace(FACTS, drills=()))
    assert found.letter == "D" == found.uncapped and len(found.caps) == 2


def test_no_promise_of_the_shipped_form_says_its_unit_twice() -> None:
    form = load_plan_form(content_folders("standards", None))
    numbers = {"minutes": 30, "hours": 2, "days": 10, "yuan": 50_000, "percent": 5}
    answers = {
        item.id.replace("-", "_"): numbers[item.kind] for item in form.all_fields() if item.kind in numbers
    }
    said = [promise.text for promise in promises(form, state_with("full", **answers), REGISTER)]
    assert any("5万元" in text for text in said) and any("10个工作日内" in text for text in said)
    doubled = [text for text in said if re.search(r"分钟分钟|小时小时|天天|元元|天个工作日|%%", text)]
    assert doubled == []
