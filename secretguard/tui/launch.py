"""Opening the screens from the command line: the desk, the app, and what is said without a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from secretguard.clock import Clock, system_clock


def has_terminal() -> bool:
    """Whether there is a terminal to draw on and to type into."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def open_screens(
    *,
    vault: Path | None = None,
    content: Path | None = None,
    plain: bool = False,
    clock: Clock = system_clock,
) -> int:
    """Run the app until it is left; 0, or 1 when it failed (what happened has then been printed)."""
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.desk import Desk

    app = SecretGuardApp(Desk(clock=clock, content=content, vault_folder=vault), plain=plain)
    app.run()
    return app.return_code or 0
