from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from secretguard.content import CHECKS, LawTable, PlanForm, PlanRules
from secretguard.plans import (
    Defect,
    DrillFact,
    OpenFinding,
    PlanFacts,
    PlanState,
    blocking,
    check,
    class_word,
    contact_value,
    fold,
    view,
)
from secretguard.plans.checks.predicates import PREDICATES
from secretguard.plans.models import AnswerSet, AnswerUnknown, Approval, PlanOpened, VersionApproved
from secretguard.register import (
    AgreementName,
    AgreementSet,
    Circle,
    Identity,
    MeasureName,
    MeasureSet,
    OutsideChannel,
    PartnerName,
    PartnerSet,
    PersonSet,
    Phones,
    RegisterState,
    SecretName,
    SecretSet,
)
from tests.plans.forms import column, field, form_of_topics, one_rule, rule, rules_of, topic, written

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
    return fold(written([PlanOpened(size="card"), *changes]))


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

CASES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
    # predicate, params, answers that meet it, answers that do not, what is said then
    ("answered", {"fields": ["aim", "late"]}, {"aim": "写了"}, {}, "“aim”没有填"),
    (
        "rows_answered",
        {"table": "steps", "columns": ["role"]},
        {"steps": [row("note", role="甲")]},
        {"steps": [row("note")]},
        "没有写role：note",
    ),
    ("is_yes", {"field": "yes"}, {"yes": True}, {"yes": False}, "写的是否"),
    (
        "min_items",
        {"field": "sites", "count": 2},
        {"sites": ["一", "二"]},
        {"sites": ["一"]},
        "只有 1 项，至少要 2 项",
    ),
    (
        "max_length",
        {"field": "aim", "limit": 5},
        {"aim": "五个字以内"},
        {"aim": "这里超过五个字"},
        "有 7 个字，最多 5 个",
    ),
    (
        "includes",
        {"field": "kinds", "options": ["fair"]},
        {"kinds": ["fair"]},
        {"kinds": ["leaver"]},
        "缺：展会",
    ),
    (
        "includes",
        {"field": "steps", "options": ["copy"]},
        {"steps": [row("copy")]},
        {"steps": [row("note")]},
        "缺：复制",
    ),
    (
        "covers_values",
        {"field": "kinds", "table": "steps", "column": "phase"},
        {"kinds": ["fair"], "steps": [row("a", phase="fair")]},
        {"kinds": ["fair"], "steps": [row("a", phase="leaver")]},
        "离职带走",
    ),
    ("different_people", {"fields": ["a", "b"]}, {"a": A, "b": B}, {"a": A, "b": A}, "都是示例甲"),
    (
        "rows_differ",
        {"table": "steps", "columns": ["role", "stand-in"]},
        {"steps": [row("x", role="示例甲", stand_in="示例乙")]},
        {"steps": [row("x", role="示例甲", stand_in="示例甲（总经理）")]},
        "都是示例甲",
    ),
    (
        "rows_differ",
        {"table": "steps", "columns": ["role", "stand-in"]},
        {"steps": [row("x", role="外人", stand_in="别人")]},
        {"steps": [row("x", role="外人")]},
        "没有写stand-in",
    ),
    (
        "two_phones",
        {"fields": ["a", "many"]},
        {"a": A, "many": [B]},
        {"a": A, "many": [C]},
        "示例丙只有 1 个电话，要 2 个",
    ),
    ("has_person", {"fields": ["a"]}, {"a": A}, {"a": OUTSIDER}, "只有经侦大队，没有写找谁"),
    (
        "people_current",
        {"fields": ["keys", "steps"]},
        {"keys": ["P1"]},
        {"keys": ["P4"], "steps": [row("x", role="示例丁")]},
        "示例丁已经离开",
    ),
    (
        "hats_at_most",
        {"fields": ["a", "b", "many"], "count": 2},
        {"a": A, "b": A},
        {"a": A, "b": A, "many": [A]},
        "担了 3 项：a、b、many",
    ),
    (
        "hats_at_most",
        {"fields": ["a", "caps"], "count": 1},
        {"a": A, "caps": [{"id": "x", "role": "指挥", "person": "示例乙"}]},
        {"a": A, "caps": [{"id": "x", "role": "指挥", "person": "示例甲"}]},
        "a、指挥",
    ),
    (
        "keeper_apart",
        {"field": "keys", "duties": ["RD", "PRD"]},
        {"keys": ["P5", "P1"]},
        {"keys": ["P5"]},
        "都可能是被查的一方",
    ),
    (
        "contacts_fresh",
        {"days": 180, "fields": ["a", "b"]},
        {"a": A},
        {"a": A, "b": B},
        "示例乙的电话超过 180 天",
    ),
    (
        "contacts_fresh",
        {"days": 180, "limit_field": "count", "fields": ["b"]},
        {"b": B, "count": 900},
        {"b": B, "count": 90},
        "超过 90 天",
    ),
    (
        "phones_agree",
        {"table": "steps", "columns": ["role", "phone"]},
        {"steps": [row("x", role="示例甲", phone="０00 0000 0011")]},
        {"steps": [row("x", role="示例甲", phone="000-0000-0099")]},
        "和台账里的不一样",
    ),
    (
        "not_stale",
        {"field": "day", "days": 180},
        {"day": "2026-06-01"},
        {"day": "2026-05-01"},
        "已过 207 天，最多 180 天",
    ),
    ("in_future", {"field": "day"}, {"day": "2026-11-25"}, {"day": "2026-11-24"}, "已经过了"),
    ("after_last_version", {"field": "day"}, {"day": "2026-11-24"}, {"day": "2026-11-25"}, "还没有到"),
    (
        "before_date",
        {"field": "day", "days": 366},
        {"day": "2027-11-24"},
        {"day": "2028-11-24"},
        "超过 366 天",
    ),
    ("at_most", {"field": "first", "limit": 60}, {"first": 60}, {"first": 61}, "是61分钟，最多60分钟"),
    (
        "at_least",
        {"field": "count", "limit_field": "other-count"},
        {"count": 90, "other-count": 90},
        {"count": 30, "other-count": 90},
        "至少90天",
    ),
    (
        "sum_at_most",
        {"fields": ["first", "second"], "limit_field": "bound"},
        {"first": 60, "second": 1, "bound": 2},
        {"first": 61, "second": 1, "bound": 2},
        "一共 121 分钟，超过 120 分钟",
    ),
    (
        "faster_by_level",
        {"table": "steps", "columns": list(LEVELS)},
        {"steps": [row("x", I=10, III=10, IV=20)]},
        {"steps": [row("x", I=30, II=10)]},
        "I要 30 分钟，反而比II的 10 分钟慢",
    ),
    (
        "cells_at_most",
        {"table": "steps", "column": "I", "options": ["copy"], "limit_field": "bound"},
        {"bound": 1, "steps": [row("copy", I=60), row("note", I=900)]},
        {"bound": 1, "steps": [row("copy", I=61)]},
        "61分钟，最多60分钟",
    ),
    (
        "after_duplicate",
        {"table": "steps"},
        {
            "steps": [
                row("x", restricts=True, after_duplicate=True),
                row("y", restricts=True, exception="还在流"),
            ]
        },
        {"steps": [row("x", restricts=True, after_duplicate=False)]},
        "没有排在复制之后",
    ),
    (
        "order_rule",
        {"field": "order"},
        {"order": "先固定证据，再停账号、约谈。"},
        {"order": "先停账号，再固定证据。"},
        "没有把固定证据放在前面",
    ),
    ("order_rule", {"field": "order"}, {}, {"order": "高度重视证据。"}, "没有把固定证据放在前面"),
    (
        "max_steps",
        {"table": "steps", "column": "phase", "options": ["first"], "count": 1},
        {"steps": [row("x", phase="first"), row("y", phase="later")]},
        {"steps": [row("x", phase="first"), row("y", phase="first")]},
        "有 2 步，最多 1 步",
    ),
    (
        "owner_is_known",
        {"table": "steps", "column": "role", "fields": ["caps"]},
        {
            "steps": [row("x", role="指挥"), row("y", role="示例乙"), row("z", role="联络员")],
            "caps": [{"id": "c", "role": "指挥", "stand-in": "示例乙"}],
        },
        {"steps": [row("x", role="大家")], "caps": [{"id": "c", "role": "指挥", "stand-in": "示例乙"}]},
        "没有这个角色",
    ),
    (
        "owner_is_known",
        {"table": "steps", "column": "role", "fields": ["caps"]},
        {},
        {"steps": [row("x", role="指挥"), row("y", role="指挥")], "caps": [{"id": "c", "role": "指挥"}]},
        "“指挥”有 2 步要做，还没有代理人",
    ),
    (
        "no_gap_or_overlap",
        {"table": "grading", "limit_field": "losses"},
        {"losses": [{"id": "I", "yuan": 300}, {"id": "II", "yuan": 200}, {"id": "III", "yuan": 100}]},
        {"losses": [{"id": "I", "yuan": 200}, {"id": "II", "yuan": 300}, {"id": "III", "yuan": 100}]},
        "例如：损失",
    ),
    (
        "covers_core_secrets",
        {"field": "secrets"},
        {
            "secrets": [
                {"secret": "S1", "code_name": "公差链", "place": ""},
                {"secret": None, "code_name": "热处理曲线", "place": ""},
            ]
        },
        {"secrets": [{"secret": "S1", "code_name": "公差链", "place": ""}]},
        "热处理曲线不在",
    ),
    ("covers_sites", {"field": "sites"}, {"sites": ["一厂办公楼", "二厂"]}, {"sites": ["一厂"]}, "二厂不在"),
    (
        "register_partners_listed",
        {"table": "steps", "column": "role", "count": 10},
        {"steps": [row("x", role="示例模具厂（甲）")]},
        {"steps": [row("x", role="别的厂")]},
        "示例模具厂",
    ),
    (
        "outside_company",
        {"field": "channel"},
        {"channel": "手机；示例@外面.例"},
        {"channel": "走 x@firm.example 这个邮箱"},
        "走的是公司自己的邮箱（firm.example）",
    ),
    (
        "contracts_alive",
        {"table": "steps", "column": "until"},
        {"steps": [row("x", until="2026-11-24")]},
        {"steps": [row("x", until="2026-11-23")]},
        "2026-11-23 已到期",
    ),
    (
        "distribution_limited",
        {"table": "steps", "column": "role", "fields": ["a"]},
        {"steps": [row("x", role="负责人"), row("y", role="示例甲"), row("z", role="行政指导员")]},
        {"steps": [row("x", role="示例丙")]},
        "“示例丙”在预案里没有职责",
    ),
    (
        "law_clocks_match",
        {"table": "steps", "column": "I"},
        {"steps": [row("network", I=240), row("copy", I=900)]},
        {"steps": [row("network", I=241)]},
        "法定是四小时内",
    ),
]
MAIL = {
    f"P{number}": person(number, name, outside=OutsideChannel(email=f"{number}@firm.example"))
    for number, name in ((1, "示例甲"), (2, "示例乙"))
}
CLOCKS = LawTable.model_validate(
    {
        "kind": "law",
        "clocks": [
            {
                "id": "network",
                "event": "网络安全事件",
                "limit": "四小时内",
                "minutes": 240,
                "basis": ["law:a-1:1"],
                "mark": "checked",
            }
        ],
        "never_say": [
            {"id": "chain", "pattern": "上链证明真实", "wrong": "上链证明真实", "right": "只能证明没有改动"}
        ],
    }
)


def facts_for(name: str) -> dict[str, Any]:
    if name == "outside_company":
        return {"register": replace(REGISTER, people=MAIL)}
    return {"law_table": CLOCKS}


@pytest.mark.parametrize(("name", "params", "good", "bad", "said"), CASES)
def test_each_predicate_is_silent_when_met_and_says_what_is_wrong_when_not(
    name: str, params: dict[str, Any], good: dict[str, Any], bad: dict[str, Any], said: str
) -> None:
    assert faults(name, params, good, **facts_for(name)) == []
    assert said in "".join(faults(name, params, bad, **facts_for(name)))


def test_every_predicate_that_content_may_name_is_here_and_no_other() -> None:
    assert set(PREDICATES) == set(CHECKS)


TOLD_ELSEWHERE = sorted(
    set(CHECKS)
    - {
        "answered",
        "rows_answered",
        "drill_within",
        "version_in_force",
        "core_secrets_complete",
        "contacts_fresh",
        "findings_dated",
        "paths_drilled",
        "evaluator_apart",
        "triggers_answered",
        "register_partners_listed",
    }
)


@pytest.mark.parametrize("name", TOLD_ELSEWHERE)
def test_what_is_not_there_is_no_fault_of_a_predicate_about_something_else(name: str) -> None:
    params = next((case[1] for case in CASES if case[0] == name), {})
    words = wording("口号") if CHECKS[name].words else None
    if CHECKS[name].words and "fields" in CHECKS[name].needs:
        params = {"fields": ["aim"]}
    if name == "triggers_answered":
        params = {}
    empty = replace(REGISTER, secrets={}, sites=())
    bare = form_of_topics(
        *(topic(t.id, t.section, *(field(f.id, f.kind, **kept(f)) for f in t.fields)) for t in FORM.topics)
    )
    assert faults(name, params, {}, form=bare, words=words, register=empty) == []


def kept(one: Any) -> dict[str, Any]:
    """A field without its default rows, so that nothing stands there."""
    shown = one.model_dump(mode="json", include={"options", "columns", "row_label", "slogan", "size"})
    return {name: value for name, value in shown.items() if value is not None}


@pytest.mark.parametrize(
    ("name", "good", "bad", "said"),
    [
        ("forbidden_words", "写到信息主管", "由相关部门处理", "“aim”里有“相关部门”；应当写：对的"),
        ("no_secret_content", "公差链", "相关部门的数", "像是写进了秘密内容"),
        ("mentions", "相关部门", "没有别的", "没有写：对的"),
        ("not_a_slogan", "相关部门当天登记", "相关部门高度重视", "只是口号"),
        ("not_a_slogan", "相关部门由示例甲牵头", "要紧紧依靠相关部门", "只是口号"),
    ],
)
def test_words_are_found_where_they_stand(name: str, good: str, bad: str, said: str) -> None:
    params = {"fields": ["aim"]}
    words = wording("相关部门")
    assert faults(name, params, {"aim": good}, words=words) == []
    assert said in "".join(faults(name, params, {"aim": bad}, words=words))


def test_a_slogan_is_only_looked_for_where_the_form_says_so() -> None:
    assert faults("not_a_slogan", {}, {"other": "相关部门高度重视"}, words=wording("相关部门")) == []


def test_secret_content_in_a_tables_cell_or_a_code_name_is_found_and_not_repeated() -> None:
    for answers in (
        {"steps": [row("x", exception="孔径 8.25±0.01")]},
        {"secrets": [{"secret": None, "code_name": "孔径 8.25±0.01", "place": ""}]},
        {"many": [contact_value("孔径 8.25±0.01", ("000-0000-0001",))]},
    ):
        (said,) = faults("no_secret_content", {}, answers, words=wording(r"\d{1,3}\.\d{1,3}±"))
        assert "8.25" not in said


def test_phone_numbers_are_no_secret_content() -> None:
    value = contact_value("示例壬", ("12345678901234567890",))
    assert faults("no_secret_content", {}, {"a": value}, words=wording(r"\d{5,30}")) == []


def test_wrong_sentences_of_the_law_table_come_with_the_right_one() -> None:
    (said,) = faults("never_say", {}, {"other": "上链证明真实。"}, law_table=CLOCKS)
    assert "应当写：只能证明没有改动" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["owner", "carriers", "circle", "agreement", "measures"],
            "“热处理曲线”还没有：说得清的人、载体、知悉范围、保密协议、保密措施",
        ),
        (["sign"], None),
    ],
)
def test_what_a_core_secret_lacks_in_the_register_is_listed_by_secret(
    options: list[str], said: str | None
) -> None:
    found = faults("core_secrets_complete", {"options": options}, {})
    assert [line.rstrip("。") for line in found] == ([said] if said else [])


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


def approved(on: date, effective: date) -> PlanState:
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
    return fold(written([PlanOpened(size="card"), entry]))


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


def defects(state: PlanState, *rules: dict[str, Any]) -> tuple[Defect, ...]:
    return check(REQUIRED, rules_of(*rules), state, PlanFacts(today=TODAY, register=REGISTER))


REQUIRED = form_of_topics(topic("one", "2", field("head", "contact", required=True), field("soft", "text")))


def test_leak_and_unlawful_always_block_and_a_missing_required_field_does() -> None:
    state = state_with({"soft": "口号"})
    found = defects(
        state,
        rule(
            "forbidden_words",
            {"fields": ["soft"]},
            id="C-1-1",
            words=wording("口号"),
            **{"class": "unlawful"},
        ),
        rule(
            "forbidden_words", {"fields": ["soft"]}, id="C-1-2", words=wording("口号"), **{"class": "slogan"}
        ),
        rule("drill_within", {"days": 1}, id="C-1-3", **{"class": "stale"}),
    )
    assert [(one.rule, one.blocks) for one in found] == [
        ("C-1-1", True),
        ("required", True),
        ("C-1-3", False),
        ("C-1-2", False),
    ]
    assert len(blocking(found)) == 2
    assert (
        found[1].field == "head" and found[1].section == "2" and class_word(found[1].defect_class) == "缺项"
    )


def test_a_required_field_is_told_once_even_if_a_rule_names_it() -> None:
    (found,) = defects(state_with({}), rule("answered", {"fields": ["head"]}, id="C-2-1"))
    assert (found.rule, found.blocks) == ("C-2-1", True)


def test_not_knowing_a_required_field_still_blocks_and_says_who_finds_out() -> None:
    state = fold(
        written([PlanOpened(size="card"), AnswerUnknown(field="head", owner="示例乙", due=date(2026, 12, 1))])
    )
    (found,) = defects(state, rule("answered", {"fields": ["soft"]}, id="C-2-1"))[:1]
    assert found.blocks and "示例乙应在 2026-12-01 前弄清" in found.message


def test_rules_of_another_size_and_fields_outside_the_size_are_not_asked() -> None:
    state = state_with({})
    assert faults("answered", {"fields": ["late"]}, {}) == []
    rules = rules_of(rule("answered", {"fields": ["aim"]}, sizes=["full"]))
    assert check(FORM, rules, state, PlanFacts(today=TODAY)) == ()
    assert len(check(FORM, rules, state, PlanFacts(today=TODAY), "full")) == 1
    assert view(FORM, state, PlanFacts(today=TODAY)).field("late") is None


def test_an_open_finding_is_a_defect_of_its_field_or_section_until_it_is_closed() -> None:
    findings = (
        OpenFinding(id="F1", text="没有打通。", plan="head"),
        OpenFinding(id="F2", text="慢了。", plan="2"),
        OpenFinding(id="F3", text="别处的。", plan="14"),
        OpenFinding(id="F4", text="哪里都不是。"),
    )
    state = state_with({"head": A})
    rules = rules_of(rule("drill_within", {"days": 1}, id="C-1-3"))
    found = check(REQUIRED, rules, state, PlanFacts(today=TODAY, register=REGISTER, open_findings=findings))
    proved = [one for one in found if one.rule.startswith("finding.")]
    assert [(one.rule, one.field, one.section, one.message) for one in proved] == [
        ("finding.F1", "head", "2", "没有打通。"),
        ("finding.F2", "head", "2", "慢了。"),
    ]
    assert {(one.defect_class, one.blocks) for one in proved} == {("infeasible", False)}


@pytest.mark.parametrize(
    "text",
    ["孔径 12±0.02", "T(t)=850-20*t", "进给 1.25/2.50/3.75/5.00", "厚度±.05", "y = a*x+b"],
)
def test_formulas_tolerances_and_runs_of_values_look_like_content_whatever_the_rule_lists(text: str) -> None:
    (said,) = faults("no_secret_content", {"fields": ["other"]}, {"other": text}, words=wording("没有的词"))
    assert "像是写进了秘密内容" in said and text not in said


@pytest.mark.parametrize(
    "text",
    [
        "30 分钟内报到负责人",
        "法释〔2020〕7号第六条（1）—（7）",
        "2026-11-24 / 2027-11-24",
        "电话 000-0000-0001/0002",
        "时间戳（RFC 3161）",
        "应急资金 5 万元，占 1.5%",
        "SHA-256、SM3",
    ],
)
def test_times_numbers_of_laws_and_phones_do_not_look_like_content(text: str) -> None:
    assert (
        faults("no_secret_content", {"fields": ["other"]}, {"other": text}, words=wording("没有的词")) == []
    )


def test_a_half_filled_required_table_says_which_cells_are_empty() -> None:
    form = form_of_topics(
        topic(
            "one",
            "2",
            field(
                "caps",
                "table",
                required=True,
                min_rows=2,
                row_label="role",
                columns=[column("role"), column("person", required=True)],
                rows=[{"id": "lead", "role": "指挥"}, {"id": "proof", "role": "证据"}],
            ),
        )
    )
    params = {"fields": ["caps"]}
    assert faults("answered", params, {}, form=form) == ["“caps”没有写person：指挥、证据。"]
    one = {"caps": [{"id": "lead", "role": "指挥", "person": "甲"}]}
    assert faults("answered", params, one, form=form) == ["“caps”行数不够。"]


def test_a_table_without_any_row_is_one_fault() -> None:
    form = form_of_topics(topic("one", "2", field("caps", "table", columns=[column("role")])))
    assert faults("rows_answered", {"table": "caps", "columns": ["role"]}, {}, form=form) == [
        "“caps”一行也没有。"
    ]
