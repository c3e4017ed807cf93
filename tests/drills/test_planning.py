from __future__ import annotations

import pytest

from secretguard import drills
from secretguard.content import Playbook
from secretguard.drills import DrillRoom
from secretguard.drills.planning import playbook_digest
from secretguard.errors import RefusedError
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import PROMISES, HandClock


def test_a_new_drill_seats_people_by_duty_and_fills_parameters_from_the_register(planned: DrillRoom) -> None:
    state = planned.state
    assert {seat: taken.name for seat, taken in state.seats.items()} == {
        "CO": "示例乙",
        "IT": "示例丙",
        "FACILITATOR": "示例庚",
    }
    assert state.status == "planned"
    assert state.planned is not None
    assert state.planned.parameters == {"secret": "公差链"}
    assert state.fill("{secret}的图纸") == "公差链的图纸"
    assert set(state.evidence.values()) == {"present"}


def test_parameters_come_from_the_user_then_the_register_then_the_playbook(
    vault: Vault, register: Register, departing_engineer: Playbook, clock: HandClock
) -> None:
    room = drills.plan_drill(
        vault, register, departing_engineer, clock, promises=PROMISES, parameters={"supplier_alias": "老厂"}
    )
    assert room.state.planned is not None
    values = room.state.planned.parameters
    assert values["supplier_alias"] == "老厂"
    assert (values["secret"], values["system"], values["report_minutes"]) == ("制动卡钳公差链", "PDM", "30")
    assert values["log_days"] == "30"
    with pytest.raises(RefusedError, match="没有参数“颜色”"):
        drills.plan_drill(vault, register, departing_engineer, clock, parameters={"颜色": "红"})


def test_the_playbook_that_was_played_is_in_the_journal_whole(
    planned: DrillRoom, small_playbook: Playbook
) -> None:
    state = planned.state
    assert state.playbook == small_playbook
    assert state.planned is not None
    assert state.planned.playbook.digest == playbook_digest(small_playbook)
    assert playbook_digest(small_playbook.model_copy(update={"summary": "另一次"})) != playbook_digest(
        small_playbook
    )


def test_a_seat_takes_a_person_a_stranger_or_a_deputy(planned: DrillRoom, register: Register) -> None:
    assert drills.seat(planned, register, "IT", "P3", presence="phone").name == "示例丙"
    assert drills.seat(planned, register, "EVALUATOR", "外请专家").person is None
    entry = drills.seat(planned, register, "CO", "示例乙", deputy="示例丁")
    assert (entry.name, entry.instead_of, entry.presence) == ("示例丁", "示例乙", "deputy")
    assert planned.state.seats["CO"] == entry
    drills.clear_seat(planned, "IT")
    assert "IT" not in planned.state.seats
    with pytest.raises(RefusedError, match="没有人"):
        drills.clear_seat(planned, "IT")
    with pytest.raises(RefusedError, match="没有“COOK”这个岗位") as told:
        drills.seat(planned, register, "COOK", "示例甲")
    assert "EVALUATOR" in told.value.remedy


def test_the_gate_tells_what_is_missing_and_never_stops_a_drill(
    planned: DrillRoom, register: Register
) -> None:
    assert set(drills.gate_gaps(planned.state)) == {
        "evaluator",
        "promise",
        "projector",
        "stopword",
        "papers",
        "backup",
    }
    drills.seat(planned, register, "EVALUATOR", "示例辛")
    for check in ("promise", "projector", "stopword", "backup"):
        drills.answer_gate(planned, check, True)
    drills.answer_gate(planned, "papers", False, "打印机坏了")
    assert drills.start(planned) == ("papers",)
    assert planned.state.gaps_at_start == ("papers",)
    assert planned.state.status == "running"


def test_an_evaluator_who_plays_and_a_needed_seat_left_empty_are_gaps(
    planned: DrillRoom, register: Register
) -> None:
    drills.seat(planned, register, "EVALUATOR", "示例丙")
    drills.seat(planned, register, "CO", "示例乙", presence="absent")
    lines = {line.id: line for line in drills.gate_lines(planned.state)}
    assert lines["evaluator"].met is False and "示例丙" in lines["evaluator"].why
    assert lines["seats"].met is False and "联络员" in lines["seats"].why


def test_a_line_that_the_machine_answers_is_not_answered_by_a_person(planned: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="不是要由人回答"):
        drills.answer_gate(planned, "seats", True)


def test_before_the_start_nothing_is_played_and_after_it_nothing_is_planned(planned: DrillRoom) -> None:
    with pytest.raises(RefusedError, match="还没有开始") as told:
        drills.advance(planned)
    assert "drill start" in told.value.remedy
    drills.start(planned)
    with pytest.raises(RefusedError, match="正在进行"):
        drills.start(planned)
    with pytest.raises(RefusedError, match="正在进行"):
        drills.answer_gate(planned, "papers", True)


def test_the_unfinished_drill_is_meant_and_two_are_told_apart_by_number(
    vault: Vault, register: Register, small_playbook: Playbook, clock: HandClock, room: DrillRoom
) -> None:
    assert drills.open_drill(vault, None, clock).id == room.id
    second = drills.plan_drill(vault, register, small_playbook, clock)
    with pytest.raises(RefusedError, match="有 2 场推演符合"):
        drills.open_drill(vault, None, clock)
    assert drills.open_drill(vault, second.id[:8].upper(), clock).id == second.id
    with pytest.raises(RefusedError, match="没有找到"):
        drills.open_drill(vault, "zzzz", clock)
    drills.begin_hotwash(room)
    drills.finish(room)
    assert drills.open_drill(vault, None, clock).id == second.id
    assert [line[3] for line in drills.list_drills(vault)] == ["finished", "planned"]
