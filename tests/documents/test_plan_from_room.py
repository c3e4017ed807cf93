"""From the plan room to paper: what is approved is what was read, and it prints the same for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from secretguard.actions import ActionsState
from secretguard.content import content_folders, load_law, load_plan_form, load_plan_sections
from secretguard.content.first_hour import load_first_hour
from secretguard.documents import to_html, to_pdf
from secretguard.documents.from_plan import PlanContent, draft_paper, version_paper
from secretguard.documents.plan import paper_title, plan_document, plan_hash, plan_text
from secretguard.i18n import set_language
from secretguard.plans import PlanFacts, Plans, Size, gather
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock
from tests.documents.reading_pdf import pages, squeezed
from tests.documents.sample_plan import contact
from tests.plans.forms import small_rules

TODAY = NOON.date()

ANSWERS: dict[str, Any] = {
    "enterprise": "示例公司",
    "head": contact("P1", "示例甲"),
    "deputy": contact("P7", "示例庚"),
    "night-authority": contact("P7", "示例庚"),
    "liaison": contact("P2", "示例乙"),
    "liaison-deputy": contact("P4", "示例丁"),
    "lawyer": contact("P6", "示例己"),
    "guide": contact(None, "示例指导员", "000-0000-0021", "000-0000-0022", organisation="示例监管所"),
    "it-helper": contact("P3", "示例丙"),
    "secrets": [{"secret": "S1", "code_name": "制动卡钳公差链", "place": "PDM"}],
    "evidence-safe": "财务室保险柜，钥匙在行政经理手里",
    "money": 50000,
    "approval-date": TODAY.isoformat(),
    "report-finder-minutes": 5,
}


@pytest.fixture(scope="module")
def content() -> PlanContent:
    folders = content_folders("standards")
    law, sections = load_law(folders), load_plan_sections(folders)
    return PlanContent(law, sections, load_first_hour(folders, law, sections))


@pytest.fixture
def facts(register: Register, content: PlanContent) -> PlanFacts:
    return gather(register.state, ActionsState(), content.law, TODAY)


@pytest.fixture
def plans(vault: Vault, register: Register, clock: HandClock) -> Plans:
    """A plan with the answers of the wall card."""
    form = load_plan_form(content_folders("standards"))
    made = Plans(vault, register.id, form, small_rules(), clock, register=register)
    made.open("full")
    for field, value in ANSWERS.items():
        made.answer(field, value)
    made.unknown("security-money", "示例乙", TODAY + timedelta(days=7))
    return made


def approve(plans: Plans, facts: PlanFacts, content: PlanContent) -> str:
    """Submit and approve the smallest plan; the hash that was pinned."""
    plans.grow("card")
    pinned = plan_hash(draft_paper(plans, facts, content, NOON))
    plans.submit("示例乙", "示例甲")
    plans.approve("示例甲", "总经理", TODAY, TODAY + timedelta(days=360), facts, pinned)
    return pinned


def test_a_draft_prints_the_answers_with_the_registers_names(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    page = to_html(plan_document(draft_paper(plans, facts, content, NOON)))
    for said in (
        "示例甲‡",
        "示例监管所，示例指导员",
        "制动卡钳公差链",
        "草稿",
        "由示例乙在2026年12月1日前补上",
    ):
        assert said in page, said


def test_the_version_carries_the_hash_of_what_was_submitted(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    pinned = approve(plans, facts, content)
    version = version_paper(plans, 1, content)
    assert version.version.hash == pinned == plan_hash(version)


def test_a_version_prints_the_same_after_everything_has_changed(
    plans: Plans, register: Register, facts: PlanFacts, content: PlanContent, clock: HandClock
) -> None:
    approve(plans, facts, content)
    printed = version_paper(plans, 1, content)
    before, text = plan_document(printed, "short"), plan_text(printed)
    clock.advance(days=40)
    plans.answer("money", 90000)
    plans.answer("head", contact("P5", "示例戊"))
    register.remove_person("P1", "离职")
    after = version_paper(plans, 1, content)
    assert plan_text(after) == text
    assert plan_document(after, "short") == before
    assert to_pdf(plan_document(after, "wall")) == to_pdf(plan_document(printed, "wall"))


def test_a_changed_answer_changes_the_hash_of_the_next_draft(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    pinned = approve(plans, facts, content)
    plans.answer("money", 90000)
    assert plan_hash(draft_paper(plans, facts, content, NOON)) != pinned


def test_the_hash_is_the_same_in_english(plans: Plans, facts: PlanFacts, content: PlanContent) -> None:
    before = plan_hash(draft_paper(plans, facts, content, NOON))
    set_language("en")
    assert plan_hash(draft_paper(plans, facts, content, NOON)) == before


def test_the_record_of_revisions_names_what_changed(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    approve(plans, facts, content)
    plans.answer("money", 90000)
    approve(plans, facts, content)
    first, second = version_paper(plans, 2, content).revisions
    assert first.changes == ("首次制定",)
    assert second.changes == ("12 应急资金",)
    assert len(version_paper(plans, 1, content).revisions) == 1


def test_an_older_version_says_on_the_day_of_printing_that_it_is_replaced(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    approve(plans, facts, content)
    plans.answer("money", 90000)
    approve(plans, facts, content)
    assert version_paper(plans, 1, content, NOON).version.status == "superseded"
    assert version_paper(plans, 2, content, NOON).version.status == "effective"


def test_the_wall_card_calls_the_plans_people_at_the_plans_minutes(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    card = draft_paper(plans, facts, content, NOON).card
    assert card is not None
    guide = next(call for call in card.calls if "指导员" in call.whom)
    assert (guide.name, guide.phones[0]) == ("示例监管所，示例指导员", "000-0000-0021")
    liaison = next(call for call in card.calls if "联络员" in call.whom)
    assert liaison.deputy == "示例丁 000-0000-0007"
    tell = next(step for step in card.steps if "告诉商业秘密联络员" in step.do)
    assert tell.within == 5
    assert [step.within for step in card.steps] == sorted(step.within for step in card.steps)


@pytest.mark.parametrize("size", ["card", "short"])
def test_a_smaller_plan_prints_only_what_it_asks(
    plans: Plans, facts: PlanFacts, content: PlanContent, size: Size
) -> None:
    plans.grow(size)
    page = to_html(plan_document(draft_paper(plans, facts, content, NOON), "short"))
    assert "示例甲‡" in page
    assert "未作规定〕" not in page if size == "short" else "算几级" not in page


def test_the_smallest_plan_stands_on_one_page_and_is_called_so(
    plans: Plans, facts: PlanFacts, content: PlanContent
) -> None:
    plans.grow("card")
    paper = draft_paper(plans, facts, content, NOON)
    (page,) = map(squeezed, pages(to_pdf(plan_document(paper, "short"))))
    assert "一页纸" in page and "简版" not in page
    for words in ("示例甲", "制动卡钳公差链", "示例监管所", "5万元", "财务室保险柜", "000-0000-0013"):
        assert words in page
    assert paper_title("short", paper) == "应急预案（一页纸）"
    approve(plans, facts, content)
    (approved,) = pages(to_pdf(plan_document(version_paper(plans, 1, content), "short")))
    assert "总经理" in approved and "草稿" not in approved
