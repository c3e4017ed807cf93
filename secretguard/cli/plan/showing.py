"""`plan show|missing|promises|reminders|trigger`: what stands in the plan, what waits, what is due."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from secretguard.cli.grammar import command
from secretguard.cli.plan.app import SIZE_HELP, SizeChoice, VersionNumber, app
from secretguard.cli.plan.room import PlanRoom, plan_room
from secretguard.cli.state import CommandState
from secretguard.i18n import _, deferred
from secretguard.plans import (
    FieldState,
    OpenItem,
    PlanView,
    Promise,
    Status,
    mark_word,
    promises_of,
    size_word,
)
from secretguard.plans import show as show_value


def status_word(status: Status) -> str:
    """已填, 默认, 待认, 待查, 过期, 缺."""
    return {
        "met": _("已填"),
        "default": _("默认"),
        "proposed": _("待认"),
        "unknown": _("待查"),
        "stale": _("过期"),
        "missing": _("缺"),
    }[status]


@command(app, "show", deferred("看预案：每一项现在是什么；可只看一节，也可看已批准的一版"))
def show(
    context: typer.Context,
    section: Annotated[
        str | None, typer.Option("--section", help=deferred("只看这一节，如 2、5.3"), metavar=deferred("节"))
    ] = None,
    size: Annotated[SizeChoice | None, typer.Option("--size", help=SIZE_HELP)] = None,
    number: VersionNumber = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state) as room:
        if number is None:
            seen = room.plans.view(room.facts, size.size if size else None)
            register = room.register.state
        else:
            seen = room.plans.version_view(number)
            register = room.plans.version_facts(number).register
    rows, told = [], []
    for part in seen.sections:
        if section is not None and part.number != section:
            continue
        for one in (one for topic in part.topics for one in topic.fields):
            text = show_value(one.field, one.value, register) if one.value is not None else ""
            rows.append([part.number, one.field.id, one.field.label, status_word(one.status), text or "—"])
            told.append(_told(one, part.number, text))
    state.out.table([_("节"), _("项"), "", _("状态"), _("内容")], rows)
    _tell_view(state, seen)
    state.out.facts(version=number, fields=told)


def _tell_view(state: CommandState, seen: PlanView) -> None:
    marks = "　".join(f"{part.number} {mark_word(part.mark)}" for part in seen.sections)
    state.out.say(marks)
    state.out.say(
        _("{size}，{done}/{total} 项，{percent}%。", size=size_word(seen.size), done=seen.done,
          total=seen.total, percent=seen.completeness)
    )  # fmt: skip
    state.out.facts(
        size=seen.size,
        number=seen.number,
        status=seen.status,
        done=seen.done,
        total=seen.total,
        completeness=seen.completeness,
        sections={part.number: part.mark for part in seen.sections},
    )


def _told(one: FieldState, section: str, text: str) -> dict[str, Any]:
    return {
        "section": section,
        "field": one.field.id,
        "label": one.field.label,
        "kind": one.field.kind,
        "required": one.field.required,
        "status": one.status,
        "value": one.value,
        "text": text,
    }


@command(app, "missing", deferred("还缺什么，批准前必须有的在前；每一项都有问法和例子"))
def missing(
    context: typer.Context,
    size: Annotated[SizeChoice | None, typer.Option("--size", help=SIZE_HELP)] = None,
) -> None:
    state: CommandState = context.obj
    with plan_room(state) as room:
        seen = room.plans.view(room.facts, size.size if size else None)
        asked = [_asked(room, seen, one) for one in seen.missing]
    question = ""
    for item in asked:
        need = _("必填") if item["required"] else _("可缺")
        state.out.say(f"{item['section']} {item['field']}　{item['label']}　{need}", style="bold")
        if item["question"] != question:
            state.out.say(f"  {item['question']}")
        question = item["question"]
        if item["example"]:
            state.out.say("  " + _("例：{example}", example=item["example"]))
        if item["proposed"]:
            state.out.say("  " + _("台账里有：{text}；就是它，用 plan accept {field}", text=item["proposed"],
                                   field=item["field"]))  # fmt: skip
    for waiting in seen.open_items:
        state.out.say(_open_line(waiting))
    if not asked:
        state.out.say(_("没有缺的了。下一步：plan check。"))
    else:
        state.out.say(_("缺 {count} 项。回答：plan set 项 答案。", count=len(asked)))
    state.out.facts(
        missing=asked,
        unknown=[
            {"field": one.field.id, "owner": one.owner, "due": one.due, "why": one.why, "late": one.late}
            for one in seen.open_items
        ],
    )


def _asked(room: PlanRoom, seen: PlanView, one: FieldState) -> dict[str, Any]:
    topic = seen.topic_of(one.field.id)
    profile = room.register.state.profile
    proposed = "" if one.proposed is None else room.plans.show(one.field.id, one.proposed)
    return {
        "section": topic.topic.section if topic else "",
        "field": one.field.id,
        "label": one.field.label,
        "kind": one.field.kind,
        "required": one.field.required,
        "question": topic.topic.question if topic else "",
        "example": one.field.example_for((profile.industry or "") if profile else "") or "",
        "proposed": proposed.replace("\n", _("；")),
    }


def _open_line(waiting: OpenItem) -> str:
    late = _("，已过期") if waiting.late else ""
    return _("待查 {field}　{label}：{owner} {due} 前弄清{late}", field=waiting.field.id,
             label=waiting.field.label, owner=waiting.owner, due=waiting.due, late=late)  # fmt: skip


@command(app, "promises", deferred("预案的承诺：每个数、每个人、每个时限，推演和事件拿它对照"))
def promises(context: typer.Context, number: VersionNumber = None) -> None:
    state: CommandState = context.obj
    with plan_room(state) as room:
        made = room.plans.promises() if number is None else promises_of(room.plans.version(number))
    rows = [[one.section, one.id, one.text, str(one.minutes or "—"), _clock(one)] for one in made]
    if rows:
        state.out.table([_("节"), _("编号"), _("承诺"), _("分钟"), _("时钟")], rows)
    state.out.say(_("{count} 条承诺。", count=len(made)))
    state.out.facts(
        promises=[
            {
                "id": one.id,
                "text": one.text,
                "kind": one.kind,
                "clock": one.clock,
                "minutes": one.minutes,
                "section": one.section,
                "field": one.field,
            }
            for one in made
        ]
    )


def _clock(one: Promise) -> str:
    words = {"detect": _("发现"), "preserve": _("固证"), "report": _("报告")}
    return words[one.clock] if one.clock else "—"


@command(app, "reminders", deferred("到期的事：复审、待查、号码核对、演练、要不要修订"))
def reminders(context: typer.Context) -> None:
    state: CommandState = context.obj
    with plan_room(state) as room:
        due = room.plans.reminders(room.facts)
    for one in due:
        late = _("　已过期") if one.late else ""
        state.out.say(f"{one.due or '—'}　{one.text}{late}")
        if one.trigger:
            state.out.say("  " + _("看过了：plan trigger {trigger} 怎么处理的", trigger=one.trigger))
    if not due:
        state.out.say(_("没有到期的事。"))
    state.out.facts(
        reminders=[
            {"id": one.id, "text": one.text, "due": one.due, "late": one.late, "field": one.field,
             "trigger": one.trigger}
            for one in due
        ]
    )  # fmt: skip


@command(app, "trigger", deferred("答复一个要修订的情形：看过了，怎么处理的"))
def trigger(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help=deferred("哪个情形，用 plan reminders 看"), metavar=deferred("情形"))
    ],
    what: Annotated[str, typer.Argument(help=deferred("怎么处理的"), metavar=deferred("处理"))],
) -> None:
    state: CommandState = context.obj
    with plan_room(state, write=True) as room:
        room.plans.answer_trigger(name, what, room.facts)
    state.out.say(_("已记。"))
    state.out.facts(trigger=name, what=what)
