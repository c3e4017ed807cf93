"""The handful of byte conventions that every other room of the vault shares (FORMAT.md §1)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

RandomBytes = Callable[[int], bytes]
"""Gives that many unpredictable bytes; `os.urandom` outside tests."""

SUITE = b"\x01"
"""AES-256-GCM, SHA-256, Ed25519, X-Wing. 02 is reserved for SM4-GCM and SM3."""

ID_SIZE = 16
HASH_SIZE = 32
KEY_SIZE = 32
NONCE_SIZE = 12
_SHA256 = hashes.SHA256()
NO_ROW = bytes(ID_SIZE)
"""The row field of tables whose rows are told apart by journal and revision alone."""
u16 = struct.Struct(">H").pack
u32 = struct.Struct(">I").pack
u64 = struct.Struct(">Q").pack


def sha256(*pieces: bytes) -> bytes:
    """H: SHA-256 (FIPS 180-4) over the pieces joined; 32 bytes."""
    return hashlib.sha256(b"".join(pieces)).digest()


def mac(key: bytes, text: bytes) -> bytes:
    """MAC: HMAC-SHA-256 (RFC 2104) under a key of 32 bytes; 32 bytes."""
    return finished(keyed_mac(key), text)


def keyed_mac(key: bytes) -> HMAC:
    """MAC under a key, waiting for its text; for several texts under one key."""
    return HMAC(key, _SHA256)


def finished(keyed: HMAC, text: bytes) -> bytes:
    """Give a MAC its text; 32 bytes. To be called once: for another text, `copy` first."""
    keyed.update(text)
    return keyed.finalize()


def expand(key: bytes, info: bytes, size: int = KEY_SIZE) -> bytes:
    """X: HKDF-Expand with SHA-256 (RFC 5869 §2.3); `size` bytes."""
    return HKDFExpand(_SHA256, size, info).derive(key)


def extract_and_expand(secret: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 without salt (RFC 5869), for input that is not uniformly random; 32 bytes."""
    return HKDF(_SHA256, KEY_SIZE, None, info).derive(secret)
