"""One task of a response in full, as text. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from secretguard.content import LawTable, PlanSections
from secretguard.i18n import _
from secretguard.incidents import IncidentState, TaskView, status_word
from secretguard.register import RegisterState
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_clocks_view import ground_words
from secretguard.tui.views.incident_room_view import holder_of, task_badge, time_words


def how_text(
    task: TaskView, state: IncidentState, register: RegisterState, law: LawTable, sections: PlanSections
) -> Text:
    """What to do, why now, what comes first, what it leaves, who, on what ground, what became of it."""
    head = line(
        badge(*task_badge(task.status)),
        Text(safe(task.title), style="bold"),
        time_words(task, state),
    )
    parts = [head]
    for title, words in _parts(task, state, register):
        if words:
            parts.append(Text.assemble((safe(title), "bold"), "\n", safe(words)))
    if task.task is not None:
        grounds = ground_words(task.task.basis, law, sections)
        parts.append(Text.assemble((safe(_("依据")), "bold"), "\n", safe(grounds)))
    return Text("\n\n").join(parts)


def _parts(task: TaskView, state: IncidentState, register: RegisterState) -> Iterator[tuple[str, str]]:
    own = task.task
    if own is not None:
        yield _("怎么做"), own.how
        yield _("为什么现在做"), own.why_now
    yield _("先要做完"), _titles(task, state)
    yield _("谁做"), _who(task, register)
    if own is not None:
        yield _("做完留下"), own.record
    if task.mark is not None:
        told = (task.mark.by, task.mark.note, _broke(task.mark.broke_order))
        yield _("结果"), "　".join(filter(None, told)) or status_word(task.status)


def _titles(task: TaskView, state: IncidentState) -> str:
    if state.story is None:
        return ""
    found = (state.story.task(one) for one in task.missing)
    return _("、").join(one.title for one in found if one is not None)


def _who(task: TaskView, register: RegisterState) -> str:
    holder = holder_of(task.role, register)
    if holder is None:
        return ""
    phones = " ".join(filter(None, (holder.phones.first, holder.phones.second)))
    return f"{holder.name} {phones}".strip()


def _broke(why: str) -> str:
    return _("未按先后：{why}", why=why) if why else ""
