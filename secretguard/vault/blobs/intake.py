"""Taking a file in: sealed under `.part`, flushed, renamed; only then may an entry name it.

What an entry says of its blob is its part `blob` (FORMAT.md §8): id, size, digests. Row and entry are
written in one transaction (`Vault.append`), so that neither stands without the other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from secretguard.vault.blobs.digests import Digests, Progress
from secretguard.vault.blobs.flushing import WritesThrough
from secretguard.vault.blobs.layout import FOLDER, USUAL_BITS, BlobHeader, is_name, path_of
from secretguard.vault.blobs.sealing import ByteSource, seal_stream
from secretguard.vault.canonical import Json
from secretguard.vault.primitives import ID_SIZE, KEY_SIZE
from secretguard.vault.store.faults import storage_faults

PART = "blob"
"""The name of the part by which an entry names its blob."""
SUFFIX = ".part"


@dataclass(frozen=True, slots=True)
class BlobName:
    """What an entry says of a blob: id (16 bytes), size in bytes, digests."""

    id: bytes
    size: int
    digests: Digests

    def part(self) -> Json:
        """The entry's part."""
        part: dict[str, Json] = {
            "id": self.id.hex(),
            "sha256": self.digests.sha256.hex(),
            "size": self.size,
        }
        if self.digests.sm3 is not None:
            part["sm3"] = self.digests.sm3.hex()
        return part


@dataclass(frozen=True, slots=True)
class StagedBlob:
    """A sealed file on the disk that no entry names yet; lost at the next start unless one does."""

    name: BlobName
    key: bytes
    path: Path

    def discard(self) -> None:
        """Take the file away again."""
        with storage_faults(self.path):
            self.path.unlink(missing_ok=True)


def read_blob_name(parts: Mapping[str, Json]) -> BlobName | None:
    """The blob that an entry names; None if it names none, or none that can be."""
    part = parts.get(PART)
    if not isinstance(part, dict):
        return None
    name, size = part.get("id"), part.get("size")
    sha256, sm3 = _digest(part.get("sha256")), _digest(part.get("sm3"))
    if not isinstance(name, str) or not is_name(name) or sha256 is None:
        return None
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        return None
    return BlobName(bytes.fromhex(name), size, Digests(sha256, sm3))


def stage_blob(
    folder: Path,
    source: ByteSource,
    *,
    expected: int | None = None,
    progress: Progress | None = None,
    bits: int = USUAL_BITS,
) -> StagedBlob:
    """Seal a stream into the vault folder; durable when it returns. Raises StorageErrors, RefusedError.

    Whatever goes wrong, also an exception of `progress` to cancel, no file is left behind.
    """
    identity, key = os.urandom(ID_SIZE), os.urandom(KEY_SIZE)
    path = path_of(folder, identity.hex())
    part = path.with_name(path.name + SUFFIX)
    header = BlobHeader(bits, os.urandom(32))
    try:
        with storage_faults(path):
            _make_folders(folder, path.parent)
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file, WritesThrough(file) as target:
                size, digests = seal_stream(source, target, key, header, expected=expected, progress=progress)
                target.settle()
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
            _flush_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return StagedBlob(BlobName(identity, size, digests), key, path)


def _make_folders(folder: Path, parent: Path) -> None:
    for place in (folder / FOLDER, parent):
        if not place.is_dir():
            place.mkdir(mode=0o700, exist_ok=True)
            _flush_folder(place.parent)


def _flush_folder(folder: Path) -> None:
    from secretguard.vault.store.upgrade import flush_folder

    flush_folder(folder)


def _digest(value: Json | None) -> bytes | None:
    if not isinstance(value, str) or len(value) != 64:
        return None
    try:
        return bytes.fromhex(value)
    except ValueError:
        return None
