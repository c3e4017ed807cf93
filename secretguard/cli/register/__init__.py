"""`secretguard register`: the register on the command line, with everything the screens can do."""

from secretguard.cli.register import changing, exchanging, measures, printing, showing
from secretguard.cli.register.app import app

__all__ = ["app", "changing", "exchanging", "measures", "printing", "showing"]
