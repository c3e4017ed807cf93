"""`register set|add|remove|profile|undo`: every change is one entry, saved when the command returns."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.register.app import Cells, Identifier, Kind, app, cells, unknown_record
from secretguard.cli.state import CommandState
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred
from secretguard.register import (
    RECORD_TYPES,
    Column,
    Profile,
    Record,
    RecordKind,
    RecordRef,
    Register,
    RegisterState,
    cell,
    named_record,
    new_record,
    parse_cell,
)


@command(app, "set", deferred("改一条记录的一栏或几栏，一次存好"))
def set_cells(context: typer.Context, kind: Kind, identifier: Identifier, texts: Cells) -> None:
    state: CommandState = context.obj
    wanted = cells(kind.kind, texts)
    with state.vault(write=True) as vault:
        register = state.register(vault)
        ref = _present(register.state, kind.kind, identifier)
        before = register.state.record(ref)
        assert before is not None
        after = _with(before, wanted, register.state)
        changed = _changed(before, after, wanted, register.state)
        if changed:
            register.set(after)
    for label, old, new in changed:
        state.out.say(_("{label}：{before} ＞ {after}", label=label, before=old or "—", after=new or "—"))
    if not changed:
        state.out.say(_("和台账一样，没有要改的。"))
    state.out.facts(id=ref.id, kind=ref.kind, changed=[label for label, _old, _new in changed])


@command(app, "add", deferred("新增一条记录；编号自动编，其余各栏可以接着写"))
def add(
    context: typer.Context,
    kind: Kind,
    name: Annotated[
        str,
        typer.Argument(
            help=deferred("名称：姓名、代号、协议名……涉密人员写人员的编号或姓名"), metavar=deferred("名称")
        ),
    ],
    texts: Annotated[
        list[str] | None, typer.Argument(help=deferred("其余各栏"), metavar=deferred("栏=内容"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    wanted = cells(kind.kind, texts or ())
    with state.vault(write=True) as vault:
        register = state.register(vault)
        record = _with(_new(register, kind.kind, name), wanted, register.state)
        register.set(record)
    state.out.say(_("已登记 {id} {name}。", id=record.id, name=record.name))
    state.out.facts(id=record.id, kind=kind.kind)


@command(app, "remove", deferred("移出一条记录，写明原因；历史保留"))
def remove(
    context: typer.Context,
    kind: Kind,
    identifier: Identifier,
    why: Annotated[str, typer.Option(help=deferred("原因"))],
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        register = state.register(vault)
        ref = _present(register.state, kind.kind, identifier)
        register.remove(ref, why)
    label = RECORD_TYPES[ref.kind].label
    state.out.say(_("已把{kind} {id} 移出台账，历史还在。", kind=label, id=ref.id))
    state.out.facts(id=ref.id, kind=ref.kind)


@command(app, "profile", deferred("企业概况：写哪几项改哪几项，不写就是看"))
def profile(
    context: typer.Context,
    name: Annotated[str | None, typer.Option(help=deferred("企业名称"))] = None,
    industry: Annotated[str | None, typer.Option(help=deferred("行业"))] = None,
    headcount: Annotated[int | None, typer.Option(help=deferred("人数"), min=1)] = None,
    address: Annotated[str | None, typer.Option(help=deferred("地址"))] = None,
    credit_code: Annotated[
        str | None, typer.Option("--credit-code", help=deferred("统一社会信用代码"))
    ] = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", help=deferred("地址以外的地方，可多次写；写了就整个换掉"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    given = {
        "name": name,
        "industry": industry,
        "headcount": headcount,
        "address": address,
        "credit_code": credit_code,
    }
    changes = {key: value for key, value in given.items() if value is not None}
    with state.vault(write=bool(changes or site)) as vault:
        register = state.register(vault)
        if changes:
            known = register.state.profile
            register.set_profile(Profile.model_validate({**(known.model_dump() if known else {}), **changes}))
        if site:
            register.set_sites(site)
        folded = register.state
    _tell_profile(state, folded)


def _tell_profile(state: CommandState, folded: RegisterState) -> None:
    known = folded.profile
    assert known is not None
    state.out.table(
        [_("项"), ""],
        [
            [_("企业名称"), known.name],
            [_("行业"), known.industry or "—"],
            [_("人数"), str(known.headcount or "—")],
            [_("地址"), known.address or "—"],
            [_("统一社会信用代码"), known.credit_code or "—"],
            [_("其他地方"), _("；").join(folded.sites) or "—"],
        ],
    )
    state.out.facts(profile=known.model_dump(mode="json"), sites=list(folded.sites))


@command(app, "undo", deferred("撤销最近一次改动（导入算一次）；两次都留在记录里"))
def undo(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        undone = state.register(vault).undo_last()
    state.out.say(_("已撤销：{what}", what=undone.what))
    state.out.facts(what=undone.what, ids=[ref.id for ref in undone.refs])


def _present(folded: RegisterState, kind: RecordKind, identifier: str) -> RecordRef:
    known = folded.records(kind)
    found = next((key for key in known if key.lower() == identifier.strip().lower()), None)
    if found is None:
        raise unknown_record(identifier)
    return RecordRef(kind, found)


def _new(register: Register, kind: RecordKind, name: str) -> Record:
    """A new record; nobody is cleared twice, and a person who is not there cannot be."""
    number = register.next_id(kind)
    if kind != "cleared":
        return named_record(kind, number, name)
    person = register.find_person(name)
    if any(True for _one in register.state.clearances_of(person.person.id)):
        raise RefusedError(
            _("{name}已经在涉密人员里。", name=person.person.name),
            _("用 register show cleared 看编号，再用 register set 改。"),
        )
    return new_record(kind, number, person.person.id)


def _with(record: Record, wanted: dict[Column, str], folded: RegisterState) -> Record:
    for one, text in wanted.items():
        record = parse_cell(record, one.id, text, folded)
    return record


def _changed(
    before: Record, after: Record, wanted: dict[Column, str], folded: RegisterState
) -> list[tuple[str, str, str]]:
    pairs = [(one.label, cell(before, one.id, folded), cell(after, one.id, folded)) for one in wanted]
    return [pair for pair in pairs if pair[1] != pair[2]]
