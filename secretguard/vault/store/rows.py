"""The rows that the rooms above exchange with the store, checked for shape when they are read."""

from __future__ import annotations

from typing import NamedTuple

from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault
from secretguard.vault.primitives import HASH_SIZE, ID_SIZE
from secretguard.vault.shown import shown
from secretguard.vault.unlock import UnlockRow


class StoredEntry(NamedTuple):
    """A row of `entry`; `sealed` is None once the body was erased."""

    journal: bytes
    seq: int
    epoch: int
    author: bytes
    commitment: bytes
    link: bytes
    sig: bytes
    sealed: bytes | None


class StoredHead(NamedTuple):
    """A row of `head`."""

    journal: bytes
    seq: int
    link: bytes
    revision: int
    summary: bytes | None


class StoredWrap(NamedTuple):
    """A row of `wrap`."""

    journal: bytes
    epoch: int
    member: bytes
    sealed: bytes


class StoredCheckpoint(NamedTuple):
    """A row of `checkpoint`."""

    size: int
    note: bytes
    sig: bytes


def checked_entry(values: tuple[object, ...]) -> StoredEntry:
    """A row of `entry` as read; DamagedVault if a column has another type or length."""
    journal, seq, epoch, author, commitment, link, sig, sealed = values
    if (
        _is_bytes(journal, ID_SIZE)
        and is_count(seq, 1)
        and is_count(epoch, 1, 2**32)
        and _is_bytes(author, ID_SIZE)
        and _is_bytes(commitment, HASH_SIZE)
        and _is_bytes(link, HASH_SIZE)
        and _is_bytes(sig, 64)
        and (sealed is None or isinstance(sealed, bytes))
    ):
        return StoredEntry(*values)  # type: ignore[arg-type]
    raise misshapen("entry", f"{shown(journal)}/{shown(seq)}")


def checked_head(values: tuple[object, ...]) -> StoredHead:
    """A row of `head` as read."""
    journal, seq, link, revision, summary = values
    if (
        _is_bytes(journal, ID_SIZE)
        and is_count(seq)
        and _is_bytes(link, HASH_SIZE)
        and is_count(revision)
        and (summary is None or isinstance(summary, bytes))
    ):
        return StoredHead(*values)  # type: ignore[arg-type]
    raise misshapen("head", shown(journal))


def checked_wrap(values: tuple[object, ...]) -> StoredWrap:
    """A row of `wrap` as read."""
    journal, epoch, member, sealed = values
    if (
        _is_bytes(journal, ID_SIZE)
        and is_count(epoch, 1, 2**32)
        and _is_bytes(member, ID_SIZE)
        and isinstance(sealed, bytes)
    ):
        return StoredWrap(*values)  # type: ignore[arg-type]
    raise misshapen("wrap", f"{shown(journal)}/{shown(epoch)}")


def checked_unlock(values: tuple[object, ...]) -> UnlockRow:
    """A row of `unlock` as read."""
    member, way, memory_kib, iterations, lanes, salt, sealed = values
    if (
        _is_bytes(member, ID_SIZE)
        and all(is_count(value) for value in (way, memory_kib, iterations, lanes))
        and isinstance(salt, bytes)
        and isinstance(sealed, bytes)
    ):
        return UnlockRow(*values)  # type: ignore[arg-type]
    raise misshapen("unlock", f"{shown(member)}/{shown(way)}")


def checked_checkpoint(values: tuple[object, ...]) -> StoredCheckpoint:
    """A row of `checkpoint` as read."""
    size, note, sig = values
    if is_count(size) and isinstance(note, bytes) and _is_bytes(sig, 64):
        return StoredCheckpoint(*values)  # type: ignore[arg-type]
    raise misshapen("checkpoint", shown(size))


def checked_link(values: tuple[object, ...]) -> tuple[bytes, int, bytes]:
    """Journal, seq and link of an entry as read, for what follows the chains without their bodies."""
    journal, seq, link = values
    if _is_bytes(journal, ID_SIZE) and is_count(seq, 1) and _is_bytes(link, HASH_SIZE):
        return journal, seq, link  # type: ignore[return-value]
    raise misshapen("entry", f"{shown(journal)}/{shown(seq)}")


def is_count(value: object, lowest: int = 0, limit: int = 2**53) -> bool:
    """Whether a cell holds a whole number from `lowest` to below `limit`: SQLite lets it hold anything."""
    return isinstance(value, int) and lowest <= value < limit


def misshapen(table: str, row: str) -> DamagedVault:
    """A column holds something that no writer of ours puts there."""
    return DamagedVault(
        _("库里有一行的形状不对（{table} {row}），它不是本程序写的。", table=table, row=row),
        _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
        table=table,
        row=row,
    )


def _is_bytes(value: object, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size
