"""`drill hotwash|rate|finding|finish`."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from secretguard import drills
from secretguard.actions import Actions
from secretguard.cli.drill.app import app
from secretguard.cli.findings import NatureChoice, print_findings
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.drills.words import rating_word
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred


class Topic(enum.StrEnum):
    """顺、卡、改、其他."""

    worked = "worked"
    hindered = "hindered"
    change = "change"
    other = "other"


class Letter(enum.StrEnum):
    """P S M U."""

    P = "P"
    S = "S"
    M = "M"
    U = "U"


def actions_of(room: drills.DrillRoom) -> Actions:
    """The findings of the enterprise that a drill belongs to."""
    return Actions(room.vault, room.vault.journal(room.journal).enterprise or "")


@command(app, "hotwash", deferred("复盘：不带参数是开始；带岗位、问题、原话是记一句"))
def hotwash(
    context: typer.Context,
    role: Annotated[str | None, typer.Argument(help=_("岗位，如 HR"), metavar=_("岗位"))] = None,
    topic: Annotated[
        Topic | None, typer.Argument(help=_("worked 顺 hindered 卡 change 改 other 其他"))
    ] = None,
    text: Annotated[str | None, typer.Argument(help=_("原话"), metavar=_("原话"))] = None,
) -> None:
    state: CommandState = context.obj
    if role is not None and (topic is None or text is None):
        raise UsageError(_("要写哪一问和原话。"), _("例：drill hotwash HR change 面谈改到固证之后"))
    with state.drill(write=True) as room:
        if role is None or topic is None or text is None:
            drills.begin_hotwash(room)
            new = drills.raise_machine_findings(room, actions_of(room))
            state.out.say(_("复盘开始，时钟已停。先由机器列出 {count} 条发现：", count=len(new)))
            print_findings(state, actions_of(room).state.of(room.id))
            playbook = room.state.playbook
            for question in playbook.debrief.short if playbook else ():
                state.out.say(_("问 {question}", question=room.state.fill(question)))
        else:
            drills.say(room, role, topic.value, text)
            state.out.say(_("已记。"))
        state.out.facts(status=room.state.status, said=len(room.state.hotwash))


@command(app, "rate", deferred("改一个目标的评级，要写理由；机器的评级同时保留"))
def rate(
    context: typer.Context,
    objective: Annotated[str, typer.Argument(help=_("目标编号，如 O1"), metavar=_("目标"))],
    letter: Annotated[Letter, typer.Argument(help="P S M U")],
    why: Annotated[str, typer.Option(help=_("理由"))],
    by: Annotated[str | None, typer.Option(help=_("评估人"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        drills.override_rating(room, objective, letter.value, why, by)
        card = drills.scorecard_of(room.state)
    machine = (
        next((item.rating for item in card.objectives if item.objective == objective), None) if card else None
    )
    state.out.say(
        _("{objective} 改为 {new}（机器：{old}）。", objective=objective, new=rating_word(letter.value),
          old=rating_word(machine))
    )  # fmt: skip
    state.out.facts(objective=objective, rating=letter.value, machine=machine)


@command(app, "finding", deferred("记一条发现，可带上整改：做什么、谁、何时"))
def finding(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("发现了什么"), metavar=_("发现"))],
    nature: Annotated[
        NatureChoice, typer.Option(help=_("plan 预案 people 人员 score 评分 evidence 证据 measure 措施"))
    ] = NatureChoice.other,
    plan: Annotated[str | None, typer.Option(help=_("预案章节，如 2.3"))] = None,
    what: Annotated[str | None, typer.Option(help=_("整改：做什么"))] = None,
    owner: Annotated[str | None, typer.Option(help=_("责任人"))] = None,
    due: Annotated[str | None, typer.Option(help=_("期限，如 2026-12-20"))] = None,
) -> None:
    from secretguard.times import day

    state: CommandState = context.obj
    when = day(due) if due else None
    with state.drill(write=True) as room:
        room.require("running", "paused", "ended", "hotwash", "finished")
        actions = actions_of(room)
        raised = actions.raise_finding(room.id, text, nature.value, plan=plan)
        if what:
            raised = actions.assign(raised.id, what=what, owner=owner, due=when)
    state.out.say(_("已记 {id}：{text}", id=raised.id, text=text))
    state.out.facts(id=raised.id, status=raised.status)


@command(app, "finish", deferred("结束这场推演"))
def finish(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        drills.finish(room)
        unassigned = [item.id for item in actions_of(room).state.of(room.id) if item.status == "open"]
    state.out.say(_("推演已结束。下一步：report make 出速报。"))
    if unassigned:
        state.out.say(_("还没有责任人或期限的发现：{ids}。", ids=_("、").join(unassigned)))
    state.out.facts(finished=True, unassigned=unassigned)
