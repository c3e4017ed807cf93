"""Reading a blob: any place of it, or all of it with its digests; never more than a chunk in memory."""

from __future__ import annotations

import io
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secretguard.i18n import _
from secretguard.vault.blobs.digests import Digests, Progress, RunningDigests
from secretguard.vault.blobs.layout import (
    HEADER_SIZE,
    TAG_SIZE,
    BlobHeader,
    damaged_blob,
    decode_header,
    nonce,
)
from secretguard.vault.blobs.sealing import ByteSink
from secretguard.vault.store.faults import storage_faults


class BlobReader:
    """An open blob file. `size` is the content's length as the *entry* states it.

    Raises DamagedVault at opening unless the file's length fits, and wherever a chunk was altered.
    """

    def __init__(self, path: Path, blob_key: bytes, size: int) -> None:
        self._path, self.size = path, size
        self._file = open_plain(path)
        try:
            self._header = checked_header(self._file, path, size)
            self._aead = AESGCM(self._header.key(blob_key))
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return self._header.chunks(self.size)

    def chunk(self, index: int) -> bytes:
        """The content of one chunk."""
        plain = bytearray(self._length_of(index))
        self._open_chunk(index, memoryview(plain))
        return bytes(plain)

    def read(self, offset: int, count: int) -> bytes:
        """At most `count` bytes from `offset` of the content; fewer at its end."""
        end = min(self.size, offset + count)
        pieces = []
        while offset < end:
            index, skipped = divmod(offset, self._header.chunk)
            piece = self.chunk(index)[skipped : skipped + end - offset]
            pieces.append(piece)
            offset += len(piece)
        return b"".join(pieces)

    def copy(self, target: ByteSink | None, *, progress: Progress | None = None, sm3: bool = True) -> Digests:
        """Write the whole content to `target` (or nowhere) and give its digests, SM3 only if wanted."""
        largest = min(self._header.chunk, self.size)
        buffers = [memoryview(bytearray(largest)) for _number in range(2)]
        done = 0
        with RunningDigests(self.size, sm3=sm3) as digests:
            for index in range(self.chunks):
                length = self._length_of(index)
                plain = buffers[index % 2][:length]
                self._open_chunk(index, plain)
                digests.feed(plain)
                if target is not None:
                    target.write(plain)
                done += length
                if progress is not None:
                    progress(done)
            return digests.finish()

    def _length_of(self, index: int) -> int:
        return min(self._header.chunk, self.size - index * self._header.chunk)

    def _open_chunk(self, index: int, plain: memoryview) -> None:
        sealed = memoryview(bytearray(len(plain) + TAG_SIZE))
        with storage_faults(self._path):
            self._file.seek(self._header.offset(index))
            count = self._file.readinto(sealed)
        last = index == self.chunks - 1
        try:
            if count != len(sealed):
                raise InvalidTag
            self._aead.decrypt_into(nonce(index, last=last), sealed, None, plain)
        except InvalidTag as problem:
            raise damaged_blob(
                self._path.name, _("第 {index} 段打不开，内容被改动或损坏", index=index + 1)
            ) from problem


def checked_header(file: io.FileIO, path: Path, size: int) -> BlobHeader:
    """The header of an open blob file. Raises DamagedVault unless the file is as long as `size` asks."""
    with storage_faults(path):
        header = decode_header(file.read(HEADER_SIZE), path.name)
        length = os.fstat(file.fileno()).st_size
    expected = header.file_length(size)
    if length != expected:
        raise damaged_blob(
            path.name, _("长度应为 {expected} 字节，实为 {length}", expected=expected, length=length)
        )
    return header


def open_plain(path: Path) -> io.FileIO:
    """Open a plain file for reading, never a link in its place. Raises DamagedVault if there is none."""
    if any(place.is_symlink() for place in (path, *path.parents[:2])) or not path.is_file():
        raise damaged_blob(path.name, _("文件不见了，或被换成了链接"))
    with storage_faults(path):
        return io.FileIO(path, "rb")
