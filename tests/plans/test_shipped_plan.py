"""The form and rules that ship, with the sample enterprise: from nothing to an approved plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from secretguard.content import PlanForm, PlanRules, content_folders, load_plan_rules
from secretguard.plans import DrillFact, PlanFacts, Plans, Size, blocking
from secretguard.plans.triggers import FINDERS
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.plans.conftest import HASH, TODAY

CARD = {
    "enterprise": "示例公司",
    "approval-date": "今天",
    "head": "示例甲",
    "deputy": "示例庚",
    "night-authority": "示例庚",
    "liaison": "示例乙",
    "lawyer": "示例律师事务所 示例己 000-0000-0011 000-0000-0012",
    "guide": "示例市场监管所 示例辛 000-0000-0021 000-0000-0022",
    "it-helper": "示例丙",
    "secrets": "制动卡钳公差链；导向销热处理曲线",
    "evidence-safe": "财务室保险柜；钥匙在行政经理和人事主管手里",
    "money": "五万元",
}
SHORT = {
    "credit-code": "91330000MA00000000",
    "approver": "示例甲",
    "plan-number": "示例〔2026〕1号",
    "sites": "一厂；展厅",
    "liaison-deputy": "示例丁",
    "caps": "指挥 | 定级、批钱 | 示例甲 | 示例庚\n"
    "证据和技术 | 固定、复制 | 示例丙 | 示例戊\n"
    "法务和对外 | 发函、报告 | 示例乙 | 示例丁",
    "police": "经侦大队 示例己 110 000-0000-0031",
    "log-days": "半年",
    "level-examples": "\n".join(
        f"{level} | 自己的例子{number}"
        for number, level in enumerate(("Ⅰ级 特别重大", "Ⅱ级 重大", "Ⅲ级 较大", "Ⅳ级 一般"), 1)
    ),
    "device-people": "示例丙、示例戊",
    "safe-keys": "示例乙、示例丁",
    "kit-checked": "2026年11月1日",
    "spokesman": "示例乙",
    "spokesman-deputy": "示例丁",
    "next-review": "明年11月1日",
}


@pytest.fixture(scope="module")
def shipped_rules(shipped: PlanForm) -> PlanRules:
    return load_plan_rules(content_folders("standards"), shipped)


@pytest.fixture
def own(
    vault: Vault, register: Register, shipped: PlanForm, shipped_rules: PlanRules, clock: HandClock
) -> Plans:
    return Plans(vault, register.id, shipped, shipped_rules, clock, register=register)


def type_in(plans: Plans, answers: dict[str, str]) -> None:
    for field_id, text in answers.items():
        plans.answer(field_id, plans.parse(field_id, text))  # type: ignore[arg-type]


def drilled(facts: PlanFacts, register: Register) -> PlanFacts:
    drill = DrillFact(id="d1", on=date(2026, 11, 1), title="离职工程师", path="leaver", report_issued=True)
    return replace(facts, drills=(drill,), register=register.state)


def test_twelve_typed_answers_make_a_card_that_can_be_approved(
    own: Plans, register: Register, facts: PlanFacts
) -> None:
    own.open("card")
    type_in(own, CARD)
    now = drilled(facts, register)
    assert own.view(now).completeness == 100 and blocking(own.check(now)) == ()
    own.submit("示例乙", "示例甲")
    version = own.approve("示例甲", "总经理", TODAY, date(2027, 11, 1), now, HASH)
    assert version.number == 1 and own.version_view(1).completeness == 100


def test_the_short_plan_is_approved_and_its_times_reach_the_drills(
    own: Plans, register: Register, facts: PlanFacts
) -> None:
    own.open("short")
    type_in(own, CARD | SHORT)
    now = drilled(facts, register)
    assert [defect.message for defect in blocking(own.check(now))] == []
    assert own.view(now).missing_required == ()
    own.submit("示例乙", "示例甲")
    own.approve("示例甲", "总经理", TODAY, date(2027, 11, 1), now, HASH)
    assert [(one.id, one.clock, one.minutes) for one in register.state.promises] == [
        ("report-finder-minutes", "detect", 10),
        ("report-head-minutes", "report", 30),
        ("duplicate-hours", "preserve", 1440),
    ]
    found = own.score(now)
    assert found.fields == 60 and found.floor == 0 and found.letter in ("B", "C")


@pytest.mark.parametrize("size", ["card", "short", "full"])
def test_what_the_form_itself_says_breaks_no_rule_of_wording_order_or_grading(
    own: Plans, facts: PlanFacts, size: Size
) -> None:
    own.open(size)
    worded = ("leak", "unlawful", "slogan")
    found = [
        d for d in own.check(facts) if d.defect_class in worded or d.rule in ("C-4-1", "C-1.5-1", "C-6-2")
    ]
    assert [defect.message for defect in found] == []


def test_every_field_says_its_default_and_reads_it_back(
    own: Plans, shipped: PlanForm, facts: PlanFacts
) -> None:
    own.open("full")
    for shown in own.view(facts).fields:
        if shown.status == "default" and shown.field.kind not in ("table", "contacts"):
            text = own.show(shown.field.id, shown.value)
            assert own.parse(shown.field.id, text) == shown.value, shown.field.id


def test_growing_from_card_to_full_asks_only_for_what_is_new(
    own: Plans, register: Register, facts: PlanFacts
) -> None:
    own.open("card")
    type_in(own, CARD)
    own.grow("full")
    missing = {shown.field.id for shown in own.view(drilled(facts, register)).missing}
    assert missing and not missing & set(CARD)


def test_every_trigger_that_ships_can_fire(shipped: PlanForm) -> None:
    assert {trigger.id for trigger in shipped.triggers} == set(FINDERS)


@pytest.mark.parametrize(
    "text",
    [
        "公差 0.02 毫米",
        "850℃ 保温两小时",
        "七号配方含量 12.5%",
        "管理员密码是 abcd1234",
        "底价 36.5 元",
        "孔径 8±0.01",
    ],
)
def test_secret_content_anywhere_in_the_plan_blocks(own: Plans, facts: PlanFacts, text: str) -> None:
    own.open("card")
    own.answer("evidence-safe", f"财务室保险柜，{text}")
    assert {one.field for one in own.check(facts) if one.defect_class == "leak" and one.blocks} == {
        "evidence-safe"
    }


def test_an_unlawful_order_blocks(own: Plans, facts: PlanFacts) -> None:
    own.open("short")
    own.answer("backup-channel", "当场没收嫌疑人的手机")
    assert any(
        one.defect_class == "unlawful" and one.field == "backup-channel" for one in blocking(own.check(facts))
    )


def test_big_words_about_awareness_are_known_as_empty_talk(shipped_rules: PlanRules) -> None:
    rule = next(one for one in shipped_rules.rules if one.id == "R-20")
    for said in ("加强保密意识", "进一步提高全员保密意识", "强化员工的安全观念"):
        assert any(re.search(word.pattern, said) for word in rule.words), said
    assert not any(re.search(word.pattern, "联络员每季度讲一次保密课") for word in rule.words)
