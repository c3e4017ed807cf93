"""Every limit that runs: of the law, of contracts, of the plan, and those started by hand. Pure.

A legal limit comes from the law table alone. Where a limit hangs on a question nobody has answered, or on
working days not yet published, the clock is `uncertain` and runs all the same. A promise is `uncertain` once
it is past due and the record does not say when it was kept. With the incident closed, nothing runs on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Literal

from secretguard.clock import from_microseconds, to_microseconds
from secretguard.content import LawTable, LegalClock, ResponseTask, fact_of
from secretguard.i18n import _
from secretguard.incidents.entries import Notice
from secretguard.incidents.numbers import fulfilled, is_guessed
from secretguard.incidents.state import IncidentState, Started
from secretguard.incidents.tasks import MINUTE
from secretguard.incidents.working_days import Calendar, working_days_after
from secretguard.register import PlanPromise

ClockKind = Literal["legal", "contract", "promise", "started"]
ClockState = Literal["running", "met", "missed", "uncertain"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit. Moments in microseconds UTC, `left` in microseconds (below zero: late).

    `due` is None where the law says "at once" without a number; `limit` are the words of the source.
    `certain` says whether the limit itself is. `stopped`: the incident was closed before it was met.
    """

    id: str
    kind: ClockKind
    title: str
    due: int | None
    left: int | None
    basis: tuple[str, ...]
    state: ClockState
    met_at: int | None = None
    certain: bool = True
    limit: str = ""
    stopped: bool = False

    @property
    def unrecorded(self) -> bool:
        """Whether a promise is past due and nobody recorded when it was kept."""
        return self.kind == "promise" and self.state == "uncertain"


def clocks_at(
    state: IncidentState,
    law: LawTable,
    promises: Iterable[PlanPromise],
    now: int,
    calendar: Calendar | None = None,
    heads: Collection[str] = (),
) -> tuple[Clock, ...]:
    """All clocks at a moment (microseconds UTC): late, running, uncertain, met; the sooner due first.

    `heads` are the names of those to whom a report goes (`heads_of`). Of a closed incident, as it closed.
    """
    if state.opened is None:
        return ()
    is_closed = state.status == "closed" and state.closed is not None
    if is_closed and state.closed is not None:
        now = min(now, state.closed[1].occurred)
    found = [
        *_legal(state, law, now),
        *(_contract(state, notice, now) for notice in state.notices),
        *(_promise(state, promise, now, heads) for promise in promises),
        *(_started(state, law, one, now, calendar) for one in state.started),
    ]
    if is_closed:
        found = [one if one.met_at is not None else replace(one, stopped=True) for one in found]
    return tuple(sorted(found, key=_rank))


def duty_of(notice: Notice) -> str:
    """The duty's id under which a contract notice is reported."""
    return f"notice:{notice.partner or notice.to}"


def _rank(clock: Clock) -> tuple[int, int]:
    order = {"missed": 0 if clock.met_at is None else 3, "running": 1, "uncertain": 2, "met": 3}
    return order[clock.state], clock.due if clock.due is not None else 0


def _legal(state: IncidentState, law: LawTable, now: int) -> Iterator[Clock]:
    seen = {one.clock for one in state.started}
    for task in state.story.tasks if state.story else ():
        if task.clock is None or task.clock in seen:
            continue
        applies = state.holds(task.only_if)
        entry = law.clock(task.clock)
        if applies == "no" or entry is None:
            continue
        seen.add(task.clock)
        start = _start(state, task, entry)
        due = None if entry.minutes is None or start is None else start + entry.minutes * MINUTE
        yield _clock(
            Clock(entry.id, "legal", entry.event, due, None, entry.basis, "running", limit=entry.limit),
            now,
            _legal_met(state, entry.id),
            certain=applies == "yes" and start is not None,
        )


def _start(state: IncidentState, task: ResponseTask, limit: LegalClock) -> int | None:
    """From when a task's legal limit runs; None while what starts it has not happened or is not recorded."""
    match limit.starts:
        case "discovery":
            return state.found
        case "containment":
            return state.contained.stamp.occurred if state.contained else None
        case "answer":
            yes = (state.answers.get(fact_of(test)) for test in task.only_if)
            moments = [one.stamp.occurred for one in yes if one is not None and one.given.answer == "yes"]
            return max(moments, default=None)
        case None:
            return None


def _legal_met(state: IncidentState, clock_id: str) -> int | None:
    moments = [one.stamp.occurred for one in state.reported if one.duty == clock_id]
    for task in state.story.tasks if state.story else ():
        mark = state.marks.get(task.id)
        if task.clock == clock_id and mark is not None and mark.status == "done":
            moments.append(mark.stamp.occurred)
    return min(moments, default=None)


def _contract(state: IncidentState, notice: Notice, now: int) -> Clock:
    duty = duty_of(notice)
    met = min((one.stamp.occurred for one in state.reported if one.duty == duty), default=None)
    return _clock(
        Clock(
            id=duty,
            kind="contract",
            title=_("通知{to}", to=notice.to),
            due=state.found + notice.hours * 60 * MINUTE,
            left=None,
            basis=("law:civil-code-2020:509",),
            state="running",
            limit=_("合同约定 {hours} 小时内", hours=notice.hours),
        ),
        now,
        met,
    )


def _promise(state: IncidentState, promise: PlanPromise, now: int, heads: Collection[str]) -> Clock:
    clock = _clock(
        Clock(
            id=promise.id,
            kind="promise",
            title=promise.text,
            due=state.found + promise.minutes * MINUTE,
            left=None,
            basis=(f"plan:{promise.plan}",),
            state="running",
        ),
        now,
        fulfilled(state, promise.clock),
    )
    if clock.state == "missed" and is_guessed(state, promise.clock, heads):
        return replace(clock, state="uncertain")
    return clock


def _started(
    state: IncidentState, law: LawTable, started: Started, now: int, calendar: Calendar | None
) -> Clock:
    entry = law.clock(started.clock)
    minutes = entry.minutes if entry and entry.minutes else started.minutes
    due, certain = None, True
    if minutes is not None:
        due = started.stamp.occurred + minutes * MINUTE
    elif started.working_days is not None:
        due, certain = _end_of_working_day(started, started.working_days, calendar)
    met = min(
        (
            one.stamp.occurred
            for one in state.reported
            if one.duty == started.clock and one.stamp.occurred >= started.stamp.occurred
        ),
        default=None,
    )
    clock = Clock(
        id=started.clock,
        kind="started",
        title=started.title,
        due=due,
        left=None,
        basis=entry.basis if entry else started.basis,
        state="running",
        limit=entry.limit if entry else "",
    )
    return _clock(clock, now, met, certain=certain)


def _end_of_working_day(started: Started, number: int, calendar: Calendar | None) -> tuple[int, bool]:
    start = from_microseconds(started.stamp.occurred, started.stamp.tz)
    found = working_days_after(start.date(), number, calendar)
    zone = timezone(timedelta(minutes=started.stamp.tz))
    end = datetime.combine(found.day + timedelta(days=1), time(0), zone)
    return to_microseconds(end.astimezone(UTC)), found.certain


def _clock(clock: Clock, now: int, met: int | None, *, certain: bool = True) -> Clock:
    """The clock with what a moment makes of it."""
    due = clock.due
    state: ClockState
    if met is not None:
        state = "missed" if due is not None and met > due else "met"
    elif due is not None and now > due:
        state = "missed" if certain else "uncertain"
    else:
        state = "running" if certain else "uncertain"
    left = None if due is None or met is not None else due - now
    return replace(clock, left=left, state=state, met_at=met, certain=certain)
