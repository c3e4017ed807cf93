"""Driving the screens in tests: an app on a desk whose vault is already open, keys, and bursts of text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from secretguard.drills import DrillRoom
from secretguard.tui.app import SecretGuardApp
from secretguard.tui.desk import Desk
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


def play(sample: SampleVault, clock: HandClock, story: Story, *, size: tuple[int, int] = SMALL) -> None:
    """Run a story on a fresh app whose desk is unlocked."""

    async def run() -> None:
        desk = Desk(clock=clock)
        desk._take(sample.open(clock), sample.folder)
        app = SecretGuardApp(desk)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await story(Table(app, pilot, clock))

    asyncio.run(run())
