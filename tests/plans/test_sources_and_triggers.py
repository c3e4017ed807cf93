from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from secretguard.actions import Actions
from secretguard.content import LawTable
from secretguard.entries import unrecorded
from secretguard.errors import RefusedError
from secretguard.plans import (
    DrillFact,
    IncidentFact,
    LawLine,
    OpenFinding,
    PlanFacts,
    Plans,
    PlanState,
    fired,
    fold,
    gather,
)
from secretguard.plans.models import Approval, PlanOpened, VersionApproved
from secretguard.plans.sources import proposal
from secretguard.plans.versions import kept_form, snapshot
from secretguard.register import (
    Identity,
    MeasureName,
    MeasureSet,
    PartnerName,
    PartnerSet,
    PersonSet,
    Profile,
    Register,
    RegisterState,
    SecretName,
    SecretSet,
)
from secretguard.vault import Vault
from tests.plans.conftest import TODAY
from tests.plans.forms import column, field, form_of_topics, made, topic

REGISTER = RegisterState(
    profile=Profile(name="示例公司", credit_code="91330000MA00000000", address="示例市一号"),
    people={"P1": PersonSet(person=Identity(id="P1", name="示例甲"), duties=("GM",))},
    secrets={
        "S1": SecretSet(secret=SecretName(id="S1", code_name="公差链", classification="core"), system="PDM")
    },
    measures={
        "M1": MeasureSet(measure=MeasureName(id="M1", what="图纸加密", kind=4), since=date(2025, 3, 1))
    },
    partners={
        "H1": PartnerSet(partner=PartnerName(id="H1", name="示例模具厂", kind="supplier"), secrets=("S1",))
    },
)
FACTS = PlanFacts(
    today=TODAY,
    register=REGISTER,
    drills=(DrillFact(id="d1", on=date(2026, 9, 1), title="离职工程师", grade="良好", path="leaver"),),
    open_findings=(OpenFinding(id="F1", text="电话没人接"),),
    law=(LawLine(id="a", name="《甲法》", checked_on=None),),
)


@pytest.mark.parametrize(
    ("kind", "source", "value"),
    [
        ("text", "register.name", "示例公司"),
        ("text", "register.credit_code", "91330000MA00000000"),
        ("text", "register.duty:GM", "示例甲"),
        ("register_people", "register.duty:GM", ["P1"]),
        ("contact", "register.duty:HR", None),
        ("lines", "register.core_secrets", ["公差链"]),
        ("lines", "register.measures", ["图纸加密（2025-03-01起）"]),
        ("lines", "register.partners", ["示例模具厂"]),
        ("text", "drills.last", "2026-09-01 离职工程师 良好"),
        ("date", "drills.last", "2026-09-01"),
        ("lines", "drills.findings", ["电话没人接"]),
        ("lines", "law.list", ["《甲法》（待核）"]),
        ("minutes", "register.name", None),
        ("text", "none", None),
    ],
)
def test_each_source_proposes_in_the_shape_of_the_field(kind: str, source: str, value: object) -> None:
    assert proposal(made("this", kind, source=source), FACTS) == value


def test_a_table_is_proposed_row_by_row() -> None:
    table = made(
        "this",
        "table",
        source="register.partners",
        row_label="who",
        columns=[column("who"), column("hours", "hours")],
    )
    assert proposal(table, FACTS) == [{"id": "own-1", "who": "示例模具厂"}]


@pytest.mark.parametrize(
    "source", ["register.name", "register.credit_code", "drills.last", "register.measures"]
)
def test_where_nothing_is_known_nothing_is_proposed(source: str) -> None:
    assert proposal(made("this", "text", source=source), PlanFacts(today=TODAY)) is None


TRIGGERS = (
    "law",
    "person-left",
    "core-secret",
    "drill-finding",
    "incident",
    "system",
    "supplier",
    "organisation",
)
FORM = form_of_topics(
    topic("one", "2", field("head", "contact")),
    triggers=[{"id": trigger, "text": trigger, "ask": "改吗？"} for trigger in TRIGGERS],
)


def with_version() -> PlanState:
    """A plan whose first version rests on FACTS."""
    opened = fold(unrecorded([PlanOpened(size="card")]))
    approval = Approval(
        number=1,
        by="示例甲",
        post="总经理",
        on=TODAY,
        effective=TODAY,
        review_due=date(2027, 1, 1),
        size="card",
    )
    entry = VersionApproved(
        approval=approval, hash="0" * 64, snapshot=snapshot(FORM, opened, FACTS), form=kept_form(FORM)
    )
    return fold(unrecorded([entry], 2), opened)


def secret(number: int, name: str, system: str) -> dict[str, SecretSet]:
    head = SecretName(id=f"S{number}", code_name=name, classification="core")
    return {**REGISTER.secrets, f"S{number}": SecretSet(secret=head, system=system)}


@pytest.mark.parametrize(
    ("trigger", "what", "change"),
    [
        ("law", "《乙法》", {"law": (*FACTS.law, LawLine(id="b", name="《乙法》"))}),
        ("law", "《甲法》不再列入", {"law": ()}),
        ("person-left", "示例甲", {"register": replace(REGISTER, people={})}),
        ("core-secret", "热处理", {"register": replace(REGISTER, secrets=secret(2, "热处理", "PDM"))}),
        ("system", "云盘", {"register": replace(REGISTER, secrets=secret(1, "公差链", "云盘"))}),
        ("drill-finding", "没接", {"open_findings": (OpenFinding(id="F2", text="没接。", plan="head"),)}),
        ("incident", "2026-11-20", {"incidents": (IncidentFact(id="i1", on=date(2026, 11, 20)),)}),
        ("organisation", "改名公司", {"register": replace(REGISTER, profile=Profile(name="改名公司"))}),
        ("organisation", "三厂", {"register": replace(REGISTER, sites=("三厂",))}),
        (
            "organisation",
            "示例庚",
            {
                "register": replace(
                    REGISTER,
                    people={
                        "P1": PersonSet(person=Identity(id="P1", name="示例甲")),
                        "P7": PersonSet(person=Identity(id="P7", name="示例庚"), duties=("GM",)),
                    },
                )
            },
        ),
        (
            "supplier",
            "示例外协厂",
            {
                "register": replace(
                    REGISTER,
                    partners={
                        **REGISTER.partners,
                        "H2": PartnerSet(
                            partner=PartnerName(id="H2", name="示例外协厂", kind="contract_maker"),
                            secrets=("S1",),
                        ),
                    },
                )
            },
        ),
    ],
)
def test_each_trigger_fires_on_what_it_is_about_and_on_nothing_else(
    trigger: str, what: str, change: dict[str, Any]
) -> None:
    assert fired(FORM, with_version(), FACTS) == ()
    assert {one.trigger.id: one.what for one in fired(FORM, with_version(), replace(FACTS, **change))} == {
        trigger: what
    }


def test_before_the_first_version_nothing_fires() -> None:
    assert fired(FORM, fold(unrecorded([PlanOpened(size="card")])), replace(FACTS, law=())) == ()


def test_findings_of_the_actions_room_come_in_with_owner_and_day(
    vault: Vault, register: Register, law: LawTable
) -> None:
    actions = Actions(vault, register.id)
    actions.raise_finding("d1", "联络员没接", "plan", plan="liaison")
    actions.assign("F1", what="换号码", owner="示例乙", due=date(2026, 11, 1))
    actions.raise_finding("d1", "已经办完的", "plan")
    actions.decline("F2", "不采纳")
    facts = gather(register.state, actions.state, law, TODAY, drills=FACTS.drills)
    assert facts.open_findings == (
        OpenFinding(
            id="F1", text="联络员没接", plan="liaison", due=date(2026, 11, 1), owner="示例乙", late=True
        ),
    )
    assert facts.findings_on("liaison") == facts.open_findings and facts.drilled_paths == {"leaver"}
    assert len(facts.law) == len(law.statutes) and facts.law[0].checked_on is not None


def test_every_step_can_be_taken_back_and_is_named(plans: Plans, facts: PlanFacts) -> None:
    plans.open("short")
    plans.unknown("night", "示例乙", date(2026, 12, 1))
    plans.answer("night", True)
    plans.answer_floor_test("a", "yes", "看过", "示例乙")
    plans.answer_trigger("law", "不用改")
    plans.submit("示例乙", "示例甲")
    plans.give_back("示例甲", "再看看")
    said = [plans.undo() for _step in range(6)]
    assert said == [
        "已撤销示例甲的退回，这一稿仍在审批中。",
        "已撤回第 1 版的提交。",
        "已撤销对“法律变了”的答复。",
        "已撤销现场测试 a 的记录。",
        "已撤销对“夜里有人”的改动，现在是：还不知道，示例乙 2026-12-01前弄清。",
        "已撤销对“夜里有人”的改动，现在是：没有填。",
    ]


def test_an_unknown_trigger_is_refused_with_the_known_ones(plans: Plans) -> None:
    plans.open("card")
    with pytest.raises(RefusedError, match="没有修订情形“moon”") as told:
        plans.answer_trigger("moon", "看过")
    assert "person-left" in told.value.remedy
