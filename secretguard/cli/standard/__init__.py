"""`secretguard standard`: what is assessed against: listed, checked, taken in, given out, clause numbers."""

from secretguard.cli.standard import checking, crosswalks, exchanging, listing
from secretguard.cli.standard.app import app

__all__ = ["app", "checking", "crosswalks", "exchanging", "listing"]
