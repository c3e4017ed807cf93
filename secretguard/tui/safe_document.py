"""A document made safe for a terminal before its lines are broken: afterwards would shift every border."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from secretguard.documents import Document, to_terminal
from secretguard.tui.safe_text import safe


def safe_terminal(document: Document, width: int) -> str:
    """The document as terminal text of at most `width` cells, without characters of uncertain width."""
    drawn = to_terminal(_safe(document), width=width)
    # The bullets are the drawing's own: with the space behind each they are as wide as their stand-in.
    return safe(drawn.replace("• ", "・"))


def _safe(value: Any) -> Any:
    """The same tree with every text in it made safe."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, tuple):
        return tuple(_safe(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _safe(getattr(value, field.name)) for field in fields(value) if field.init}
        return replace(value, **changed)
    return value
