"""Stored values in a sentence: in a damaged row they may be anything, and of any length."""

from __future__ import annotations

_LONGEST = 64


def shown(value: object) -> str:
    """Bytes as hex, anything else as text; nothing invisible, nothing endless."""
    text = value[: _LONGEST + 1].hex() if isinstance(value, bytes) else str(value)[: _LONGEST + 1]
    kept = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if kept.isprintable():
        return kept
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in kept)
