"""Tasks, as people do them: done, cut, skipped, taken up again, added.

Every function records and returns when it is on the disk. `at` is when it happened, None for now; it
raises UsageError for a moment to come. All refuse a closed incident (RefusedError).
"""

from __future__ import annotations

from datetime import datetime

from secretguard.clock import to_microseconds
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import entries as kinds
from secretguard.incidents.order import Blocked, may
from secretguard.incidents.recording import make, occurred
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.state import IncidentState
from secretguard.vault import Entry


class OutOfOrderError(RefusedError):
    """A task before its precondition, and no reason was given. `facts`: missing (task ids), grave."""

    code = "out-of-order"


class NeedsCutError(RefusedError):
    """A task that cuts a running outflow: it is recorded with `cut`, which asks what, minute and why."""

    code = "needs-cut"


def done(
    room: IncidentRoom,
    task_id: str,
    *,
    by: str | None = None,
    note: str | None = None,
    broke_order: str | None = None,
    at: datetime | None = None,
) -> Entry:
    """A task is done. Before its precondition it asks `broke_order`, a reason that is recorded.

    Raises OutOfOrderError, NeedsCutError, RefusedError if it is unknown or done already.
    """
    with room.guard:
        state = room.require_open()
        _unfinished(state, task_id)
        judged = may(task_id, state)
        if isinstance(judged, Blocked):
            _refuse_without_reason(judged, broke_order)
        elif judged.asks_cut:
            raise NeedsCutError(
                _("这一步是切断正在外流的路，要写明切了什么、几点几分、为什么。"),
                _("用 incident cut 记，任务随之完成。"),
            )
        entry = make(
            kinds.TaskDone,
            task=task_id,
            by=by,
            note=note,
            broke_order=broke_order if isinstance(judged, Blocked) else None,
            occurred=occurred(room, at),
        )
        return room.append(entry)


def cut(
    room: IncidentRoom, what: str, why: str, *, at: datetime | None = None, task_id: str | None = None
) -> Entry:
    """A running outflow was cut before it was preserved: what, the minute, why. Finishes the cutting task."""
    with room.guard:
        state = room.require_open()
        if task_id is None:
            tasks = state.story.tasks if state.story else ()
            task_id = next((task.id for task in tasks if task.cut and task.id not in state.marks), None)
        moment = occurred(room, at) or room.now()
        return room.append(make(kinds.CutMade, what=what, why=why, task=task_id, occurred=moment))


def skip(room: IncidentRoom, task_id: str, why: str) -> Entry:
    """A task is not needed here, and why."""
    with room.guard:
        _unfinished(room.require_open(), task_id)
        return room.append(make(kinds.TaskSkipped, task=task_id, why=why))


def reopen_task(room: IncidentRoom, task_id: str, why: str | None = None) -> Entry:
    """A finished task is to be done again."""
    with room.guard:
        if task_id not in room.require_open().marks:
            raise RefusedError(_("这项任务没有做完，不用重开。"))
        return room.append(make(kinds.TaskReopened, task=task_id, why=why))


def add_task(
    room: IncidentRoom,
    text: str,
    *,
    role: str | None = None,
    due: datetime | None = None,
    from_note: int | None = None,
) -> str:
    """A task that no playbook names; its id."""
    with room.guard:
        state = room.require_open()
        entry = added_task(state.seq + 1, text, role, due, from_note)
        room.append(entry)
        return entry.task


def _refuse_without_reason(judged: Blocked, reason: str | None) -> None:
    if not (reason and reason.strip()):
        raise OutOfOrderError(
            judged.reason,
            _("先做前面的；一定要现在做，就写明原因，会记入时间轴。"),
            missing=list(judged.missing),
            grave=judged.grave,
        )


def _unfinished(state: IncidentState, task_id: str) -> None:
    known = task_id in state.added or (state.story is not None and state.story.task(task_id) is not None)
    if not known:
        raise RefusedError(_("没有“{task}”这项任务。", task=task_id), _("用 incident status 看任务和编号。"))
    if task_id in state.marks:
        raise RefusedError(_("这项任务已经了结。"), _("要重做，先用 incident task reopen 重开。"))


def added_task(
    seq: int, text: str, role: str | None, due: datetime | None, from_note: int | None
) -> kinds.TaskAdded:
    """An added task; its id is the number of the entry that adds it, so that none is ever given twice."""
    return make(
        kinds.TaskAdded,
        task=f"A{seq}",
        text=text,
        role=role,
        due=None if due is None else to_microseconds(due),
        from_note=from_note,
    )
