"""A second program beside the first: a forked child that does as it is told, and can be killed."""

from __future__ import annotations

import os
import select
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE_SECONDS = 30.0


class Teller:
    """The child's side: says a line, waits to be told to go on."""

    def __init__(self, out: int, orders: int) -> None:
        self._out = out
        self._orders = orders

    def say(self, word: object) -> None:
        os.write(self._out, f"{word}\n".encode())

    def wait(self) -> None:
        if not os.read(self._orders, 1):
            os._exit(0)


class Child:
    """The parent's side."""

    def __init__(self, pid: int, heard: int, orders: int) -> None:
        self.pid = pid
        self._heard = heard
        self._orders = orders
        self._pending = b""

    def line(self) -> str:
        while b"\n" not in self._pending:
            ready, _, _ = select.select([self._heard], [], [], _PATIENCE_SECONDS)
            assert ready, "the child says nothing"
            piece = os.read(self._heard, 65536)
            assert piece, "the child is gone"
            self._pending += piece
        first, _, self._pending = self._pending.partition(b"\n")
        return first.decode()

    def lines_left(self) -> list[str]:
        """After the child's end: every whole line that it still said."""
        while piece := os.read(self._heard, 65536):
            self._pending += piece
        return [line.decode() for line in self._pending.split(b"\n")[:-1]]

    def go_on(self) -> None:
        os.write(self._orders, b"x")

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.end()

    def end(self) -> int:
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.pid = 0
        return code


@contextmanager
def beside(work: Callable[[Teller], object], user: int | None = None) -> Iterator[Child]:
    """Fork before any vault is open here; SQLite's connections must not cross a fork."""
    heard, out = os.pipe()
    orders_out, orders = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        os.close(orders)
        _act(work, Teller(out, orders_out), user)
    os.close(out)
    os.close(orders_out)
    child = Child(pid, heard, orders)
    try:
        yield child
    finally:
        if child.pid:
            child.kill()
        os.close(heard)
        os.close(orders)


def _act(work: Callable[[Teller], object], teller: Teller, user: int | None) -> None:
    code = 1
    try:
        if user is not None and os.getuid() == 0:
            os.setgid(user)
            os.setuid(user)
        work(teller)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)
