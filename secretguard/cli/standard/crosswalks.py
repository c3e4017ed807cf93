"""`standard crosswalk new|check`: the clause numbers of a text, filled in by somebody who holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command, group
from secretguard.cli.standard.app import app
from secretguard.cli.standard.checking import File, check_crosswalk
from secretguard.cli.standard.shelf import shelf_of
from secretguard.cli.state import CommandState
from secretguard.cli.vault_ways import write_new
from secretguard.content import find_profile, find_standard, new_crosswalk
from secretguard.errors import StorageError
from secretguard.i18n import _, deferred

crosswalks = group(deferred("条号对照表：新建、检查"))
app.add_typer(crosswalks, name="crosswalk")


@command(crosswalks, "new", deferred("写一张空的条号对照表，由持有正式文本的人填"))
def new(
    context: typer.Context,
    wanted: Annotated[
        str,
        typer.Argument(help=deferred("适用方案，如 linhai-enterprise"), metavar=deferred("方案")),
    ],
    out: Annotated[
        Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))
    ] = Path(),
) -> None:
    state: CommandState = context.obj
    shelf = shelf_of(state)
    profile = find_profile(wanted, shelf).profile
    standard = find_standard(profile.standard, shelf).standard
    path = out / f"crosswalk-{profile.id}.yaml"
    make_folder(out)
    write_new(path, new_crosswalk(profile, standard, state.clock().date()).encode())
    state.out.say(_("已写入 {path}，共 {count} 行。", path=path, count=len(profile.requirements)))
    state.out.say(_("照文件开头的说明填；填完用 standard crosswalk check 查。"))
    state.out.facts(file=str(path), rows=len(profile.requirements))


def make_folder(folder: Path) -> None:
    """A folder to write into. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(_("写不进 {path}。", path=folder), _("请检查文件夹、权限和磁盘空间。")) from error


@command(crosswalks, "check", deferred("检查一张对照表：填了多少行，编号对不对，核对人写了没有"))
def check(context: typer.Context, path: File) -> None:
    state: CommandState = context.obj
    check_crosswalk(state, path)
