"""One hand-over (交接单): two copies on one paper, digests in full, places to sign."""

from __future__ import annotations

from secretguard.documents.incident import words
from secretguard.documents.incident.chains import item_words, link_words
from secretguard.documents.incident.model import IncidentFacts, ItemFact, LinkFact
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import event_word, item_name


def sheet_words(facts: IncidentFacts, item: int | None, link: int | None) -> dict[str, object]:
    """The sheet of one link, or of the taking itself. Raises RefusedError when neither is there any more."""
    for fact in facts.items:
        if fact.number == item:
            return {
                "item": item_words(fact),
                "handing": _handing(fact, link),
                "copies": [_("第一联　移交人存"), _("第二联　接收人存")],
            }
    raise RefusedError(
        _("{item} 的记录已被清除，交接单印不出来。", item=item_name(item or 0)),
        _("清除的理由写在时间轴里。"),
    )


def _handing(item: ItemFact, seq: int | None) -> dict[str, object]:
    found = next((link for link in item.chain if link.seq == seq), None)
    return _taking(item) if found is None else _link(found)


def _taking(item: ItemFact) -> dict[str, object]:
    """The first receipt: from where it came into our hands; whoever gives it signs by hand."""
    return {
        "event": event_word("collected"),
        "seq": item.seq,
        "at": words.time(item.at),
        "recorded": words.time(item.recorded),
        "giver": "",
        "taker": item.chain[0].giver if item.chain else item.holder,
        "witness": item.witness,
        "purpose": item.method,
        "seal_before": words.NONE,
        "seal_after": item.seal or words.NONE,
        "condition": "",
        "digest_again": item.sha256,
        "check": _("收取时计算"),
        "holds": True,
        "faults": [],
        "exported_as": "",
    }


def _link(link: LinkFact) -> dict[str, object]:
    return {
        **link_words(link),
        "at": words.time(link.at),
        "recorded": words.time(link.recorded),
        "witness": "",
        "seal_before": link.seal_before or words.NONE,
        "seal_after": link.seal_after or words.NONE,
    }
