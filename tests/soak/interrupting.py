"""Killing one piece of work at many moments of its time, each time in a new folder."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

IS_SOAK = os.environ.get("SECRETGUARD_SOAK") == "1"
only_in_soak = pytest.mark.skipif(
    not IS_SOAK, reason="takes long: run it with make soak (SECRETGUARD_SOAK=1)"
)
_KILLS = 100 if IS_SOAK else 6
_SEED = 20261124

Work = Callable[[Path], object]


def interrupted(base: Path, prepare: Work, work: Work) -> Iterator[tuple[Path, bool]]:
    """Prepare a folder, run `work` on it in a child, kill the child; yields the folder and "was it done?"."""
    span = _time_of(base / "whole", prepare, work)
    rng = random.Random(_SEED)
    for number in range(_KILLS):
        folder = base / str(number)
        folder.mkdir()
        prepare(folder)
        yield folder, _is_done(work, folder, rng.uniform(0, 1.2) * span)


def _time_of(folder: Path, prepare: Work, work: Work) -> float:
    """How long the work takes here, so that the kills spread over all of it."""
    folder.mkdir()
    prepare(folder)
    began = time.perf_counter()
    assert _is_done(work, folder, None)
    return time.perf_counter() - began


def _is_done(work: Work, folder: Path, delay: float | None) -> bool:
    child = start_child(lambda: work(folder))
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), "the work failed by itself: see its traceback above"
    return status == 0


def start_child(work: Callable[[], object]) -> int:
    """Fork; the child does the work and ends with 0, or prints why not. Returns its process id."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - nothing may lead a child back into the test
            traceback.print_exc()
        finally:
            os._exit(1)
    return child
