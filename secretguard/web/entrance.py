"""Who may read the feed: a six-digit code shown on the console opens it, a token keeps it open."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Callable

TRIES = 5
"""Wrong codes in a row before a new one is drawn."""

MAX_TOKENS = 64
"""Readers remembered at once; the one that entered first is forgotten first."""


class Entrance:
    """Checks codes, one at a time, and remembers who entered.

    `announce` is told a new code when the old one was guessed at too often; `pause` is called after every
    wrong one and slows guessing down. `draw` gives a number below its argument.
    """

    def __init__(
        self,
        announce: Callable[[str], None],
        pause: Callable[[], None],
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._announce, self._pause, self._draw = announce, pause, draw
        self._guard = threading.Lock()
        self._tokens: dict[str, None] = {}
        self._wrong = 0
        self._code = self._new_code("")

    @property
    def code(self) -> str:
        """The six digits in force."""
        return self._code

    def enter(self, code: str) -> str | None:
        """A new token for the right code, None for a wrong one; full-width digits are digits."""
        given = "".join(unicodedata.normalize("NFKC", code).split()).encode(errors="replace")
        with self._guard:
            if secrets.compare_digest(given, self._code.encode()):
                self._wrong = 0
                return self._new_token()
            self._wrong += 1
            if self._wrong >= TRIES:
                self._wrong = 0
                self._code = self._new_code(self._code)
                self._announce(self._code)
            self._pause()
            return None

    def knows(self, token: str) -> bool:
        """Whether this token was given out and is still remembered."""
        return token in self._tokens

    def _new_token(self) -> str:
        token = secrets.token_urlsafe(32)
        self._tokens[token] = None
        while len(self._tokens) > MAX_TOKENS:
            del self._tokens[next(iter(self._tokens))]
        return token

    def _new_code(self, old: str) -> str:
        while (code := f"{self._draw(1_000_000):06d}") == old:
            continue
        return code
