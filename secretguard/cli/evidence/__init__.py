"""`secretguard evidence`: taking in, handing over, looking, exporting and checking, on the command line."""

from secretguard.cli.evidence import custody, showing, taking
from secretguard.cli.evidence.app import app

__all__ = ["app", "custody", "showing", "taking"]
