"""Writing through while more is written, so that the flush at the end has little left to wait for."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import IO, Final, Self

STRIDE: Final = 32 * 2**20
"""Bytes between two flushes; smaller files are flushed once, at their end."""
_flush_data = getattr(os, "fdatasync", os.fsync)


class WritesThrough:
    """A file whose bytes go to the disk from a second thread, without anybody waiting. A context manager.

    It promises nothing durable: the caller settles, then flushes as ever. What the disk refuses meanwhile
    is told once only by the system, therefore raised (OSError) by the next `write` or by `settle`.
    """

    def __init__(self, file: IO[bytes], stride: int = STRIDE) -> None:
        self._file, self._stride = file, stride
        self._unflushed = 0
        self._thread: ThreadPoolExecutor | None = None
        self._pending: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def write(self, data: memoryview, /) -> None:
        """Write whole; every `stride` bytes a flush begins, unless one is still under way."""
        self._file.write(data)
        self._unflushed += len(data)
        if self._unflushed < self._stride or (self._pending is not None and not self._pending.done()):
            return
        self.settle()
        self._unflushed = 0
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="flush")
        self._pending = self._thread.submit(_flush_data, self._file.fileno())

    def settle(self) -> None:
        """Wait for the flush under way. Raises OSError if the disk refused."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()
