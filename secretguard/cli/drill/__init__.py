"""`secretguard drill`: one app, its commands in files by phase; importing them registers them."""

from secretguard.cli.drill import closing, kit, planning, playing, session, showing
from secretguard.cli.drill.app import app

__all__ = ["app", "closing", "kit", "planning", "playing", "session", "showing"]
