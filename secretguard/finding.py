"""Search hits in words: which drill or register, when, what. Shared by the command line and the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from secretguard.clock import from_microseconds
from secretguard.i18n import _
from secretguard.vault import Vault
from secretguard.vault.search import Hit

UNSEARCHED = (
    *("story", "playbook", "grounds", "limits", "snapshot", "form", "hash", "blob", "origin"),
    *("entry", "key", "member"),
    *("task", "question", "pins", "checkpoint_root", "digest_again"),
    *("standard", "autos"),
)
"""Parts that are not what people wrote: a drill's playbook, a plan version's frozen copy, digests, keys, the
ids of an incident's tasks and questions, the standard that an assessment keeps."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A hit with its place and moment; `kind` is the journal's."""

    journal: str
    kind: str
    where: str
    seq: int
    moment: datetime
    excerpt: str


def describe(vault: Vault, hit: Hit) -> FoundLine:
    """Put a hit into words. Raises NoSuchJournal if its journal went away meanwhile."""
    info = vault.journal(hit.journal)
    entry = next(vault.entries(hit.journal, hit.seq - 1))
    names = {
        "register": _("台账"),
        "plan": _("应急预案"),
        "drill": _("推演"),
        "actions": _("整改"),
        "incident": _("事件"),
        "assessment": _("评估"),
    }
    return FoundLine(
        journal=hit.journal.hex(),
        kind=info.kind,
        where=_("{kind} {title}", kind=names.get(info.kind, info.kind), title=info.title),
        seq=hit.seq,
        moment=from_microseconds(entry.at, entry.tz),
        excerpt=hit.excerpt,
    )
