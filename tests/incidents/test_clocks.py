"""Clocks against the law table, contracts and the plan; working days that nobody can know say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from secretguard.actions import Actions
from secretguard.content import LawTable, content_folders, load_responses
from secretguard.incidents import (
    Clock,
    IncidentRoom,
    Notice,
    answer,
    began,
    clocks_at,
    close,
    contain,
    done,
    heads_of,
    numbers,
    raise_missed,
    report_outside,
    start_clock,
    working_days_after,
)
from secretguard.register import PlanPromise, Register
from tests.conftest import NOON, HandClock
from tests.incidents.conftest import FOUND

PROMISES = (
    PlanPromise(id="keep", text="二十四小时内固定", clock="preserve", minutes=1440, plan="7"),
    PlanPromise(id="tell", text="三十分钟内报告", clock="report", minutes=30, plan="5.3"),
)
MINUTE = 60_000_000


def clocks(room: IncidentRoom, law: LawTable, *promises: PlanPromise) -> dict[str, Clock]:
    return {clock.id: clock for clock in clocks_at(room.state, law, promises, room.now())}


def test_a_duty_runs_by_the_law_tables_minutes_from_discovery(room: IncidentRoom, law: LawTable) -> None:
    entry = law.clock("network-incident")
    assert entry is not None and entry.minutes == 240
    asked = clocks(room, law)["network-incident"]
    assert (asked.state, asked.left) == ("uncertain", (240 - 20) * MINUTE)
    answer(room, "network_incident", "yes")
    running = clocks(room, law)["network-incident"]
    assert (running.state, running.basis) == ("running", entry.basis)
    answer(room, "network_incident", "no")
    assert "network-incident" not in clocks(room, law)


@pytest.mark.parametrize(("minutes", "state"), [(239, "met"), (240, "met"), (241, "missed")])
def test_a_report_in_time_meets_the_clock_and_a_late_one_misses_it(
    minutes: int, state: str, room: IncidentRoom, law: LawTable, clock: HandClock
) -> None:
    answer(room, "network_incident", "yes")
    clock.moment = FOUND + timedelta(minutes=minutes)
    done(room, "report-net")
    found = clocks(room, law)["network-incident"]
    assert (found.state, found.left) == (state, None)


def test_a_clock_nobody_stopped_is_missed_and_stands_first(
    room: IncidentRoom, law: LawTable, clock: HandClock
) -> None:
    answer(room, "network_incident", "yes")
    clock.advance(hours=5)
    first = clocks_at(room.state, law, PROMISES, room.now())[0]
    assert first.state == "missed" and first.left is not None and first.left < 0


def test_a_contract_notice_runs_and_is_met_by_its_report(room: IncidentRoom, law: LawTable) -> None:
    answer(room, "contract_notice", "yes", notices=(Notice(to="示例客户", hours=24, partner="H1"),))
    found = clocks(room, law)["notice:H1"]
    assert (found.kind, found.left) == ("contract", (24 * 60 - 20) * MINUTE)
    report_outside(room, "notice:H1", "示例客户", "电话", number="记录-1")
    assert clocks(room, law)["notice:H1"].state == "met"
    answer(room, "contract_notice", "yes", notices=(Notice(to="没有编号的客户", hours=2),))
    report_outside(room, "notice:没有编号的客户", "没有编号的客户", "电话")
    assert clocks(room, law)["notice:没有编号的客户"].state == "met"


def test_the_plans_promises_are_met_by_what_was_done(
    room: IncidentRoom, law: LawTable, clock: HandClock
) -> None:
    assert clocks(room, law, *PROMISES)["tell"].state == "running"
    done(room, "tell")
    clock.advance(days=2)
    found = clocks(room, law, *PROMISES)
    assert (found["tell"].state, found["keep"].state) == ("met", "missed")


def test_a_promise_past_its_time_of_which_nothing_is_recorded_is_not_broken(
    room: IncidentRoom, law: LawTable, clock: HandClock, register: Register
) -> None:
    see = PlanPromise(id="see", text="十分钟内发现", clock="detect", minutes=10, plan="5.3")
    clock.advance(hours=1)
    found = clocks(room, law, see, *PROMISES)
    assert [found[one].state for one in ("see", "tell", "keep")] == ["uncertain", "uncertain", "running"]
    assert found["see"].unrecorded and not found["keep"].unrecorded
    assert raise_missed(room, Actions(room.vault, register.id), found.values()) == []
    done(room, "note", at=FOUND + timedelta(minutes=3))
    assert clocks(room, law, see)["see"].state == "met"
    done(room, "tell")
    assert clocks(room, law, *PROMISES)["tell"].state == "missed"
    named = clocks_at(room.state, law, PROMISES, room.now(), heads=("示例甲",))
    tell = next(clock for clock in named if clock.id == "tell")
    assert tell.unrecorded, "who knew when the file was opened had been told before"
    assert heads_of(register.state) == {"示例乙", "示例甲"}


def test_with_the_incident_closed_no_clock_runs_on(
    room: IncidentRoom, law: LawTable, clock: HandClock
) -> None:
    answer(room, "network_incident", "yes")
    done(room, "tell")
    close(room, {"stopped": "停了", "reported": "没有报"}, "示例甲")
    clock.advance(days=9)
    found = clocks(room, law, *PROMISES)
    assert (found["keep"].state, found["keep"].stopped) == ("running", True)
    assert (found["network-incident"].state, found["network-incident"].stopped) == ("running", True)
    assert (found["tell"].state, found["tell"].stopped) == ("met", False)


def test_a_clock_that_waits_for_an_answer_stands_after_those_that_run(
    room: IncidentRoom, law: LawTable
) -> None:
    states = [clock.state for clock in clocks_at(room.state, law, PROMISES, room.now())]
    assert states == sorted(states, key=("missed", "running", "uncertain", "met").index)
    assert {"running", "uncertain"} <= set(states)


def test_a_limit_that_runs_from_a_ruling_waits_for_it(
    room: IncidentRoom, law: LawTable, clock: HandClock
) -> None:
    waiting = clocks(room, law)["sue-after-preservation"]
    assert (waiting.state, waiting.due) == ("uncertain", None)
    answer(room, "preservation_granted", "yes", at=NOON - timedelta(minutes=5))
    assert clocks(room, law)["sue-after-preservation"].left == (43200 - 5) * MINUTE


def test_a_clock_started_by_hand_takes_the_law_tables_minutes(room: IncidentRoom, law: LawTable) -> None:
    start_clock(room, "court-preservation", "法院裁定", minutes=1)
    assert clocks(room, law)["court-preservation"].left == 2880 * MINUTE
    start_clock(room, "own-limit", "自己定的", minutes=90)
    assert clocks(room, law)["own-limit"].left == 90 * MINUTE


def test_working_days_without_a_published_calendar_are_uncertain(room: IncidentRoom, law: LawTable) -> None:
    start_clock(room, "bureau-opening", "市场监管核查", working_days=15)
    found = clocks(room, law)["bureau-opening"]
    assert (found.state, found.certain) == ("uncertain", False)


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday → Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday → Monday
        (date(2026, 11, 24), 3, date(2026, 11, 27)),
        (date(2026, 11, 24), 10, date(2026, 12, 8)),
    ],
)
def test_without_a_calendar_monday_to_friday_count_and_nothing_is_certain(
    start: date, number: int, expected: date
) -> None:
    found = working_days_after(start, number)
    assert (found.day, found.certain) == (expected, False)


def test_a_published_calendar_counts_its_holidays_and_past_its_end_nothing_is_certain() -> None:
    def calendar(day: date) -> bool:
        if day.year > 2026:
            raise NotImplementedError
        return day.weekday() < 5 and day != date(2026, 12, 31)

    assert working_days_after(date(2026, 12, 29), 1, calendar).day == date(2026, 12, 30)
    over = working_days_after(date(2026, 12, 29), 2, calendar)
    assert (over.day, over.certain) == (date(2027, 1, 1), False)
    with pytest.raises(ValueError, match="0"):
        working_days_after(date(2026, 12, 29), 0)


def test_the_law_table_says_from_when_each_limit_of_an_incident_runs(law: LawTable) -> None:
    starts = {clock.id: clock.starts for clock in law.clocks if clock.starts is not None}
    assert starts == {
        "network-incident": "discovery",
        "network-incident-cii": "discovery",
        "state-secret-leak": "discovery",
        "personal-data-leak": "discovery",
        "network-summary": "containment",
        "sue-after-preservation": "answer",
    }


def test_every_clock_of_the_shipped_responses_is_in_the_law_table(law: LawTable) -> None:
    for loaded in load_responses(content_folders("playbooks")):
        for task in loaded.playbook.tasks:
            assert task.clock is None or law.clock(task.clock) is not None, (loaded.playbook.id, task.id)


def test_the_four_times_are_known_as_they_are_reached(room: IncidentRoom, clock: HandClock) -> None:
    empty = numbers(room.state)
    assert (empty.detect, empty.contain, empty.preserve, empty.report) == (None,) * 4
    assert empty.open == 20 * MINUTE
    began(room, FOUND - timedelta(hours=2), "日志")
    done(room, "tell")
    clock.advance(minutes=10)
    done(room, "duplicate")
    contain(room, "链接已失效")
    found = numbers(room.state)
    assert found.detect == 120 * MINUTE
    assert (found.report, found.preserve, found.contain) == (20 * MINUTE, 30 * MINUTE, 30 * MINUTE)
