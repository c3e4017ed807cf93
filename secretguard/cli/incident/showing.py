"""`incident status|clocks`: the tasks by urgency, every limit that runs, what is still to be answered."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.incident.app import app, register_of
from secretguard.cli.incident.grounds import running_clocks
from secretguard.cli.incident.wording import (
    clock_kind_word,
    clock_left_words,
    clock_state_word,
    incident_status_word,
    left_words,
    level_word,
    zone_of,
)
from secretguard.cli.moments import iso, span_words, when
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred
from secretguard.incidents import (
    Clock,
    IncidentRoom,
    IncidentState,
    Numbers,
    TaskView,
    by_urgency,
    numbers,
    task_word,
    tasks_at,
)

_FINISHED = ("done", "skipped")


@command(app, "status", deferred("现在怎样：任务按急缓，时限，要回答的问题；--all 连做完的也列"))
def status(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=deferred("做完的、免做的也列出来"))] = False,
) -> None:
    state: CommandState = context.obj
    with state.incident() as room:
        folded, now = room.state, room.now()
        if folded.opened is None:
            raise RefusedError(_("这起事件没有建完，里面还没有内容。"), _("请用 incident start 重新建一起。"))
        clocks = running_clocks(state, room, register_of(room))
        tasks = by_urgency(tasks_at(folded, now))
    _tell_head(state, room, now)
    _tell_tasks(state, folded, [task for task in tasks if everything or task.status not in _FINISHED])
    _tell_clocks(state, folded, clocks)
    for question in folded.questions():
        state.out.say(_("待答 {id}：{ask}", id=question.id, ask=question.ask))
    _tell_numbers(state, numbers(folded))
    state.out.facts(tasks=[_task_facts(task, folded) for task in tasks])


def _tell_head(state: CommandState, room: IncidentRoom, now: int) -> None:
    folded, zone = room.state, zone_of(room.state)
    state.out.say(
        _("实战 {id} {what}　{level}　{status}　已过 {span}", id=room.id[:8], what=folded.what,
          level=level_word(folded.level), status=incident_status_word(folded.status),
          span=span_words(now - folded.found)),
        style="bold",
    )  # fmt: skip
    if folded.story is not None:
        state.out.say(folded.story.banner)
    wrong = [item.name for item in folded.evidence.values() if item.wrong]
    if wrong:
        state.out.say(_("证据对不上：{items}", items=_("、").join(wrong)), style="bold")
    state.out.facts(
        id=room.id,
        what=folded.what,
        status=folded.status,
        level=folded.level,
        found=iso(folded.found, zone),
        playbook=folded.story.id if folded.story else None,
        evidence=len(folded.evidence),
        wrong=wrong,
        seq=folded.seq,
        questions=[{"id": one.id, "ask": one.ask, "kind": one.kind} for one in folded.questions()],
    )


def _tell_tasks(state: CommandState, folded: IncidentState, tasks: list[TaskView]) -> None:
    zone = zone_of(folded)
    rows = [
        [task_word(task), task.id, task.title, task.role or "—", when(task.due, zone),
         _remark(task)]
        for task in tasks
    ]  # fmt: skip
    if rows:
        state.out.table([_("状"), _("编号"), _("任务"), _("岗位"), _("期限"), _("还有")], rows)
    else:
        state.out.say(_("没有要做的任务。"))


def _remark(task: TaskView) -> str:
    if task.mark is not None:
        return _(
            "{when} {note}", when=when(task.mark.stamp.occurred, task.mark.stamp.tz), note=task.mark.note
        )
    if task.status == "blocked" and not task.is_asked:
        return _("先做 {ids}", ids=_("、").join(task.missing))
    if task.open_facts:
        return _("看 {questions} 怎么答", questions=_("、").join(task.open_facts))
    return left_words(task.left)


def _task_facts(task: TaskView, folded: IncidentState) -> dict[str, object]:
    zone = zone_of(folded)
    return {
        "id": task.id,
        "title": task.title,
        "phase": task.phase,
        "role": task.role,
        "status": task.status,
        "due": iso(task.due, zone),
        "missing": list(task.missing),
        "open": list(task.open_facts),
        "late": task.was_late,
        "broke_order": task.mark.broke_order or None if task.mark else None,
    }


@command(app, "clocks", deferred("每一个时限：法律、合同、预案、另起的，凭什么，还剩多少"))
def show_clocks(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.incident() as room:
        folded = room.state
        clocks = running_clocks(state, room, register_of(room))
    _tell_clocks(state, folded, clocks, basis=True)


def _tell_clocks(
    state: CommandState, folded: IncidentState, clocks: tuple[Clock, ...], *, basis: bool = False
) -> None:
    zone = zone_of(folded)
    rows = [
        [
            clock.id,
            clock_kind_word(clock),
            _("；").join(part for part in (clock.title, clock.limit) if part),
            when(clock.due, zone),
            clock_left_words(clock),
            clock_state_word(clock),
            *([" ".join(clock.basis)] if basis else []),
        ]
        for clock in clocks
    ]
    heads = [
        _("时限"),
        _("来自"),
        _("内容"),
        _("期限"),
        _("还有"),
        _("状态"),
        *([_("依据")] if basis else []),
    ]
    if rows:
        state.out.table(heads, rows)
    state.out.facts(
        clocks=[
            {
                "id": clock.id,
                "kind": clock.kind,
                "title": clock.title,
                "limit": clock.limit,
                "due": iso(clock.due, zone),
                "state": clock.state,
                "stopped": clock.stopped,
                "certain": clock.certain,
                "met_at": iso(clock.met_at, zone),
                "basis": list(clock.basis),
            }
            for clock in clocks
        ]
    )


def _tell_numbers(state: CommandState, found: Numbers) -> None:
    spans = {
        _("发现"): found.detect,
        _("开卷"): found.open,
        _("控制"): found.contain,
        _("固证"): found.preserve,
        _("报告"): found.report,
    }
    known = [f"{word} {span_words(span)}" for word, span in spans.items() if span is not None]
    if known:
        state.out.say(_("用时：{spans}", spans=_("，").join(known)))
    state.out.facts(
        minutes={
            "detect": _minutes(found.detect),
            "open": _minutes(found.open),
            "contain": _minutes(found.contain),
            "preserve": _minutes(found.preserve),
            "report": _minutes(found.report),
        }
    )


def _minutes(span: int | None) -> int | None:
    return None if span is None else span // 60_000_000
