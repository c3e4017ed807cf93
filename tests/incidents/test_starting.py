"""The first minute: three questions, a level with reasons, a playbook; nothing half-made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretguard.content import PlanForm, ResponsePlaybook
from secretguard.errors import RefusedError, SecretGuardError, UsageError
from secretguard.incidents import (
    DrillHandover,
    Grading,
    IncidentRoom,
    Override,
    calls,
    from_drill,
    list_incidents,
    open_incident,
    start_incident,
    tasks_at,
)
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock
from tests.incidents.conftest import ANSWERS


def test_three_answers_give_a_level_with_reasons_and_tasks_with_deadlines(room: IncidentRoom) -> None:
    state = room.state
    assert (state.what, state.level, state.status) == ("报价单误发微信群", "II", "open")
    assert state.severity is not None
    assert state.severity.reasons == ("到了一家对手或者一家合作方手里",)
    tasks = {task.id: task for task in tasks_at(state, room.now())}
    assert tasks["note"].status == "over"
    assert tasks["tell"].left == 40 * 60_000_000
    assert tasks["freeze"].status == "blocked" and tasks["freeze"].missing == ("duplicate",)


def test_who_is_unsure_gets_one_level_up(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> None:
    answers = replace(ANSWERS, situations=(), unsure=True)
    state = start_incident(vault, register, answers, response, grading, clock).state
    assert state.level == "III"
    assert state.severity is not None and state.severity.reasons[-1] == "拿不准，先高一级"


def test_the_classification_of_a_secret_speaks_for_a_level(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> None:
    core = next(s.id for s in register.state.secrets.values() if s.secret.classification == "core")
    answers = replace(ANSWERS, situations=(), secrets=(core,), outside=True)
    assert start_incident(vault, register, answers, response, grading, clock).state.level == "I"


def test_another_level_asks_a_reason(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> None:
    with pytest.raises(RefusedError):
        start_incident(vault, register, ANSWERS, response, grading, clock, override=Override("I", " "))
    assert list_incidents(vault) == []
    override = Override("I", "客户明天开标", "示例甲")
    room = start_incident(vault, register, ANSWERS, response, grading, clock, override=override)
    severity = room.state.severity
    assert severity is not None
    assert (severity.level, severity.proposed, severity.override) == ("I", "II", "客户明天开标")


@pytest.mark.parametrize(
    "change", [{"what": ""}, {"what": "长" * 301}, {"found": NOON + timedelta(minutes=1)}]
)
def test_what_cannot_be_recorded_opens_nothing(
    change: dict[str, object],
    vault: Vault,
    register: Register,
    response: ResponsePlaybook,
    grading: Grading,
    clock: HandClock,
) -> None:
    with pytest.raises(UsageError):
        start_incident(vault, register, replace(ANSWERS, **change), response, grading, clock)  # type: ignore[arg-type]
    assert list_incidents(vault) == []


def test_the_plans_own_limits_win(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> None:
    steps = {"note": {"I": 5, "II": 25, "III": None, "IV": None}}
    room = start_incident(
        vault,
        register,
        ANSWERS,
        response,
        grading,
        clock,
        plan_steps=steps,  # type: ignore[arg-type]
    )
    note = next(task for task in tasks_at(room.state, room.now()) if task.id == "note")
    assert (note.status, note.left) == ("near", 5 * 60_000_000)


def test_an_incident_is_found_again_by_the_beginning_of_its_id(room: IncidentRoom, clock: HandClock) -> None:
    (line,) = list_incidents(room.vault)
    assert (line.what, line.level, line.status) == ("报价单误发微信群", "II", "open")
    assert open_incident(room.vault, room.id[:6], clock).state == room.state
    with pytest.raises(RefusedError):
        open_incident(room.vault, "ffffffff", clock)


def test_an_incident_that_died_while_opening_is_named_and_takes_no_entries(
    vault: Vault, register: Register, clock: HandClock
) -> None:
    vault.create_journal("incident", "半截", enterprise=register.id)
    (line,) = list_incidents(vault)
    assert line.status == "empty"
    with pytest.raises(SecretGuardError, match="没有建完"):
        open_incident(vault, line.id, clock).require_open()


def test_a_small_circle_keeps_the_incident_to_itself(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> None:
    room = start_incident(vault, register, ANSWERS, response, grading, clock, members=[vault.member.id])
    assert open_incident(vault, room.id, clock).state.what == ANSWERS.what


def test_a_drill_that_becomes_real_is_named(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> None:
    answers = from_drill(DrillHandover("ab" * 16, "离职带走图纸"), replace(ANSWERS, what=""))
    state = start_incident(vault, register, answers, response, grading, clock).state
    assert (state.what, state.from_drill) == ("离职带走图纸", "ab" * 16)


def test_people_are_called_in_order_and_once(register: Register) -> None:
    called = calls(register.state)
    assert called[0].duty == "CO"
    assert len({call.person.id for call in called}) == len(called)


def test_every_level_is_within_the_shipped_table(grading: Grading, shipped_form: PlanForm) -> None:
    assert grading.source == "default"
    assert {s.level for s in grading.table.situations} == {"I", "II", "III", "IV"}
