"""All checks of a plan together: what blocks, what is told once, what is not asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secretguard.entries import unrecorded
from secretguard.plans import (
    Defect,
    OpenFinding,
    PlanFacts,
    PlanState,
    blocking,
    check,
    class_word,
    fold,
    view,
)
from secretguard.plans.models import AnswerUnknown, PlanOpened
from tests.plans.checked_plan import (
    FORM,
    REGISTER,
    TODAY,
    A,
    faults,
    state_with,
    wording,
)
from tests.plans.forms import column, field, form_of_topics, rule, rules_of, topic


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
        unrecorded(
            [PlanOpened(size="card"), AnswerUnknown(field="head", owner="示例乙", due=date(2026, 12, 1))]
        )
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
