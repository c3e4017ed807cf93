"""The bytes of a blob file (FORMAT.md §8): a header of 40 bytes, then chunks that can be read alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault
from secretguard.vault.primitives import KEY_SIZE, SUITE

FOLDER = "blobs"
HEADER_SIZE = 40
TAG_SIZE = 16
USUAL_BITS = 20
"""Chunks of 1 MiB."""
LARGEST = 2**42
"""Bytes of content in one blob."""
_MAGIC = b"SGB1"
_BITS = range(16, 25)
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class BlobHeader:
    """`bits`: log2 of the chunk size in bytes; `salt`: 32 random bytes."""

    bits: int
    salt: bytes

    @property
    def chunk(self) -> int:
        """The size of a chunk's content in bytes."""
        return 1 << self.bits

    def encode(self) -> bytes:
        """The 40 bytes at the file's beginning."""
        return self._bound() + self.salt

    def key(self, blob_key: bytes) -> bytes:
        """The key of the chunks: HKDF-SHA-256 (RFC 5869) of the blob key, bound to the header."""
        return HKDF(hashes.SHA256(), KEY_SIZE, self.salt, b"SG1/blob\0" + self._bound()).derive(blob_key)

    def chunks(self, size: int) -> int:
        """How many chunks a content of `size` bytes has; an empty one has one empty chunk."""
        return max(1, -(-size // self.chunk))

    def file_length(self, size: int) -> int:
        """The length in bytes of the sealed file."""
        return HEADER_SIZE + size + TAG_SIZE * self.chunks(size)

    def offset(self, index: int) -> int:
        """Where a chunk begins in the file."""
        return HEADER_SIZE + index * (self.chunk + TAG_SIZE)

    def _bound(self) -> bytes:
        return _MAGIC + SUITE + bytes([self.bits, 0, 0])


def decode_header(data: bytes, name: str) -> BlobHeader:
    """The header of a blob file. Raises DamagedVault if it is none."""
    whole = len(data) == HEADER_SIZE and data[:4] == _MAGIC and data[4:5] == SUITE
    if not whole or data[5] not in _BITS or data[6:8] != b"\0\0":
        raise damaged_blob(name, _("文件开头不是密盾的证据文件"))
    return BlobHeader(data[5], data[8:])


def nonce(index: int, *, last: bool) -> bytes:
    """u88 index | u8 last: no chunk can stand in another's place, and none can be cut off."""
    return index.to_bytes(11, "big") + bytes([last])


def path_of(folder: Path, name: str) -> Path:
    """Where the blob of an id (32 hex digits) lies in a vault folder."""
    return folder / FOLDER / name[:2] / name


def is_name(text: str) -> bool:
    """Whether a text is a blob's id as hex."""
    return _NAME.fullmatch(text) is not None


def damaged_blob(name: str, what: str) -> DamagedVault:
    """A blob file does not hold together; says which and why."""
    return DamagedVault(
        _("证据文件 {name}：{what}。", name=name[:8], what=what),
        _("原件若还在请先保护好；从备份找回这个文件，或运行 secretguard vault check --deep 查清范围。"),
        table="blob",
        row=name,
    )
