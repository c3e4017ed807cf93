"""The latest view, on a board that any number of readers may watch; writing never waits for a reader."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from secretguard.web.player_view import PlayerView


@dataclass(frozen=True, slots=True)
class Posting:
    """A view as sent (JSON, UTF-8), with its number on the board."""

    number: int
    body: bytes


class Board:
    """Holds one posting. A reader that is slow misses views in between, never the last one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._posting = Posting(0, b"")
        self._closed = False

    def post(self, view: PlayerView) -> None:
        """Put up a view in place of the one before; nothing happens if they are the same."""
        body = view.model_dump_json().encode()
        with self._changed:
            if body != self._posting.body:
                self._posting = Posting(self._posting.number + 1, body)
                self._changed.notify_all()

    def close(self) -> None:
        """Send every reader away, also later ones."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether readers are to leave."""
        return self._closed

    def wait(self, seen: int, seconds: float) -> Posting | None:
        """The posting after number `seen` as soon as there is one; None after `seconds`, or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._posting.number > seen, seconds)
            if self._closed or self._posting.number <= seen:
                return None
            return self._posting
