"""`secretguard enterprise`: the enterprises of a vault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command, group
from secretguard.cli.promises import read_promises
from secretguard.cli.state import CommandState
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.locations import samples_folder
from secretguard.register import (
    Profile,
    add_enterprise,
    add_from_file,
    list_enterprises,
    load_profile,
    open_enterprise,
)

app = group(deferred("企业：新增、列表、查看"))


@command(app, "add", deferred("新增一家企业；--from 从档案文件带入人员和密点代号，--sample 用样例企业"))
def add(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help=_("企业名称"), metavar=_("名称"))] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help=_("企业档案（YAML）"), exists=True, dir_okay=False)
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help=_("样例：示例公司"))] = False,
    industry: Annotated[str | None, typer.Option(help=_("行业"))] = None,
    headcount: Annotated[int | None, typer.Option(help=_("人数"), min=1)] = None,
    address: Annotated[str | None, typer.Option(help=_("地址"))] = None,
) -> None:
    state: CommandState = context.obj
    if sample:
        source = samples_folder() / "example-company.yaml"
    if source is None and not name:
        raise UsageError(_("没有写企业名称。"), _("例：secretguard enterprise add 示例公司"))
    profile = load_profile(source) if source else None
    with state.vault(write=True) as vault:
        if profile is not None:
            register = add_from_file(vault, profile)
        else:
            register = add_enterprise(
                vault,
                Profile(name=name or "", industry=industry, headcount=headcount, address=address),
            )
        people = len(register.state.people)
        state.out.say(_("已新增“{name}”，人员 {count} 名。", name=register.name, count=people))
        state.out.facts(id=register.id, name=register.name, people=people)


@command(app, "list", deferred("库里的全部企业"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        lines = list_enterprises(vault)
    state.out.facts(
        enterprises=[
            {"id": line.id, "name": line.name, "industry": line.industry, "people": line.people}
            for line in lines
        ]
    )
    if not lines:
        state.out.say(_("还没有企业。用 enterprise add 新增。"))
        return
    state.out.table(
        [_("编号"), _("名称"), _("行业"), _("人员")],
        [[line.id[:8], line.name, line.industry, str(line.people)] for line in lines],
    )


@command(app, "show", deferred("一家企业的概况"))
def show(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help=_("名称或编号；只有一家时可不写"), metavar=_("名称"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        register = open_enterprise(vault, name or state.enterprise)
        folded = register.state
    profile = folded.profile
    state.out.facts(
        id=register.id,
        profile=profile.model_dump(mode="json") if profile else None,
        people=len(folded.people),
        secrets=[secret.model_dump(mode="json") for secret in folded.secrets.values()],
    )
    state.out.say(register.name, style="bold")
    if profile:
        state.out.say(_("行业 {text}", text=profile.industry or "—"))
        state.out.say(_("人数 {text}", text=profile.headcount or "—"))
    state.out.say(_("登记人员 {count} 名", count=len(folded.people)))
    classes = {"core": _("核心"), "important": _("重要"), "general": _("一般")}
    state.out.table(
        [_("编号"), _("密点代号"), _("密级"), _("系统"), _("归口")],
        [
            [
                secret.secret.id,
                secret.secret.code_name,
                classes[secret.secret.classification],
                secret.system or "—",
                secret.holder or "—",
            ]
            for secret in folded.secrets.values()
        ],
    )


@command(
    app, "promise", deferred("写下预案承诺的时限，推演拿它对照：enterprise promise report=30m preserve=24h")
)
def promise(
    context: typer.Context,
    times: Annotated[
        list[str],
        typer.Argument(help=_("detect 发现、preserve 固证、report 报告=时间"), metavar=_("时钟=时间")),
    ],
) -> None:
    state: CommandState = context.obj
    promises = read_promises(times)
    with state.vault(write=True) as vault:
        register = state.register(vault)
        register.state_promises(promises)
    for item in promises:
        state.out.say(_("{clock}：{minutes} 分钟", clock=item.text, minutes=item.minutes))
    state.out.facts(promises=[item.model_dump(mode="json") for item in promises])
