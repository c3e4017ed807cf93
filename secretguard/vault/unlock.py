"""Unlock rows: the member secret sealed under a passphrase or a recovery code."""

from __future__ import annotations

import os
from enum import IntEnum
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secretguard.i18n import _
from secretguard.vault.errors import WrongPassphrase
from secretguard.vault.kdf import SALT_SIZE, KdfParameters, derive_from_passphrase
from secretguard.vault.keys import MemberKeys
from secretguard.vault.primitives import (
    KEY_SIZE,
    NONCE_SIZE,
    SUITE,
    RandomBytes,
    extract_and_expand,
    u32,
)

_SEALED_SIZE = len(SUITE) + NONCE_SIZE + KEY_SIZE + 16


class Way(IntEnum):
    """How an unlock row is opened."""

    PASSPHRASE = 1
    RECOVERY = 2


class UnlockRow(NamedTuple):
    """One way in for one member; the effort and salt are zero for a recovery code."""

    member: bytes
    way: int
    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes
    sealed: bytes

    @property
    def parameters(self) -> KdfParameters:
        """The Argon2id effort that the row asks for, not yet bounded."""
        return KdfParameters(self.memory_kib, self.iterations, self.lanes)


_NO_EFFORT = KdfParameters(0, 0, 0)
_NO_SALT = bytes(SALT_SIZE)


def seal_with_passphrase(
    keys: MemberKeys,
    vault: bytes,
    passphrase: str,
    parameters: KdfParameters,
    random: RandomBytes = os.urandom,
) -> UnlockRow:
    """A row that opens with this passphrase; new salt, new nonce. Errors as `derive_from_passphrase`."""
    salt = random(SALT_SIZE)
    key = derive_from_passphrase(passphrase, salt, parameters)
    return _seal(key, keys, vault, Way.PASSPHRASE, parameters, salt, random)


def open_with_passphrase(row: UnlockRow, vault: bytes, passphrase: str) -> MemberKeys:
    """The member's keys. Raises WrongPassphrase, whether the passphrase or the row is wrong."""
    if len(row.salt) != SALT_SIZE:
        raise wrong_passphrase()
    key = derive_from_passphrase(passphrase, row.salt, row.parameters)
    return _open(key, row, vault, Way.PASSPHRASE)


def seal_with_recovery(
    keys: MemberKeys, vault: bytes, secret: bytes, random: RandomBytes = os.urandom
) -> UnlockRow:
    """A row that opens with the 20 bytes of a recovery code."""
    key = _recovery_key(secret, vault, keys.id)
    return _seal(key, keys, vault, Way.RECOVERY, _NO_EFFORT, _NO_SALT, random)


def open_with_recovery(row: UnlockRow, vault: bytes, secret: bytes) -> MemberKeys:
    """The member's keys. Raises WrongPassphrase."""
    if row.parameters != _NO_EFFORT or row.salt != _NO_SALT:
        raise wrong_passphrase()
    return _open(_recovery_key(secret, vault, row.member), row, vault, Way.RECOVERY)


def wrong_passphrase() -> WrongPassphrase:
    """The one error for every way of not getting in."""
    return WrongPassphrase(
        _("口令或恢复码不对，库没有打开。"),
        _("请检查大小写和输入法后再试；忘记口令时可用纸上的恢复码。"),
    )


def _recovery_key(secret: bytes, vault: bytes, member: bytes) -> bytes:
    return extract_and_expand(secret, b"SG1/recovery\0" + vault + member)


def _bound(vault: bytes, member: bytes, way: int, parameters: KdfParameters, salt: bytes) -> bytes:
    effort = u32(parameters.memory_kib) + u32(parameters.iterations) + u32(parameters.lanes)
    return b"SG1/unlock\0" + SUITE + vault + member + bytes([way]) + effort + salt


def _seal(
    key: bytes,
    keys: MemberKeys,
    vault: bytes,
    way: Way,
    parameters: KdfParameters,
    salt: bytes,
    random: RandomBytes,
) -> UnlockRow:
    nonce = random(NONCE_SIZE)
    bound = _bound(vault, keys.id, way, parameters, salt)
    sealed = SUITE + nonce + AESGCM(key).encrypt(nonce, keys.secret, bound)
    effort = (parameters.memory_kib, parameters.iterations, parameters.lanes)
    return UnlockRow(keys.id, way, *effort, salt, sealed)


def _open(key: bytes, row: UnlockRow, vault: bytes, way: Way) -> MemberKeys:
    if len(row.sealed) != _SEALED_SIZE or row.sealed[:1] != SUITE or row.way != way:
        raise wrong_passphrase()
    body = row.sealed[len(SUITE) :]
    bound = _bound(vault, row.member, way, row.parameters, row.salt)
    try:
        secret = AESGCM(key).decrypt(body[:NONCE_SIZE], body[NONCE_SIZE:], bound)
    except InvalidTag as problem:
        raise wrong_passphrase() from problem
    keys = MemberKeys.from_secret(secret)
    if keys.id != row.member:
        raise wrong_passphrase()
    return keys
