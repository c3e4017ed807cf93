"""`assess evidence|owner|interview|assessor`: what shows it, who sees to it, what people said."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.assess.app import Asked, SortChoice, Which, app, asked, assessment
from secretguard.cli.assess.wording import title_of
from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.compliance import named_proof, proof_digest
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.times import day

_LONGEST_NAME = 200


@command(app, "evidence", deferred("写一项的凭据：凭什么说做到了；--file 记下文件的 SHA-256，文件不进库"))
def evidence(
    context: typer.Context,
    wanted: Asked,
    what: Annotated[
        str | None,
        typer.Argument(
            help=deferred("是什么，如 任命书原件；或 M3、E-01、文书编号"), metavar=deferred("凭据")
        ),
    ] = None,
    sort: Annotated[
        SortChoice | None,
        typer.Option(
            "--sort",
            metavar=deferred("种类"),
            help=deferred("record 台账、entry 库内记录、file 文件、paper 已出文书、outside 现场"),
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", help=deferred("在哪里，如 人事档案柜"), metavar=deferred("地方")),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", help=deferred("哪个文件"), metavar=deferred("文件"), exists=True, dir_okay=False
        ),
    ] = None,
    remove: Annotated[
        int | None,
        typer.Option("--remove", help=deferred("写错了，去掉第几号凭据"), metavar=deferred("编号"), min=1),
    ] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    told = what or (file.name[:_LONGEST_NAME] if file else None)
    if (told is None) == (remove is None):
        raise UsageError(
            _("写凭据是什么，或用 --remove 去掉一条，二者选一。"),
            _("例：assess evidence ORG-01 任命书原件 --place 人事档案柜"),
        )
    digest = proof_digest(file) if file else None
    kind = sort.sort if sort else "file" if file else "outside"
    with assessment(state, which, write=True) as room:
        named = None
        if what and not (sort or place or file):
            named = named_proof(what, room.vault, room.register, room.clock)
        if remove is not None:
            room.unlink(remove)
        elif named is not None:
            told, digest = named.what, named.sha256
            room.link(asked(room, wanted), named.sort, named.what, place=named.place, sha256=digest)
        else:
            room.link(asked(room, wanted), kind, told or "", place=place, sha256=digest)
        seq, name = room.state.seq, asked(room, wanted)
    if remove is not None:
        state.out.say(_("第 {seq} 号凭据已去掉。", seq=remove))
    else:
        state.out.say(_("已记第 {seq} 号凭据：{what}", seq=seq, what=told))
    state.out.facts(requirement=name, seq=remove or seq, removed=remove is not None, sha256=digest)


@command(app, "owner", deferred("定谁来办一项，哪天以前"))
def owner(
    context: typer.Context,
    wanted: Asked,
    name: Annotated[str, typer.Argument(help=deferred("谁来办"), metavar=deferred("姓名"))],
    due: Annotated[
        str | None,
        typer.Option("--due", help=deferred("哪天以前，如 2026-12-20"), metavar=deferred("日期")),
    ] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    until = day(due) if due else None
    with assessment(state, which, write=True) as room:
        requirement = asked(room, wanted)
        room.own(requirement, name, until)
        title = title_of(room.state, requirement)
    state.out.say(_("{title}：{owner} 办，{due}。", title=title, owner=name, due=until or _("没有写期限")))
    state.out.facts(requirement=requirement, owner=name, due=until)


@command(app, "interview", deferred("记一次询问：问了谁，怎么说"))
def interview(
    context: typer.Context,
    who: Annotated[str, typer.Argument(help=deferred("问了谁"), metavar=deferred("姓名"))],
    text: Annotated[str, typer.Argument(help=deferred("怎么说的"), metavar=deferred("内容"))],
    wanted: Annotated[
        str | None,
        typer.Option("--requirement", help=deferred("关于哪一项，如 ORG-01"), metavar=deferred("要求")),
    ] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        requirement = asked(room, wanted) if wanted else None
        room.interview(who, text, requirement)
    state.out.say(_("已记 {who} 说的话。", who=who))
    state.out.facts(who=who, requirement=requirement)


@command(app, "assessor", deferred("写一位评估人和职务，报告上印"))
def assessor(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=deferred("姓名"), metavar=deferred("姓名"))],
    post: Annotated[
        str | None, typer.Option("--post", help=deferred("职务"), metavar=deferred("职务"))
    ] = None,
    which: Which = None,
) -> None:
    state: CommandState = context.obj
    with assessment(state, which, write=True) as room:
        room.set_assessor(name, post)
        names = [each.assessor for each in room.state.assessors]
    state.out.say(_("评估人：{names}。", names=_("、").join(names)))
    state.out.facts(assessors=names)
