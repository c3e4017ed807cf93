"""Sealed summaries: what a list of journals shows at once. Derived; lost, they are made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretguard.vault.canonical import Json, decode, encode
from secretguard.vault.reading import Entry
from secretguard.vault.sealing import RowCipher, frame_document, unframe_document
from secretguard.vault.store.rows import StoredHead, misshapen

_FIELDS = {"at", "enterprise", "kind", "room", "title"}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a journal's first entry says of it."""

    kind: str
    title: str
    enterprise: str | None
    at: int

    @classmethod
    def of(cls, entry: Entry) -> Opening:
        """From `journal.open`; in the vault journal, from `vault.create`."""
        kind, title, enterprise = (entry.parts.get(name) for name in ("kind", "title", "enterprise"))
        return cls(
            kind if isinstance(kind, str) else "",
            title if isinstance(title, str) else "",
            enterprise if isinstance(enterprise, str) else None,
            entry.at,
        )


def seal_summary(
    cipher: RowCipher, journal: bytes, revision: int, opening: Opening, room: Mapping[str, Json] | None
) -> bytes:
    """Seal the opening and the room's own summary as one row."""
    document: Json = {
        "at": opening.at,
        "enterprise": opening.enterprise,
        "kind": opening.kind,
        "room": None if room is None else dict(room),
        "title": opening.title,
    }
    framed = frame_document(encode(document))
    return cipher.seal(journal, revision, framed, journal)


def open_summary(cipher: RowCipher, head: StoredHead) -> tuple[Opening, Mapping[str, Json] | None]:
    """The inverse. Raises DamagedVault or NotCanonical, upon which the caller reads the first entry."""
    assert head.summary is not None
    plain = cipher.open(head.journal, head.revision, head.summary, head.journal)
    value = decode(unframe_document(plain))
    if not isinstance(value, dict) or value.keys() != _FIELDS or type(value["at"]) is not int:
        raise misshapen("head", head.journal.hex())
    enterprise, room = value["enterprise"], value["room"]
    return (
        Opening(
            str(value["kind"]),
            str(value["title"]),
            enterprise if isinstance(enterprise, str) else None,
            value["at"],
        ),
        room if isinstance(room, dict) else None,
    )
