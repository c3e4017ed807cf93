"""Characters that no shipped face can draw print as their number, never as an empty box."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import lru_cache

from secretguard import locations
from secretguard.visible import numbered


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    stored = json.loads((locations.fonts_folder() / "coverage.json").read_text("ascii"))["ranges"]
    return tuple(start for start, _end in stored), tuple(end for _start, end in stored)


def is_covered(character: str) -> bool:
    """Whether a shipped face has the character."""
    starts, ends = _ranges()
    index = bisect_right(starts, ord(character)) - 1
    return index >= 0 and ord(character) <= ends[index]


def printable(text: str) -> str:
    """The text with what no face has as `〔U+20BB7〕`; line ends stay."""
    if text.isascii():
        return text
    return "".join(c if c == "\n" or is_covered(c) else numbered(c) for c in text)
