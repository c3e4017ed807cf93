"""The war room as a frozen view: tasks of a phase, record, evidence, limits, a line's meaning. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from rich.text import Text

from secretguard.clock import from_microseconds
from secretguard.content import ResponsePhase
from secretguard.i18n import _, _p
from secretguard.incidents import (
    Clock,
    IncidentState,
    Item,
    Parsed,
    TaskStatus,
    TaskView,
    TimelineLine,
    by_urgency,
    line_words,
    tasks_at,
    time_at_start,
)
from secretguard.register import PersonSet, RegisterState
from secretguard.tui.glance import span_words
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_clocks_view import clock_badge, clock_rank, state_words
from secretguard.tui.views.incident_evidence_view import sign_of
from secretguard.tui.views.incident_spans import left_words
from secretguard.tui.widgets.lists import Row

SHOWN_LINES = 200
"""Of the record; the whole stands on a screen of its own."""
_FINISHED = ("done", "skipped")
_LIKE_A_TIME: Final = re.compile(r"\d{1,3}[:：]\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class TaskPane:
    """The tasks of the phase shown, those of others that are late above them."""

    title: str
    rows: tuple[Row, ...]
    over: frozenset[str]
    """The tasks past their limit, of all phases."""
    finished: frozenset[str]
    """Those of the rows that are done or left out."""


@dataclass(frozen=True, slots=True)
class RoomView:
    """Everything the war room draws but tasks, record and top line, which change with the time."""

    banner: str
    evidence_title: str
    evidence: tuple[Row, ...]


def room_view(state: IncidentState) -> RoomView:
    """The room but for what runs."""
    wrong = sum(1 for item in state.evidence.values() if item.wrong)
    title = _("证据 {count}", count=len(state.evidence))
    return RoomView(
        banner=_banner(state),
        evidence_title=_("{title}　对不上 {wrong}", title=title, wrong=wrong) if wrong else title,
        evidence=tuple(_evidence_row(item) for item in reversed(tuple(state.evidence.values()))),
    )


def _banner(state: IncidentState) -> str:
    if state.status == "closed":
        return _("已经结束，只能看。又有新情况：先在「结束」里重开。")
    return state.story.banner if state.story else ""


# ---- tasks


def phases_of(state: IncidentState) -> tuple[ResponsePhase, ...]:
    """The phases in order."""
    return state.story.phases if state.story else ()


def phase_at(state: IncidentState, now: int) -> str:
    """The phase the work is in: the first that has anything unfinished, else the last."""
    tasks = tasks_at(state, now)
    phases = [phase.id for phase in phases_of(state)]
    unfinished = {task.phase for task in tasks if task.status not in _FINISHED}
    return next((phase for phase in phases if phase in unfinished), phases[-1] if phases else "")


def next_phase(state: IncidentState, shown: str) -> str:
    """The phase after the one shown; after the last, the first."""
    phases = [phase.id for phase in phases_of(state)]
    return phases[(phases.index(shown) + 1) % len(phases)] if shown in phases else shown


def task_pane(state: IncidentState, register: RegisterState, now: int, phase: str) -> TaskPane:
    """The tasks of a phase by urgency; late ones of other phases come first whatever is shown."""
    tasks = tasks_at(state, now)
    over = frozenset(task.id for task in tasks if task.status == "over")
    shown = [task for task in by_urgency(tasks) if task.phase == phase or task.status == "over"]
    own = [task for task in tasks if task.phase == phase]
    done = sum(1 for task in own if task.status in _FINISHED)
    name = next((one.title for one in phases_of(state) if one.id == phase), "")
    title = _("{name} {done}/{count}", name=name, done=done, count=len(own))
    elsewhere = sum(1 for task in tasks if task.phase != phase and task.status == "over")
    if elsewhere:
        title = _("{title}　别的阶段超 {count}", title=title, count=elsewhere)
    if asked := len(state.questions()):
        title = _("{title}　{count} 问待答按 F7", title=title, count=asked)
    finished = frozenset(task.id for task in shown if task.status in _FINISHED)
    return TaskPane(title, tuple(_task_row(task, state, register) for task in shown), over, finished)


def next_open(order: Sequence[str], finished: str, pane: TaskPane) -> str | None:
    """Of the tasks as they stood, the first below the finished one still to do; else the first above."""
    place = order.index(finished) if finished in order else 0
    shown = {row.id for row in pane.rows} - pane.finished
    return next((one for one in (*order[place + 1 :], *order[:place]) if one in shown), None)


def _task_row(task: TaskView, state: IncidentState, register: RegisterState) -> Row:
    words = Text(safe(task.title), style=_task_style(task))
    if task.open_facts and task.status not in _FINISHED:
        words.append(safe(_("（看问答）")), style="dim")
    aside = Text(safe("　".join(filter(None, (holder_name(task, register), time_words(task, state))))))
    if task.status == "over":
        aside.stylize("bold")
    elif task.status in _FINISHED:
        aside.stylize("dim")
    sign = badge(*task_badge(task.status))
    return Row(task.id, line(sign, words), words=task.title, aside=aside)


def task_badge(status: TaskStatus) -> tuple[str, Tone]:
    """超 over, 近 near, 待 waiting, 候 blocked, 完 done, 免 skipped; two letters each in English."""
    signs: dict[TaskStatus, tuple[str, Tone]] = {
        "over": (_p("badge", "超"), "bad"),
        "near": (_p("badge", "近"), "care"),
        "waiting": (_p("badge", "待"), "info"),
        "blocked": (_("候"), "off"),
        "done": (_p("badge", "完"), "good"),
        "skipped": (_("免"), "off"),
    }
    return signs[status]


def _task_style(task: TaskView) -> str:
    if task.status in _FINISHED or (task.open_facts and task.status not in ("over", "near")):
        return "dim"
    return "bold" if task.status == "over" else ""


def holder_name(task: TaskView, register: RegisterState) -> str:
    """Who has the task: who did it, else who holds the duty."""
    if task.mark is not None and task.mark.by:
        return task.mark.by
    holder = holder_of(task.role, register)
    return holder.name if holder else ""


def holder_of(role: str, register: RegisterState) -> PersonSet | None:
    """Who holds a duty."""
    return register.with_duty(role) if role else None


def time_words(task: TaskView, state: IncidentState) -> str:
    """余 or 超 with how much; of a finished one, how long after discovery; nothing where no limit is set."""
    if task.mark is not None:
        span = task.mark.stamp.occurred - state.found
        return span_words(max(0, span)) if task.status == "done" else ""
    return left_words(task.left) if task.left is not None else ""


# ---- record, evidence, limits


def log_rows(timeline: Sequence[TimelineLine], now: int) -> tuple[Row, ...]:
    """The last lines by when they happened, the newest first; what was taken back is left out."""
    standing = [one for one in timeline[-2 * SHOWN_LINES :] if one.undone_by is None]
    latest = sorted(standing, key=lambda one: (one.stamp.occurred, one.stamp.seq), reverse=True)
    return tuple(_log_row(one, now) for one in latest[:SHOWN_LINES])


def _log_row(one: TimelineLine, now: int) -> Row:
    moment = from_microseconds(one.stamp.occurred, one.stamp.tz)
    today = moment.date() == from_microseconds(now, one.stamp.tz).date()
    text = Text(f"{moment:%H:%M} " if today else f"{moment:%m-%d %H:%M} ")
    words = line_words(one)
    text.append(safe(words), style="bold" if one.decision or one.kind == "cut.made" else "")
    return Row(f"line:{one.stamp.seq}", text, words=words, hang=6)


def _evidence_row(item: Item) -> Row:
    sign = badge(*sign_of(item))
    words = Text(safe(f"{item.name} {item.taken.title}"))
    if item.wrong:
        words.append(safe(_("　对不上")), style="bold")
    return Row(
        f"item:{item.number}", line(sign, words), words=item.taken.title, aside=Text(safe(item.holder))
    )


def clock_rows(clocks: Sequence[Clock], unanswered: Collection[str] = ()) -> tuple[Row, ...]:
    """The limits for the third pane, in the order and with the badges of their own screen."""
    rows = []
    for clock in sorted(clocks, key=clock_rank):
        if clock.met_at is not None:
            told = _("晚了") if clock.state == "missed" else _("按时")
        else:
            told = state_words(clock, 0, unanswered=clock.id in unanswered)
        text = line(badge(*clock_badge(clock)), Text(safe(clock.title)))
        rows.append(Row(clock.id, text, words=clock.title, aside=Text(safe(told))))
    return tuple(rows)


# ---- the line


def wrong_time(typed: str, now: datetime) -> str:
    """What is wrong with the time that a line begins with; empty if nothing, or if it begins with none."""
    text = typed.strip()
    found = time_at_start(text, now)
    if found is None:
        looks = _LIKE_A_TIME.match(text)
        said = looks[0] if looks else ""
    else:
        said = text[: found.length].strip() if found.moment is None or found.future else ""
    if not said:
        return ""
    if found is not None and found.future:
        return _("「{said}」还没有到：改成 14:05 或 昨天下午3点。", said=said)
    return _("「{said}」不是一个时间：改成 14:05；不是说时间，就在前面先写一个字。", said=said)


def understood(parsed: Parsed, now: datetime) -> str:
    """What the line that is being typed will be recorded as."""
    told = []
    if parsed.occurred is not None:
        pattern = "%H:%M" if parsed.occurred.date() == now.date() else "%m-%d %H:%M"
        moment = parsed.occurred.strftime(pattern)
        if parsed.occurred.date() == now.date() - timedelta(days=1):
            moment = _("昨天（{moment}）", moment=moment)
        told.append(_("发生在 {moment}", moment=moment))
    told += [one.name for one in (*parsed.people, *parsed.secrets)]
    told += [f"E-{item:02d}" for item in parsed.items]
    told += [f"#{tag}" for tag in parsed.tags]
    if parsed.decision:
        told.append(_("决定"))
    if parsed.tasks:
        told.append(_("新任务：{tasks}", tasks=_("、").join(parsed.tasks)))
    told += parsed.problems
    return "　".join(told)
