"""A plan in the sample vault, the shipped form, and a small form and rules for single questions."""

from __future__ import annotations

import pytest

from secretguard.actions import ActionsState
from secretguard.content import LawTable, PlanForm, PlanRules, content_folders, load_law, load_plan_form
from secretguard.plans import PlanFacts, Plans, gather
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock
from tests.plans.forms import small_form, small_rules

TODAY = NOON.date()
HASH = "ab" * 32


@pytest.fixture(scope="session")
def shipped() -> PlanForm:
    """The form that ships."""
    return load_plan_form(content_folders("standards"))


@pytest.fixture(scope="session")
def law() -> LawTable:
    return load_law(content_folders("standards"))


@pytest.fixture(scope="session")
def form() -> PlanForm:
    return small_form()


@pytest.fixture(scope="session")
def rules() -> PlanRules:
    return small_rules()


@pytest.fixture
def plans(vault: Vault, register: Register, form: PlanForm, rules: PlanRules, clock: HandClock) -> Plans:
    """The sample enterprise's plan, not begun."""
    return Plans(vault, register.id, form, rules, clock, register=register)


@pytest.fixture
def facts(register: Register, law: LawTable) -> PlanFacts:
    return gather(register.state, ActionsState(), law, TODAY)
