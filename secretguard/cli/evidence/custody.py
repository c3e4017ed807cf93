"""`evidence handover|export|check`: the digest is taken again at each; a mismatch leaves with 4."""

from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from secretguard import incidents
from secretguard.cli.evidence.app import ItemName, app, item_number
from secretguard.cli.grammar import command
from secretguard.cli.moments import At, moment_or_now
from secretguard.cli.state import CommandState
from secretguard.errors import VaultError
from secretguard.i18n import _, deferred
from secretguard.incidents import Event, Handing, Item, item_name


class EvidenceWrongError(VaultError):
    """An item does not match what was taken in; the finding itself is recorded."""

    code = "evidence-wrong"
    exit_code = 4


class EventChoice(enum.StrEnum):
    """The events of a chain that a person records."""

    collected = "collected"
    accessed = "accessed"
    transferred = "transferred"
    returned = "returned"

    @property
    def event(self) -> Event:
        """As the chain names it."""
        return self.value


Purpose = Annotated[str, typer.Option("--purpose", help=deferred("做什么用"), metavar=deferred("用途"))]
Taker = Annotated[str, typer.Option("--to", help=deferred("谁接收"), metavar=deferred("姓名"))]


@command(app, "handover", deferred("移交、查阅、交还：重新算哈希，对不上就报警"))
def hand_over(
    context: typer.Context,
    name: ItemName,
    taker: Taker,
    purpose: Purpose,
    giver: Annotated[
        str | None,
        typer.Option("--from", help=deferred("谁交出；不写是现在的保管人"), metavar=deferred("姓名")),
    ] = None,
    event: Annotated[
        EventChoice,
        typer.Option(
            "--event",
            help=deferred("transferred 移交、accessed 查阅、returned 交还、collected 收取"),
            metavar=deferred("哪一种"),
        ),
    ] = EventChoice.transferred,
    seal_before: Annotated[
        str | None, typer.Option("--seal-before", help=deferred("交出时的封签号"), metavar=deferred("号码"))
    ] = None,
    seal_after: Annotated[
        str | None, typer.Option("--seal-after", help=deferred("新的封签号"), metavar=deferred("号码"))
    ] = None,
    condition: Annotated[
        str | None, typer.Option("--condition", help=deferred("什么样子"), metavar=deferred("状况"))
    ] = None,
    at: At = None,
) -> None:
    state: CommandState = context.obj
    number = item_number(name)
    with state.incident(write=True) as room:
        item = incidents.item_of(room.state, number)
        handing = Handing(
            event.event, giver or item.holder, taker, purpose, seal_before, seal_after, condition
        )
        progress = _progress(state, item)
        link = incidents.hand_over(room, number, handing, at=moment_or_now(room, at), progress=progress)
    entry = link.entry
    state.out.say(
        _("已记：{item} {event}，{giver} ＞ {taker}。", item=item.name,
          event=incidents.event_word(entry.event), giver=entry.giver, taker=entry.taker)
    )  # fmt: skip
    if entry.digest_again:
        state.out.say(_("重新算的 SHA-256 {digest}", digest=entry.digest_again))
    state.out.facts(
        item=number,
        event=entry.event,
        seq=link.stamp.seq,
        digest_again=entry.digest_again,
        matches=entry.matches,
        faults=list(entry.faults),
    )
    if entry.matches is False:
        state.out.finish()
        raise EvidenceWrongError(
            _("{item} 对不上：{faults}。", item=item.name, faults=_("；").join(entry.faults)),
            _("这次交接已照实记下。请马上停下，查清楚，再用 evidence check 复核全部证据。"),
        )
    if entry.matches:
        state.out.say(_("相符。出交接单：incident report custody --item {item}", item=item.name))


def _progress(state: CommandState, item: Item) -> Callable[[int], None] | None:
    """A line on the terminal while a file is read again."""
    if item.blob is None:
        return None
    size, draw = item.blob.size, state.out.progress(_("重新算哈希"))
    return lambda read: draw(read, max(size, 1))


@command(app, "export", deferred("导出一件的文件：导出的没有加密"))
def export(
    context: typer.Context,
    name: ItemName,
    folder: Annotated[
        Path, typer.Option("--out", help=deferred("写到哪个已有的文件夹"), metavar=deferred("文件夹"))
    ],
    taker: Taker,
    purpose: Purpose,
) -> None:
    state: CommandState = context.obj
    number = item_number(name)
    with state.incident(write=True) as room:
        progress = _progress(state, incidents.item_of(room.state, number))
        exported = incidents.export_item(
            room, number, folder, taker=taker, purpose=purpose, progress=progress
        )
    state.out.say(incidents.export_notice(exported), style="bold")
    state.out.say(_("SHA-256 {digest}", digest=exported.sha256))
    state.out.facts(
        item=number, file=str(exported.path), sha256=exported.sha256, seq=exported.link.stamp.seq,
        encrypted=False,
    )  # fmt: skip


@command(app, "check", deferred("复核全部证据：逐份重读重算；四小时内查过就不重复，--force 马上再查"))
def check(
    context: typer.Context,
    force: Annotated[bool, typer.Option("--force", help=deferred("四小时内查过也再查"))] = False,
) -> None:
    state: CommandState = context.obj
    with state.incident(write=True) as room:
        checked = incidents.check_evidence(room, force=force, progress=state.out.progress(_("复核")))
    state.out.facts(
        checked=list(checked.items),
        wrong=[{"item": one.item, "why": one.why} for one in checked.wrong],
    )
    if checked.wrong:
        state.out.finish()
        wrong = _("；").join(f"{item_name(one.item)} {one.why}" for one in checked.wrong)
        raise EvidenceWrongError(
            _("证据对不上：{wrong}。", wrong=wrong), _("结果已记入卷宗。请查清楚，并从备份找回原来的。")
        )
    state.out.say(_("复核 {count} 份，都相符。", count=len(checked.items)))
