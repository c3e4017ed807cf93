"""The bytes of an entry: parts, their salted commitments, the signed message and the link. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault, NotCanonical
from secretguard.vault.primitives import HASH_SIZE, finished, keyed_mac, mac, sha256, u16, u32, u64
from secretguard.vault.sealing import is_padding, pad

SALT_SIZE = 32
FIRST_PREVIOUS = bytes(HASH_SIZE)
"""Stands for the link before the first entry of a journal."""

_MAX_PARTS = 2**16 - 1


def header(vault: bytes, journal: bytes, seq: int) -> bytes:
    """vault | journal | u64 seq: 40 bytes that say where an entry stands."""
    return vault + journal + u64(seq)


def frame_parts(salt: bytes, parts: Sequence[bytes]) -> bytes:
    """salt 32 | u16 n | n times (u32 length | part) | zeros to a multiple of 64."""
    if len(parts) > _MAX_PARTS:
        raise NotCanonical(_("一条记录的字段太多。"))
    return pad(salt + u16(len(parts)) + b"".join(u32(len(part)) + part for part in parts))


def unframe_parts(plain: bytes) -> tuple[bytes, list[bytes]]:
    """Salt and parts of an unsealed body. Raises DamagedVault if the lengths do not agree."""
    count = int.from_bytes(plain[SALT_SIZE : SALT_SIZE + 2], "big")
    offset = SALT_SIZE + 2
    parts: list[bytes] = []
    for _index in range(count):
        start = offset + 4
        offset = start + int.from_bytes(plain[offset:start], "big")
        parts.append(plain[start:offset])
    if offset > len(plain) or not is_padding(plain[offset:], offset):
        raise DamagedVault(_("一条记录解密后的长度对不上。"), table="entry")
    return plain[:SALT_SIZE], parts


def part_salt(salt: bytes, index: int) -> bytes:
    """The salt of one part: given out with a shown part, it tells nothing about the others."""
    return mac(salt, b"SG1/salt\0" + u16(index))


def part_commitment(salt_of_part: bytes, entry_header: bytes, index: int, part: bytes) -> bytes:
    """c_i: binds one part's bytes to its place without showing them; 32 bytes."""
    return mac(salt_of_part, b"SG1/part\0" + entry_header + u16(index) + part)


def commitment(entry_header: bytes, commitments: Sequence[bytes]) -> bytes:
    """One hash over the commitments of all parts; 32 bytes."""
    return sha256(b"SG1/commit\0", entry_header, u16(len(commitments)), *commitments)


def commit_parts(salt: bytes, entry_header: bytes, parts: Sequence[bytes]) -> bytes:
    """The entry's commitment from its salt and parts."""
    # As `part_commitment` under `part_salt`, for all parts at once: on the hot path.
    keyed, bound = keyed_mac(salt), b"SG1/part\0" + entry_header
    each = []
    for index, part in enumerate(parts):
        number = u16(index)
        salt_of_part = finished(keyed.copy(), b"SG1/salt\0" + number)
        each.append(mac(salt_of_part, bound + number + part))
    return commitment(entry_header, each)


def message(previous: bytes, entry_header: bytes, entry_commitment: bytes) -> bytes:
    """m: previous link | header | commitment; 104 bytes."""
    return previous + entry_header + entry_commitment


def signed_bytes(entry_message: bytes) -> bytes:
    """What an author's Ed25519 signature covers."""
    return b"SG1/sign\0" + entry_message


def link(entry_message: bytes, signature: bytes) -> bytes:
    """The link that the next entry, and the log, build on; covers the signature too. 32 bytes."""
    return sha256(b"SG1/link\0", entry_message, sha256(signature))
