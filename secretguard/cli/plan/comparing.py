"""`plan diff`: what two versions say differently, word by word."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.plan.app import app
from secretguard.cli.plan.room import PlanRoom, plan_room
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred
from secretguard.plans import Piece


@command(app, "diff", deferred("两版哪里不同，逐字：〔－删去的〕〔＋加上的〕；不写就是最近一版与草稿"))
def diff(
    context: typer.Context,
    old: Annotated[
        int | None,
        typer.Argument(help=deferred("旧的是第几版；不写就是最近一版"), metavar=deferred("旧版"), min=1),
    ] = None,
    new: Annotated[
        int | None,
        typer.Argument(help=deferred("新的是第几版；不写就是草稿"), metavar=deferred("新版"), min=1),
    ] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state) as room:
        first = old if old is not None else _last(room)
        changes = room.plans.difference(room.facts, first, new)
    later = _("草稿") if new is None else _("第 {number} 版", number=new)
    state.out.say(_("第 {old} 版 ＞ {new}：{count} 处不同。", old=first, new=later, count=len(changes)))
    for change in changes:
        state.out.say(f"{change.section} {change.field}　{change.label}", style="bold")
        state.out.say("  " + "".join(_piece(piece) for piece in change.pieces).replace("\n", "\n  "))
    state.out.facts(
        old=first,
        new=new,
        changes=[
            {
                "field": change.field,
                "label": change.label,
                "section": change.section,
                "before": change.before,
                "after": change.after,
                "pieces": [[piece.kind, piece.text] for piece in change.pieces],
            }
            for change in changes
        ],
    )


def _last(room: PlanRoom) -> int:
    last = room.plans.state.last_version
    if last is None:
        raise RefusedError(_("还没有批准过任何一版，没有可比的。"), _("批准用 plan submit 和 plan approve。"))
    return last.number


def _piece(piece: Piece) -> str:
    if piece.kind == "same":
        return piece.text
    return f"〔－{piece.text}〕" if piece.kind == "removed" else f"〔＋{piece.text}〕"
