"""`secretguard assess`: an assessment on the command line, from the first question to the signed papers."""

from secretguard.cli.assess import (
    answering,
    closing,
    comparing,
    exporting,
    listing,
    measuring,
    papers,
    proving,
    questionnaires,
    showing,
)
from secretguard.cli.assess.app import app

__all__ = [
    "answering",
    "app",
    "closing",
    "comparing",
    "exporting",
    "listing",
    "measuring",
    "papers",
    "proving",
    "questionnaires",
    "showing",
]
