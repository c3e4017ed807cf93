"""Driving the screens in tests: an app on a desk whose vault is already open, keys, and bursts of text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from textual._compositor import Compositor
from textual.pilot import Pilot

from secretguard import drills
from secretguard.drills import DrillRoom
from secretguard.tui.app import SecretGuardApp
from secretguard.tui.desk import Desk
from tests.conftest import HandClock, SampleVault

_draw_changes = Compositor.render_update
Story = Callable[["Table"], Awaitable[None]]
SMALL, WIDE = (80, 24), (120, 40)
_NAP_SECONDS, _PATIENCE = 0.02, 1500


class Table:
    """One run of the app: the pilot, the desk, and words for what a person does."""

    def __init__(self, app: SecretGuardApp, pilot: Pilot[Any], clock: HandClock) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock

    @property
    def desk(self) -> Desk:
        return self.app.desk

    @property
    def room(self) -> DrillRoom:
        room = self.desk.room
        assert room is not None
        return room

    @property
    def where(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        """Keys, then wait until the app has answered and paint what it shows."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        paint(self.app)

    async def burst(self, text: str) -> None:
        """A committed phrase: characters without a pause, as an input method sends them."""
        for character in text:
            self.pilot.app.post_message(_key(character))
        await self.pilot.pause()
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """A phrase and Enter."""
        await self.burst(text)
        await self.press("enter")

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for work in the background; fails when it never comes true."""
        for _turn in range(_PATIENCE):
            if true():
                await self.pilot.pause()
                return
            await self.pilot.pause(_NAP_SECONDS)
        raise AssertionError(f"still not so; on the screen:\n{self.said()}")

    def kinds(self) -> list[str]:
        """The lines of the record that count."""
        return [line.kind for line in self.room.state.timeline if line.undone_by is None]

    def said(self) -> str:
        """Everything drawn on the screen as plain text."""
        return screen_text(self.app)


def _key(character: str) -> Any:
    from textual import events
    from textual.keys import _character_to_key

    return events.Key(_character_to_key(character), character)


def paint(app: SecretGuardApp) -> None:
    """Draw what has changed since the last look, as Textual does on its own outside of tests."""
    _draw_changes(app.screen._compositor, screen_stack=app._background_screens)


def screen_text(app: SecretGuardApp) -> str:
    """The screen's cells as lines of text."""
    height = app.size.height
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines[:height])


def play_to_the_end(room: DrillRoom, clock: HandClock, *, rating: str = "good") -> None:
    """A whole drill without the screens: two minutes a step, the option of that rating where there is one."""
    if room.state.status == "planned":
        drills.start(room)
    while room.state.status == "running":
        if drills.next_step(room.state) == "decide":
            visit = room.state.current
            assert visit is not None and visit.inject.decision is not None
            options = visit.inject.decision.options
            drills.decide(room, next((o.id for o in options if o.rating == rating), options[0].id))
        clock.advance(minutes=2)
        drills.advance(room)


async def begin(table: Table) -> None:
    """From home to the running console of the first playbook."""
    await table.press("2")
    await table.press("enter")
    assert table.where == "CastScreen"
    await table.press("f8")
    assert table.where == "ConsoleScreen"


class HandSeconds:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def play(
    sample: SampleVault,
    clock: HandClock,
    story: Story,
    *,
    size: tuple[int, int] = SMALL,
    seconds: Callable[[], float] = time.monotonic,
    plain: bool = False,
) -> None:
    """Run a story on a fresh app whose desk is unlocked."""

    async def run() -> None:
        desk = Desk(clock=clock)
        desk._take(sample.open(clock), sample.folder)
        app = SecretGuardApp(desk, seconds=seconds, plain=plain)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await story(Table(app, pilot, clock))

    asyncio.run(run())
