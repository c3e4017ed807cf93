"""A plan, its register and its form, small enough to see what a check finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from secretguard.content import PlanForm, PlanRules
from secretguard.entries import unrecorded
from secretguard.plans import (
    PlanFacts,
    PlanState,
    check,
    contact_value,
    fold,
)
from secretguard.plans.models import AnswerSet, PlanOpened
from secretguard.register import (
    AgreementName,
    AgreementSet,
    Circle,
    Identity,
    MeasureName,
    MeasureSet,
    PartnerName,
    PartnerSet,
    PersonSet,
    Phones,
    RegisterState,
    SecretName,
    SecretSet,
)
from tests.plans.forms import column, field, form_of_topics, one_rule, topic

TODAY = date(2026, 11, 24)


def person(number: int, name: str, **more: Any) -> PersonSet:
    phones = Phones(first=f"000-0000-00{number}1", second=f"000-0000-00{number}2")
    return PersonSet(**{"person": Identity(id=f"P{number}", name=name), "phones": phones, **more})


REGISTER = RegisterState(
    people={
        "P1": person(1, "示例甲", duties=("GM",), confirmed=date(2026, 10, 1)),
        "P2": person(2, "示例乙", duties=("CO",), confirmed=date(2026, 1, 1)),
        "P3": person(3, "示例丙", phones=Phones(first="000-0000-0031"), confirmed=date(2026, 10, 1)),
        "P4": person(4, "示例丁", service={"status": "left"}),
        "P5": person(5, "示例戊", duties=("RD",), confirmed=date(2026, 10, 1)),
    },
    secrets={
        "S1": SecretSet(
            secret=SecretName(id="S1", code_name="公差链", classification="core"),
            holder="示例戊",
            carriers=("图纸",),
            circle=Circle(people=("P5",)),
        ),
        "S2": SecretSet(secret=SecretName(id="S2", code_name="热处理曲线", classification="core")),
    },
    agreements={
        "A1": AgreementSet(
            agreement=AgreementName(id="A1", title="保密协议"), parties=("P5",), signed=date(2025, 1, 1)
        )
    },
    measures={"M1": MeasureSet(measure=MeasureName(id="M1", what="加密", kind=4), secrets=("S1",))},
    partners={"H1": PartnerSet(partner=PartnerName(id="H1", name="示例模具厂", kind="supplier"))},
    sites=("一厂", "二厂"),
)
LEVELS = ("I", "II", "III", "IV")
KINDS = [{"id": "leaver", "label": "离职带走"}, {"id": "fair", "label": "展会"}]
FORM = form_of_topics(
    topic(
        "people",
        "2",
        field("a", "contact"),
        field("b", "contact"),
        field("many", "contacts"),
        field("keys", "register_people"),
    ),
    topic(
        "numbers",
        "5.3",
        field("first", "minutes"),
        field("second", "hours"),
        field("bound", "hours"),
        field("count", "days"),
        field("other-count", "days"),
        field("day", "date"),
    ),
    topic(
        "lists",
        "3",
        field("secrets", "secrets"),
        field("sites", "lines"),
        field("kinds", "choices", options=KINDS),
        field("yes", "yes_no"),
        field("order", "text"),
        field("channel", "text"),
    ),
    topic(
        "words",
        "1",
        field("aim", "text", slogan=True),
        field("other", "text"),
        field("late", "text", size="full"),
    ),
    topic(
        "table",
        "6",
        field(
            "steps",
            "table",
            row_label="step",
            columns=[
                column("step"),
                column("role"),
                column("stand-in"),
                column("phase"),
                column("phone"),
                column("until", "date"),
                column("restricts", "yes_no"),
                column("after-duplicate", "yes_no"),
                column("exception"),
                *(column(level, "minutes") for level in LEVELS),
            ],
            rows=[{"id": "note", "step": "记下"}, {"id": "copy", "step": "复制"}],
        ),
    ),
    topic(
        "caps",
        "2",
        field(
            "caps", "table", row_label="role", columns=[column("role"), column("person"), column("stand-in")]
        ),
    ),
    topic(
        "grading",
        "4",
        field(
            "grading",
            "table",
            columns=[
                column("criterion", "choice", options=[{"id": "spread", "label": "传到哪里"}]),
                column("situation"),
                column("level", "choice", options=[{"id": level, "label": level} for level in LEVELS]),
            ],
            rows=[
                {"id": "out", "criterion": "spread", "situation": "网上公开", "level": "I"},
                {"id": "in", "criterion": "spread", "situation": "没有出公司", "level": "IV"},
            ],
        ),
    ),
    topic(
        "losses",
        "4",
        field("losses", "table", columns=[column("yuan", "yuan"), column("percent", "percent")]),
    ),
)


def state_with(answers: Mapping[str, Any]) -> PlanState:
    changes = [AnswerSet(field=name, value=value) for name, value in answers.items()]
    return fold(unrecorded([PlanOpened(size="card"), *changes]))


def faults(
    check_name: str,
    params: dict[str, Any],
    answers: Mapping[str, Any],
    *,
    state: PlanState | None = None,
    form: PlanForm = FORM,
    words: list[dict[str, str]] | None = None,
    **facts: Any,
) -> list[str]:
    """What one rule says about these answers."""
    more = {"words": words} if words else {}
    rules = PlanRules(kind="plan-rules", rules=(one_rule(check_name, params, **more),))
    known = PlanFacts(today=TODAY, register=facts.pop("register", REGISTER), **facts)
    return [defect.message for defect in check(form, rules, state or state_with(answers), known)]


def wording(pattern: str) -> list[dict[str, str]]:
    return [{"id": "word", "pattern": pattern, "wrong": "错的", "right": "对的"}]


def row(row_id: str, **cells: Any) -> dict[str, Any]:
    return {"id": row_id, "step": row_id, **{name.replace("_", "-"): value for name, value in cells.items()}}


A, B, C = (
    contact_value(name, person=number)
    for name, number in (("示例甲", "P1"), ("示例乙", "P2"), ("示例丙", "P3"))
)
OUTSIDER = contact_value("", ("110",), organisation="经侦大队")
