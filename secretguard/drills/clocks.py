"""The three clocks of a drill, 发现 → 固证 → 报告, in scenario minutes, beside what the plan promises."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.content.playbook import ClockName
from secretguard.drills.entries import Promise
from secretguard.drills.state import DrillState

CLOCKS: tuple[ClockName, ...] = ("detect", "preserve", "report")


@dataclass(frozen=True, slots=True)
class ClockReading:
    """One clock: scenario minutes when its first action was done (None: never), and since discovery.

    `tested` is whether any inject played asked for it; `over` is minutes beyond the plan's promise.
    """

    clock: ClockName
    tested: bool
    scenario: int | None
    since_discovery: int | None
    action: str | None
    promise: Promise | None
    over: int | None


def readings(state: DrillState) -> tuple[ClockReading, ...]:
    """All three, in order. Discovery itself is counted from the first sign (the first inject)."""
    first_sign = state.visits[0].stamp.scenario or 0 if state.visits else 0
    detected = _first_done(state, "detect")
    discovery = detected[0] if detected else first_sign
    result = []
    for clock in CLOCKS:
        done = _first_done(state, clock)
        start = first_sign if clock == "detect" else discovery
        since = max(0, done[0] - start) if done else None
        promise = _promise(state, clock)
        over = max(0, since - promise.minutes) if promise and since is not None else None
        result.append(
            ClockReading(
                clock,
                _is_tested(state, clock),
                done[0] if done else None,
                since,
                done[1] if done else None,
                promise,
                over,
            )
        )
    return tuple(result)


def _first_done(state: DrillState, clock: ClockName) -> tuple[int, str] | None:
    done = []
    for visit in state.visits:
        for action in visit.inject.expected:
            marked = state.marks.get(action.id)
            if action.clock == clock and marked and marked.entry.mark in ("done", "late", "partly"):
                given = visit.stamp.scenario or 0
                reading = given if marked.scenario is None else marked.scenario
                done.append((reading, action.id))
    return min(done) if done else None


def _is_tested(state: DrillState, clock: ClockName) -> bool:
    return any(action.clock == clock for visit in state.visits for action in visit.inject.expected)


def _promise(state: DrillState, clock: ClockName) -> Promise | None:
    promises = state.planned.promises if state.planned else ()
    return next((promise for promise in promises if promise.clock == clock), None)
