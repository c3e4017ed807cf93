"""A child that does some work on a locked vault and dies before its n-th step, or meets a refusing disk."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secretguard.vault import Vault
from tests.conftest import HandClock, SampleVault

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")


def child_dies_at(ground: SampleVault, clock: HandClock, step: int, work: Callable[[Vault], None]) -> bool:
    """Fork a child that does the work and dies before its n-th step; whether it got through.

    A step is an SQL statement, a file opened, flushed or renamed by Python. Opening the vault is none.
    """
    child = os.fork()
    if child == 0:
        try:
            _work_and_die(ground, clock, step, work)
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def _work_and_die(ground: SampleVault, clock: HandClock, step: int, work: Callable[[Vault], None]) -> None:
    counted, armed = 0, False

    def count(*_values: object) -> None:
        nonlocal counted
        counted += armed
        if armed and counted == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **options: Any) -> Any:
            count()
            return real(*values, **options)

        return call

    connect = sqlite3.connect

    def traced(*values: Any, **options: Any) -> sqlite3.Connection:
        db = connect(*values, **options)
        db.set_trace_callback(count)
        return db

    sqlite3.connect = traced  # type: ignore[assignment]
    vault = ground.open(clock)
    os.fsync, os.open = dying(os.fsync), dying(os.open)
    Path.rename, Path.replace = dying(Path.rename), dying(Path.replace)  # type: ignore[method-assign]
    Path.unlink = dying(Path.unlink)  # type: ignore[method-assign]
    armed = True
    work(vault)
