"""Items of evidence and their chains as facts. Pure."""

from __future__ import annotations

from secretguard.clock import from_microseconds
from secretguard.documents.incident.model import ItemFact, LinkFact
from secretguard.documents.incident.outside import Outside
from secretguard.i18n import _
from secretguard.incidents import CustodyLink, EvidenceTaken, IncidentState, Item, category_of, gaps


def item_facts(state: IncidentState, outside: Outside) -> tuple[ItemFact, ...]:
    """Every item, in the order of their numbers."""
    return tuple(_item(state.evidence[number], outside) for number in sorted(state.evidence))


def _item(item: Item, outside: Outside) -> ItemFact:
    taken, stamp, blob = item.taken, item.stamp, item.blob
    category = category_of(taken.category)
    origin = taken.origin
    return ItemFact(
        number=item.number,
        category=category.label if category else "",
        title=taken.title,
        source=taken.source,
        method=taken.method,
        tool=_tool(taken),
        place=taken.place or "",
        witness=taken.witness or "",
        taker=outside.authors.get(stamp.author, ""),
        holder=item.holder,
        original=taken.original,
        proves=taken.proves or "",
        seal=item.seal or "",
        volatility=taken.volatility,
        at=from_microseconds(stamp.occurred, stamp.tz),
        recorded=from_microseconds(stamp.recorded, stamp.tz),
        file_name=origin.name if origin else "",
        size=blob.size if blob else None,
        sha256=blob.sha256 if blob else "",
        sm3=(blob.sm3 or "") if blob else "",
        same_as=taken.same_as,
        returned=item.is_returned,
        holds=not item.wrong,
        wrong=item.wrong,
        gaps=gaps(item),
        chain=tuple(_link(link) for link in item.chain),
        seq=stamp.seq,
    )


def _tool(taken: EvidenceTaken) -> str:
    version = _("（{version}）", version=taken.tool_version) if taken.tool_version else ""
    return (taken.tool or "") + version


def _link(link: CustodyLink) -> LinkFact:
    entry, stamp = link.entry, link.stamp
    return LinkFact(
        seq=stamp.seq,
        event=entry.event,
        at=from_microseconds(stamp.occurred, stamp.tz),
        recorded=from_microseconds(stamp.recorded, stamp.tz),
        giver=entry.giver,
        taker=entry.taker,
        purpose=entry.purpose,
        seal_before=entry.seal_before or "",
        seal_after=entry.seal_after or "",
        condition=entry.condition or "",
        digest_again=entry.digest_again or "",
        matches=entry.matches,
        seal_holds=entry.seal_wrong is None,
        faults=entry.faults,
        exported_as=entry.exported_as or "",
    )
