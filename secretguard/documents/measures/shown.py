"""What leaves with the proof: an allow-list by kind of entry. What is not named here stays at home.

Phones, other ways to reach a person, what a secret is worth, why it is secret, where it lies, what it says
in remarks: none of these is named. A field that a later version adds is withheld until it is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from secretguard.documents.measures.traces import head_of, record_set_by
from secretguard.register import RecordRef
from secretguard.vault import Entry
from secretguard.vault.proving import Shows

TIME_AND_AUTHOR: Final = "entry"

ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "journal.open": frozenset({"kind", "title", "enterprise"}),
    "enterprise.profile": frozenset({"profile"}),
    "person.set": frozenset({"person", "service"}),
    "secret.set": frozenset({"secret", "circle", "measures", "started"}),
    "cleared.set": frozenset({"cleared", "secrets", "granted", "agreement", "trained", "exit"}),
    "agreement.set": frozenset({"agreement", "parties", "signed", "until", "file"}),
    "partner.set": frozenset({"partner", "secrets", "agreement", "disclosed", "ended", "returned"}),
    "measure.set": frozenset({"measure", "where", "since", "checked", "evidence", "secrets"}),
    "training.set": frozenset({"training", "attended", "evidence"}),
    "version.approved": frozenset({"approval", "hash"}),
    "drill.planned": frozenset({"playbook", "form", "purpose"}),
    "drill.started": frozenset({"occurred"}),
    "drill.story-ended": frozenset({"occurred"}),
    "drill.finished": frozenset({"occurred"}),
    "drill.report-issued": frozenset(
        {"report", "number", "pins", "checkpoint_size", "checkpoint_root", "issued", "tz"}
    ),
}
"""The parts shown of an entry that the paper rests on."""

_REMOVALS: Final[Mapping[str, frozenset[str]]] = {
    "person.removed": frozenset({"person", "undoes"}),
    "record.removed": frozenset({"record", "undoes"}),
}
_NAMELESS: Final = frozenset({"person"})
"""Kinds of records whose superseded entries are not even named."""


def shows_used(used: frozenset[int], standing: frozenset[RecordRef] = frozenset()) -> Shows:
    """Shows what the paper rests on by the allow-list, of every other entry its kind, time and author.

    A superseded entry of a record that stands is named, so that a reader sees that nothing later contradicts;
    one of a record that was taken out is not.
    """

    def shows(entry: Entry) -> frozenset[str]:
        if entry.seq in used:
            return ALLOWED.get(entry.kind, frozenset()) | {TIME_AND_AUTHOR, "undoes"}
        ref, head = record_set_by(entry), head_of(entry.kind)
        named = ref is not None and head is not None and ref in standing and ref.kind not in _NAMELESS
        more = frozenset({head}) if named and head else _REMOVALS.get(entry.kind, frozenset())
        return more | {TIME_AND_AUTHOR}

    return shows
