"""Every automatic rule: when it says yes, when no, when it cannot tell; and that it then never says yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from secretguard.actions import Finding
from secretguard.compliance import RULES, Holdings
from tests.compliance.holding import (
    DAY,
    Change,
    ago,
    agreement,
    cleared,
    finding,
    gone,
    in_order,
    leaver,
    left_in_order,
    measure,
    partner,
    person,
    secret,
    training,
    with_records,
    with_value,
    without,
)

EMPTY = Holdings(today=DAY)


def same(held: Holdings) -> Holdings:
    return held


def record(field: str, *records: Any) -> Change:
    return lambda held: with_records(held, field, *records)


def none(field: str) -> Change:
    return lambda held: without(held, field)


def value(field: str, new: object) -> Change:
    return lambda held: with_value(held, field, new)


def left(**exit_changes: Any) -> Change:
    return lambda held: left_in_order(held, gone(**exit_changes))


def empty(held: Holdings) -> Holdings:
    return Holdings(today=held.today)


def planless(held: Holdings) -> Holdings:
    return replace(held, plan=None)


def old_plan(held: Holdings) -> Holdings:
    assert held.plan is not None
    return replace(held, plan=replace(held.plan, on=ago(400)))


def stranger_approved(held: Holdings) -> Holdings:
    assert held.plan is not None
    return replace(held, plan=replace(held.plan, by="示例某"))


def strangers_in_plan(held: Holdings) -> Holdings:
    assert held.plan is not None
    return replace(held, plan=replace(held.plan, people=frozenset()))


def drill(**more: Any) -> Change:
    return lambda held: replace(held, drills=tuple(each.model_copy(update=more) for each in held.drills))


def findings(*given: Finding) -> Change:
    return lambda held: replace(held, findings=given)


def incident(**more: Any) -> Change:
    return lambda held: replace(held, incidents=tuple(replace(each, **more) for each in held.incidents))


def assessment(**more: Any) -> Change:
    return lambda held: replace(held, assessments=tuple(replace(each, **more) for each in held.assessments))


def unfilled(key: str, **more: Any) -> Change:
    return record("secrets", secret(key, **more))


def covered(first: int, end: int) -> tuple[dict[str, object], ...]:
    """A secret's own lines that name the register's measure of each kind."""
    return tuple({"kind": kind, "measure": f"M{kind}"} for kind in range(first, end))


def two_officers(held: Holdings) -> Holdings:
    guide = person("P4", duties=("GUIDE",), deputy="P2")
    second = person("P5", duties=("CO",))
    return with_records(held, "people", guide, second)


@dataclass(frozen=True)
class Cases:
    """The changes to a vault in order that make a rule say so; an empty row: it never says so by design."""

    yes: tuple[Change, ...] = ()
    no: tuple[Change, ...] = ()
    unknown: tuple[Change, ...] = ()


_BARE = {"secret": {"id": "S1", "code_name": "代号", "classification": "core"}}

CASES: Mapping[str, Cases] = {
    "officer_named": Cases(
        (same,),
        (empty, record("people", person("P1", deputy=None)), record("people", person("P1", duties=()))),
    ),
    "register_complete": Cases((same,), (unfilled("S1", term=None), unfilled("S1", **_BARE)), (empty,)),
    "points_written": Cases(
        (same,),
        (unfilled("S1", points={}),),
        (empty, unfilled("S1", review={}), unfilled("S1", review={"last": ago(101)})),
    ),
    "nonpublic_note": Cases(
        (same,),
        (unfilled("S1", basis={}), unfilled("S1", basis={"not_public": "没有", "searched": ago(800)})),
        (empty,),
    ),
    "value_estimated": Cases(
        (same,),
        (
            unfilled("S1", value={}),
            unfilled("S1", value={"yuan": 1, "method": "市场法", "on": ago(800)}),
        ),
        (empty,),
    ),
    "register_review_12m": Cases(
        (same,), (unfilled("S1", review={}), unfilled("S1", review={"last": ago(400)})), (empty,)
    ),
    "secrets_graded": Cases((same,), (unfilled("S1", graded={"on": ago(3)}),), (empty,)),
    "circle_named": Cases(
        (same,),
        (
            unfilled("S1", circle={}),
            unfilled("S1", circle={"people": ("P1",), "roles": ({"role": "车间", "count": 4},)}),
            record("people", person("P2", service={"status": "left", "left_on": ago(1)})),
        ),
        (empty,),
    ),
    "patent_choice": Cases((same,), (unfilled("S1", patent={}),), (empty, unfilled("S1", started=ago(500)))),
    "art6_cover": Cases(
        (
            same,
            unfilled(
                "S1",
                measures=(*covered(2, 8), {"kind": 1, "not_applicable": "没有员工接触"}),
            ),
        ),
        (
            record("measures", measure(3, evidence=())),
            record("measures", measure(3, checked={})),
            record("measures", measure(3, checked={"on": ago(400), "by": "示例P1"})),
            lambda held: with_records(
                with_records(held, "measures", measure(7, secrets=())),
                "secrets",
                secret(measures=(*covered(1, 7), {"kind": 7, "not_applicable": "没有"})),
            ),
        ),
        (empty,),
    ),
    "core_anchored": Cases(unknown=(same, empty)),
    "cleared_list_current": Cases(
        (same, left()),
        (unfilled("S1", circle={"people": ("P1", "P2", "P3")}), left(closed=None)),
        (empty, unfilled("S1", circle={})),
    ),
    "circle_nda_95": Cases(
        (same,),
        (none("agreements"), record("agreements", agreement("A1", "P1", signed=ago(299)))),
        (empty, record("cleared", cleared("C1", "P1", granted=None))),
    ),
    "access_matrix": Cases(
        (same,),
        (none("agreements"), none("trainings"), record("cleared", cleared("C1", "P1", secrets=()))),
        (empty,),
    ),
    "entry_training": Cases(
        no=(none("trainings"), record("cleared", cleared("C1", "P1", granted=ago(351)))),
        unknown=(same, empty),
    ),
    "training_yearly": Cases(
        (same,),
        (
            none("trainings"),
            record("trainings", training("T1", 350, "P1", "P2"), training("T2", 30, "P1", "P2")),
        ),
        (empty, record("people", person("P3", duties=()))),
    ),
    "leaver_list_done": Cases(
        (left(),),
        (left(closed=None), left(items=()), left(items=({"what": "代号S1", "state": "open"},))),
        (same, empty, left(items=({"what": "门禁卡", "state": "returned"},))),
    ),
    "leaver_letter": Cases(
        (left(),), (left(letter=None), left(interview=None), left(letter=ago(44))), (same, empty)
    ),
    "leaver_access_24h": Cases(
        (left(),), (left(access_ended=ago(59)),), (same, empty, left(access_ended=None))
    ),
    "noncompete_valid": Cases(
        no=(lambda held: left_in_order(held, gone().model_copy(update={"non_compete": _non_compete(800)})),),
        unknown=(
            same,
            empty,
            left(),
            lambda held: left_in_order(held, gone().model_copy(update={"non_compete": _non_compete(600)})),
        ),
    ),
    "partner_nda_first": Cases(
        (same,),
        (
            record("partners", partner(agreement=None)),
            record("agreements", agreement("A8", "H1", signed=ago(99))),
            record("agreements", agreement("A8", "H1", until=ago(1))),
        ),
        (empty, record("partners", partner(disclosed=None))),
    ),
    "partner_review_12m": Cases(
        (same,),
        (record("partners", partner(reviewed=None)), record("partners", partner(reviewed=ago(400)))),
        (empty, record("partners", partner(secrets=("S2",)))),
    ),
    "partner_return": Cases(
        (record("partners", partner(ended=ago(60), returned=ago(40))),),
        (
            record("partners", partner(ended=ago(60))),
            record("partners", partner(ended=ago(60), returned=ago(20))),
        ),
        (same, empty, record("partners", partner(ended=ago(10)))),
    ),
    "plan_current": Cases(
        (same,),
        (
            planless,
            old_plan,
            record("people", person("P3", service={"status": "left", "left_on": ago(1)})),
        ),
        (stranger_approved,),
    ),
    "plan_contacts_180d": Cases(
        (same,),
        (
            planless,
            record("people", person("P2", confirmed=None)),
            record("people", person("P2", phones={"first": "000-0000-0001"})),
            record("people", person("P2", confirmed=ago(181))),
        ),
        (strangers_in_plan,),
    ),
    "log_retention": Cases(no=(value("log-days", 183),), unknown=(same, planless, value("log-days", None))),
    "cctv_days": Cases(
        (same,), (value("cctv-days", 89),), (planless, value("cctv-days", None), value("cctv-days", True))
    ),
    "kit_180d": Cases(
        no=(planless, value("kit-checked", ago(181).isoformat())),
        unknown=(same, value("kit-checked", None), value("kit-checked", "去年")),
    ),
    "emergency_money": Cases(
        no=(planless, value("money", None), value("money", 0)),
        unknown=(same,),
    ),
    "routes_ready": Cases((same,), (planless, value("routes", []))),
    "drill_12m": Cases(no=(empty, drill(on=ago(400))), unknown=(same, none("secrets"))),
    "drill_findings": Cases(
        (same,),
        (findings(finding(owner=None)), findings(finding(due=None)), findings(finding(due=ago(1)))),
        (empty, findings(), findings(finding(source="d0"))),
    ),
    "findings_overdue_0": Cases(
        (same, findings(finding(due=ago(1), status="closed"))),
        (findings(finding(due=ago(1))),),
        (empty, findings(finding(due=None))),
    ),
    "incidents_reviewed": Cases(
        (same,), (incident(reviewed=None), incident(conclusions=0)), (empty, incident(closed=None))
    ),
    "assessment_12m": Cases(
        (same,),
        (
            empty,
            assessment(on=ago(400)),
            assessment(reviewer=None),
            assessment(reviewer="示例P1"),
            assessment(side="bureau"),
        ),
    ),
    "park_staff_named": Cases(
        (two_officers,),
        (same, lambda held: without(two_officers(held), "trainings")),
        (empty,),
    ),
    "park_plan_current": Cases((same,), (planless, old_plan), (stranger_approved,)),
    **{
        rule: Cases(unknown=(same, empty))
        for rule in (
            "park_tenant_file",
            "park_liaison_180d",
            "park_training_4",
            "park_response_30m",
            "park_drill_12m",
            "park_findings_follow",
            "park_assess_share",
            "park_mediation",
            "park_service_log",
            "park_yearly_report",
        )
    },
}


def _non_compete(days: int) -> object:
    from secretguard.register.clearance import NonCompete

    return NonCompete(agreed=True, until=ago(60) + timedelta(days=days))


def test_every_rule_has_its_cases() -> None:
    assert CASES.keys() == RULES.keys()
    assert all(cases.unknown or cases.no for cases in CASES.values())


@pytest.mark.parametrize("rule", sorted(CASES))
def test_yes_rests_on_records(rule: str) -> None:
    for change in CASES[rule].yes:
        found = RULES[rule](change(in_order()))
        assert found.found == "met", found
        assert found.shown, "a yes that shows nothing"
        assert found.why


@pytest.mark.parametrize("rule", sorted(CASES))
def test_no_says_what_is_wrong(rule: str) -> None:
    for number, change in enumerate(CASES[rule].no):
        found = RULES[rule](change(in_order()))
        assert found.found == "unmet", (number, found)
        assert found.why


@pytest.mark.parametrize("rule", sorted(CASES))
def test_unknown_is_never_yes_and_says_why(rule: str) -> None:
    for number, change in enumerate(CASES[rule].unknown):
        found = RULES[rule](change(in_order()))
        assert found.found == "unknown", (number, found)
        assert found.why
    assert RULES[rule](EMPTY).found in ("unknown", "unmet")


def test_half_is_said_where_half_is_there() -> None:
    assert RULES["emergency_money"](with_value(in_order(), "night-authority", None)).found == "partly"
    assert RULES["routes_ready"](with_value(in_order(), "route-decider", None)).found == "partly"
    assert RULES["drill_12m"](drill(report_issued=False)(in_order())).found == "partly"
    assert RULES["officer_named"](without(in_order(), "trainings")).found == "partly"
    all_core = without(in_order(), "secrets")
    assert RULES["secrets_graded"](with_records(all_core, "secrets", secret())).found == "partly"


def test_a_leaver_of_last_week_may_still_be_on_the_list() -> None:
    fresh = leaver().model_copy(update={"service": leaver().service.model_copy(update={"left_on": ago(5)})})
    held = with_records(left_in_order(in_order(), gone(closed=None)), "people", fresh)
    assert RULES["cleared_list_current"](held).found == "met"
