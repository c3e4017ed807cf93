"""Driving the way in: an app on a desk whose vault is locked, or that has none yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from secretguard.tui.app import SecretGuardApp
from secretguard.tui.desk import Desk
from secretguard.vault import FLOOR_KDF
from tests.conftest import HandClock
from tests.tui.support import SMALL, Story, Table


def locked_app(
    clock: HandClock, folder: Path | None = None, *, content: Path | None = None
) -> SecretGuardApp:
    """An app at the door of a vault, or without one."""
    return SecretGuardApp(Desk(clock=clock, vault_folder=folder, kdf=FLOOR_KDF, content=content))


def enter(
    clock: HandClock, story: Story, folder: Path | None = None, *, size: tuple[int, int] = SMALL
) -> None:
    """Run a story on a fresh app whose desk is locked."""

    async def run() -> None:
        app = locked_app(clock, folder)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await story(Table(app, pilot, clock))

    asyncio.run(run())


async def until(table: Table, true: Callable[[], bool]) -> None:
    """Wait for what a worker does."""
    await table.until(true)


async def at(table: Table, screen: str) -> None:
    """Wait for a screen."""
    await until(table, lambda: table.where == screen)
    await table.pilot.pause()
