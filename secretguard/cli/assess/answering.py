"""`assess answer|confirm|clear|undo`: the answers, each an entry that is never lost."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.assess.app import Asked, By, Remark, VerdictChoice, Which, app, asked, assessment
from secretguard.cli.assess.wording import result_facts, result_line, title_of
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.compliance import Assessment, NeedsReasonError, result_of, verdict_word
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred


class ReasonMissingError(RefusedError):
    """The answer owes a reason."""

    code = NeedsReasonError.code


@command(app, "answer", deferred("答一项：met 符合、partly 部分符合、unmet 不符合、na 不适用"))
def answer(
    context: typer.Context,
    wanted: Asked,
    verdict: Annotated[
        VerdictChoice,
        typer.Argument(
            help=deferred("met 符合、partly 部分符合、unmet 不符合、na 不适用"), metavar=deferred("答")
        ),
    ],
    remark: Remark = None,
    by: By = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        try:
            room.answer(asked(room, wanted), verdict.verdict, remark=remark, by=by or room.vault.member.name)
        except NeedsReasonError as owed:
            raise ReasonMissingError(owed.message, _("加上 --remark 写明理由。")) from owed
        _tell(state, room, wanted)


@command(app, "confirm", deferred("认可记录给的答案：一项，或 --all 全部还没有答的"))
def confirm(
    context: typer.Context,
    wanted: Annotated[
        str | None,
        typer.Argument(help=deferred("要求的编号，如 SCOPE-01"), metavar=deferred("要求")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=deferred("全部记录能定、还没有答的"))] = False,
    by: By = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    if (wanted is None) != every:
        raise UsageError(_("写一项的编号，或者 --all，二者选一。"), _("例：assess confirm --all"))
    with assessment(state, which, write=True) as room:
        who = by or room.vault.member.name
        if wanted is not None:
            room.confirm(asked(room, wanted), by=who)
            _tell(state, room, wanted)
            return
        count = room.confirm_all(by=who)
        result = result_of(room.state)
    state.out.say(_("认可了 {count} 项。{result}", count=count, result=result_line(result)))
    state.out.facts(confirmed=count, result=result_facts(result))


@command(app, "clear", deferred("去掉一项的答案；原来的答案留在记录里"))
def clear(context: typer.Context, wanted: Asked, which: Which = None) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        room.clear(asked(room, wanted))
        _tell(state, room, wanted)


@command(app, "undo", deferred("撤销最近一次回答；两步都留在记录里"))
def undo(context: typer.Context, which: Which = None) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        requirement, verdict = room.undo()
        title = title_of(room.state, requirement)
    state.out.say(_("已撤销：{title} 又是 {verdict}。", title=title, verdict=verdict_word(verdict)))
    state.out.facts(requirement=requirement, verdict=verdict)


def _tell(state: CommandState, room: Assessment, wanted: str) -> None:
    folded, name = room.state, asked(room, wanted)
    verdict, result = folded.verdict(name), result_of(folded)
    title = title_of(folded, name)
    state.out.say(_("{title}：{verdict}", title=title, verdict=verdict_word(verdict)))
    state.out.say(result_line(result))
    state.out.facts(requirement=name, verdict=verdict, result=result_facts(result))
