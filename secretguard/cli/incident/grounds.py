"""What an incident stands on besides its journal: responses, the law, the plan in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from secretguard.cli.state import CommandState
from secretguard.content import (
    LawTable,
    LoadedResponse,
    PlanForm,
    PlanRules,
    PlanSections,
    ResponseLevel,
    ResponsePlaybook,
    content_folders,
    find_response,
    list_responses,
    load_law,
    load_plan_form,
    load_plan_rules,
    load_plan_sections,
    suggest_responses,
)
from secretguard.incidents import (
    Clock,
    Grading,
    IncidentRoom,
    clocks_at,
    grading_of,
    heads_of,
    plan_limits,
    published_calendar,
)
from secretguard.plans import Plans
from secretguard.register import Register
from secretguard.vault import Vault


@dataclass(frozen=True)
class PlanInForce:
    """The table that grades, and the plan's own limits."""

    grading: Grading
    steps: Mapping[str, dict[ResponseLevel, int | None]]


def plan_in_force(state: CommandState, vault: Vault, register: Register) -> PlanInForce:
    """From the approved version in force today; without one, the form's defaults."""
    form, rules = _form(content_folders("standards", state.content))
    plans = Plans(vault, register.id, form, rules, state.clock, register=register)
    version = plans.state.in_force(plans.today)
    return PlanInForce(grading_of(form, version), plan_limits(version))


def response_of(state: CommandState, wanted: str | None, what: str) -> ResponsePlaybook:
    """The playbook asked for, else the one that fits. Raises RefusedError for one that is not there."""
    folders = content_folders("playbooks", state.content)
    responses = _responses(folders)
    if wanted is None:
        return suggest_responses(responses, what)[0].playbook
    found = next((one.playbook for one in responses if one.playbook.id == wanted), None)
    # Not on the shelf: asked again, the shelf says what is near, or why the file is broken.
    return found or find_response(wanted, folders).playbook


def law_of(state: CommandState) -> LawTable:
    """The law table, read once for all lines of a session."""
    return _law(content_folders("standards", state.content))


def sections_of(state: CommandState) -> PlanSections:
    """The plan's section titles."""
    return load_plan_sections(content_folders("standards", state.content))


def running_clocks(state: CommandState, room: IncidentRoom, register: Register) -> tuple[Clock, ...]:
    """Every limit of the incident as it stands now."""
    law, promises = law_of(state), register.state.promises
    return clocks_at(room.state, law, promises, room.now(), published_calendar(), heads_of(register.state))


@lru_cache(maxsize=1)
def _form(folders: tuple[Path, ...]) -> tuple[PlanForm, PlanRules]:
    """The form with its rules, read once for all lines of a session."""
    form = load_plan_form(folders)
    return form, load_plan_rules(folders, form)


@lru_cache(maxsize=1)
def _responses(folders: tuple[Path, ...]) -> tuple[LoadedResponse, ...]:
    return list_responses(folders).responses


@lru_cache(maxsize=1)
def _law(folders: tuple[Path, ...]) -> LawTable:
    return load_law(folders)
