"""`incident task done|skip|reopen|add`, `incident cut`: what people do, in the order that keeps evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.grammar import command, group
from secretguard.cli.incident.app import By, Why, app
from secretguard.cli.incident.wording import zone_of
from secretguard.cli.moments import At, moment_or_now, when
from secretguard.cli.state import CommandState
from secretguard.i18n import _, deferred
from secretguard.times import span

tasks = group(deferred("任务：完成、免做、重开、新加"))
app.add_typer(tasks, name="task")

TaskId = Annotated[
    str, typer.Argument(help=deferred("任务的编号，见 incident status"), metavar=deferred("任务"))
]


@command(tasks, "done", deferred("任务做完了；前面的没做完会拦下，一定要做就写 --broke-order"))
def done(
    context: typer.Context,
    task: TaskId,
    by: By = None,
    note: Annotated[
        str | None, typer.Option("--note", help=deferred("做了什么，看到什么"), metavar=deferred("说明"))
    ] = None,
    broke_order: Annotated[
        str | None,
        typer.Option(
            "--broke-order", help=deferred("为什么不按先后，会记入时间轴"), metavar=deferred("原因")
        ),
    ] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        entry = incidents.done(
            room, task, by=by, note=note, broke_order=broke_order, at=moment_or_now(room, at)
        )
        mark = room.state.marks[task]
    state.out.say(_("已记：{task} 完成。", task=task))
    if mark.broke_order:
        state.out.say(_("没有按先后，原因已记入时间轴：{why}", why=mark.broke_order), style="bold")
    state.out.facts(task=task, status="done", broke_order=mark.broke_order or None, seq=entry.seq)


@command(tasks, "skip", deferred("这里不需要做，写明为什么"))
def skip(context: typer.Context, task: TaskId, why: Why) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        entry = incidents.skip(room, task, why)
    state.out.say(_("已记：{task} 免做。", task=task))
    state.out.facts(task=task, status="skipped", seq=entry.seq)


@command(tasks, "reopen", deferred("做完的要重做"))
def reopen(
    context: typer.Context,
    task: TaskId,
    why: Annotated[str | None, typer.Option("--why", help=deferred("原因"), metavar=deferred("原因"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        entry = incidents.reopen_task(room, task, why)
    state.out.say(_("已记：{task} 重开。", task=task))
    state.out.facts(task=task, status="reopened", seq=entry.seq)


@command(tasks, "add", deferred("加一项剧本里没有的任务"))
def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=deferred("做什么"), metavar=deferred("任务"))],
    role: Annotated[
        str | None, typer.Option("--role", help=deferred("谁做：岗位或姓名"), metavar=deferred("岗位"))
    ] = None,
    within: Annotated[
        str | None,
        typer.Option("--in", help=deferred("多久以内，从现在算，如 2h、3d"), metavar=deferred("时间")),
    ] = None,
) -> None:
    state: CommandState = context.obj
    due = None if within is None else state.clock() + span(within)
    with state.incident(write=True) as room:
        task = incidents.add_task(room, text, role=role, due=due)
        added, zone = room.state.added[task], zone_of(room.state)
    state.out.say(_("已加任务 {task}，期限 {due}。", task=task, due=when(added.due, zone)))
    state.out.facts(task=task, text=added.text)


@command(app, "cut", deferred("切断正在外流的路：切了什么、为什么、几点几分；先后顺序唯一的例外"))
def cut(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=deferred("切了什么"), metavar=deferred("内容"))],
    why: Why,
    at: At = None,
    task: Annotated[
        str | None,
        typer.Option("--task", help=deferred("完成哪一项任务；不写自动找"), metavar=deferred("任务")),
    ] = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        entry = incidents.cut(room, what, why, at=moment_or_now(room, at), task_id=task)
        made = room.state.cuts[-1]
    state.out.say(_("已记：{when} 切断 {what}。", when=when(made.stamp.occurred, made.stamp.tz), what=what))
    state.out.facts(what=what, seq=entry.seq)
