"""Epochs of a journal's key: announced only by signed entries of that journal, known by their kcv."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hmac import compare_digest

from secretguard.i18n import _
from secretguard.vault.canonical import Json
from secretguard.vault.keys import key_check_value
from secretguard.vault.primitives import HASH_SIZE, ID_SIZE
from secretguard.vault.reading import Entry, damaged_entry
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.store.rows import StoredEntry

FIRST_EPOCH = 1
_NUMBER_LIMIT = 2**32


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a `key` part says: open journals name the vault journal's epoch, restricted ones their members."""

    epoch: int
    kcv: bytes
    under: int | None
    members: frozenset[bytes] | None

    def matches(self, key: bytes, vault: bytes, journal: bytes) -> bool:
        """Whether this is the key that was announced."""
        return compare_digest(self.kcv, key_check_value(key, vault, journal, self.epoch))


@dataclass(frozen=True, slots=True)
class EpochKey:
    """A journal key that its announcement proves, as ciphers for the tables that it seals."""

    epoch: int
    under: int | None
    members: frozenset[bytes] | None
    entries: RowCipher
    summaries: RowCipher
    wraps: RowCipher
    blobs: RowCipher

    @classmethod
    def of(cls, key: bytes, vault: bytes, announced: Announcement) -> EpochKey:
        """The ciphers of one epoch; the key itself is not kept."""
        epoch = announced.epoch
        return cls(
            epoch,
            announced.under,
            announced.members,
            RowCipher(key, vault, Table.ENTRY, epoch),
            RowCipher(key, vault, Table.SUMMARY, epoch),
            RowCipher(key, vault, Table.WRAP, epoch),
            RowCipher(key, vault, Table.BLOB, epoch),
        )


@dataclass(frozen=True, slots=True)
class JournalKeys:
    """All proven epochs of one journal."""

    journal: bytes
    epochs: dict[int, EpochKey]

    @property
    def newest(self) -> EpochKey:
        """The epoch that new entries are sealed under."""
        return self.epochs[len(self.epochs)]

    def epoch_of(self, row: StoredEntry) -> EpochKey:
        """The epoch that an entry's row names. Raises DamagedVault for one that was never announced."""
        found = self.epochs.get(row.epoch)
        if found is None:
            raise damaged_entry(row, _("所用的钥匙没有公布过"))
        return found

    def with_epoch(self, key: EpochKey) -> JournalKeys:
        """The same and one more."""
        return JournalKeys(self.journal, {**self.epochs, key.epoch: key})


def announce_open(key: bytes, vault: bytes, journal: bytes, epoch: int, under: int) -> Json:
    """The `key` part of a journal that is open to all members (`under` is 0 in the vault journal)."""
    return {"epoch": epoch, "kcv": key_check_value(key, vault, journal, epoch).hex(), "under": under}


def announce_restricted(
    key: bytes, vault: bytes, journal: bytes, epoch: int, members: Iterable[bytes]
) -> Json:
    """The `key` part of a journal that is restricted to named members."""
    named: list[Json] = [*sorted(member.hex() for member in members)]
    return {"epoch": epoch, "kcv": key_check_value(key, vault, journal, epoch).hex(), "members": named}


def read_announcement(entry: Entry) -> Announcement | None:
    """The entry's announcement of an epoch; None if it makes none, or one that cannot be."""
    part = entry.parts.get("key")
    if not isinstance(part, dict) or part.keys() not in (
        {"epoch", "kcv", "under"},
        {"epoch", "kcv", "members"},
    ):
        return None
    epoch, kcv = part["epoch"], _hex(part["kcv"], HASH_SIZE)
    if not _is_number(epoch) or kcv is None:
        return None
    assert isinstance(epoch, int)
    if "under" in part:
        under = part["under"]
        return Announcement(epoch, kcv, under, None) if _is_number(under) and isinstance(under, int) else None
    members = _members(part["members"])
    return None if members is None else Announcement(epoch, kcv, None, members)


def _members(value: Json) -> frozenset[bytes] | None:
    if not isinstance(value, list) or not value:
        return None
    members = [_hex(item, ID_SIZE) for item in value]
    return frozenset(member for member in members if member is not None) if all(members) else None


def _is_number(value: Json) -> bool:
    return type(value) is int and 0 <= value < _NUMBER_LIMIT


def _hex(value: Json, size: int) -> bytes | None:
    if not isinstance(value, str) or len(value) != 2 * size or not set(value) <= set("0123456789abcdef"):
        return None
    return bytes.fromhex(value)
