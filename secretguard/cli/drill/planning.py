"""`drill new|list|cast|gate|start`."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from secretguard import drills
from secretguard.cli.drill.app import app
from secretguard.cli.grammar import command
from secretguard.cli.promises import name_and_value, read_promises
from secretguard.cli.state import CommandState
from secretguard.content import content_folders, find_playbook
from secretguard.drills.words import presence_word, seat_word, status_word
from secretguard.errors import UsageError
from secretguard.i18n import _, _p, deferred
from secretguard.register import open_enterprise


class FormChoice(enum.StrEnum):
    """Which form is played."""

    full = "full"
    short = "short"


class PurposeChoice(enum.StrEnum):
    """检验性, 示范性, 研究性."""

    test = "test"
    demonstration = "demonstration"
    study = "study"


class PresenceChoice(enum.StrEnum):
    """How a person is there."""

    present = "present"
    phone = "phone"
    absent = "absent"


@command(app, "new", deferred("按剧本新建一场推演，人员按职责自动入座"))
def new(
    context: typer.Context,
    playbook: Annotated[str, typer.Argument(help=_("剧本编号，见 playbook list"), metavar=_("剧本"))],
    short: Annotated[bool, typer.Option("--short", help=_("20 分钟短版"))] = False,
    purpose: Annotated[PurposeChoice, typer.Option(help=_("检验、示范、研究"))] = PurposeChoice.test,
    place: Annotated[str | None, typer.Option(help=_("地点"))] = None,
    facilitator: Annotated[str | None, typer.Option(help=_("主持人姓名"))] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("--set", help=_("改参数，写成 名=值，可多次写"), metavar=_("名=值"))
    ] = None,
    promise: Annotated[
        list[str] | None,
        typer.Option(help=_("预案承诺的时限：detect|preserve|report=30m，可多次写"), metavar=_("时钟=时间")),
    ] = None,
) -> None:
    state: CommandState = context.obj
    loaded = find_playbook(playbook, content_folders("playbooks", state.content))
    values = dict(name_and_value(text) for text in parameter or ())
    promises = [drills.Promise.model_validate(item.model_dump()) for item in read_promises(promise or ())]
    with state.vault(write=True) as vault:
        room = drills.plan_drill(
            vault,
            state.register(vault),
            loaded.playbook,
            state.clock,
            form="short" if short else "full",
            purpose=purpose.value,
            parameters=values,
            promises=promises,
            place=place,
            facilitator=facilitator,
        )
        if state.session_vault is not None:
            state.session_room = room
        seated = len(room.state.seats)
    form = _("短版") if short else _("完整版")
    state.out.say(_("已新建推演“{title}”（{form}）。", title=loaded.playbook.title, form=form))
    state.out.say(
        _("编号 {id}，已入座 {count} 人。下一步：drill cast、drill gate。", id=room.id[:8], count=seated)
    )
    state.out.facts(id=room.id, playbook=loaded.playbook.id, form="short" if short else "full", seated=seated)


@command(app, "list", deferred("库里的全部推演"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        lines = drills.list_drills(vault)
    state.out.facts(drills=[{"id": line[0], "title": line[1], "status": line[3]} for line in lines])
    if not lines:
        state.out.say(_("还没有推演。用 drill new 新建。"))
        return
    rows = [[line[0][:8], line[1], status_word(line[3])] for line in lines]
    state.out.table([_("编号"), _("情景"), _("进度")], rows)


@command(app, "cast", deferred("看座次；写岗位和人就是改：drill cast IT 示例丙 --presence phone"))
def cast(
    context: typer.Context,
    seat: Annotated[str | None, typer.Argument(help=_("岗位，如 IT、EVALUATOR"), metavar=_("岗位"))] = None,
    who: Annotated[
        str | None, typer.Argument(help=_("编号、姓名，或外请人员的姓名"), metavar=_("人员"))
    ] = None,
    presence: Annotated[PresenceChoice, typer.Option(help=_("到、电话、缺"))] = PresenceChoice.present,
    deputy: Annotated[str | None, typer.Option(help=_("由谁替补上场"))] = None,
    clear: Annotated[bool, typer.Option("--clear", help=_("让这个岗位空着"))] = False,
) -> None:
    state: CommandState = context.obj
    changing = seat is not None
    if seat and not who and not clear:
        raise UsageError(_("没有写这个岗位由谁来。"), _("例：drill cast IT 示例丙；空出岗位用 --clear。"))
    with state.drill(write=changing) as room:
        if seat and clear:
            drills.clear_seat(room, seat)
        elif seat and who:
            enterprise = room.vault.journal(room.journal).enterprise
            register = open_enterprise(room.vault, enterprise)
            drills.seat(room, register, seat, who, presence=presence.value, deputy=deputy)
        _print_cast(state, room)


def _print_cast(state: CommandState, room: drills.DrillRoom) -> None:
    folded = room.state
    roles = {role.id: role for role in folded.playbook.roles} if folded.playbook else {}
    titles = {key: role.title for key, role in roles.items()}
    keys = [key for key, role in roles.items() if role.played_by == "player"]
    keys += [key for key in drills.STAFF_SEATS if key in folded.seats or key in ("FACILITATOR", "EVALUATOR")]
    rows = []
    for key in keys:
        taken = folded.seats.get(key)
        needed = _("必到") if key in roles and roles[key].needed else ""
        who = taken.name if taken else _("空")
        if taken and taken.instead_of:
            who = _("{deputy}（替{name}）", deputy=taken.name, name=taken.instead_of)
        rows.append(
            [key, seat_word(key, titles), needed, who, presence_word(taken.presence) if taken else "—"]
        )
    state.out.table([_("岗位"), _("名称"), _("要求"), _("参演"), _("到场")], rows)
    state.out.facts(seats={key: seat.model_dump(mode="json") for key, seat in folded.seats.items()})


@command(app, "gate", deferred("开场检查；--yes/--no 回答要由人答的几项"))
def gate(
    context: typer.Context,
    yes: Annotated[list[str] | None, typer.Option(help=_("已做到的项，可多次写；all 表示全部"))] = None,
    no: Annotated[list[str] | None, typer.Option(help=_("没做到的项，可多次写"))] = None,
    remark: Annotated[str | None, typer.Option(help=_("说明"))] = None,
) -> None:
    state: CommandState = context.obj
    with state.drill(write=bool(yes or no)) as room:
        wanted = list(yes or ())
        if "all" in wanted:
            lines = drills.gate_lines(room.state)
            wanted = [line.id for line in lines if line.by == "person" and line.id not in (no or ())]
        for check in wanted:
            drills.answer_gate(room, check, True, remark)
        for check in no or ():
            drills.answer_gate(room, check, False, remark)
        lines = drills.gate_lines(room.state)
    signs = {True: _("勾"), False: _p("gate", "空"), None: _("未答")}
    state.out.table(
        [_("项"), _("内容"), _("结果"), _("说明")],
        [[line.id, line.text, signs[line.met], line.why] for line in lines],
    )
    missing = sum(1 for line in lines if not line.met)
    state.out.say(
        _("可以开始。") if not missing else _("可以开始，差 {count} 项会记在报告里。", count=missing)
    )
    state.out.facts(gate=[{"id": line.id, "met": line.met, "why": line.why} for line in lines])


@command(app, "start", deferred("开始推演，时钟起走"))
def start(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.drill(write=True) as room:
        gaps = drills.start(room)
    state.out.say(_("推演开始，时钟已走。"))
    if gaps:
        state.out.say(
            _("开场时差 {count} 项：{names}（已记下）。", count=len(gaps), names=_("、").join(gaps))
        )
    state.out.say(_("下一步：drill next 读出第一个注入。"))
    state.out.facts(started=True, gaps=list(gaps))
