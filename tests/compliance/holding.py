"""What a vault may hold, built in a line: everything in order on DAY, to be spoilt one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from secretguard.actions import Finding
from secretguard.actions.models import FindingHead, FindingRaised
from secretguard.compliance import AssessmentHeld, Holdings, IncidentHeld, PlanHeld
from secretguard.plans import DrillFact
from secretguard.register import (
    AgreementSet,
    ClearedSet,
    MeasureSet,
    PartnerSet,
    PersonSet,
    RegisterState,
    SecretSet,
    TrainingSet,
)

DAY = date(2026, 11, 24)
Change = Callable[[Holdings], Holdings]


def ago(days: int) -> date:
    """So many days before DAY."""
    return DAY - timedelta(days=days)


def person(key: str, **more: Any) -> PersonSet:
    values = {
        "person": {"id": key, "name": f"示例{key}"},
        "duties": ("CO",) if key == "P1" else ("GM",) if key == "P3" else (),
        "phones": {"first": "000-0000-0001", "second": "000-0000-0002"},
        "deputy": {"P1": "P2", "P2": "P1", "P3": "P1"}.get(key),
        "confirmed": ago(30),
    }
    return PersonSet.model_validate(values | more)


def leaver(key: str = "P9") -> PersonSet:
    return person(key, service={"status": "left", "left_on": ago(60)})


def secret(key: str = "S1", **more: Any) -> SecretSet:
    values = {
        "secret": {"id": key, "code_name": f"代号{key}", "classification": "core", "category": "technical"},
        "holder": "示例P1",
        "term": "长期",
        "carriers": ("图纸柜",),
        "points": {"count": 3, "kept": "信封一", "version": ago(100)},
        "circle": {"people": ("P1", "P2")},
        "value": {"yuan": 1_000_000, "method": "成本法", "on": ago(100)},
        "basis": {"not_public": "行业没有公开", "searched": ago(100), "value": "省料"},
        "measures": tuple({"kind": kind, "measure": f"M{kind}"} for kind in range(1, 8)),
        "started": ago(200),
        "graded": {"on": ago(200), "by": "示例P3"},
        "review": {"last": ago(50)},
        "patent": {"decision": "kept", "decided": {"on": ago(190), "by": "示例P3"}},
        "patent_reasons": "拆不出来",
    }
    return SecretSet.model_validate(values | more)


def general(key: str) -> SecretSet:
    return secret(
        key, secret={"id": key, "code_name": key, "classification": "general", "category": "business"}
    )


def measure(kind: int, **more: Any) -> MeasureSet:
    values = {
        "measure": {"id": f"M{kind}", "what": f"措施{kind}", "kind": kind},
        "since": ago(300),
        "checked": {"on": ago(20), "by": "示例P1"},
        "evidence": ({"name": "照片.jpg", "sha256": "ab" * 32},),
        "secrets": ("S1",),
    }
    return MeasureSet.model_validate(values | more)


def agreement(key: str, party: str, **more: Any) -> AgreementSet:
    values = {"agreement": {"id": key, "title": "保密协议"}, "parties": (party,), "signed": ago(400)}
    return AgreementSet.model_validate(values | more)


def cleared(key: str, who: str, **more: Any) -> ClearedSet:
    values = {
        "cleared": {"id": key, "person": who, "post": "工程师"},
        "secrets": ("S1",),
        "granted": ago(300),
        "agreement": f"A{who[1:]}",
    }
    return ClearedSet.model_validate(values | more)


def gone(**more: Any) -> ClearedSet:
    """The clearance of the leaver, everything done."""
    values: dict[str, Any] = {
        "opened": ago(61),
        "items": ({"what": "代号S1 图纸", "state": "returned", "on": ago(60)},),
        "interview": ago(60),
        "letter": ago(55),
        "access_ended": ago(60),
        "closed": ago(55),
    }
    return cleared("C9", "P9", exit=values | more, secrets=("S1",))


def partner(**more: Any) -> PartnerSet:
    values = {
        "partner": {"id": "H1", "name": "示例公司"},
        "secrets": ("S1",),
        "agreement": "A8",
        "disclosed": ago(100),
        "reviewed": ago(50),
    }
    return PartnerSet.model_validate(values | more)


def training(key: str, days: int, *who: str) -> TrainingSet:
    head = {"id": key, "topic": "保密", "on": ago(days)}
    return TrainingSet.model_validate({"training": head, "attended": who})


def finding(key: str = "F1", source: str = "d1", **more: Any) -> Finding:
    head = FindingHead(id=key, source=source, origin="person", nature="plan")
    values: dict[str, Any] = {"owner": "示例P1", "due": DAY + timedelta(days=9), "status": "assigned"} | more
    return Finding(FindingRaised(finding=head, text="号码打不通"), 1, **values)


def by_id(*records: Any) -> dict[str, Any]:
    return {each.id: each for each in records}


def in_order() -> Holdings:
    """An enterprise with everything done."""
    both = ("P1", "P2", "P3")
    register = RegisterState(
        people=by_id(person("P1"), person("P2"), person("P3")),
        secrets=by_id(secret(), *(general(f"S{number}") for number in range(2, 6))),
        cleared=by_id(cleared("C1", "P1"), cleared("C2", "P2")),
        agreements=by_id(agreement("A1", "P1"), agreement("A2", "P2"), agreement("A8", "H1")),
        partners=by_id(partner()),
        measures=by_id(*(measure(kind) for kind in range(1, 8))),
        trainings=by_id(training("T1", 350, *both), training("T2", 30, *both)),
    )
    values: dict[str, Any] = {
        "log-days": 200,
        "cctv-days": 120,
        "kit-checked": ago(30).isoformat(),
        "money": 50_000,
        "night-authority": "P3",
        "routes": [{"route": "报案", "papers": "清单"}, {"route": "起诉", "papers": "清单"}],
        "route-decider": "P3",
    }
    plan = PlanHeld(2, "示例P3", ago(90), DAY + timedelta(days=270), values, frozenset(both))
    drill = DrillFact(id="d1", on=ago(40), title="推演", report_issued=True)
    return Holdings(
        today=DAY,
        register=register,
        plan=plan,
        drills=(drill,),
        findings=(finding(),),
        incidents=(IncidentHeld("i1", "图纸外发", ago(80), ago(70), 2),),
        assessments=(AssessmentHeld("a1", "去年", "self", ago(200), "示例P1", "示例P2"),),
    )


def with_records(held: Holdings, field: str, *records: Any) -> Holdings:
    """These records added, or put in place of those with their ids."""
    kept: dict[str, Any] = {field: {**getattr(held.register, field), **by_id(*records)}}
    return replace(held, register=replace(held.register, **kept))


def without(held: Holdings, field: str) -> Holdings:
    """No records of a kind."""
    nothing: dict[str, Any] = {field: {}}
    return replace(held, register=replace(held.register, **nothing))


def with_value(held: Holdings, field: str, value: Any) -> Holdings:
    """Another answer in the plan; None takes it out."""
    assert held.plan is not None
    values = {key: each for key, each in held.plan.values.items() if key != field}
    if value is not None:
        values[field] = value
    return replace(held, plan=replace(held.plan, values=values))


def left_in_order(held: Holdings, clearance: ClearedSet | None = None) -> Holdings:
    """Somebody left two months ago."""
    return with_records(with_records(held, "people", leaver()), "cleared", clearance or gone())
