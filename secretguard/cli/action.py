"""`secretguard action`: findings and their corrective actions."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.actions import Actions, Finding
from secretguard.cli.findings import NatureChoice, print_findings
from secretguard.cli.grammar import command, group
from secretguard.cli.state import CommandState
from secretguard.i18n import _, deferred
from secretguard.times import day
from secretguard.vault import Vault

app = group(deferred("发现与整改：指派、关闭、查看"))
Identifier = Annotated[str, typer.Argument(help=deferred("发现的编号，如 F1"), metavar=deferred("编号"))]


def _actions(state: CommandState, vault: Vault) -> Actions:
    return Actions(vault, state.register(vault).id)


def _tell(state: CommandState, found: Finding, words: str) -> None:
    state.out.say(words)
    state.out.facts(id=found.id, status=found.status, owner=found.owner, due=found.due, what=found.what)


@command(app, "add", deferred("登记一条不是推演里提出的发现"))
def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("发现了什么"), metavar=_("发现"))],
    nature: Annotated[
        NatureChoice, typer.Option(help=_("plan 预案 people 人员 score 评分 evidence 证据 measure 措施"))
    ] = NatureChoice.other,
    plan: Annotated[str | None, typer.Option(help=_("预案章节"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        found = _actions(state, vault).raise_finding("person", text, nature.value, plan=plan)
    _tell(state, found, _("已记 {id}。", id=found.id))


@command(app, "list", deferred("全部发现；--open 只看没办完的"))
def list_all(
    context: typer.Context,
    unfinished: Annotated[bool, typer.Option("--open", help=_("只看没办完的"))] = False,
) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        folded = _actions(state, vault).state
    found = folded.unfinished() if unfinished else list(folded.findings.values())
    if found:
        print_findings(state, found)
    else:
        state.out.say(_("没有要办的发现。") if unfinished else _("还没有发现。"))
    today = state.clock().date()
    late = [item.id for item in found if item.is_late(today)]
    if late:
        state.out.say(_("已超期：{ids}。", ids=_("、").join(late)))
    state.out.facts(
        findings=[
            {
                "id": item.id,
                "status": item.status,
                "text": item.raised.text,
                "what": item.what,
                "owner": item.owner,
                "due": item.due,
                "plan": item.raised.plan,
                "late": item.is_late(today),
            }
            for item in found
        ]
    )


@command(app, "assign", deferred("写明做什么、谁、何时做完；没写的保持原样"))
def assign(
    context: typer.Context,
    identifier: Identifier,
    what: Annotated[str | None, typer.Option(help=_("做什么"))] = None,
    owner: Annotated[str | None, typer.Option(help=_("责任人"))] = None,
    due: Annotated[str | None, typer.Option(help=_("期限，如 2026-12-20"))] = None,
    cause: Annotated[str | None, typer.Option(help=_("根本原因：为什么会这样"))] = None,
) -> None:
    state: CommandState = context.obj
    when = day(due) if due else None
    with state.vault(write=True) as vault:
        found = _actions(state, vault).assign(identifier, what=what, owner=owner, due=when, cause=cause)
    _tell(
        state,
        found,
        _(
            "{id} {what}　{owner}　{due}",
            id=found.id,
            what=found.what,
            owner=found.owner or "—",
            due=found.due or "—",
        ),
    )


@command(app, "close", deferred("关闭一条，写明凭什么"))
def close(
    context: typer.Context,
    identifier: Identifier,
    how: Annotated[str, typer.Option(help=_("看到了什么，谁查的"))],
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        found = _actions(state, vault).close(identifier, how)
    _tell(state, found, _("{id} 已关闭。", id=found.id))


@command(app, "reopen", deferred("重新打开"))
def reopen(
    context: typer.Context, identifier: Identifier, why: Annotated[str, typer.Option(help=_("原因"))]
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        found = _actions(state, vault).reopen(identifier, why)
    _tell(state, found, _("{id} 已重新打开。", id=found.id))


@command(app, "decline", deferred("不采纳，写明原因；记录保留"))
def decline(
    context: typer.Context, identifier: Identifier, why: Annotated[str, typer.Option(help=_("原因"))]
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        found = _actions(state, vault).decline(identifier, why)
    _tell(state, found, _("{id} 不采纳，原因已记。", id=found.id))
