"""`drill next|decide|mark|note|inject|pause|resume|undo`."""

from __future__ import annotations

import enum
from typing import Annotated, cast

import typer

from secretguard import drills
from secretguard.cli.drill.app import app
from secretguard.cli.drill.showing import offer, read_out
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.drills.scoring import Mark
from secretguard.drills.words import line_word, mark_word, option_word
from secretguard.errors import UsageError
from secretguard.i18n import _, _p, deferred
from secretguard.times import minutes, span

At = Annotated[
    str | None, typer.Option("--at", help=deferred("发生时的推演时间，如 +12m"), metavar=deferred("时间"))
]


class MarkChoice(enum.StrEnum):
    """完 迟 半 漏 略 清."""

    done = "done"
    late = "late"
    partly = "partly"
    missed = "missed"
    skipped = "skipped"
    clear = "clear"


def occurred(room: drills.DrillRoom, at: str | None) -> int | None:
    """`--at +12m` as a moment; None when it is now."""
    return None if at is None else room.moment_at(int(span(at).total_seconds() * 1000))


@command(app, "next", deferred("走一步：注入、提问、讨论与决策、结论、下一注入"))
def advance(
    context: typer.Context,
    to: Annotated[str | None, typer.Option("--to", help=_("不按顺序，直接到某个注入"))] = None,
    why: Annotated[str | None, typer.Option(help=_("跳转的原因"))] = None,
    without_decision: Annotated[
        bool, typer.Option("--without-decision", help=_("没有定下来也往下走"))
    ] = False,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    if to and not why:
        raise UsageError(_("跳到别的注入要写原因。"), _("例：drill next --to I4 --why 时间不够"))
    with state.drill(write=True) as room:
        moment = occurred(room, at)
        if to:
            moved = drills.jump(room, to, why or "", moment)
        else:
            moved = drills.advance(room, without_decision=without_decision, occurred=moment)
        if moved.what == "ended":
            _tell_ending(state, room, moved.ending or "")
        else:
            read_out(state.out, room)
            offer(state.out, room)
        current = room.state.current
    state.out.facts(
        moved=moved.what,
        inject=current.inject.id if current else None,
        step=current.step if current else None,
        ending=moved.ending,
        seq=room.state.seq,
    )


def _tell_ending(state: CommandState, room: drills.DrillRoom, ending_id: str) -> None:
    playbook = room.state.playbook
    ending = next((item for item in playbook.endings if item.id == ending_id), None) if playbook else None
    if ending and playbook:
        state.out.say(_("结局 {title}", title=room.state.fill(ending.title)), style="bold")
        state.out.say(room.state.fill(ending.text))
        state.out.say(room.state.fill(playbook.end_card))
    state.out.say(_("下一步：drill hotwash 开始复盘。"))


@command(app, "decide", deferred("记下选了哪一项；自由回答用 --words，由主持人归到最近的一项"))
def decide(
    context: typer.Context,
    option: Annotated[str, typer.Argument(help=_("选项 a、b、c、d"), metavar=_p("metavar", "选项"))],
    by: Annotated[str | None, typer.Option(help=_("谁拍板"))] = None,
    reason: Annotated[str | None, typer.Option(help=_("他们说的理由"))] = None,
    words: Annotated[str | None, typer.Option(help=_("自由回答的原话"))] = None,
    remark: Annotated[str | None, typer.Option(help=_("主持人的备注"))] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        chosen = drills.decide(
            room, option, by=by, words=words, reason=reason, remark=remark, occurred=occurred(room, at)
        )
        folded = room.state
        state.out.say(_("已记：选 {option} {text}", option=chosen.id, text=folded.fill(chosen.text)))
        state.out.say(_("读给大家：{text}", text=folded.fill(chosen.consequence)))
        state.out.say(
            _("评 {rating}，因为{why}", rating=option_word(chosen.rating), why=folded.fill(chosen.why))
        )
        offer(state.out, room)
        state.out.facts(
            option=chosen.id, rating=chosen.rating, evidence=dict(folded.evidence), seq=folded.seq
        )


@command(app, "mark", deferred("标应做动作：完迟半漏略；不写结果时按时钟自动判完或迟"))
def mark(
    context: typer.Context,
    action: Annotated[str, typer.Argument(help=_("动作编号，见 drill status"), metavar=_("动作"))],
    result: Annotated[
        MarkChoice | None, typer.Argument(help=_("done 完 late 迟 partly 半 missed 漏 skipped 略 clear 清"))
    ] = None,
    stated: Annotated[str | None, typer.Option(help=_("他们说多久做完，如 20h"), metavar=_("时间"))] = None,
    by: Annotated[str | None, typer.Option(help=_("谁做的"))] = None,
    evaluator: Annotated[str | None, typer.Option(help=_("评估人"))] = None,
    why: Annotated[str | None, typer.Option(help=_("看到了什么"))] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    stated_minutes = minutes(stated) if stated else None
    with state.drill(write=True) as room:
        if result is MarkChoice.clear:
            drills.clear_mark(room, action)
            state.out.say(_("已清掉“{action}”的标记。", action=action))
            state.out.facts(action=action, mark=None)
            return
        marked = drills.mark(
            room,
            action,
            cast(Mark, result.value) if result else None,
            stated=stated_minutes,
            by=by,
            evaluator=evaluator,
            why=why,
            occurred=occurred(room, at),
        )
        text = room.state.fill(marked.action.action)
    sign = mark_word(marked.mark) if marked.mark else ""
    took = _("（{minute} 分）", minute=marked.minute) if marked.minute is not None else ""
    state.out.say(f"{sign} {text}{took}")
    if marked.doubt:
        state.out.say(_("请再看一眼：{doubt}", doubt=marked.doubt))
    state.out.facts(action=action, mark=marked.mark, minute=marked.minute, doubt=marked.doubt)


@command(app, "note", deferred("记一笔：谁说了什么、看到了什么"))
def note(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("内容"), metavar=_("内容"))],
    by: Annotated[str | None, typer.Option(help=_("谁"))] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        drills.note(room, text, by, occurred(room, at))
        seq = room.state.seq
    state.out.say(_("已记（第 {seq} 条）。", seq=seq))
    state.out.facts(seq=seq)


@command(app, "inject", deferred("意外注入：写一句话；或 --use/--decline 处理备用注入"))
def inject(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(help=_("现编的情况"), metavar=_("情况"))] = None,
    to: Annotated[list[str] | None, typer.Option(help=_("给哪个岗位，可多次写"))] = None,
    use: Annotated[str | None, typer.Option(help=_("用上一个备用注入"), metavar=_("编号"))] = None,
    decline: Annotated[str | None, typer.Option(help=_("不用这个备用注入"), metavar=_("编号"))] = None,
    why: Annotated[str | None, typer.Option(help=_("不用的原因"))] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    if sum(value is not None for value in (text, use, decline)) != 1:
        raise UsageError(
            _("写一句情况，或用 --use、--decline 之一。"), _("例：drill inject 供应商的车到了门口")
        )
    if decline and not why:
        raise UsageError(_("不用备用注入要写原因。"), _("例：drill inject --decline I6 --why 已经问过"))
    with state.drill(write=True) as room:
        if decline:
            drills.decline_contingency(room, decline, why or "")
            state.out.say(_("备用注入 {id} 不用，原因已记。", id=decline))
        elif use:
            drills.take_contingency(room, use, occurred(room, at))
            read_out(state.out, room)
        else:
            entry = drills.unplanned(room, text or "", tuple(to or ()), occurred(room, at))
            state.out.say(_("意外 {id} 已给出。处理完用 drill next 回到原来的地方。", id=entry.inject))
        current = room.state.current
    state.out.facts(inject=current.inject.id if current else None, seq=room.state.seq)


@command(app, "pause", deferred("暂停，两只钟都停"))
def pause(context: typer.Context, why: Annotated[str | None, typer.Option(help=_("原因"))] = None) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        drills.pause(room, why)
        clock = drills.clock_text(room.elapsed())
    state.out.say(_("已暂停，时钟停在 {clock}。", clock=clock))
    state.out.facts(paused=True)


@command(app, "resume", deferred("暂停或中断后接着演"))
def resume(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        entry = room.resume()
    state.out.say(
        _("接着演，时钟从 {clock} 起走；中间 {gap} 不计。", clock=drills.clock_text(entry.elapsed),
          gap=drills.clock_text(entry.gap))
    )  # fmt: skip
    state.out.facts(elapsed_ms=entry.elapsed, gap_ms=entry.gap, after=entry.after)


@command(app, "undo", deferred("撤销最后一条（或 --entry 指定）；原记录保留，标明已撤销"))
def undo(
    context: typer.Context,
    entry: Annotated[
        int | None, typer.Option("--entry", help=_("第几条，见 drill status --log"), min=1)
    ] = None,
    why: Annotated[str | None, typer.Option(help=_("原因"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        line = drills.undo(room, entry, why).line
        text = room.state.fill(line.text)
    state.out.say(
        _("已撤销第 {seq} 条（{kind}）：{text}", seq=line.stamp.seq, kind=line_word(line.kind), text=text)
    )
    state.out.facts(undone=line.stamp.seq, kind=line.kind)
