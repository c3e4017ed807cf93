"""First preserve, then restrict (先固定，后处置): whether a task may be done now. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.i18n import _
from secretguard.incidents.state import IncidentState
from secretguard.incidents.tasks import missing_before


@dataclass(frozen=True, slots=True)
class Allowed:
    """Nothing stands in the way. `asks_cut`: it cuts a running outflow, so minute and reason are recorded."""

    asks_cut: bool = False


@dataclass(frozen=True, slots=True)
class Blocked:
    """Something must come first; doing it all the same asks a reason, which is recorded.

    `missing` are task ids; `grave` says that it may destroy evidence or warn somebody.
    """

    reason: str
    missing: tuple[str, ...]
    grave: bool = False


def may(task_id: str, state: IncidentState) -> Allowed | Blocked:
    """Whether a task may be done now. A task that no playbook names is always allowed."""
    task = state.story.task(task_id) if state.story else None
    if task is None:
        return Allowed()
    if task.cut:
        return Allowed(asks_cut=True)
    missing = missing_before(state, task)
    if not missing:
        return Allowed()
    assert state.story is not None
    titles = _("、").join(
        f"“{before.title}”" for before in (state.story.task(one) for one in missing) if before
    )
    if task.restricts:
        reason = _("先固定，后处置：{titles}还没做完。现在做，证据可能就没了。", titles=titles)
    else:
        reason = _("前面还有没做完的：{titles}。", titles=titles)
    return Blocked(reason, missing, grave=task.restricts)
