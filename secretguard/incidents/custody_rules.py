"""The rules of a chain of custody (监管链): no gap, no step back in time, seals that follow on. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents.evidence_entries import Event
from secretguard.incidents.evidence_state import Item

MOVES: frozenset[Event] = frozenset({"collected", "transferred", "returned"})
"""The events after which somebody else holds the item."""


@dataclass(frozen=True, slots=True)
class Handing:
    """What a person says of an event: from whom, to whom, what for, which seals, in which condition."""

    event: Event
    giver: str
    taker: str
    purpose: str
    seal_before: str | None = None
    seal_after: str | None = None
    condition: str | None = None


def refuse_unless_it_follows(item: Item, handing: Handing, moment: int) -> None:
    """Raises RefusedError unless the event follows on the item's chain; `moment` in microseconds UTC.

    From whom must be the present holder; whoever takes it must be somebody else where it changes hands.
    """
    giver, taker = handing.giver.strip(), handing.taker.strip()
    if item.is_returned and handing.event != "collected":
        raise RefusedError(
            _("{item} 已经交还给{holder}，不在我们手里。", item=item.name, holder=item.holder),
            _("重新取得时先记一次“收取”。"),
        )
    if giver != item.holder:
        raise RefusedError(
            _(
                "{item} 现在由{holder}保管，不能从{giver}手里交出。",
                item=item.name,
                holder=item.holder,
                giver=giver,
            ),
            _("中间若有一次交接没有记，先补记那一次（写明真实的时间），再记这一次。"),
            holder=item.holder,
        )
    if handing.event in MOVES and giver == taker:
        raise RefusedError(_("交出的人和接收的人是同一个。"), _("请写两个人的名字；只是看一看，记“查阅”。"))
    if moment < item.last_moment:
        raise RefusedError(
            _("这次的时间早于 {item} 上一次变动。", item=item.name), _("请核对时间：监管链只能往后走。")
        )


def seal_fault(item: Item, handing: Handing) -> str | None:
    """What is wrong with the seal: broken, missing or another number than last stated; None if nothing is."""
    if item.seal is None or handing.event not in MOVES:
        return None
    if handing.seal_before is None:
        return _("没有写交出时的封签号，上次是 {seal}", seal=item.seal)
    if handing.seal_before.strip() != item.seal:
        return _("封签号对不上：上次 {seal}，这次 {now}", seal=item.seal, now=handing.seal_before.strip())
    return None


def gaps(item: Item) -> tuple[str, ...]:
    """Breaks in a chain as recorded, in words; a chain written through the rules has none."""
    found, holder = [], item.taken.holder
    for link in item.chain:
        if link.entry.giver != holder:
            found.append(_("{giver}交出以前，由{holder}保管", giver=link.entry.giver, holder=holder))
        if link.entry.event in MOVES:
            holder = link.entry.taker
    return tuple(found)


def event_word(event: Event) -> str:
    """收取, 查阅, 移交, 交还, 导出."""
    return {
        "collected": _("收取"),
        "accessed": _("查阅"),
        "transferred": _("移交"),
        "returned": _("交还"),
        "exported": _("导出"),
    }[event]
