"""Inserted values and the slots that keep them away from the Markdown parser.

A template's `{{ value }}` leaves a numbered mark in the Markdown; the tree builder puts the value back.
So a value is never parsed, whatever it contains, and needs no escaping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secretguard.documents.tree.inlines import Badge, Checkbox
from secretguard.visible import clean

OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}(\\d+){CLOSE}")

Tone = Literal["", "pale", "mid", "dark"]


@dataclass(frozen=True, slots=True)
class RowTone:
    """A marker in a table cell that shades its whole row."""

    tone: Tone


@dataclass(frozen=True, slots=True)
class Node:
    """What our own template functions give back; data can never make one."""

    content: Badge | Checkbox | RowTone

    def __str__(self) -> str:
        match self.content:
            case Badge(text=text):
                return text
            case Checkbox(checked=checked):
                return "☑" if checked else "☐"
            case RowTone():
                return ""


class Slots:
    """The values of one rendering, in the order in which the template met them."""

    def __init__(self) -> None:
        self._contents: list[str | Node] = []

    def put(self, value: str | Node) -> str:
        """Keep a value and give back the mark that stands for it."""
        self._contents.append(value)
        return f"{OPEN}{len(self._contents) - 1}{CLOSE}"

    def at(self, match: re.Match[str]) -> str | Node:
        """The value of a mark; text comes cleaned."""
        content = self._contents[int(match[1])]
        return content if isinstance(content, Node) else clean(content)

    def filled(self, text: str) -> str:
        """The text with every mark replaced by its value as one line of plain text."""
        return SLOT.sub(lambda match: str(self.at(match)).replace("\n", " "), text)

    def filled_lines(self, text: str) -> str:
        """Like `filled`, with the values' own line ends kept."""
        return SLOT.sub(lambda match: str(self.at(match)), text)
