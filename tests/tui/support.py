"""Driving the screens in tests: an app on a desk whose vault is already open, keys, and bursts of text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from textual.pilot import Pilot

from secretguard import drills
from secretguard.drills import DrillRoom
from secretguard.tui.app import SecretGuardApp
from secretguard.tui.desk import Desk
from secretguard.tui.screens.base import DeskScreen
from tests.conftest import HandClock, SampleVault

Story = Callable[["Table"], Awaitable[None]]
SMALL, WIDE = (80, 24), (120, 40)


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
        """Keys, then wait until the app has answered."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

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
        """Wait for work in the background; fails after five seconds."""
        for _turn in range(100):
            if true():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.05)
        raise AssertionError("it did not come")

    async def press_every_key(self, here: str, *, but: Collection[str] = ()) -> None:
        """Every declared key of the screen, coming back to it by Esc after each."""
        screen = self.app.screen
        assert isinstance(screen, DeskScreen) and self.where == here
        for key in screen.KEYS:
            if key.key in but:
                continue
            await self.press(key.key)
            for _turn in range(5):
                if self.app.screen is screen:
                    break
                await self.press("escape")
            assert self.app.screen is screen, (
                f"{key.key} leads where Esc does not lead back from: {self.where}"
            )
        assert self.app.return_code in (None, 0)

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
