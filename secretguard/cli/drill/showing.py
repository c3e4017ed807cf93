"""`drill status`, and how an inject, its questions and its options are read out."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard import drills
from secretguard.cli.drill.app import app
from secretguard.cli.grammar import command
from secretguard.cli.output import Output
from secretguard.cli.state import CommandState
from secretguard.drills.words import (
    evidence_word,
    grade_word,
    line_word,
    mark_word,
    option_word,
    rating_word,
    status_word,
    step_word,
)
from secretguard.i18n import _, deferred


def read_out(out: Output, room: drills.DrillRoom) -> None:
    """What is at the table now: the inject, from 提问 on its questions, from 讨论 on its options."""
    folded = room.state
    visit = folded.current
    if visit is None:
        return
    titles = {role.id: role.title for role in folded.playbook.roles} if folded.playbook else {}
    to = _("、").join(titles.get(role, role) for role in visit.inject.to)
    scenario = drills.scenario_text(visit.stamp.scenario or 0)
    head = _("{id} {title}　{time}　{step}", id=visit.inject.id, title=folded.fill(visit.inject.title),
             time=scenario, step=step_word(visit.step))  # fmt: skip
    out.say(head, style="bold")
    if visit.step == "inject":
        out.say(_("给 {to}（{channel}）", to=to, channel=visit.inject.channel))
        out.say(folded.fill(visit.inject.text))
        for handout in visit.inject.handouts:
            out.say(_("材料《{title}》：{text}", title=handout.title, text=folded.fill(handout.text)))
    elif visit.step == "question":
        for question in visit.inject.questions:
            out.say(_("问 {question}", question=folded.fill(question)))
    elif visit.step == "discussion" and visit.inject.decision:
        out.say(folded.fill(visit.inject.decision.ask))
        for option in visit.inject.decision.options:
            out.say(f"  {option.id} {folded.fill(option.text)}")
    elif chosen := drills.chosen_option(visit):
        out.say(_("选了 {option} {rating}", option=chosen.id, rating=option_word(chosen.rating)))
        out.say(folded.fill(chosen.consequence))


def offer(out: Output, room: drills.DrillRoom) -> None:
    """Tell which contingencies are ready; none is played by itself."""
    for inject in drills.offers(room):
        out.say(_("备用注入 {id} 可以用：{title}（drill inject --use {id}，或 --decline {id}）",
                  id=inject.id, title=room.state.fill(inject.title)))  # fmt: skip


@command(app, "status", deferred("现在到哪一步：时钟、座上的注入、证据、标记；--log 列出每一条记录"))
def status(
    context: typer.Context,
    log: Annotated[bool, typer.Option("--log", help=_("逐条列出记录和编号"))] = False,
) -> None:
    state: CommandState = context.obj
    with state.drill() as room:
        folded = room.state
        elapsed = room.elapsed()
        _print_status(state.out, room)
        if log:
            _print_log(state.out, folded)
    card = drills.scorecard_of(folded)
    state.out.facts(
        id=room.id,
        status=folded.status,
        elapsed_ms=elapsed,
        crashed=room.crashed_at is not None,
        inject=folded.current.inject.id if folded.current else None,
        step=folded.current.step if folded.current else None,
        next=drills.next_step(folded) if folded.status == "running" else None,
        seq=folded.seq,
        marks={key: marked.entry.mark for key, marked in folded.marks.items()},
        evidence=dict(folded.evidence),
        offers=[inject.id for inject in drills.offers(room)],
        grade=drills.confirmed_grade(folded),
        scores={score.objective: score.score for score in card.objectives} if card else {},
    )


def _print_status(out: Output, room: drills.DrillRoom) -> None:
    folded = room.state
    title = folded.playbook.title if folded.playbook else ""
    scenario = room.scenario()
    clocks = _("真实 {clock}", clock=drills.clock_text(room.elapsed()))
    if scenario is not None:
        clocks += _("　情景 {time}", time=drills.scenario_text(scenario))
    out.say(f"{title}　{status_word(folded.status)}　{clocks}", style="bold")
    if room.crashed_at is not None:
        out.say(
            _(
                "上次中断，时钟停在 {clock}；用 drill resume 接着演。",
                clock=drills.clock_text(room.crashed_at),
            )
        )
    read_out(out, room)
    _print_actions(out, folded)
    titles = {item.id: item.title for item in folded.playbook.evidence} if folded.playbook else {}
    board = [
        f"{evidence_word(value)} {folded.fill(titles.get(key, key))}"
        for key, value in folded.evidence.items()
    ]
    out.say(_("证据板：{board}", board="　".join(board)))
    offer(out, room)
    card = drills.scorecard_of(folded)
    if card and card.grade:
        ratings = drills.confirmed_ratings(folded, card)
        scores = "　".join(
            f"{item.objective} {rating_word(ratings.get(item.objective))}" for item in card.objectives
        )
        grade = grade_word(drills.confirmed_grade(folded))
        out.say(_("暂评 {grade}：{scores}", grade=grade, scores=scores))


def _print_actions(out: Output, folded: drills.DrillState) -> None:
    if folded.current is None:
        return
    rows = []
    for action in folded.current.inject.expected:
        marked = folded.marks.get(action.id)
        sign = mark_word(marked.entry.mark) if marked and marked.entry.mark else ""
        took = f"{marked.minute}" if marked and marked.minute is not None else ""
        limit = drills.scenario_text(action.within)[2:]
        rows.append([sign, action.id, action.role, folded.fill(action.action), limit, took])
    if rows:
        out.table([_("标"), _("编号"), _("岗位"), _("应做动作"), _("时限"), _("用时")], rows)


def _print_log(out: Output, folded: drills.DrillState) -> None:
    rows = []
    for line in folded.timeline:
        text = folded.fill(line.text)
        if line.undone_by:
            text = _("（已被第 {seq} 条撤销）{text}", seq=line.undone_by, text=text)
        clock = drills.clock_text(line.stamp.elapsed)
        rows.append([str(line.stamp.seq), clock, line_word(line.kind), line.subject, text])
    out.table([_("条"), _("时钟"), _("类"), _("对象"), _("内容")], rows)
