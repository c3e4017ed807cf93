"""`standard import|export`: standards of others taken in, ours given out."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.standard.app import app
from secretguard.cli.standard.checking import OwnKind, check_file, own_kind
from secretguard.cli.standard.crosswalks import make_folder
from secretguard.cli.standard.shelf import content_of, forget_shelf, shelf_of
from secretguard.cli.state import CommandState
from secretguard.content import StandardShelf, find_standard
from secretguard.errors import RefusedError, StorageError
from secretguard.i18n import _, deferred

if TYPE_CHECKING:
    # Readers of foreign formats are slow to load, and few commands need them.
    from secretguard.compliance.exchange import Imported


_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
"""Of two files with one id in one folder only the first would be read."""


class StandardFormat(enum.StrEnum):
    """In whose words a standard is given out."""

    ciso = "ciso"
    oscal = "oscal"


@command(
    app,
    "import",
    deferred("收下一部标准：CISO Assistant 的框架库、OSCAL 目录，或照密盾格式写的标准、方案、对照表"),
)
def import_file(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(help=deferred("文件"), metavar=deferred("文件"), exists=True, dir_okay=False),
    ],
    identifier: Annotated[
        str | None,
        typer.Option("--id", help=deferred("另起一个编号，小写字母和数字"), metavar=deferred("编号")),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help=deferred("已经有这个编号，就换掉"))] = False,
) -> None:
    state: CommandState = context.obj
    kind = own_kind(path)
    if kind is not None:
        own_id = check_file(state, path, kind)
        files = [_kept(state, path, kind, own_id, replace=replace)]
    else:
        files = _take_in(state, path, identifier, replace=replace)
    forget_shelf()
    for file in files:
        state.out.say(_("已收下，存在 {path}", path=file))
    state.out.facts(files=[str(file) for file in files])


def _kept(state: CommandState, path: Path, kind: OwnKind, own_id: str, *, replace: bool) -> Path:
    """Our own format as it stands, comments included. Raises RefusedError, StorageError."""
    shelf = shelf_of(state)
    known = {
        "standard": {one.standard.id for one in shelf.standards},
        "profile": {one.profile.id for one in shelf.profiles},
        "crosswalk": {one.crosswalk.id for one in shelf.crosswalks},
    }[kind]
    if own_id in known and not replace:
        raise RefusedError(_("已经有编号为 {id} 的。", id=own_id), _("要换成这一份，加上 --replace。"))
    folder = content_of(state) / "standards"
    copy = folder / f"{kind}-{own_id}{path.suffix}"
    make_folder(folder)
    try:
        copy.write_bytes(path.read_bytes())
        for suffix in _SUFFIXES - {path.suffix}:
            copy.with_name(f"{kind}-{own_id}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(_("写不进 {path}。", path=copy), _("请检查文件夹、权限和磁盘空间。")) from error
    return copy


def _take_in(state: CommandState, path: Path, identifier: str | None, *, replace: bool) -> list[Path]:
    from secretguard.compliance.exchange import import_standard, keep_standard

    imported = import_standard(path, standard_id=identifier)
    _tell(state, imported)
    files = list(keep_standard(imported, content_of(state), replace=replace))
    forget_shelf()
    _tell_unresolved(state, imported, shelf_of(state))
    if imported.standard is not None:
        state.out.say(_("可以评估了：assess new --standard {id}", id=imported.standard.id), style="bold")
    return files


def _tell(state: CommandState, imported: Imported) -> None:
    state.out.say(_("{title}：{count} 项要求，{rows} 行对照。", title=imported.title,
                    count=imported.assessed, rows=imported.rows))  # fmt: skip
    for note in imported.notes:
        state.out.say(_("注　{note}", note=note))
    state.out.facts(
        format=imported.source_format,
        id=imported.standard.id if imported.standard else None,
        title=imported.title,
        requirements=imported.assessed,
        crosswalks=[one.id for one in imported.crosswalks],
        rows=imported.rows,
        notes=list(imported.notes),
    )


def _tell_unresolved(state: CommandState, imported: Imported, shelf: StandardShelf) -> None:
    from secretguard.compliance.exchange import unresolved

    missing = [unresolved(one, shelf) for one in imported.crosswalks]
    for sentence in filter(None, (one.sentence() for one in missing)):
        state.out.say(_("注　{note}", note=sentence))
    state.out.facts(unresolved=[name for one in missing for name in (one.source, one.target) if name])


@command(
    app,
    "export",
    deferred("导出一部标准，给别的工具用：ciso 是 CISO Assistant 的框架库，oscal 是 OSCAL 目录"),
)
def export(
    context: typer.Context,
    wanted: Annotated[
        str, typer.Argument(help=deferred("标准的编号，如 baseline"), metavar=deferred("编号"))
    ],
    form: Annotated[
        StandardFormat,
        typer.Option("--format", help=deferred("ciso 框架库（YAML），oscal 目录（JSON）")),
    ],
    out: Annotated[
        Path, typer.Option("--out", help=deferred("写到哪个文件夹"), metavar=deferred("文件夹"))
    ] = Path(),
) -> None:
    from secretguard.compliance.exchange import to_ciso_assistant, to_oscal_catalog, write_new

    state: CommandState = context.obj
    shelf = shelf_of(state)
    standard = find_standard(wanted, shelf).standard
    if form is StandardFormat.ciso:
        walks = [one.crosswalk for one in shelf.crosswalks if one.crosswalk.source == standard.id]
        path, content = out / f"{standard.id}.ciso.yaml", to_ciso_assistant(standard, walks)
    else:
        path, content = out / f"{standard.id}.oscal.json", to_oscal_catalog(standard)
    make_folder(out)
    write_new(path, content)
    state.out.say(_("已写入 {path}", path=path))
    state.out.facts(id=standard.id, format=form.value, file=str(path))
