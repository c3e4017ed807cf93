"""`secretguard incident`: a real incident on the command line, with everything the screens can do."""

from secretguard.cli.incident import (
    acting,
    closing,
    declaring,
    listing,
    noting,
    papers,
    showing,
    starting,
    timeline,
)
from secretguard.cli.incident.app import app

__all__ = [
    "acting",
    "app",
    "closing",
    "declaring",
    "listing",
    "noting",
    "papers",
    "showing",
    "starting",
    "timeline",
]
