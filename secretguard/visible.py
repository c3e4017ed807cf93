"""Text made visible: whatever would be unseen, reorder a line or move a cursor is shown as its number."""

from __future__ import annotations

import re

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
