"""The screens: drawing the console of a long drill again, and starting beside an empty Textual app."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch

from benchmarks.ground import long_drill, new_vault
from benchmarks.measuring import Row, ratio, taken
from secretguard.clock import system_clock

_ENTRIES = 2_000
_ROUNDS = 15
_EMPTY = (
    "from textual.app import App\nclass A(App):\n  def on_ready(self): self.exit()\nA().run(headless=True)"
)
_DOOR = (
    "from pathlib import Path\nfrom secretguard.tui.app import SecretGuardApp\n"
    "from secretguard.tui.desk import Desk\nSecretGuardApp.on_ready = lambda self: self.exit()\n"
    "SecretGuardApp(Desk(vault_folder=Path('库.sgv'))).run(headless=True)"
)
_FIRST_RUN = _DOOR.replace("Desk(vault_folder=Path('库.sgv'))", "Desk()")


def rows(base: Path) -> list[Row]:
    """The rows about the screens."""
    with patch.dict(os.environ, SECRETGUARD_DATA=str(base / "data"), SECRETGUARD_CONFIG=str(base / "config")):
        starts = taken(
            {
                "door": lambda: _start(_DOOR),
                "empty": lambda: _start(_EMPTY),
                "first run": lambda: _start(_FIRST_RUN),
            },
            9,
        )
        refresh = asyncio.run(_refresh(base / "screens"))
    return [
        Row(
            "console drawn again after a note, drill of 2 000 entries", refresh * 1000, "ms", 50, at_most=True
        ),
        Row("door started and left", statistics.median(starts["door"]), "s"),
        Row("… against an empty Textual app", ratio(starts["door"], starts["empty"]), "×", 2, at_most=True),
        Row("… the first run's door and first step", ratio(starts["first run"], starts["empty"]), "×"),
    ]


def _start(program: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return time.perf_counter() - began


async def _refresh(folder: Path) -> float:
    """Median seconds from a note (appended and folded) to lists that show it."""
    from secretguard import drills
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.desk import Desk
    from secretguard.tui.screens.console import ConsoleScreen

    vault = new_vault(folder)
    journal = vault.create_journal(drills.JOURNAL_KIND, "推演")
    for model in long_drill(_ENTRIES):
        vault.append(journal, model.kind, model.parts())
    desk = Desk(clock=system_clock)
    desk._take(vault, folder)
    app, taken = SecretGuardApp(desk), []
    async with app.run_test(size=(120, 40)) as pilot:
        room = desk.open_drill(journal.hex())
        if room.crashed_at is not None:
            room.resume()
        screen = ConsoleScreen()
        await app.push_screen(screen)
        await pilot.pause()
        for number in range(_ROUNDS):
            began = time.perf_counter()
            drills.note(room, f"第 {number} 笔", None)
            screen.redraw()
            await asyncio.sleep(0)
            taken.append(time.perf_counter() - began)
            await pilot.pause()
    return statistics.median(taken)
