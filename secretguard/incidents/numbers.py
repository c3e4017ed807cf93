"""The four times of an incident: to detect, contain, preserve and report. Pure; spans in microseconds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import DUPLICATE
from secretguard.incidents.state import IncidentState

PromiseClock = Literal["detect", "preserve", "report"]
_TELLING: Final = frozenset({"tell", "declare"})
"""Tasks, or rows of the plan's response table, whose doing means that the head knows."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Spans in microseconds; None while not reached or not known.

    `detect`: from the leak's beginning to discovery. `open`: from discovery to the opened case, the promise
    that a drill times as "detect". The others count from discovery.
    """

    detect: int | None
    open: int | None
    contain: int | None
    preserve: int | None
    report: int | None


def numbers(state: IncidentState) -> Numbers:
    """The times as far as they are known."""
    began = state.began.stamp.occurred if state.began else None
    found = state.found
    return Numbers(
        detect=None if began is None else max(0, found - began),
        open=_since(found, reached(state, "detect")),
        contain=_since(found, _contained(state)),
        preserve=_since(found, reached(state, "preserve")),
        report=_since(found, reached(state, "report")),
    )


def reached(state: IncidentState, clock: PromiseClock) -> int | None:
    """When what a plan's promise speaks of was reached; None while it was not."""
    match clock:
        case "detect":
            return state.opened_stamp.occurred if state.opened_stamp else None
        case "preserve":
            return _preserved(state)
        case "report":
            return _told(state)


def fulfilled(state: IncidentState, clock: PromiseClock) -> int | None:
    """When a promise was kept, as far as anything recorded shows it.

    Work that was done before the file was opened shows that it had been found by then.
    """
    moments = [moment for moment in (reached(state, clock),) if moment is not None]
    if clock == "detect":
        moments += [mark.stamp.occurred for mark in state.marks.values() if mark.status == "done"]
    return min(moments, default=None)


def is_guessed(state: IncidentState, clock: PromiseClock, heads: Collection[str] = ()) -> bool:
    """Whether a promise past its time would be called broken only because nobody recorded the real moment.

    The opening of the file says when the file was opened: detection, and the telling of `heads` whom it names
    as knowing, came before.
    """
    match clock:
        case "detect":
            return True
        case "report":
            return reached(state, "report") is None or _head_knew(state, heads)
        case "preserve":
            return False


def _head_knew(state: IncidentState, heads: Collection[str]) -> bool:
    return state.opened is not None and any(name.strip() in heads for name in state.opened.knows)


def _contained(state: IncidentState) -> int | None:
    moments = [state.contained.stamp.occurred] if state.contained else []
    return min(moments, default=None)


def _preserved(state: IncidentState) -> int | None:
    mark = state.marks.get(DUPLICATE)
    if mark is not None and mark.status == "done":
        return mark.stamp.occurred
    if state.story is not None and state.story.task(DUPLICATE) is not None:
        return None
    return min((item.stamp.occurred for item in state.evidence.values()), default=None)


def _told(state: IncidentState) -> int | None:
    tasks = state.story.tasks if state.story else ()
    moments = [
        mark.stamp.occurred
        for task in tasks
        if _TELLING & {task.id, task.plan_step}
        and (mark := state.marks.get(task.id))
        and mark.status == "done"
    ]
    return min(moments, default=None)


def _since(start: int, end: int | None) -> int | None:
    return None if end is None else max(0, end - start)
