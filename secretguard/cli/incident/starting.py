"""`incident start|list|calls`: three questions, the level with its reasons, the playbook, whom to call."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.incident.app import AnswerChoice, LevelChoice, Loss, Outside, Situations, Sure, app
from secretguard.cli.incident.grounds import plan_in_force, response_of
from secretguard.cli.incident.listing import tell_calls
from secretguard.cli.incident.wording import level_word
from secretguard.cli.moments import iso, moment_of, when
from secretguard.cli.state import CommandState
from secretguard.clock import offset_minutes
from secretguard.content import ResponsePlaybook
from secretguard.drills import open_drill
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.incidents import (
    Answers,
    DrillHandover,
    IncidentRoom,
    Override,
    Proposal,
    by_urgency,
    calls,
    from_drill,
    propose_level,
    refuse_without_reason,
    start_incident,
    tasks_at,
)
from secretguard.register import Register
from secretguard.vault import Vault

_SEPARATORS = re.compile(r"[,\uff0c\u3001]")
"""Comma in both widths, and the Chinese mark between names of a list."""


@dataclass(frozen=True)
class _Told:
    """The three questions as typed."""

    what: str
    found: str
    knows: tuple[str, ...]


@command(app, "start", deferred("发生泄密：三个问题、定级、选剧本，立刻开始；不写的当场问"))
def start(
    context: typer.Context,
    what: Annotated[
        str | None, typer.Option("--what", help=deferred("出了什么事，一句话"), metavar=deferred("一句话"))
    ] = None,
    found: Annotated[
        str | None,
        typer.Option(
            "--found", help=deferred("什么时候发现：-10、14:05、昨天下午3点"), metavar=deferred("时间")
        ),
    ] = None,
    knows: Annotated[
        list[str] | None, typer.Option("--knows", help=deferred("谁知道，可多次写"), metavar=deferred("姓名"))
    ] = None,
    level: Annotated[
        LevelChoice | None, typer.Option("--level", help=deferred("另定等级，要写 --why；不写照表定"))
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", help=deferred("为什么另定等级"), metavar=deferred("原因"))
    ] = None,
    playbook: Annotated[
        str | None,
        typer.Option("--playbook", help=deferred("响应剧本的编号；不写按情况选"), metavar=deferred("编号")),
    ] = None,
    secret: Annotated[
        list[str] | None,
        typer.Option("--secret", help=deferred("涉及哪个秘密，如 S1，可多次写"), metavar=deferred("编号")),
    ] = None,
    situation: Situations = None,
    loss: Loss = None,
    outside: Outside = False,
    sure: Sure = False,
    reported_by: Annotated[
        str | None, typer.Option("--reported-by", help=deferred("谁报告的"), metavar=deferred("姓名"))
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", help=deferred("泄露途径的编号"), metavar=deferred("编号"))
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact", help=deferred("回答剧本的问题，写成 问题=yes，可多次写"), metavar=deferred("问题=答")
        ),
    ] = None,
    drill: Annotated[
        str | None,
        typer.Option("--from-drill", help=deferred("演练变成了真的：哪一场推演"), metavar=deferred("编号")),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help=deferred("只看定几级、用哪个剧本、打给谁，不开始"))
    ] = False,
) -> None:
    state: CommandState = context.obj
    told = _three_questions(state, what, found, knows, drill is not None)
    facts = {name: choice.answer for name, choice in map(_fact, fact or ())}
    answers = Answers(
        what=told.what,
        found=moment_of(told.found, state.clock()),
        knows=told.knows,
        path=path,
        reported_by=reported_by,
        secrets=tuple(secret or ()),
        situations=tuple(situation or ()),
        loss_yuan=loss,
        outside=outside,
        unsure=not sure,
        facts=facts,
    )
    with state.vault(write=not preview) as vault:
        register = state.register(vault)
        answers = _named(answers, register, vault, drill, state)
        _begin(state, vault, register, answers, playbook, _override(level, why, vault.member.name), preview)


def _begin(
    state: CommandState,
    vault: Vault,
    register: Register,
    answers: Answers,
    wanted: str | None,
    override: Override | None,
    preview: bool,
) -> None:
    plan = plan_in_force(state, vault, register)
    chosen = response_of(state, wanted, answers.what)
    proposal = propose_level(answers, plan.grading, register.state)
    unknown = [one for one in answers.facts if chosen.question(one) is None]
    if unknown:
        known = _("、").join(one.id for one in chosen.questions)
        raise UsageError(
            _("剧本里没有“{question}”这一问。", question=unknown[0]), _("可以回答：{known}。", known=known)
        )
    refuse_without_reason(proposal, override)
    _tell_proposal(state, proposal, chosen, override)
    tell_calls(state, calls(register.state))
    if preview:
        state.out.say(_("只是预览，没有开始。去掉 --preview 就开始。"))
        return
    room = start_incident(
        vault, register, answers, chosen, plan.grading, state.clock, plan_steps=plan.steps, override=override
    )
    _tell_started(state, room)


def _three_questions(
    state: CommandState, what: str | None, found: str | None, knows: list[str] | None, drilled: bool
) -> _Told:
    """As the options say; on a terminal, without --what, asked. Raises UsageError elsewhere."""
    if what is None and not drilled and sys.stdin.isatty() and not state.out.as_json:
        what = input(_("出了什么事（一句话）："))
        found = found or input(_("什么时候发现的（-10 是十分钟前，直接回车是现在）：")) or None
        if knows is None:
            knows = _SEPARATORS.split(input(_("谁知道（用顿号分开，可以空着）：")))
    if not (what and what.strip()) and not drilled:
        raise UsageError(
            _("没有写出了什么事。"), _("例：incident start --what 报价单发错了群 --found -10 --knows 示例甲")
        )
    return _Told(what or "", found or "-0", tuple(one.strip() for one in knows or () if one.strip()))


def _fact(text: str) -> tuple[str, AnswerChoice]:
    name, equals, given = text.partition("=")
    if not equals or given not in tuple(AnswerChoice):
        raise UsageError(
            _("“{text}”要写成 问题=yes、问题=no 或 问题=unknown。", text=text),
            _("例：--fact still_flowing=yes"),
        )
    return name, AnswerChoice(given)


def _override(level: LevelChoice | None, why: str | None, by: str) -> Override | None:
    if level is None:
        return None
    return Override(level.level, why or "", by)


def _named(
    answers: Answers, register: Register, vault: Vault, drill: str | None, state: CommandState
) -> Answers:
    """The answers with the drill they come from; secrets that are not in the register are refused."""
    for one in answers.secrets:
        if one not in register.state.secrets:
            raise UsageError(
                _("台账里没有编号为 {id} 的秘密。", id=one), _("用 register show secret 看编号，如 S1。")
            )
    if drill is None:
        return answers
    played = open_drill(vault, drill, state.clock)
    title = played.state.playbook.title if played.state.playbook else played.id[:8]
    return from_drill(DrillHandover(played.id, title), answers)


def _tell_proposal(
    state: CommandState, proposal: Proposal, chosen: ResponsePlaybook, override: Override | None
) -> None:
    source = _("本企业的预案") if proposal.source == "plan" else _("预案表单的默认值")
    state.out.say(
        _("按{source}定 {level}：{reasons}", source=source, level=level_word(proposal.level),
          reasons=_("；").join(proposal.reasons))
    )  # fmt: skip
    if override is not None and override.level != proposal.level:
        state.out.say(_("另定 {level}：{why}", level=level_word(override.level), why=override.why))
    state.out.say(_("响应剧本 {id} {title}", id=chosen.id, title=chosen.title), style="bold")
    state.out.say(chosen.banner)
    state.out.facts(
        proposed=proposal.level, reasons=list(proposal.reasons), source=proposal.source, playbook=chosen.id
    )


def _tell_started(state: CommandState, room: IncidentRoom) -> None:
    folded = room.state
    zone = offset_minutes(state.clock())
    state.out.say(
        _("事件 {id} 已开始，{level}。", id=room.id[:8], level=level_word(folded.level)), style="bold"
    )
    first = by_urgency(tasks_at(folded, room.now()))[:3]
    for task in first:
        state.out.say(
            _("先做 {id} {title}（{due} 前）", id=task.id, title=task.title, due=when(task.due, zone))
        )
    state.out.say(_("下一步：incident status 看任务，incident note 记一笔，incident answer 回答问题。"))
    state.out.facts(
        id=room.id,
        level=folded.level,
        found=iso(folded.found, zone),
        first=[task.id for task in first],
        from_drill=folded.from_drill,
    )
