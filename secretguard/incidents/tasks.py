"""The tasks as they stand at a moment: due when, how long left, what must come first. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import ResponseTask
from secretguard.i18n import _
from secretguard.incidents.entries import TaskAdded
from secretguard.incidents.state import IncidentState, TaskMark

TaskStatus = Literal["over", "near", "waiting", "blocked", "done", "skipped"]

MINUTE: Final = 60_000_000
"""In microseconds."""
_SHORTEST_NEAR: Final = 10 * MINUTE
_LONGEST_NEAR: Final = 120 * MINUTE


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task at a moment. `due` and `left` in microseconds (left below zero: late); None without a limit.

    `missing` are the ids of the tasks that must come first and are not done. `open_facts` are the
    questions not yet answered on which it hangs; while there are any, it waits and is never over.
    """

    id: str
    title: str
    phase: str
    role: str
    status: TaskStatus
    due: int | None
    left: int | None
    mark: TaskMark | None
    missing: tuple[str, ...] = ()
    open_facts: tuple[str, ...] = ()
    task: ResponseTask | None = None
    added: TaskAdded | None = None

    @property
    def is_asked(self) -> bool:
        """Whether an answer decides if it is to be done at all (待答)."""
        return self.mark is None and bool(self.open_facts)

    @property
    def was_late(self) -> bool:
        """Whether it was done after its limit, or is not done and past it."""
        if self.status == "done" and self.mark and self.due is not None:
            return self.mark.stamp.occurred > self.due
        return self.status == "over"


def tasks_at(state: IncidentState, now: int) -> tuple[TaskView, ...]:
    """Every task that applies, in the order of the playbook, then those added. `now` in microseconds UTC."""
    own = [
        _view(state, task, now)
        for task in (state.story.tasks if state.story else ())
        if state.holds(task.only_if) != "no" or task.id in state.marks
    ]
    return (*own, *(_added_view(state, added, now) for added in state.added.values()))


def by_urgency(tasks: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    """Over, near, waiting and blocked, what waits for an answer, what is finished; the sooner due first."""
    order = {"over": 0, "near": 1, "waiting": 2, "blocked": 2, "done": 4, "skipped": 5}

    def rank(view: TaskView) -> tuple[int, int]:
        return 3 if view.is_asked else order[view.status], view.due if view.due is not None else 2**62

    return tuple(sorted(tasks, key=rank))


def missing_before(state: IncidentState, task: ResponseTask) -> tuple[str, ...]:
    """The tasks that must come first and are neither done, nor skipped, nor ruled out by an answer."""
    if state.story is None:
        return ()
    found = []
    for task_id in task.after:
        before = state.story.task(task_id)
        if before is None or task_id in state.marks or state.holds(before.only_if) == "no":
            continue
        found.append(task_id)
    return tuple(found)


def status_word(status: TaskStatus) -> str:
    """超 over, 近 near, 待 waiting, 候 blocked, 完 done, 免 skipped."""
    words: Mapping[TaskStatus, str] = {
        "over": _("超"),
        "near": _("近"),
        "waiting": _("待"),
        "blocked": _("候"),
        "done": _("完"),
        "skipped": _("免"),
    }
    return words[status]


def task_word(view: TaskView) -> str:
    """The word of its status; 待答 while an answer decides whether it is to be done."""
    return _("待答") if view.is_asked else status_word(view.status)


def _view(state: IncidentState, task: ResponseTask, now: int) -> TaskView:
    minutes = state.minutes_for(task)
    due = None if minutes is None or state.opened is None else state.found + minutes * MINUTE
    mark = state.marks.get(task.id)
    missing = missing_before(state, task)
    answers = state.facts()
    open_facts = tuple(
        fact
        for fact in (test.removeprefix("not ") for test in task.only_if)
        if answers.get(fact, "unknown") == "unknown"
    )
    return TaskView(
        id=task.id,
        title=task.title,
        phase=task.phase,
        role=task.role,
        status=_status(mark, None if open_facts else due, now, state.found, blocked=bool(missing)),
        due=due,
        left=None if due is None else due - now,
        mark=mark,
        missing=missing,
        open_facts=open_facts,
        task=task,
    )


def _added_view(state: IncidentState, added: TaskAdded, now: int) -> TaskView:
    mark = state.marks.get(added.task)
    return TaskView(
        id=added.task,
        title=added.text,
        phase="later",
        role=added.role or "",
        status=_status(mark, added.due, now, state.found, blocked=False),
        due=added.due,
        left=None if added.due is None else added.due - now,
        mark=mark,
        added=added,
    )


def _status(mark: TaskMark | None, due: int | None, now: int, found: int, *, blocked: bool) -> TaskStatus:
    if mark is not None:
        return mark.status
    if due is not None and now > due:
        return "over"
    if blocked:
        return "blocked"
    return "near" if due is not None and due - now <= near_span(due - found) else "waiting"


def near_span(whole: int) -> int:
    """How long before its end a limit is near: a quarter of it, ten minutes at least, two hours at most."""
    return min(max(whole // 4, _SHORTEST_NEAR), _LONGEST_NEAR)
