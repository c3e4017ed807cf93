"""What an approved version keeps of the law, and what a kill between approving and stating leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretguard.actions import ActionsState
from secretguard.content import LawTable, content_folders, load_plan_sections
from secretguard.documents import to_html
from secretguard.documents.from_plan import PlanContent, draft_paper, version_paper
from secretguard.documents.plan import plan_document
from secretguard.errors import RefusedError
from secretguard.plans import PlanFacts, Plans, contact_value, gather, law_of
from secretguard.register import Register, list_enterprises
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock, SampleVault
from tests.incidents.killing import child_dies_at, posix
from tests.plans.conftest import HASH, TODAY
from tests.plans.forms import field, form_of_topics, small_form, small_rules, topic

NEXT_YEAR = date(2027, 11, 1)


def approve(plans: Plans, facts: PlanFacts) -> None:
    plans.submit("示例乙", "示例甲")
    plans.approve("示例甲", "总经理", TODAY, NEXT_YEAR, facts, HASH)


def test_grounds_and_annex_m_of_a_version_stay_those_of_its_approval_whatever_the_table_becomes(
    vault: Vault, register: Register, facts: PlanFacts, law: LawTable, clock: HandClock
) -> None:
    basis = min(law.bases())
    form = form_of_topics(topic("firm", "0", field("enterprise", "text", basis=[basis])))
    plans = Plans(vault, register.id, form, small_rules(), clock, register=register)
    plans.open("card")
    plans.answer("enterprise", "示例公司")
    content = PlanContent(law, load_plan_sections(content_folders("standards")))
    approve(plans, facts)
    printed = version_paper(plans, 1, content)
    page = to_html(plan_document(printed, "annex-m"))
    assert printed.grounds and printed.clocks and law.statutes[0].name in page
    renamed = law.model_copy(
        update={
            "statutes": tuple(one.model_copy(update={"name": "改名法"}) for one in law.statutes),
            "clocks": (),
        }
    )
    for later in (renamed, LawTable(kind="law")):
        after = version_paper(plans, 1, replace(content, law=later))
        assert after == printed and to_html(plan_document(after, "annex-m")) == page
    drafted = draft_paper(plans, facts, replace(content, law=renamed), NOON)
    assert "改名法" in to_html(plan_document(drafted, "annex-m")), "a draft follows the table of the day"
    with pytest.raises(RefusedError):
        draft_paper(plans, facts, replace(content, law=LawTable(kind="law")), NOON)


def test_a_version_without_a_kept_table_says_so(plans: Plans, facts: PlanFacts, law: LawTable) -> None:
    plans.open("card")
    plans.accept(["enterprise", "head", "liaison", "secrets"], facts)
    plans.answer("deputy", contact_value("示例庚", person="P7"))
    approve(plans, facts)
    version = plans.version(1)
    assert law_of(version) == law
    older = {name: kept for name, kept in version.snapshot.items() if name != "law_table"}
    assert law_of(replace(version, snapshot=older)) is None


@posix
def test_killed_between_approving_and_stating_the_promises_come_at_the_next_opening(
    sample_vault: SampleVault, law: LawTable, clock: HandClock
) -> None:
    """A kill at any moment leaves no version and the old times, or a version whose times can be made good."""

    def plans_of(vault: Vault) -> Plans:
        return Plans(vault, list_enterprises(vault)[0].id, small_form(), small_rules(), clock)

    def work(vault: Vault) -> None:
        plans = plans_of(vault)
        if not plans.mend_promises():
            facts = gather(plans.register.state, ActionsState(), law, TODAY)
            plans.approve("示例甲", "总经理", TODAY, NEXT_YEAR, facts, HASH)

    with sample_vault.open(clock) as vault:
        plans = plans_of(vault)
        plans.open("short")
        facts = gather(plans.register.state, ActionsState(), law, TODAY)
        plans.accept(["enterprise", "head", "liaison", "secrets"], facts)
        plans.answer("deputy", contact_value("示例庚", person="P7"))
        plans.answer("copy-hours", 12)
        before = plans.register.state.promises
        plans.submit("示例乙", "示例甲")
    between = False
    for step in range(1, 200, 5):
        child_dies_at(sample_vault, clock, step, work)
        with sample_vault.open(clock) as vault:
            plans = plans_of(vault)
            stated = [one.id for one in plans.register.state.promises]
            if not plans.state.versions:
                assert plans.register.state.promises == before
                continue
            if stated == ["report-minutes", "copy-hours"]:
                break
            between = True
            assert plans.register.state.promises == before
    else:
        pytest.fail("the promises were never stated")
    assert between, "no kill hit the moment that this is about"
