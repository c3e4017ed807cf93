"""Digests taken in a second thread while the bytes go by, so that hashing costs no waiting."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from cryptography.hazmat.primitives import hashes

SM3_LIMIT = 64 * 2**20
"""Up to this many bytes SM3 (GB/T 32905-2016) is taken too; it runs at a quarter of SHA-256's speed."""

_WORTH_A_THREAD: Final = 2**18
"""Below so many bytes in all, starting a thread takes longer than the digests."""


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 always, SM3 up to `SM3_LIMIT` bytes; 32 bytes each."""

    sha256: bytes
    sm3: bytes | None


class RunningDigests:
    """Fed with buffers that the caller must not change before `settle`. A context manager for its thread.

    `expected` is the size in bytes where it is known: too much for SM3, and it is not begun; nor without
    `sm3`, for whoever compares SHA-256 alone.
    """

    def __init__(self, expected: int | None = None, *, sm3: bool = True) -> None:
        self._sha256 = hashlib.sha256()
        self._left = SM3_LIMIT
        worth = sm3 and (expected is None or expected <= SM3_LIMIT)
        self._sm3: hashes.Hash | None = hashes.Hash(hashes.SM3()) if worth else None
        is_small = expected is not None and expected < _WORTH_A_THREAD
        self._thread = None if is_small else ThreadPoolExecutor(1, thread_name_prefix="digests")
        self._pending: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def feed(self, data: memoryview) -> None:
        """Take these bytes next, in the other thread if there is one."""
        self.settle()
        if self._thread is None:
            self._take(data)
        else:
            self._pending = self._thread.submit(self._take, data)

    def settle(self) -> None:
        """Wait until everything fed was taken; its buffer may be used again."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()

    def finish(self) -> Digests:
        """The digests of all that was fed."""
        self.settle()
        return Digests(self._sha256.digest(), None if self._sm3 is None else self._sm3.finalize())

    def _take(self, data: memoryview) -> None:
        self._sha256.update(data)
        self._left -= len(data)
        if self._left < 0:
            self._sm3 = None
        elif self._sm3 is not None:
            self._sm3.update(data)


Progress = Callable[[int], None]
"""Told how many bytes of content are done. Whatever it raises stops the work and leaves nothing behind."""
