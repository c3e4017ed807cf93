"""One filter for everything a terminal shows: no control characters, no characters of uncertain width.

“ ” → … — · ① and their like are East Asian *ambiguous*: counted one cell, drawn two wide by a Chinese
font, so that lines are cut or overlap. They are shown by look-alikes whose width is certain.
"""

from __future__ import annotations

import re
import unicodedata

from rich.text import Text

from secretguard.visible import clean

_STAND_INS = {
    "“": "「",
    "”": "」",
    "‘": "『",
    "’": "』",
    "→": "＞",
    "←": "＜",
    "…": "⋯",
    "—": "－",
    "―": "－",
    "·": "・",
    "•": "・",
    "●": "・",
    "■": "・",
    "×": "x",
    "÷": "/",
    "°": "度",
    "±": "+-",
    "★": "*",
    "☆": "*",
    "①": "1",
    "②": "2",
    "③": "3",
    "④": "4",
    "⑤": "5",
    "Ⅰ": "一",
    "Ⅱ": "二",
    "Ⅲ": "三",
    "Ⅳ": "四",
    "≤": "<=",
    "≥": ">=",
    "§": "第",
    "√": "v",
    "†": "+",
    "‡": "#",
    "–": "-",
}
_TABLE = str.maketrans(_STAND_INS)
_APOSTROPHE = re.compile("(?<=[A-Za-zÀ-ÿ])’(?=[A-Za-zÀ-ÿ])")
"""’ inside a word of a Latin language closes no quotation: standards in French are full of it."""


def safe(text: str) -> str:
    """Text as a terminal may show it; line breaks stay."""
    shown = clean(text)
    if "’" in shown:
        shown = _APOSTROPHE.sub("'", shown)
    shown = shown.translate(_TABLE)
    if shown.isascii():
        return shown
    return "".join(_certain(character) for character in shown)


def shortened(text: Text, width: int, *, pad: bool = False) -> Text:
    """At most `width` cells, the end given as ⋯ where something is left out (Rich's own … is ambiguous)."""
    kept = text.copy()
    if text.cell_len > width:
        kept.truncate(max(0, width - 1))
        kept.append("⋯" if width > 0 else "")
    if pad:
        kept.pad_right(max(0, width - kept.cell_len))
    return kept


def _certain(character: str) -> str:
    if character.isascii() or unicodedata.east_asian_width(character) != "A":
        return character
    if "\u2500" <= character <= "\u259f":
        return character  # box drawing: every border is made of it, and it is narrow wherever borders work
    plain = unicodedata.normalize("NFKD", character)
    if plain != character and all(unicodedata.east_asian_width(part) != "A" for part in plain):
        return plain
    # Latin, Greek and Cyrillic letters among the ambiguous are narrow in every font that matters here.
    return character if character.isalpha() else "?"
