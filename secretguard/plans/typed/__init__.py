"""What people type, as values: numbers, spans of time, dates, contacts, secrets, tables."""

from secretguard.plans.typed.parsing import NOT_KNOWN, NotKnown, parse, parse_cell
from secretguard.plans.typed.showing import show, show_cell

__all__ = ["NOT_KNOWN", "NotKnown", "parse", "parse_cell", "show", "show_cell"]
