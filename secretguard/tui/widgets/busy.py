"""A line that moves while something slow goes on, so that nobody thinks the screen is stuck."""

from __future__ import annotations

from textual.app import RenderResult
from textual.timer import Timer
from textual.widget import Widget

from secretguard.tui.safe_text import safe

_WIDTH = 16
_BLOCK = 5
_STEP_SECONDS = 0.15


class BusyLine(Widget):
    """Hidden until `show`; then words and a block that goes to and fro, until `hide`."""

    DEFAULT_CSS = "BusyLine { height: 1; display: none; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words, self._place = "", 0
        self._timer: Timer | None = None

    def show(self, words: str, *, moving: bool = True) -> None:
        """Say what goes on; `moving=False` for a wait of known length."""
        self._words = words
        self.display = True
        self._stop()
        if moving:
            self._timer = self.set_interval(_STEP_SECONDS, self._move)
        self.refresh()

    def hide(self) -> None:
        """It is done."""
        self._stop()
        self.display = False

    def render(self) -> RenderResult:
        """The words, and the block at its place."""
        if self._timer is None:
            return safe(self._words)
        span = _WIDTH - _BLOCK
        left = span - abs(self._place % (2 * span) - span)
        return safe(f"[{' ' * left}{'=' * _BLOCK}{' ' * (span - left)}] {self._words}")

    def _move(self) -> None:
        self._place += 1
        self.refresh()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
