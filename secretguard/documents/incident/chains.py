"""An item of evidence and its chain of custody (监管链) in words."""

from __future__ import annotations

from secretguard.documents.incident import words
from secretguard.documents.incident.model import ItemFact, LinkFact
from secretguard.i18n import _
from secretguard.incidents import event_word, item_name


def item_words(item: ItemFact) -> dict[str, object]:
    """What the templates ask of an item."""
    return {
        "name": item_name(item.number),
        "seq": item.seq,
        "title": item.title,
        "category": item.category or words.NONE,
        "volatility": words.volatility_word(item.volatility),
        "source": item.source,
        "method": item.method,
        "tool": item.tool or words.NONE,
        "place": item.place or words.NONE,
        "witness": item.witness or words.NONE,
        "taker": item.taker or words.NONE,
        "holder": item.holder + (_("（已交还）") if item.returned else ""),
        "original": _("原件") if item.original == "original" else _("复制件"),
        "proves": item.proves or words.NONE,
        "seal": item.seal or words.NONE,
        "at": words.time(item.at),
        "short_at": words.short_time(item.at),
        "recorded": words.time(item.recorded),
        "file_name": item.file_name or words.NONE,
        "size": words.size(item.size),
        "sha256": item.sha256,
        "short_sha256": item.sha256[:16] if item.sha256 else words.NONE,
        "sm3": item.sm3,
        "has_file": item.size is not None,
        "same_as": "" if item.same_as is None else item_name(item.same_as),
        "holds": item.holds,
        "state": _state(item),
        "wrong": item.wrong,
        "gaps": list(item.gaps),
        "chain": [link_words(link) for link in item.chain],
    }


def _state(item: ItemFact) -> str:
    if not item.holds:
        return _("对不上")
    return _("无文件") if item.size is None else _("对得上")


def link_words(link: LinkFact) -> dict[str, object]:
    """One link of a chain."""
    return {
        "seq": link.seq,
        "event": event_word(link.event),
        "at": words.short_time(link.at),
        "giver": link.giver,
        "taker": link.taker,
        "purpose": link.purpose,
        "seals": _(
            "{before} → {after}", before=link.seal_before or words.NONE, after=link.seal_after or words.NONE
        )
        if link.seal_before or link.seal_after
        else words.NONE,
        "condition": link.condition,
        "digest_again": link.digest_again,
        "check": _check(link),
        "holds": link.matches is not False and link.seal_holds,
        "faults": list(link.faults),
        "exported_as": link.exported_as,
    }


def _check(link: LinkFact) -> str:
    if link.matches is False or not link.seal_holds:
        return _("对不上")
    return _("未验") if link.matches is None else _("对得上")
