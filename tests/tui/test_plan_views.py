"""The plan's screens as views: what they say, without a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretguard.actions import Actions
from secretguard.content import (
    LawTable,
    PlanForm,
    PlanRules,
    PlanSections,
    content_folders,
    load_law,
    load_plan_form,
    load_plan_rules,
    load_plan_sections,
)
from secretguard.plans import OpenFinding, PlanFacts, Plans, Reminder, gather
from secretguard.register import Register
from secretguard.tui.views.plan_basis_view import basis_words
from secretguard.tui.views.plan_export_view import first_wanted, progress_line
from secretguard.tui.views.plan_home_view import plan_note, reminder_rows
from secretguard.tui.views.plan_people_view import likely_person, people_rows
from secretguard.tui.views.plan_size_view import size_view
from secretguard.tui.views.plan_wizard_view import field_line, notes_of, section_text, wizard_view
from secretguard.vault import Vault
from tests.conftest import HandClock

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def form() -> PlanForm:
    return load_plan_form(content_folders("standards"))


@pytest.fixture(scope="module")
def rules(form: PlanForm) -> PlanRules:
    return load_plan_rules(content_folders("standards"), form)


@pytest.fixture(scope="module")
def grounds() -> tuple[LawTable, PlanSections]:
    folders = content_folders("standards")
    return load_law(folders), load_plan_sections(folders)


@pytest.fixture
def plan(vault: Vault, register: Register, form: PlanForm, rules: PlanRules, clock: HandClock) -> Plans:
    made = Plans(vault, register.id, form, rules, clock, register=register)
    made.open("card")
    return made


@pytest.fixture
def facts(plan: Plans, vault: Vault, grounds: tuple[LawTable, PlanSections]) -> PlanFacts:
    state = plan.register.state
    return gather(state, Actions(vault, plan.register.id).state, grounds[0], TODAY)


def test_sections_carry_their_mark_and_how_many_fields_wait(
    plan: Plans, facts: PlanFacts, grounds: tuple[LawTable, PlanSections]
) -> None:
    view = plan.view(facts)
    topic = view.topics[2]
    shown = wizard_view(view, topic, grounds[1], facts.register, ())
    lines = [row.text.plain for row in shown.sections]
    assert lines[0] == "缺 0 封面与批准页 2" and "   缺 谁说了算" in lines
    assert shown.right == "完整度 0%　缺 12 项"
    assert shown.page.fields[0].proposed and shown.page.fields[0].text.startswith("示例甲")


def test_notes_show_an_example_of_the_same_industry_the_finding_and_that_habit_is_no_law(
    plan: Plans, facts: PlanFacts, grounds: tuple[LawTable, PlanSections]
) -> None:
    finding = OpenFinding(id="F1", text="夜里无人拍板", plan="night-authority")
    view = plan.view(replace(facts, open_findings=(finding,)))
    topic, state = view.topic_of("night-authority"), view.field("night-authority")
    assert topic is not None and state is not None
    words = notes_of(state, topic, "汽车零部件", facts.register, grounds).plain
    assert words.splitlines() == [
        "缺 推演发现：夜里无人拍板",
        "例 夜里由值班厂长授权，上限两万元，次日九点补报",
        "据 惯例（不是法定）",
    ]


def test_several_rules_of_order_are_one_ground(grounds: tuple[LawTable, PlanSections]) -> None:
    assert basis_words(("rule:3", "rule:4", "practice"), grounds) == "处置次序第 3、4 条、惯例（不是法定）"
    assert basis_words(("rule:2",), grounds) == "处置次序第 2 条（只让必须知道的人知道）"


def test_the_text_beside_marks_the_topic_at_hand(
    plan: Plans, facts: PlanFacts, grounds: tuple[LawTable, PlanSections]
) -> None:
    view = plan.view(facts)
    topic = view.topic("night")
    assert topic is not None
    lines = section_text(view, topic, grounds[1], facts.register).plain.splitlines()
    assert "＞ 夜间授权人" in lines and "　 负责人" in lines


def test_an_open_item_stands_under_its_field(plan: Plans, facts: PlanFacts) -> None:
    plan.unknown("money", "示例乙", date(2026, 12, 1))
    state = plan.view(facts).field("money")
    assert state is not None
    assert [text.plain for text in field_line(state, facts.register).warnings] == [
        "待 示例乙 2026-12-01 前弄清"
    ]


def test_people_keep_their_digits_and_the_stand_in_of_who_is_named_is_proposed(
    plan: Plans, facts: PlanFacts
) -> None:
    view = plan.view(facts)
    topic, field = view.topic("command"), plan.form.field("deputy")
    assert topic is not None and field is not None
    rows = people_rows(facts.register, topic, field)
    assert [row.id for row in rows] == [person.id for person in facts.register.in_service()]
    assert "本题已写" in rows[0].words and rows[0].id == "P1"
    assert likely_person(facts.register, topic, field) == "P7"


def test_each_size_says_how_long_it_takes_and_what_it_gives(form: PlanForm) -> None:
    shown = size_view(form, "card", {"card": 12, "short": 20, "full": 60})
    assert [row.words for row in shown.rows] == [
        "1 一页纸　约 15 分钟　12 项",
        "2 简版　约 45 分钟　40 项",
        f"3 完整版　约半天，可以分几次　{len(form.fields_within('full'))} 项",
    ]
    assert "不丢任何答案" in shown.gives["short"].plain and "附录 A 到 N" in shown.gives["full"].plain


def test_the_door_says_version_age_what_is_missing_and_the_score(
    plan: Plans, facts: PlanFacts, clock: HandClock
) -> None:
    score = plan.score(facts)
    assert plan_note(plan.state, plan.view(facts), score, TODAY) == "一页纸草稿 缺12项 0%"


def test_reminders_are_marked_by_how_soon_they_are_due() -> None:
    rows = reminder_rows(
        (
            Reminder("review", "该复审了。", date(2026, 11, 1), True),
            Reminder("unknown.money", "还不知道。", date(2026, 12, 1), False, field="money"),
            Reminder("numbers", "电话没有核实。", None, True),
        ),
        TODAY,
    )
    assert [row.text.plain[:1] for row in rows] == ["超", "近"]
    assert [row.id for row in rows] == ["plan-versions:review:versions", "plan-field:unknown.money:money"]


def test_papers_are_ticked_by_size_and_progress_says_how_long_it_takes() -> None:
    wanted = first_wanted("card")
    assert wanted.files == 10 and "full" not in wanted.papers
    assert wanted.turn_all().turn_all().files == 0
    assert wanted.turn_format("docx").files == 5
    assert (
        progress_line(3, 12, "首小时卡 PDF", 6).plain == "[=====               ] 3/12 首小时卡 PDF　约 18 秒"
    )
