"""`plan submit|return|approve|versions`: from a draft to a version that is frozen for ever."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

import typer

from secretguard.cli.grammar import command
from secretguard.cli.plan.app import app
from secretguard.cli.plan.room import PlanRoom, plan_room
from secretguard.cli.state import CommandState
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.plans import Version, contact
from secretguard.times import day

_APPROVERS = ("approver", "head")
"""Whose answer says to whom the plan is handed in, the first that stands."""
_A_YEAR = timedelta(days=365)


@command(app, "submit", deferred("提交审批；提交以后又改了，要再提交一次"))
def submit(
    context: typer.Context,
    by: Annotated[str | None, typer.Option("--by", help=deferred("谁提交；不写就是您自己"))] = None,
    to: Annotated[str | None, typer.Option("--to", help=deferred("交给谁；不写就是批准人或负责人"))] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        writer, reader = by or room.me, to or _approver(room)
        number = room.plans.submit(writer, reader)
    state.out.say(_("第 {number} 版已由{by}提交给{to}。", number=number, by=writer, to=reader))
    state.out.facts(number=number, by=writer, to=reader)


def _approver(room: PlanRoom) -> str:
    seen = room.plans.view(room.facts)
    for field_id in _APPROVERS:
        shown = seen.field(field_id)
        if shown is not None and shown.stands:
            return contact(shown.value, room.register.state).name
    raise UsageError(_("不知道交给谁。"), _("用 --to 写批准人，例：plan submit --to 示例甲"))


@command(app, "return", deferred("退回给写的人，写明原因"))
def give_back(
    context: typer.Context,
    why: Annotated[str, typer.Option("--why", help=deferred("原因"))],
    by: Annotated[str | None, typer.Option("--by", help=deferred("谁退回；不写就是您自己"))] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        reader = by or room.me
        room.plans.give_back(reader, why)
    state.out.say(_("已由{by}退回：{why}", by=reader, why=why))
    state.out.facts(by=reader, why=why)


@command(app, "approve", deferred("批准：冻结这一版，记下文件的 SHA-256；有拦住的就拒绝并逐条列出"))
def approve(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", help=deferred("批准人"))],
    post: Annotated[str, typer.Option("--post", help=deferred("批准人的职务"))],
    effective: Annotated[
        str | None, typer.Option("--effective", help=deferred("生效日期；不写就是今天"))
    ] = None,
    review: Annotated[
        str | None, typer.Option("--review", help=deferred("复审日期；不写就是生效后一年"))
    ] = None,
) -> None:
    from secretguard.documents.plan import plan_hash

    state: CommandState = context.obj
    starts, due = _days(state.clock().date(), effective, review)
    with plan_room(state, write=True) as room:
        version = room.plans.approve(by, post, starts, due, room.facts, plan_hash(room.paper(None)))
        stated = len(room.register.state.promises)
    state.out.say(
        _("第 {number} 版已由{by}（{post}）批准，{effective} 生效，{review} 复审。", number=version.number,
          by=by, post=post, effective=starts, review=due), style="bold"
    )  # fmt: skip
    state.out.say(_("文件 SHA-256：{hash}", hash=version.hash))
    state.out.say(_("{count} 个时限已交给推演对照。下一步：plan export。", count=stated))
    state.out.facts(**_told(version, "approved"), promises=stated)


def _days(today: date, effective: str | None, review: str | None) -> tuple[date, date]:
    starts = day(effective) if effective else today
    return starts, day(review) if review else starts + _A_YEAR


@command(app, "versions", deferred("已批准的各版：谁批的、哪天生效、哪天复审、文件的 SHA-256"))
def versions(context: typer.Context) -> None:
    state: CommandState = context.obj
    with plan_room(state) as room:
        folded, today = room.plans.state, room.plans.today
    told = [_told(version, folded.status_of(version, today)) for version in folded.versions]
    words = {"approved": _("未生效"), "effective": _("现行"), "superseded": _("已替代")}
    rows = [
        [
            str(item["number"]),
            words[item["status"]],
            str(item["on"]),
            item["by"],
            str(item["effective"]),
            str(item["review"]),
            item["hash"][:16],
        ]
        for item in told
    ]
    if rows:
        heads = [_("版"), _("状态"), _("批准"), _("批准人"), _("生效"), _("复审"), "SHA-256"]
        state.out.table(heads, rows)
    draft = _("审批中") if folded.draft_status == "review" else _("草稿")
    state.out.say(_("正在写第 {number} 版：{status}。", number=folded.draft_number, status=draft))
    state.out.facts(versions=told, draft=folded.draft_number, draft_status=folded.draft_status)


def _told(version: Version, status: str) -> dict[str, Any]:
    approval = version.approval
    return {
        "number": version.number,
        "status": status,
        "by": approval.by,
        "post": approval.post,
        "on": approval.on,
        "effective": approval.effective,
        "review": approval.review_due,
        "size": approval.size,
        "hash": version.hash,
    }
