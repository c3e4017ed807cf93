"""`incident answer|level|playbook|began|reported|clock`: what is declared, and what limits follow from it."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.grammar import command
from secretguard.cli.incident.app import (
    AnswerChoice,
    LevelChoice,
    Loss,
    Outside,
    Situations,
    Sure,
    app,
    register_of,
)
from secretguard.cli.incident.grounds import plan_in_force, response_of, running_clocks
from secretguard.cli.incident.wording import level_word, zone_of
from secretguard.cli.moments import At, iso, moment_of, moment_or_now, when
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred
from secretguard.incidents import Answers, Notice, Override
from secretguard.times import minutes


@command(app, "answer", deferred("回答剧本的问题（要不要对外报告由它定）；什么都不写，列出还要答的"))
def answer(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(help=deferred("问题的编号"), metavar=deferred("问题"))
    ] = None,
    given: Annotated[
        AnswerChoice | None,
        typer.Argument(help=deferred("yes 是、no 否、unknown 不清楚"), metavar=deferred("答")),
    ] = None,
    notice: Annotated[
        list[str] | None,
        typer.Option(
            "--notice", help=deferred("合同要通知谁、几小时内，可多次写"), metavar=deferred("谁=小时")
        ),
    ] = None,
    remark: Annotated[
        str | None, typer.Option("--remark", help=deferred("说明"), metavar=deferred("说明"))
    ] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    if question is None:
        _tell_open(state)
        return
    notices = tuple(map(_notice, notice or ()))
    if given is None and not notices:
        raise UsageError(_("没有写怎么答。"), _("例：incident answer still_flowing yes"))
    with state.incident(write=True) as room:
        before = {clock.id for clock in running_clocks(state, room, register_of(room))}
        incidents.answer(
            room,
            question,
            given.answer if given else "yes",
            notices=notices,
            remark=remark,
            at=moment_or_now(room, at),
        )
        clocks = [one for one in running_clocks(state, room, register_of(room)) if one.id not in before]
        folded = room.state
    state.out.say(_("已记。"))
    for clock in clocks:
        due = when(clock.due, zone_of(folded)) if clock.due else clock.limit
        state.out.say(_("新的时限 {id} {title}：{due}", id=clock.id, title=clock.title, due=due))
    state.out.facts(
        question=question,
        answer=folded.answers[question].given.answer,
        clocks=[clock.id for clock in clocks],
        open=[one.id for one in folded.questions()],
    )


def _tell_open(state: CommandState) -> None:
    with state.incident() as room:
        folded = room.state
    rows = [[one.id, one.ask, one.help or ""] for one in folded.questions()]
    if rows:
        state.out.table([_("编号"), _("问题"), _("说明")], rows)
    else:
        state.out.say(_("问题都答过了。"))
    state.out.facts(open=[one.id for one in folded.questions()], answers=dict(folded.facts()))


def _notice(text: str) -> Notice:
    to, equals, hours = text.rpartition("=")
    if not equals or not to.strip() or not hours.isdecimal() or int(hours) > 8760:
        raise UsageError(_("“{text}”要写成 谁=小时。", text=text), _("例：--notice 示例客户=24"))
    return Notice(to=to.strip(), hours=int(hours))


@command(app, "level", deferred("重新定级：不同于表上的，要写 --why"))
def level(
    context: typer.Context,
    wanted: Annotated[LevelChoice, typer.Argument(help=deferred("等级"), metavar=deferred("等级"))],
    why: Annotated[
        str | None, typer.Option("--why", help=deferred("为什么另定等级"), metavar=deferred("原因"))
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help=deferred("谁定的"), metavar=deferred("姓名"))] = None,
    situation: Situations = None,
    loss: Loss = None,
    outside: Outside = False,
    sure: Sure = False,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        opened = room.require_open().opened
        assert opened is not None
        register = register_of(room)
        answers = Answers(
            what=opened.what,
            found=state.clock(),
            secrets=opened.secrets,
            situations=tuple(situation or ()),
            loss_yuan=loss,
            outside=outside,
            unsure=not sure,
        )
        grading = plan_in_force(state, room.vault, register).grading
        proposal = incidents.propose_level(answers, grading, register.state)
        incidents.set_level(room, proposal, Override(wanted.level, why or "", by or room.vault.member.name))
    state.out.say(_("已定 {level}。", level=level_word(wanted.level)))
    state.out.facts(level=wanted.level, proposed=proposal.level, reasons=list(proposal.reasons))


@command(app, "playbook", deferred("换一个响应剧本；同名的任务，做过的留着"))
def playbook(
    context: typer.Context,
    wanted: Annotated[
        str, typer.Argument(help=deferred("响应剧本的编号，见 playbook list"), metavar=deferred("剧本"))
    ],
) -> None:
    state: CommandState = context.obj
    chosen = response_of(state, wanted, "")
    with state.incident(write=True) as room:
        steps = plan_in_force(state, room.vault, register_of(room)).steps
        incidents.take_playbook(room, chosen, steps)
    state.out.say(_("从现在起按“{title}”办。", title=chosen.title))
    state.out.facts(playbook=chosen.id, edition=chosen.version)


@command(app, "began", deferred("泄露从什么时候开始，凭什么知道"))
def began(
    context: typer.Context,
    moment: Annotated[
        str, typer.Argument(help=deferred("时间，如 昨天下午3点、2026-11-20 9:00"), metavar=deferred("时间"))
    ],
    source: Annotated[str, typer.Option("--source", help=deferred("凭什么知道"), metavar=deferred("来源"))],
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        found = moment_of(moment, state.clock())
        incidents.began(room, found, source)
    state.out.say(_("已记：泄露从 {when} 开始。", when=found.strftime("%m-%d %H:%M")))
    state.out.facts(began=found.isoformat(), source=source)


@command(app, "reported", deferred("对外报告、通知过了：哪一项、给谁、怎么报的、回执号"))
def reported(
    context: typer.Context,
    duty: Annotated[
        str, typer.Argument(help=deferred("时限的编号，见 incident clocks"), metavar=deferred("时限"))
    ],
    to: Annotated[str, typer.Option("--to", help=deferred("报给谁"), metavar=deferred("名称"))],
    how: Annotated[str, typer.Option("--how", help=deferred("怎么报的"), metavar=deferred("方式"))],
    number: Annotated[
        str | None, typer.Option("--number", help=deferred("回执或登记号"), metavar=deferred("号码"))
    ] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        known = running_clocks(state, room, register_of(room))
        if all(clock.id != duty for clock in known):
            raise RefusedError(
                _("这起事件没有“{duty}”这一项。", duty=duty),
                _("可选：{known}。", known=_("、").join(clock.id for clock in known) or "—"),
            )
        incidents.report_outside(room, duty, to, how, number=number, at=moment_or_now(room, at))
        clock = next(one for one in running_clocks(state, room, register_of(room)) if one.id == duty)
        zone = zone_of(room.state)
    verdict = _("超过了时限") if clock.state == "missed" else _("在时限内")
    state.out.say(_("已记：{title}，{when}，{verdict}。", title=clock.title, when=when(clock.met_at, zone),
                    verdict=verdict if clock.due else _("法律没有写小时数")))  # fmt: skip
    state.out.facts(duty=duty, state=clock.state, met_at=iso(clock.met_at, zone), due=iso(clock.due, zone))


@command(app, "clock", deferred("另起一个时限：从收到裁定、通知书那一刻算"))
def clock(
    context: typer.Context,
    identifier: Annotated[
        str,
        typer.Argument(help=deferred("编号：法律依据表里的，或自己起的英文名"), metavar=deferred("时限")),
    ],
    title: Annotated[str, typer.Option("--title", help=deferred("什么事"), metavar=deferred("名称"))],
    within: Annotated[
        str | None, typer.Option("--in", help=deferred("多久以内，如 48h、15d"), metavar=deferred("时间"))
    ] = None,
    working_days: Annotated[
        int | None,
        typer.Option("--working-days", help=deferred("几个工作日"), metavar=deferred("天"), min=1),
    ] = None,
    basis: Annotated[
        list[str] | None,
        typer.Option("--basis", help=deferred("依据，可多次写"), metavar=deferred("依据")),
    ] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    if within is not None and working_days is not None:
        raise UsageError(_("--in 和 --working-days 只能写一个。"), _("裁定书上写的是哪一种，就写哪一种。"))
    with state.incident(write=True) as room:
        incidents.start_clock(
            room,
            identifier,
            title,
            minutes=None if within is None else minutes(within),
            working_days=working_days,
            basis=tuple(basis or ()),
            at=moment_or_now(room, at),
        )
        found = [one for one in running_clocks(state, room, register_of(room)) if one.id == identifier]
        zone = zone_of(room.state)
    due = found[-1].due
    state.out.say(_("时限 {id} 起算，到 {due}。", id=identifier, due=when(due, zone)))
    state.out.facts(clock=identifier, due=iso(due, zone), certain=found[-1].certain)
