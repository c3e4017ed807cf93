"""`plan new|size|set|accept|unknown|clear|undo`: from nothing to answers, each saved when it returns."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.plan.app import SIZE_HELP, FieldName, SizeChoice, app
from secretguard.cli.plan.room import PlanRoom, plan_room
from secretguard.cli.state import CommandState
from secretguard.content import FormField
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _, deferred
from secretguard.plans import (
    NOT_KNOWN,
    Answered,
    Plans,
    parse_cell,
    row_name,
    rows_of,
    size_word,
    standing_value,
    with_cell,
)
from secretguard.times import day
from secretguard.vault import Json

_ONE_A_LINE = ("table", "lines", "contacts", "secrets")
"""Kinds of fields in which each value on the command line is a line of its own."""


@command(app, "new", deferred("开始写预案：先选大小，写过的以后都带到更大的里去"))
def new(
    context: typer.Context,
    size: Annotated[SizeChoice, typer.Option("--size", help=SIZE_HELP)],
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True, begun=False) as room:
        if room.plans.state.opened is not None:
            raise RefusedError(_("预案已经开始写了。"), _("要换大小，用 plan size；已写的都留着。"))
        room.plans.open(size.size)
        _tell_size(state, room)


@command(app, "size", deferred("换大小：已写的都留着"))
def grow(context: typer.Context, size: Annotated[SizeChoice, typer.Argument(help=SIZE_HELP)]) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        room.plans.grow(size.size)
        _tell_size(state, room)


def _tell_size(state: CommandState, room: PlanRoom) -> None:
    seen = room.plans.view(room.facts)
    missing = len(seen.missing)
    state.out.say(
        _("{size}，共 {total} 项，已有 {done} 项，还缺 {missing} 项。", size=size_word(seen.size),
          total=seen.total, done=seen.done, missing=missing)
    )  # fmt: skip
    state.out.say(_("下一步：plan missing 看缺什么，plan set 回答。"))
    state.out.facts(size=seen.size, total=seen.total, done=seen.done, missing=missing)


@command(app, "set", deferred("回答一项：怎么说就怎么写，30分钟、五万、示例甲 都行"))
def set_answer(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(help=deferred("哪一项，如 head；表格里的一格写 项.行.列"), metavar=deferred("项")),
    ],
    values: Annotated[
        list[str],
        typer.Argument(help=deferred("答案；表格一行一个，格与格之间用 |"), metavar=deferred("答案")),
    ],
    by: Annotated[str | None, typer.Option("--by", help=deferred("谁说的"))] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        field_id, *place = name.split(".")
        field = _field(room.plans, field_id)
        value = (
            _cell(room.plans, field, place, " ".join(values)) if place else _whole(room.plans, field, values)
        )
        done = room.plans.answer(field_id, value, by=by)
        shown = room.plans.show(field_id, done.value)
    _tell_answer(state, field, done, shown)


def _whole(plans: Plans, field: FormField, values: list[str]) -> Json:
    joined = ("\n" if field.kind in _ONE_A_LINE else " ").join(values)
    value = plans.parse(field.id, joined)
    if value is NOT_KNOWN:
        raise _not_known(field)
    return value


def _cell(plans: Plans, field: FormField, place: list[str], text: str) -> Json:
    """The table with one cell typed over; rows by id or by what they are called."""
    if len(place) != 2 or field.kind != "table":
        raise UsageError(
            _("“{name}”不是表格里的一格。", name=".".join([field.id, *place])),
            _("表格里的一格写 项.行.列，例：plan set {field}.行.列 内容", field=field.id),
        )
    wanted, column_id = place
    value = standing_value(plans.form, plans.state, field.id)
    rows = rows_of(value)
    row = next(
        (str(one.get("id")) for one in rows if wanted in (one.get("id"), row_name(field, one))), wanted
    )
    column = next((one for one in field.columns if column_id in (one.id, one.label)), None)
    cell = parse_cell(column, text, today=plans.today) if column else None
    return with_cell(field, value, row, column.id if column else column_id, cell)


def _tell_answer(state: CommandState, field: FormField, done: Answered, shown: str) -> None:
    state.out.say(_("{label}：{shown}", label=field.label, shown=shown))
    if not done.recorded:
        state.out.say(_("和原来一样，没有另记。"))
    for note in done.notes:
        state.out.say(note)
    state.out.facts(
        field=field.id, value=done.value, text=shown, recorded=done.recorded, notes=list(done.notes)
    )


@command(app, "accept", deferred("台账里查到的，拿来当答案；不写项就是全部"))
def accept(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help=deferred("哪几项"), metavar=deferred("项"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        wanted = names or [one.field.id for one in room.plans.view(room.facts).fields]
        taken = room.plans.accept(wanted, room.facts)
        shown = {name: room.plans.show(name, room.plans.state.answers[name].value) for name in taken}
        labels = {name: _field(room.plans, name).label for name in taken}
    for name, text in shown.items():
        state.out.say(_("{label}：{shown}", label=labels[name], shown=text))
    state.out.say(_("从台账拿来 {count} 项。", count=len(taken)))
    state.out.facts(accepted=list(taken))


@command(app, "unknown", deferred("还不知道：记下谁去弄清、哪天以前"))
def unknown(
    context: typer.Context,
    name: FieldName,
    owner: Annotated[str, typer.Option("--owner", help=deferred("谁去弄清"))],
    due: Annotated[str, typer.Option("--due", help=deferred("哪天以前，如 2026-12-20"))],
    why: Annotated[str | None, typer.Option("--why", help=deferred("为什么现在不知道"))] = None,
) -> None:
    state: CommandState = context.obj
    when = day(due)
    with plan_room(state, write=True) as room:
        field = _field(room.plans, name)
        room.plans.unknown(field.id, owner, when, why)
    state.out.say(_("{label}：还不知道，{owner} {due} 前弄清。", label=field.label, owner=owner, due=when))
    state.out.facts(field=field.id, owner=owner, due=when)


@command(app, "clear", deferred("清空一项的答案"))
def clear(
    context: typer.Context,
    name: FieldName,
    why: Annotated[str | None, typer.Option("--why", help=deferred("原因"))] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        field = _field(room.plans, name)
        room.plans.clear(field.id, why)
    state.out.say(_("已清空“{label}”。", label=field.label))
    state.out.facts(field=field.id)


@command(app, "undo", deferred("撤销最近一步；两步都留在记录里"))
def undo(context: typer.Context) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        sentence = room.plans.undo()
    state.out.say(sentence)
    state.out.facts(undone=sentence)


def _field(plans: Plans, name: str) -> FormField:
    """A field by its id. Raises RefusedError that names near ones."""
    found = plans.form.field(name)
    if found is None:
        # Asked in vain, the plan tells which names come near.
        plans.show(name, None)
        raise AssertionError(name)
    return found


def _not_known(field: FormField) -> UsageError:
    return UsageError(
        _("“{label}”还不知道，要记下谁去弄清、哪天以前。", label=field.label),
        _("例：plan unknown {field} --owner 示例甲 --due 2026-12-20", field=field.id),
    )
