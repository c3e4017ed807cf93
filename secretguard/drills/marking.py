"""Marking expected actions: the machine measures and proposes, an evaluator decides."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.content.playbook import ExpectedAction
from secretguard.drills.entries import ActionMarked
from secretguard.drills.room import DrillRoom
from secretguard.drills.scoring import Mark
from secretguard.drills.state import DrillState, Visit
from secretguard.errors import RefusedError
from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark as recorded; `doubt` is set where the measured time speaks against it."""

    action: ExpectedAction
    mark: Mark | None
    minute: int | None
    doubt: str | None = None


def find_action(state: DrillState, action_id: str) -> tuple[ExpectedAction, Visit]:
    """An expected action of the injects played so far. Raises RefusedError if there is none."""
    for visit in reversed(state.visits):
        for action in visit.inject.expected:
            if action.id == action_id:
                return action, visit
    known = [action.id for visit in state.visits for action in visit.inject.expected]
    raise RefusedError(
        _("已给出的注入里没有应做动作“{action}”。", action=action_id),
        _("现在可以标的：{names}。", names=_("、").join(known) or _("无")),
    )


def is_measured(action: ExpectedAction, visit: Visit) -> bool:
    """Whether the table's clock can measure it: the deadline is within the inject's time at the table."""
    return action.within <= visit.inject.table


def mark(
    room: DrillRoom,
    action_id: str,
    wanted: Mark | None = None,
    *,
    stated: int | None = None,
    by: str | None = None,
    evaluator: str | None = None,
    why: str | None = None,
    occurred: int | None = None,
) -> Marked:
    """Mark an action. Without `wanted` the mark follows from the time: `stated` minutes, or the clock.

    Raises RefusedError if the action is unknown, or if its deadline outlasts the table and no time is stated.
    """
    state = room.require("running", "paused", "ended", "hotwash")
    action, visit = find_action(state, action_id)
    minute = stated
    if minute is None and is_measured(action, visit):
        clock = room.running_clock()
        reading = clock.at(room.now()) if occurred is None else clock.was_at(occurred)
        minute = max(0, reading - visit.stamp.elapsed) // 60_000
    chosen = wanted
    if chosen is None:
        if minute is None:
            raise RefusedError(
                _("“{action}”的时限比这一幕长，桌上的钟量不了。", action=action.action),
                _("写明他们说的时间（--stated 20h），或直接标 done、late、partly、missed。"),
            )
        chosen = "done" if minute <= action.within else "late"
    if chosen in ("missed", "skipped"):
        minute = None
    room.append(
        ActionMarked(
            action=action_id,
            mark=chosen,
            minute=minute,
            stated=stated is not None,
            by=by,
            evaluator=evaluator,
            why=why,
            occurred=occurred,
        )
    )
    return Marked(action, chosen, minute, _doubt(action, chosen, minute))


def _doubt(action: ExpectedAction, chosen: Mark, minute: int | None) -> str | None:
    if minute is None:
        return None
    if chosen == "done" and minute > action.within:
        return _("用时 {minute} 分，超过时限 {within} 分，却标了“完”。", minute=minute, within=action.within)
    if chosen == "late" and minute <= action.within:
        return _(
            "用时 {minute} 分，在时限 {within} 分之内，却标了“迟”。", minute=minute, within=action.within
        )
    return None


def clear_mark(room: DrillRoom, action_id: str) -> None:
    """Take a mark back. Raises RefusedError if there is none."""
    state = room.require("running", "paused", "ended", "hotwash")
    if action_id not in state.marks:
        raise RefusedError(_("“{action}”还没有标过。", action=action_id))
    room.append(ActionMarked(action=action_id))


def unmarked(state: DrillState) -> list[tuple[ExpectedAction, Visit]]:
    """Expected actions at the table so far that nobody has marked."""
    last: dict[str, Visit] = {visit.inject.id: visit for visit in state.visits}
    return [
        (action, visit)
        for visit in last.values()
        for action in visit.inject.expected
        if action.id not in state.marks
    ]
