"""A session that holds a drill: it keeps the running clock in the vault every few seconds."""

from __future__ import annotations

import secrets
import threading
from types import TracebackType

from secretguard.drills.room import REFRESH_SECONDS, DrillRoom
from secretguard.errors import SecretGuardError

_PERIOD = REFRESH_SECONDS - 1.0
"""Seconds between two refreshes: a second is left for a slow disk and a busy machine."""


class DrillSession:
    """Holds a drill from `with` to its end; a crash in between costs at most REFRESH_SECONDS of clock.

    A refresh that fails (a full disk) is kept and raised by the next `check`, or at the end, never swallowed.
    """

    def __init__(self, room: DrillRoom) -> None:
        self.room = room
        self._stop = threading.Event()
        self._failure: SecretGuardError | None = None
        self._thread = threading.Thread(target=self._run, name="drill-clock", daemon=True)

    def __enter__(self) -> DrillSession:
        self.room.hold(secrets.token_hex(4))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        self.room.release()
        if error is None:
            self.check()

    def check(self) -> None:
        """Raise what a refresh in the background ran into, once."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def _run(self) -> None:
        while not self._stop.wait(_PERIOD):
            try:
                self.room.tick()
            except SecretGuardError as error:
                self._failure = error
