"""`assess freeze|reopen|raise`: signed and closed, opened again with a reason, gaps handed to the list."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.actions import Actions
from secretguard.cli.assess.app import Which, app, asked, assessment
from secretguard.cli.assess.wording import carried_line, result_facts, result_line
from secretguard.cli.findings import print_findings
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.compliance import Assessment, ComplianceGap, gaps_of_assessment, result_of
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred

_FIRST = 10


@command(app, "freeze", deferred("签字封存：全部答完才行，封存以后不能再改"))
def freeze(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", help=deferred("谁签字"), metavar=deferred("姓名"))],
    post: Annotated[
        str | None, typer.Option("--post", help=deferred("签字人的职务"), metavar=deferred("职务"))
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option("--reviewer", help=deferred("复核人，不能是签字人自己"), metavar=deferred("姓名")),
    ] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        room.freeze(by, post=post, reviewer=reviewer)
        result = result_of(room.state)
        carried = carried_line(room.state)
    state.out.say(_("已由{by}签字封存：{result}", by=by, result=result_line(result)), style="bold")
    if carried is not None:
        state.out.say(carried, style="bold")
    state.out.say(_("下一步：assess report 出报告，assess raise 把要补的交去整改。"))
    state.out.facts(status="frozen", by=by, post=post, reviewer=reviewer, result=result_facts(result))


@command(app, "reopen", deferred("封存早了：写明原因，重新打开"))
def reopen(
    context: typer.Context,
    why: Annotated[str, typer.Option("--why", help=deferred("原因"), metavar=deferred("原因"))],
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        room.reopen(why)
    state.out.say(_("已重新打开，原因已记。"))
    state.out.facts(status="open", why=why)


@command(app, "raise", deferred("把要补的交到整改清单；同一项不会交两次"))
def hand_over(
    context: typer.Context,
    wanted: Annotated[
        list[str] | None,
        typer.Argument(help=deferred("哪几项；不写就是排在最前的"), metavar=deferred("要求")),
    ] = None,
    most: Annotated[int, typer.Option("--most", help=deferred("最前的几项；不写是十项"), min=1)] = _FIRST,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        actions = Actions(room.vault, room.register.id)
        chosen = _chosen(room, wanted or [], most)
        found = room.raise_gaps(actions, chosen)
    if found:
        print_findings(state, found)
        state.out.say(_("交去整改 {count} 条；用 action assign 定谁、何时做完。", count=len(found)))
    else:
        state.out.say(_("没有新的要交。"))
    state.out.facts(
        findings=[{"id": one.id, "text": one.raised.text, "what": one.what} for one in found],
        gaps=[one.requirement.id for one in chosen],
    )


def _chosen(room: Assessment, wanted: list[str], most: int) -> tuple[ComplianceGap, ...]:
    found = gaps_of_assessment(room.state)
    if not wanted:
        return found[:most]
    known = {one.requirement.id: one for one in found}
    names = [asked(room, name) for name in wanted]
    strange = [name for name in names if name not in known]
    if strange:
        raise RefusedError(_("“{name}”不在要补的里面。", name=strange[0]), _("用 assess gaps 看要补哪些。"))
    return tuple(known[name] for name in names)
