"""`evidence add|add-object|kinds`: a file, a folder or a thing comes in."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.evidence.app import app
from secretguard.cli.grammar import command
from secretguard.cli.moments import At, moment_or_now
from secretguard.cli.state import CommandState
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.incidents import (
    EVIDENCE_CATEGORIES,
    Facts,
    FolderProgress,
    FolderTaken,
    IncidentRoom,
    Listing,
    Taken,
    item_name,
)

_SHOWN = 20
"""Lines of one kind that are shown; `--json` has all."""


class DuplicateChoice(enum.StrEnum):
    """What becomes of a content that is in already."""

    take = "take"
    leave = "leave"


Category = Annotated[
    str | None,
    typer.Option("--category", help=deferred("证据种类，见 evidence kinds"), metavar=deferred("种类")),
]
Source = Annotated[str | None, typer.Option("--source", help=deferred("从哪里来"), metavar=deferred("来源"))]
Method = Annotated[str | None, typer.Option("--method", help=deferred("怎么取得"), metavar=deferred("方法"))]
Holder = Annotated[
    str | None, typer.Option("--holder", help=deferred("原件现在谁保管"), metavar=deferred("姓名"))
]
Title = Annotated[
    str | None, typer.Option("--title", help=deferred("名称；不写用文件名"), metavar=deferred("名称"))
]
Tool = Annotated[str | None, typer.Option("--tool", help=deferred("用什么工具"), metavar=deferred("工具"))]
ToolVersion = Annotated[
    str | None, typer.Option("--tool-version", help=deferred("工具的版本"), metavar=deferred("版本"))
]
Place = Annotated[str | None, typer.Option("--place", help=deferred("在哪里"), metavar=deferred("地点"))]
Witness = Annotated[str | None, typer.Option("--witness", help=deferred("见证人"), metavar=deferred("姓名"))]
Proves = Annotated[
    str | None, typer.Option("--proves", help=deferred("能证明什么"), metavar=deferred("事实"))
]
Seal = Annotated[str | None, typer.Option("--seal", help=deferred("封签号"), metavar=deferred("号码"))]
IsOriginal = Annotated[bool, typer.Option("--original", help=deferred("是原件；不写算复制件"))]


@dataclass(frozen=True)
class _Needed:
    """The four facts that every item has."""

    category: str
    source: str
    method: str
    holder: str


@dataclass(frozen=True)
class _Typed:
    """What was typed of an item, before the room is open."""

    needed: _Needed
    title: str
    tool: str | None
    tool_version: str | None
    place: str | None
    witness: str | None
    proves: str | None
    seal: str | None
    original: bool
    at: str | None

    def facts(self, room: IncidentRoom) -> Facts:
        """As the incident takes them."""
        return Facts(
            category=self.needed.category,
            title=self.title,
            source=self.needed.source,
            method=self.needed.method,
            holder=self.needed.holder,
            tool=self.tool,
            tool_version=self.tool_version,
            place=self.place,
            witness=self.witness,
            original="original" if self.original else "copy",
            proves=self.proves,
            seal=self.seal,
            at=moment_or_now(room, self.at),
        )


@command(app, "add", deferred("收一个文件或整个文件夹：边读边算哈希、加密；断了再运行一次就接着收"))
def add(
    context: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(
            help=deferred("文件或文件夹"), metavar=deferred("路径"), exists=True, resolve_path=False
        ),
    ],
    category: Category = None,
    source: Source = None,
    method: Method = None,
    holder: Holder = None,
    title: Title = None,
    tool: Tool = None,
    tool_version: ToolVersion = None,
    place: Place = None,
    witness: Witness = None,
    proves: Proves = None,
    seal: Seal = None,
    original: IsOriginal = False,
    duplicates: Annotated[
        DuplicateChoice,
        typer.Option("--duplicates", help=deferred("文件夹里内容已有的：take 照收、leave 不收只指出")),
    ] = DuplicateChoice.take,
    preview: Annotated[
        bool, typer.Option("--preview", help=deferred("只看文件夹里有什么、哪些不收"))
    ] = False,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    is_folder = path.is_dir() and not path.is_symlink()
    if preview and not is_folder:
        raise UsageError(_("--preview 只用于文件夹。"))
    listing = incidents.list_folder(path) if is_folder else None
    if preview and listing is not None:
        _tell_listing(state, listing)
        return
    name = title or incidents.shown_name(Path(path.name))
    needed = _needed(category, source, method, holder)
    typed = _Typed(needed, name, tool, tool_version, place, witness, proves, seal, original, at)
    with state.incident(write=True) as room:
        facts = typed.facts(room)
        if listing is None:
            size = path.lstat().st_size
            draw = state.out.progress(_("收取"))
            taken = incidents.take_file(room, path, facts, progress=lambda read: draw(read, max(size, read)))
            _tell_file(state, taken)
        else:
            _take_folder(state, room, listing, facts, duplicates)


def _take_folder(
    state: CommandState, room: IncidentRoom, listing: Listing, facts: Facts, duplicates: DuplicateChoice
) -> None:
    draw = state.out.progress(_("收取"))

    def report(where: FolderProgress) -> None:
        draw(where.done, max(where.size, 1) if where.files < where.all_files else max(where.done, 1))

    taken = incidents.take_folder(room, listing, facts, duplicates=duplicates.value, report=report)
    _tell_folder(state, taken)


def _needed(category: str | None, source: str | None, method: str | None, holder: str | None) -> _Needed:
    """What must be said of every item. Raises UsageError that names all that is missing, with an example."""
    if category is None or source is None or method is None or holder is None:
        asked = {
            _("--category 种类"): category,
            _("--source 从哪里来"): source,
            _("--method 怎么取得"): method,
            _("--holder 原件谁保管"): holder,
        }
        missing = _("、").join(one for one, given in asked.items() if given is None)
        raise UsageError(
            _("还要写：{missing}。", missing=missing),
            _(
                "例：evidence add 导出/ --category chat-export --source 业务员的手机 "
                "--method 当面导出 --holder 示例甲；种类见 evidence kinds。"
            ),
        )
    _refuse_unknown(category)
    return _Needed(category, source, method, holder)


def _refuse_unknown(category: str) -> None:
    if incidents.category_of(category) is None:
        known = _("、").join(one.id for one in EVIDENCE_CATEGORIES)
        raise UsageError(_("没有“{name}”这种证据。", name=category), _("可选：{known}。", known=known))


def _tell_listing(state: CommandState, listing: Listing) -> None:
    state.out.say(
        _("{count} 个文件，共 {size} 字节；不收 {left} 个。", count=len(listing.files),
          size=f"{listing.size:,}", left=len(listing.left_out))
    )  # fmt: skip
    rows = [[one.shown, one.why] for one in listing.left_out[:_SHOWN]]
    if rows:
        state.out.table([_("不收的"), _("为什么")], rows)
    state.out.facts(
        files=len(listing.files),
        size=listing.size,
        left_out=[{"name": one.shown, "why": one.why} for one in listing.left_out],
    )


def _tell_file(state: CommandState, taken: Taken) -> None:
    item = taken.item
    if taken.already:
        state.out.say(_("这份文件已经收过，就是 {item}，没有另收。", item=item.name))
    else:
        state.out.say(_("已收 {item} {title}", item=item.name, title=item.taken.title), style="bold")
    if item.blob is not None:
        state.out.say(_("SHA-256 {digest}", digest=item.blob.sha256))
    if taken.same_as is not None:
        state.out.say(_("内容和 {item} 相同。", item=item_name(taken.same_as)))
    state.out.facts(
        item=item.number,
        name=item.name,
        already=taken.already,
        same_as=taken.same_as,
        sha256=item.blob.sha256 if item.blob else None,
        sm3=item.blob.sm3 if item.blob else None,
        size=item.blob.size if item.blob else None,
    )


def _tell_folder(state: CommandState, taken: FolderTaken) -> None:
    state.out.say(
        _("收了 {taken} 个，早已收过 {already} 个，内容重复没收 {duplicate} 个，拒收 {refused} 个。",
          taken=taken.count("taken"), already=taken.count("already"),
          duplicate=taken.count("duplicate"), refused=taken.count("refused"))
    )  # fmt: skip
    refused = [[one.shown, one.why] for one in taken.outcomes if one.outcome == "refused"]
    left = [[one.shown, one.why] for one in taken.left_out]
    if refused or left:
        state.out.table([_("没收的"), _("为什么")], (refused + left)[:_SHOWN])
    state.out.facts(
        taken=taken.count("taken"),
        already=taken.count("already"),
        duplicate=taken.count("duplicate"),
        refused=taken.count("refused"),
        outcomes=[
            {"name": one.shown, "outcome": one.outcome, "item": one.item, "why": one.why}
            for one in taken.outcomes
        ],
        left_out=[{"name": one.shown, "why": one.why} for one in taken.left_out],
    )


@command(app, "add-object", deferred("登记没有文件的：实物、封存的电脑、放在别处的镜像"))
def add_object(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help=deferred("是什么"), metavar=deferred("名称"))],
    category: Category = None,
    source: Source = None,
    method: Method = None,
    holder: Holder = None,
    tool: Tool = None,
    tool_version: ToolVersion = None,
    place: Place = None,
    witness: Witness = None,
    proves: Proves = None,
    seal: Seal = None,
    original: IsOriginal = False,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    needed = _needed(category, source, method, holder)
    typed = _Typed(needed, title, tool, tool_version, place, witness, proves, seal, original, at)
    with state.incident(write=True) as room:
        taken = incidents.take_object(room, typed.facts(room))
    _tell_file(state, taken)


@command(app, "kinds", deferred("证据的种类，最容易没的在前，怎样会毁掉它"))
def kinds(context: typer.Context) -> None:
    state: CommandState = context.obj
    state.out.table(
        [_("种类"), _("名称"), _("能留多久"), _("怎样会毁掉")],
        [
            [one.id, one.label, incidents.volatility_word(one.volatility), one.warning]
            for one in EVIDENCE_CATEGORIES
        ],
    )
    state.out.facts(
        kinds=[
            {"id": one.id, "label": one.label, "volatility": one.volatility} for one in EVIDENCE_CATEGORIES
        ]
    )
