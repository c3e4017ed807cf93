"""A drill on its feed: shown now, when told, and every second, until the face closes it."""

from __future__ import annotations

import threading
from types import TracebackType

from secretguard.drills import DrillRoom
from secretguard.errors import SecretGuardError
from secretguard.web.feed import PlayerFeed
from secretguard.web.player_view import HandoutPlace, player_view

_SECOND = 1.0


class Projection:
    """Publishes a drill's player view from a thread of its own, so that the clock goes on.

    `room` may be set to another drill, or to None while there is none. `projected` may be set to the
    hand-outs to show; None shows all meant for players. What a refresh runs into (a vault that cannot
    be read) is kept and raised by the next `check`.
    """

    def __init__(self, room: DrillRoom | None, feed: PlayerFeed) -> None:
        self.room, self.feed = room, feed
        self.projected: frozenset[HandoutPlace] | None = None
        self._stop = threading.Event()
        self._failure: SecretGuardError | None = None
        self._thread = threading.Thread(target=self._run, name="projection", daemon=True)

    def __enter__(self) -> Projection:
        self.show()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def show(self) -> None:
        """Publish the drill as it stands now. Raises SecretGuardError if it cannot be read."""
        room = self.room
        if room is None:
            return
        view = player_view(
            room.state, room.elapsed(), crashed=room.crashed_at is not None, projected=self.projected
        )
        self.feed.publish(view)

    def check(self) -> None:
        """Raise what a refresh or a reader ran into, once."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        self.feed.check()

    def _run(self) -> None:
        while not self._stop.wait(_SECOND):
            try:
                self.show()
            except SecretGuardError as error:
                self._failure = error
