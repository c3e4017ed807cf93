"""Sealing a stream into a blob file: constant memory, whatever the size."""

from __future__ import annotations

from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.vault.blobs.digests import Digests, Progress, RunningDigests
from secretguard.vault.blobs.layout import LARGEST, TAG_SIZE, BlobHeader, nonce


class ByteSource(Protocol):
    """Anything with `readinto`. It turns what its own medium refuses into errors of its own."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


class ByteSink(Protocol):
    """Anything that takes bytes whole: a buffered file, not a raw one, which may write less."""

    def write(self, data: memoryview, /) -> object: ...


def seal_stream(
    source: ByteSource,
    target: ByteSink,
    blob_key: bytes,
    header: BlobHeader,
    *,
    progress: Progress | None = None,
    expected: int | None = None,
    largest: int = LARGEST,
) -> tuple[int, Digests]:
    """Read `source` to its end, write header and chunks to `target`; the size in bytes and the digests.

    `expected` is the size where it is known: it decides beforehand whether SM3 is worth beginning.
    One chunk is read ahead, since the last one is sealed as the last. Raises RefusedError for a source
    of more than `largest` bytes (at once where `expected` says so), and whatever streams or `progress` raise.
    """
    if expected is not None and expected > largest:
        raise _too_large(largest)
    aead = AESGCM(header.key(blob_key))
    buffers = [memoryview(bytearray(header.chunk)) for _number in range(2)]
    sealed = memoryview(bytearray(header.chunk + TAG_SIZE))
    target.write(memoryview(header.encode()))
    size = index = 0
    with RunningDigests(expected) as digests:
        current, length = buffers[0], _fill(source, buffers[0])
        while True:
            size += length
            if size > largest:
                raise _too_large(largest)
            digests.feed(current[:length])
            # The digest thread reads `current` while the next chunk is read into the other buffer.
            following = buffers[(index + 1) % 2]
            following_length = _fill(source, following) if length == header.chunk else 0
            last = following_length == 0
            chunk = sealed[: length + TAG_SIZE]
            aead.encrypt_into(nonce(index, last=last), current[:length], None, chunk)
            target.write(chunk)
            digests.settle()
            if progress is not None:
                progress(size)
            if last:
                return size, digests.finish()
            current, length, index = following, following_length, index + 1


def _fill(source: ByteSource, buffer: memoryview) -> int:
    """Read until the buffer is full or the source ends; a short read alone is no end."""
    filled = 0
    while filled < len(buffer):
        count = source.readinto(buffer[filled:])
        if not count:
            break
        filled += count
    return filled


def _too_large(largest: int) -> RefusedError:
    return RefusedError(
        _("文件太大，超过一个证据文件的上限（{limit} GiB）。", limit=largest // 2**30),
        _("请分成几个文件收入，并在记录里写明如何分的。"),
    )
