"""Inserted values and the slots that keep them away from the Markdown parser.

A template's `{{ value }}` leaves a numbered mark in the Markdown; the tree builder puts the value back.
So a value is never parsed, whatever it contains, and needs no escaping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secretguard.documents.tree.inlines import Badge, Checkbox

OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}(\\d+){CLOSE}")

Tone = Literal["", "pale", "mid", "dark"]

_JOINED_EMOJI = re.compile(
    "(?<=[\u2600-\u27bf\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


def numbered(character: str) -> str:
    """A character shown as its number: `〔U+202E〕`."""
    return f"〔U+{ord(character):04X}〕"


def clean(text: str) -> str:
    """The text with everything unseen made visible as its number, and nothing dropped.

    Controls, bidirectional controls, zero-width and private-use characters, surrogates and tags would
    be invisible, reorder the line or move a cursor. Line ends become `\\n`, a tab four spaces; emoji
    presentation marks and joiners go, since each emoji prints by itself.
    """
    text = _JOINED_EMOJI.sub("", text).replace("\ufe0e", "").replace("\ufe0f", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _UNSEEN.sub(lambda match: numbered(match[0]), text)


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
