"""`incident contain|close|reopen|review|cost|retention|shred`: the end, what it taught, what is kept."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from secretguard import incidents
from secretguard.actions import Actions
from secretguard.cli.grammar import command
from secretguard.cli.incident.app import Why, app, register_of
from secretguard.cli.incident.grounds import running_clocks
from secretguard.cli.moments import At, moment_or_now
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred
from secretguard.incidents import CostLine, IncidentRoom, Lesson
from secretguard.times import day


@command(app, "contain", deferred("已经控制住：不再外流，凭什么知道"))
def contain(
    context: typer.Context,
    how: Annotated[str, typer.Option("--how", help=deferred("凭什么知道"), metavar=deferred("凭据"))],
    at: At = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        incidents.contain(room, how, at=moment_or_now(room, at))
    state.out.say(_("已记：控制住了。"))
    state.out.facts(status="contained")


@command(app, "close", deferred("结束：每条标准写一句怎么知道做到了；什么都不写，看还差什么"))
def close(
    context: typer.Context,
    met: Annotated[
        list[str] | None,
        typer.Option("--met", help=deferred("标准=怎么知道，可多次写"), metavar=deferred("标准=凭据")),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help=deferred("谁宣布结束"), metavar=deferred("姓名"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    if met and not by:
        raise UsageError(_("没有写谁宣布结束。"), _("加上 --by 姓名。"))
    given = dict(map(_pair, met or ()))
    with state.incident(write=bool(met)) as room:
        ends = incidents.ends_of(room.state)
        strange = [one for one in given if one not in {end.id for end in ends}]
        if strange:
            raise UsageError(
                _("没有“{name}”这条标准。", name=strange[0]),
                _("可选：{known}。", known=_("、").join(end.id for end in ends)),
            )
        gaps = incidents.closing_gaps(room.state, room.now())
        if met:
            incidents.close(room, given, by or "")
        status = room.state.status
    if not met:
        state.out.table([_("标准"), _("内容")], [[end.id, end.title] for end in ends])
    for gap in gaps:
        state.out.say(gap)
    state.out.say(
        _("事件已结束。下一步：incident review 复盘，incident retention 写保存到哪天。")
        if met
        else _("结束时每条标准写一句：incident close --met 标准=凭据 --by 姓名")
    )
    state.out.facts(status=status, ends=[{"id": end.id, "title": end.title} for end in ends], gaps=list(gaps))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(
            _("“{text}”要写成 标准=凭据。", text=text), _("例：--met stopped=日志里两天没有新的下载")
        )
    return name.strip(), value


@command(app, "reopen", deferred("还没有完：写明为什么，接着记"))
def reopen(context: typer.Context, why: Why) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        incidents.reopen(room, why)
    state.out.say(_("事件已重新打开。"))
    state.out.facts(status="open")


@command(app, "review", deferred("复盘：五个为什么、教训；教训和没守住的时限变成整改"))
def review(
    context: typer.Context,
    whys: Annotated[
        list[str] | None,
        typer.Option("--why", help=deferred("为什么，一层一个，最多五个"), metavar=deferred("为什么")),
    ] = None,
    lessons: Annotated[
        list[str] | None,
        typer.Option(
            "--lesson", help=deferred("教训，可多次写；前面可写预案章节：5.3=…"), metavar=deferred("教训")
        ),
    ] = None,
) -> None:
    state: CommandState = context.obj
    if not whys and not lessons:
        raise UsageError(_("没有写为什么，也没有写教训。"), _("例：incident review --why … --lesson …"))
    with state.incident(write=True) as room:
        register = register_of(room)
        actions = Actions(room.vault, register.id)
        found = incidents.review(room, actions, tuple(whys or ()), tuple(map(_lesson, lessons or ())))
        found += incidents.raise_missed(room, actions, running_clocks(state, room, register))
    for one in found:
        state.out.say(_("整改 {id}：{text}", id=one.id, text=one.raised.text))
    state.out.say(_("复盘已记；用 action assign 定谁、何时做完。"))
    state.out.facts(findings=[{"id": one.id, "text": one.raised.text} for one in found])


def _lesson(text: str) -> Lesson:
    """`5.3=…` names the plan's section; any other text is the lesson whole."""
    place, equals, rest = text.partition("=")
    is_section = bool(equals) and place.replace(".", "").isdecimal()
    return Lesson(rest.strip(), place.strip()) if is_section else Lesson(text)


@command(app, "cost", deferred("花了多少，整个重写：项目=元"))
def cost(
    context: typer.Context,
    lines: Annotated[
        list[str], typer.Argument(help=deferred("可多次写，如 律师费=20000"), metavar=deferred("项目=元"))
    ],
) -> None:
    state: CommandState = context.obj
    wanted = tuple(map(_cost_line, lines))
    with state.incident(write=True) as room:
        incidents.set_cost(room, wanted)
        total = room.state.total_cost
    state.out.say(_("共 {total} 元。", total=f"{total:,}"))
    state.out.facts(total=total, lines=[line.model_dump() for line in wanted])


def _cost_line(text: str) -> CostLine:
    what, equals, yuan = text.rpartition("=")
    if not equals or not what.strip() or not yuan.isdecimal() or len(yuan) > 13:
        raise UsageError(_("“{text}”要写成 项目=元。", text=text), _("例：律师费=20000"))
    if len(what.strip()) > 300:
        raise UsageError(_("项目的名称太长，最多 {limit} 个字。", limit=300))
    return CostLine(what=what.strip(), yuan=int(yuan))


@command(app, "retention", deferred("卷宗和证据保存到哪天，为什么"))
def retention(
    context: typer.Context,
    until: Annotated[str, typer.Argument(help=deferred("日期，如 2029-12-31"), metavar=deferred("日期"))],
    why: Annotated[str | None, typer.Option("--why", help=deferred("原因"), metavar=deferred("原因"))] = None,
) -> None:
    state: CommandState = context.obj
    wanted = day(until)
    with state.incident(write=True) as room:
        before = room.state.retention
        incidents.set_retention(room, wanted, why)
    if before is not None and wanted < before.until:
        state.out.say(
            _(
                "保存期从 {old} 缩短到 {day}：{why}",
                old=before.until.isoformat(),
                day=wanted.isoformat(),
                why=why,
            ),
            style="bold",
        )
    else:
        state.out.say(_("保存到 {day}。", day=wanted.isoformat()))
    state.out.facts(until=wanted.isoformat(), before=before.until.isoformat() if before else None)


@command(app, "shred", deferred("保存期过了，整卷销毁，连同证据；先看会销毁什么，再照抄编号"))
def shred(
    context: typer.Context,
    why: Why,
    yes: Annotated[
        str | None,
        typer.Option(
            "--yes", help=deferred("事件编号的前八位，照抄一遍；不写当场问"), metavar=deferred("编号")
        ),
    ] = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        incidents.refuse_to_shred(room.state, state.clock().date())
        _tell_what_goes(state, room)
        typed = (_asked(state, room.id[:8]) if yes is None else yes).strip().lower()
        if typed not in (room.id[:8], room.id):
            raise RefusedError(
                _("要销毁的是 {id}，您写的是 {typed}。没有销毁。", id=room.id[:8], typed=typed or "—"),
                _("确认要销毁，就照抄编号的前八位；要换一起，用 --incident。"),
            )
        vault, name = room.vault, room.id
        incidents.shred(room, why, state.clock().date())
        proof = vault.checkpoint()
    state.out.say(_("事件 {id} 和它的证据已销毁，库的卷宗里记下了。", id=name[:8]))
    state.out.say(_("检查点大小 {size}，根 {root}", size=proof.size, root=proof.root.hex()))
    state.out.say(_("已有的备份里还留着它，备份要另外处理。"))
    state.out.facts(shredded=name, checkpoint_size=proof.size, checkpoint_root=proof.root.hex())


def _tell_what_goes(state: CommandState, room: IncidentRoom) -> None:
    folded = room.state
    sizes = [item.blob.size for item in folded.evidence.values() if item.blob is not None]
    kept = folded.retention
    state.out.say(_("会销毁：事件 {id} {what}", id=room.id[:8], what=folded.what), style="bold")
    state.out.say(
        _("记录 {entries} 条，证据 {items} 件（文件 {size} 字节），签发过的文书 {papers} 份。",
          entries=folded.seq, items=len(folded.evidence), size=f"{sum(sizes):,}", papers=len(folded.issued))
    )  # fmt: skip
    if kept is not None:
        state.out.say(_("保存到 {day}（{why}）", day=kept.until.isoformat(), why=kept.why or _("没有写原因")))


def _asked(state: CommandState, number: str) -> str:
    """The number as typed on a terminal. Raises RefusedError elsewhere."""
    if sys.stdin.isatty() and not state.out.as_json:
        return input(_("读不回来。真要销毁，照抄 {id}：", id=number))
    raise RefusedError(
        _("销毁以后读不回来，要照抄编号确认。没有销毁。"),
        _("看清上面会销毁什么，再加上 --yes {id}。", id=number),
    )
