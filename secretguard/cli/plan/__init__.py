"""`secretguard plan`: the emergency plan on the command line, from the first answer to the papers."""

from secretguard.cli.plan import answering, approving, checking, comparing, exporting, showing
from secretguard.cli.plan.app import app

__all__ = ["answering", "app", "approving", "checking", "comparing", "exporting", "showing"]
