"""`incident note|correct|undo|erase`: lines under stress, said better, taken back, destroyed with a proof."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.grammar import command
from secretguard.cli.incident.app import Sequence_, Why, app, register_of
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred

_AS_TYPED = {"ignore_unknown_options": True}
"""A line may begin with `-10`: that is a time, not an option."""


@command(
    app,
    "note",
    deferred("快速记一笔：-10 十分钟前、@人、#秘密或证据、!决定、+新任务"),
    context_settings=_AS_TYPED,
)
def note(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            help=deferred("例：“-10 @示例丙 在群里看到 #E-01 !不要声张 +打电话给律师”"),
            metavar=deferred("一句话"),
        ),
    ],
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        known = incidents.known_names(register_of(room).state, room.state)
        parsed = incidents.parse_line(" ".join(words), state.clock(), known)
        written = incidents.write_line(room, parsed)
    if written.note is not None:
        state.out.say(_("已记第 {seq} 条：{text}", seq=written.note, text=parsed.text))
    for task, text in zip(written.tasks, parsed.tasks, strict=True):
        state.out.say(_("已加任务 {task}：{text}", task=task, text=text))
    for problem in parsed.problems:
        state.out.say(_("提示：{problem}", problem=problem))
    state.out.facts(
        seq=written.note,
        text=parsed.text,
        tasks=list(written.tasks),
        people=[one.id for one in parsed.people],
        secrets=[one.id for one in parsed.secrets],
        items=list(parsed.items),
        tags=list(parsed.tags),
        decision=parsed.decision,
        problems=list(parsed.problems),
    )


@command(app, "correct", deferred("更正一笔：原来的还看得到"))
def correct(
    context: typer.Context,
    seq: Sequence_,
    text: Annotated[str, typer.Argument(help=deferred("应当怎么写"), metavar=deferred("内容"))],
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        entry = incidents.correct(room, seq, text)
    state.out.say(_("第 {seq} 条已更正，原来的写法留着。", seq=seq))
    state.out.facts(corrected=seq, seq=entry.seq)


@command(app, "undo", deferred("撤销最近一步，或某一条；写“撤销”那一条的编号就是恢复"))
def undo(
    context: typer.Context,
    seq: Annotated[
        int | None,
        typer.Argument(help=deferred("时间轴里的编号；不写是最近一步"), metavar=deferred("编号"), min=1),
    ] = None,
    why: Annotated[str | None, typer.Option("--why", help=deferred("原因"), metavar=deferred("原因"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        taken = incidents.undo(room, seq, why=why)
        line = room.state.line(taken)
    words = incidents.line_words(line) if line else ""
    state.out.say(_("已撤销第 {seq} 条：{words}。记录还在。", seq=taken, words=words))
    state.out.facts(undone=taken, words=words)


@command(app, "erase", deferred("清除一条的内容（和它的文件）：不能恢复，曾经有过仍可证明"))
def erase(
    context: typer.Context,
    seq: Sequence_,
    why: Why,
    sure: Annotated[bool, typer.Option("--yes", help=deferred("确认清除，不能恢复"))] = False,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        line = room.state.line(seq)
        if not sure:
            words = incidents.line_words(line) if line else "—"
            raise RefusedError(
                _("第 {seq} 条会永远清除：{words}", seq=seq, words=words), _("确认就再写一次，加上 --yes。")
            )
        incidents.erase_body(room, seq, why)
        proof = room.vault.checkpoint()
    state.out.say(_("第 {seq} 条的内容已清除，理由记在卷宗里。", seq=seq))
    state.out.say(_("检查点大小 {size}，根 {root}", size=proof.size, root=proof.root.hex()))
    state.out.say(_("已有的备份里还留着它，备份要另外处理。"))
    state.out.facts(erased=seq, checkpoint_size=proof.size, checkpoint_root=proof.root.hex())
