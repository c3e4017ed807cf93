"""Sealing one row: AES-256-GCM under a subkey per key and table, bound to the place where the row stands."""

from __future__ import annotations

import os
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault
from secretguard.vault.primitives import NO_ROW, NONCE_SIZE, SUITE, RandomBytes, expand, u16, u32, u64

_PREFIX = len(SUITE) + 4
_OVERHEAD = _PREFIX + NONCE_SIZE + 16
_BLOCK = 64


class Table(IntEnum):
    """The number that stands for a table in subkeys and associated data."""

    ENTRY = 1
    WRAP = 2
    BLOB = 3
    SUMMARY = 4


class RowCipher:
    """Seals and opens the rows of one table under one key and epoch. Holds the subkey only."""

    __slots__ = ("_aead", "_bound", "_head", "_random", "_tail", "epoch", "table")

    def __init__(
        self, key: bytes, vault: bytes, table: Table, epoch: int, random: RandomBytes = os.urandom
    ) -> None:
        self._aead = AESGCM(expand(key, b"SG1/row\0" + u16(table)))
        self._bound = b"SG1/row\0" + SUITE + vault + u16(table)
        self._tail = u32(epoch)
        self._head = SUITE + self._tail
        self._random = random
        self.table = table
        self.epoch = epoch

    def seal(self, journal: bytes, revision: int, plain: bytes, row: bytes = NO_ROW) -> bytes:
        """suite | u32 epoch | nonce 12 | ciphertext and tag; a new nonce every time."""
        nonce = self._random(NONCE_SIZE)
        return self._head + nonce + self._aead.encrypt(nonce, plain, self._aad(journal, revision, row))

    def open(self, journal: bytes, revision: int, sealed: bytes, row: bytes = NO_ROW) -> bytes:
        """The plain bytes. Raises DamagedVault if the row was altered, moved, or sealed under another key."""
        if len(sealed) < _OVERHEAD or sealed[:_PREFIX] != self._head:
            raise self._damaged(journal, revision)
        nonce = sealed[_PREFIX : _PREFIX + NONCE_SIZE]
        try:
            aad = self._aad(journal, revision, row)
            return self._aead.decrypt(nonce, sealed[_PREFIX + NONCE_SIZE :], aad)
        except InvalidTag as problem:
            raise self._damaged(journal, revision) from problem

    def _aad(self, journal: bytes, revision: int, row: bytes) -> bytes:
        return self._bound + row + journal + self._tail + u64(revision)

    def _damaged(self, journal: bytes, revision: int) -> DamagedVault:
        return DamagedVault(
            _("有一行密文打不开：内容被改动，或从别处移来。"),
            _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
            table=self.table.name.lower(),
            row=f"{journal.hex()}/{revision}",
        )


def sealed_epoch(sealed: bytes) -> int | None:
    """The epoch that a sealed row names in its first bytes (not yet authenticated); None if it is no row."""
    if len(sealed) < _OVERHEAD or sealed[:1] != SUITE:
        return None
    return int.from_bytes(sealed[1:_PREFIX], "big")


def pad(data: bytes) -> bytes:
    """Zeros up to a multiple of 64 bytes, so that a length tells little."""
    return data + bytes(-len(data) % _BLOCK)


def is_padding(tail: bytes, offset: int) -> bool:
    """Whether `tail`, which begins at `offset`, is exactly the padding that `pad` would have written."""
    return tail == bytes(-offset % _BLOCK)


def frame_document(document: bytes) -> bytes:
    """u32 length | document | zeros: the plain form of rows that hold one canonical JSON value."""
    return pad(u32(len(document)) + document)


def unframe_document(plain: bytes) -> bytes:
    """The inverse of `frame_document`. Raises DamagedVault if the lengths do not agree."""
    end = 4 + int.from_bytes(plain[:4], "big")
    if len(plain) < end or not is_padding(plain[end:], end):
        raise DamagedVault(_("一行解密后的长度对不上。"), table="summary")
    return plain[4:end]
