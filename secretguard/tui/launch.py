"""Opening the screens from the command line: the desk, the app, and what is said without a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from secretguard.clock import Clock, system_clock
from secretguard.i18n import set_language
from secretguard.settings import load_settings


def has_terminal() -> bool:
    """Whether there is a terminal to draw on and to type into. Textual draws on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"


def open_screens(
    *,
    vault: Path | None = None,
    content: Path | None = None,
    plain: bool = False,
    language_chosen: bool = False,
    clock: Clock = system_clock,
) -> int:
    """Run the app until it is left; 0, or 1 when it failed (what happened has then been printed).

    `vault` falls back on SECRETGUARD_VAULT, then on the last one used; the language on the one remembered,
    unless it was chosen for this run. Raises StorageError if the settings cannot be read.
    """
    # Textual takes a third of a second to load, which no other command should pay.
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.desk import Desk

    if not language_chosen:
        _speak_as_remembered()
    named = os.environ.get("SECRETGUARD_VAULT")
    folder = vault or (Path(named) if named else None)
    app = SecretGuardApp(Desk(clock=clock, content=content, vault_folder=folder), plain=plain)
    app.run()
    return app.return_code or 0


def _speak_as_remembered() -> None:
    remembered = load_settings().language
    if remembered and not os.environ.get("SECRETGUARD_LANG"):
        set_language(remembered)
