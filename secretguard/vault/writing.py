"""Composing a signed, sealed entry."""

from __future__ import annotations

import os
from collections.abc import Mapping

from secretguard.clock import Clock, offset_minutes, to_microseconds
from secretguard.vault import entry as layout
from secretguard.vault.canonical import Json, encode, encode_part, refuse_unless_exact
from secretguard.vault.keys import MemberKeys
from secretguard.vault.primitives import RandomBytes
from secretguard.vault.reading import Entry
from secretguard.vault.sealing import RowCipher
from secretguard.vault.store.rows import StoredEntry


class Scribe:
    """Writes entries in one member's name. Touches no store."""

    def __init__(
        self, vault: bytes, keys: MemberKeys, clock: Clock, random: RandomBytes = os.urandom
    ) -> None:
        self._vault = vault
        self._keys = keys
        self._clock = clock
        self._random = random
        self._author = keys.id.hex()

    def compose(
        self,
        journal: bytes,
        seq: int,
        previous: bytes,
        cipher: RowCipher,
        kind: str,
        parts: Mapping[str, Json],
        version: int = 1,
    ) -> tuple[StoredEntry, Entry]:
        """The row to store and the entry as it will read. Raises NotCanonical for data with no one form."""
        moment = self._clock()
        at, tz = to_microseconds(moment), offset_minutes(moment)
        kept = [lead_part(at, self._author, kind, tz, version)]
        kept += [encode_part(name, value) for name, value in parts.items()]
        header = layout.header(self._vault, journal, seq)
        salt = self._random(layout.SALT_SIZE)
        commitment = layout.commit_parts(salt, header, kept)
        message = layout.message(previous, header, commitment)
        signature = self._keys.sign.sign(layout.signed_bytes(message))
        link = layout.link(message, signature)
        sealed = cipher.seal(journal, seq, layout.frame_parts(salt, kept))
        row = StoredEntry(journal, seq, cipher.epoch, self._keys.id, commitment, link, signature, sealed)
        return row, Entry(journal, seq, self._keys.id, kind, version, at, tz, dict(parts), False, link)


def lead_part(at: int, author: str, kind: str, tz: int, version: int) -> bytes:
    """The canonical bytes of an entry's first part; its shape never varies, so it is written directly."""
    for number in (at, version):
        refuse_unless_exact(number)
    pieces = (at, author.encode(), encode(kind), tz, version)
    return b'{"entry":{"at":%d,"author":"%b","kind":%b,"tz":%d,"v":%d}}' % pieces
