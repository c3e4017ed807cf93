"""The demo's clock: a drill of more than an hour passes in seconds. Only the demo and tests have one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta


class StoryClock:
    """Stands still but for what `wait` lines let pass; hangs (to be killed) when it would pass `until`."""

    def __init__(self, start: datetime, until: datetime | None = None) -> None:
        self.moment, self.until = start, until

    def __call__(self) -> datetime:
        """The story's present moment; a millisecond passes each time, so that order shows."""
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def pass_time(self, span: timedelta) -> None:
        """Let story time pass at once."""
        self.moment += span
        if self.until is not None and self.moment >= self.until:
            _hang()


HANGING = "hanging"


def _hang(sleep: Callable[[float], None] = time.sleep) -> None:
    sys.stdout.write(HANGING + "\n")
    sys.stdout.flush()
    while True:
        sleep(60)
