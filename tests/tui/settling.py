"""When an app has come to rest: told by its queues, not by how busy the processor looks."""

from __future__ import annotations

import asyncio
from typing import Any

from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.screen import Screen

_TURNS = 20_000
_ROUNDS = 300
_NAP_SECONDS = 0.01


async def settle(*_seconds: float) -> None:
    """Wait until nothing is left to do but timers and threads. Stands in for Textual's `wait_for_idle`.

    That one looks at processor time, so on a busy machine it takes a process that waits for its turn for an
    idle one, and on an idle machine every key costs it two naps.
    """
    app = active_app.get()
    for _round in range(_ROUNDS):
        await _let_all_run()
        screen = _screen_of(app)
        if screen is None:
            return
        if app._resize_event is not None or app._batch_count:
            await asyncio.sleep(_NAP_SECONDS)
        elif _is_stale(screen):
            # What the screen's own timer would do a moment later.
            screen._on_timer_update()
        else:
            return
    raise AssertionError("the screen is laid out anew again and again")


async def _let_all_run() -> None:
    loop: Any = asyncio.get_running_loop()
    for _turn in range(_TURNS):
        await asyncio.sleep(0)
        if not loop._ready:
            return
    raise AssertionError("the app never comes to rest")


def _screen_of(app: App[Any]) -> Screen[Any] | None:
    """The screen on top; None while there is none, and once the app is leaving or has failed."""
    if not app.is_running or app._exit or app._closing or app._exception is not None:
        return None
    try:
        return app.screen
    except ScreenStackError:
        return None


def _is_stale(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
