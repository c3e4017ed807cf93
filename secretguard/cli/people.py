"""`secretguard people`: who can be called, on which two phones, and who stands in."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.grammar import command, group
from secretguard.cli.state import CommandState
from secretguard.i18n import _, deferred
from secretguard.register import Identity, PersonSet, Phones, is_overdue, read_phone
from secretguard.times import day

app = group(deferred("人员：两个电话、替补、职责"))


@command(app, "add", deferred("登记一个人；写已有的编号（--id）就是更新，没写的保持原样"))
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("姓名"), metavar=_("姓名"))],
    identifier: Annotated[str | None, typer.Option("--id", help=_("编号，如 P1；不写自动编"))] = None,
    title: Annotated[str | None, typer.Option(help=_("职务"))] = None,
    duty: Annotated[
        list[str] | None, typer.Option(help=_("职责：GM CO IT HR RD LEG PRD SAL……可多次写"))
    ] = None,
    phone: Annotated[str | None, typer.Option(help=_("第一个电话"))] = None,
    phone_backup: Annotated[str | None, typer.Option("--phone-2", help=_("第二个电话"))] = None,
    deputy: Annotated[str | None, typer.Option(help=_("替补的编号或姓名"))] = None,
    confirmed: Annotated[str | None, typer.Option(help=_("电话最近核对的日期，如 2026-11-01"))] = None,
) -> None:
    state: CommandState = context.obj
    when = day(confirmed) if confirmed else None
    with state.vault(write=True) as vault:
        register = state.register(vault)
        standing_in = register.find_person(deputy).person.id if deputy else None
        old = register.state.people.get(identifier or "")
        given = PersonSet(
            person=Identity(id=identifier or register.next_person_id(), name=name, title=title),
            duties=tuple(duty or ()),
            phones=Phones(
                first=read_phone(phone) if phone else None,
                second=read_phone(phone_backup) if phone_backup else None,
            ),
            deputy=standing_in,
            confirmed=when,
        )
        person = _updated(old, given) if old else given
        register.set_person(person)
    state.out.say(_("已登记 {id} {name}。", id=person.person.id, name=person.person.name))
    if person.phones.first is None or person.phones.second is None:
        state.out.say(_("提示：夜里出事要打得通，请补齐两个电话。"))
    state.out.facts(id=person.person.id, name=person.person.name)


def _updated(old: PersonSet, given: PersonSet) -> PersonSet:
    """The person with what is given now in place of the old; what is not given stays."""
    phones = Phones(
        first=given.phones.first or old.phones.first, second=given.phones.second or old.phones.second
    )
    return PersonSet(
        person=Identity(
            id=old.person.id, name=given.person.name, title=given.person.title or old.person.title
        ),
        duties=given.duties or old.duties,
        phones=phones,
        deputy=given.deputy or old.deputy,
        confirmed=given.confirmed or old.confirmed,
    )


@command(app, "list", deferred("人员名单"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        register = state.register(vault)
        people = list(register.state.people.values())
        folded = register.state
    today = state.clock().date()
    state.out.facts(people=[person.model_dump(mode="json") for person in people])
    rows = []
    for person in people:
        deputy = folded.deputy_of(person.person.id)
        overdue = is_overdue(person.confirmed, today)
        rows.append(
            [
                person.person.id,
                person.person.name,
                person.person.title or "—",
                " ".join(person.duties) or "—",
                person.phones.first or _("缺"),
                person.phones.second or _("缺"),
                deputy.person.name if deputy else _("缺"),
                (str(person.confirmed) if person.confirmed else _("从未"))
                + (_(" 该核对") if overdue else ""),
            ]
        )
    heads = [_("编号"), _("姓名"), _("职务"), _("职责"), _("电话一"), _("电话二"), _("替补"), _("核对")]
    state.out.table(heads, rows, title=register.name)


@command(app, "remove", deferred("某人离开；历史记录保留"))
def remove(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help=_("编号或姓名"), metavar=_("人员"))],
    why: Annotated[str, typer.Option(help=_("原因"))],
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        register = state.register(vault)
        found = register.find_person(person)
        register.remove_person(found.person.id, why)
    state.out.say(_("{name}已从名单移出。", name=found.person.name))
    state.out.facts(id=found.person.id)
