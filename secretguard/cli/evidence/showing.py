"""`evidence list|show|custody`: what is held, by whom, and how each came there."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.evidence.app import ItemName, app, item_number
from secretguard.cli.grammar import command
from secretguard.cli.moments import iso, when
from secretguard.cli.state import CommandState
from secretguard.i18n import _, deferred
from secretguard.incidents import CustodyLink, Item


@command(app, "list", deferred("全部证据：最容易没的在前"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.incident() as room:
        items = list(room.state.evidence.values())
    order = {"minutes": 0, "days": 1, "stable": 2}
    items.sort(key=lambda item: (order[item.taken.volatility], item.number))
    if items:
        heads = [_("编号"), _("名称"), _("种类"), _("易失"), _("保管"), _("哈希"), _("核对")]
        state.out.table(heads, [_row(item) for item in items])
    else:
        state.out.say(_("还没有证据。用 evidence add 收文件，evidence add-object 登记实物。"))
    state.out.facts(items=[_facts(item) for item in items])


def _row(item: Item) -> list[str]:
    category = incidents.category_of(item.taken.category)
    return [
        item.name,
        item.taken.title,
        category.label if category else item.taken.category,
        incidents.volatility_word(item.taken.volatility),
        item.holder,
        f"{item.blob.sha256[:12]}…" if item.blob else _("没有文件"),
        item.wrong or "—",
    ]


def _facts(item: Item) -> dict[str, object]:
    return {
        "item": item.number,
        "name": item.name,
        "seq": item.stamp.seq,
        "title": item.taken.title,
        "category": item.taken.category,
        "volatility": item.taken.volatility,
        "holder": item.holder,
        "seal": item.seal,
        "sha256": item.blob.sha256 if item.blob else None,
        "sm3": item.blob.sm3 if item.blob else None,
        "size": item.blob.size if item.blob else None,
        "same_as": item.taken.same_as,
        "wrong": item.wrong,
        "events": len(item.chain),
    }


@command(app, "show", deferred("一件证据的全部：来历、哈希、封签、监管链"))
def show(context: typer.Context, name: ItemName) -> None:
    state: CommandState = context.obj
    number = item_number(name)
    with state.incident() as room:
        item = incidents.item_of(room.state, number)
    state.out.say(f"{item.name} {item.taken.title}", style="bold")
    state.out.table([_("项"), _("内容")], [[word, text] for word, text in _lines(item) if text])
    _tell_chain(state, item)
    state.out.facts(**_facts(item), chain=[_link_facts(link) for link in item.chain])


def _lines(item: Item) -> list[tuple[str, str]]:
    taken, blob = item.taken, item.blob
    category = incidents.category_of(taken.category)
    tool = " ".join(part for part in (taken.tool, taken.tool_version) if part)
    return [
        (_("种类"), category.label if category else taken.category),
        (_("来源"), taken.source),
        (_("怎么取得"), taken.method),
        (_("工具"), tool),
        (_("地点"), taken.place or ""),
        (_("见证人"), taken.witness or ""),
        (_("原件还是复制件"), _("原件") if taken.original == "original" else _("复制件")),
        (_("能证明什么"), taken.proves or ""),
        (_("收取时间"), when(item.stamp.occurred, item.stamp.tz)),
        (_("原来的文件"), taken.origin.name if taken.origin else ""),
        (_("大小"), _("{size} 字节", size=f"{blob.size:,}") if blob else ""),
        ("SHA-256", blob.sha256 if blob else ""),
        ("SM3", (blob.sm3 or "") if blob else ""),
        (_("内容相同"), incidents.item_name(taken.same_as) if taken.same_as else ""),
        (_("现在谁保管"), item.holder),
        (_("封签号"), item.seal or ""),
        (_("对不上"), item.wrong),
    ]


def _tell_chain(state: CommandState, item: Item) -> None:
    heads = [_("编号"), _("时间"), _("事"), _("交出"), _("接收"), _("用途"), _("再算哈希")]
    rows = [_taking_row(item), *(_link_row(link) for link in item.chain)]
    state.out.table(heads, rows, title=_("监管链 {item}", item=item.name))
    for gap in incidents.gaps(item):
        state.out.say(_("断了一环：{gap}", gap=gap), style="bold")


def _taking_row(item: Item) -> list[str]:
    """The first link: how it came to us."""
    taken, stamp = item.taken, item.stamp
    word = incidents.event_word("collected")
    moment = when(stamp.occurred, stamp.tz)
    return [str(stamp.seq), moment, word, taken.source, taken.holder, taken.method, "—"]


def _link_row(link: CustodyLink) -> list[str]:
    entry = link.entry
    same = {True: _("相符"), False: _("；").join(entry.faults) or _("对不上"), None: "—"}[entry.matches]
    return [
        str(link.stamp.seq),
        when(link.stamp.occurred, link.stamp.tz),
        incidents.event_word(entry.event),
        entry.giver,
        entry.taker,
        entry.purpose,
        same,
    ]


def _link_facts(link: CustodyLink) -> dict[str, object]:
    return {
        "seq": link.stamp.seq,
        "at": iso(link.stamp.occurred, link.stamp.tz),
        **link.entry.model_dump(mode="json", exclude={"occurred", "item"}),
    }


@command(app, "custody", deferred("监管链：一件，或全部；断的地方会指出"))
def custody(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help=deferred("证据的编号；不写是全部"), metavar=deferred("证据"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    number = None if name is None else item_number(name)
    with state.incident() as room:
        folded = room.state
        items = list(folded.evidence.values()) if number is None else [incidents.item_of(folded, number)]
    for item in items:
        _tell_chain(state, item)
    if not items:
        state.out.say(_("还没有证据。"))
    state.out.facts(
        chains={item.name: [_link_facts(link) for link in item.chain] for item in items},
        gaps={item.name: list(incidents.gaps(item)) for item in items if incidents.gaps(item)},
    )
