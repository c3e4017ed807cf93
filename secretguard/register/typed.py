"""What a person types or a spreadsheet holds, read as a day, a number, a yes or a no. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from secretguard.errors import UsageError
from secretguard.i18n import _

_NOTHING = frozenset(("", "-", "—", "－", "–", "——"))
_ISO = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)\s*(万亿|亿|千万|百万|十万|万|千)?$")
_SCALE = {
    None: 1,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
}
_UNITS = ("元", "小时", "时", "人", "个", "条")
_YES = frozenset(("是", "有", "√", "✓", "y", "yes", "true", "1", "对"))
_NO = frozenset(("否", "无", "没有", "×", "x", "n", "no", "false", "0", "不"))
_BLANK_CATEGORIES = frozenset(("Cc", "Cf", "Co", "Cs", "Cn"))


def tidy(text: str) -> str:
    """The text without what cannot be seen: controls, direction marks, zero-width characters.

    Numbers copied from a phone's address book carry them. Line ends stay; every space becomes a plain one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(
        " " if unicodedata.category(character) == "Zs" else character
        for character in text
        if character == "\n" or unicodedata.category(character) not in _BLANK_CATEGORIES
    )
    return kept.strip()


def is_nothing(text: str) -> bool:
    """Whether an empty cell is meant: nothing at all, or a stroke."""
    return text in _NOTHING


def folded(text: str) -> str:
    """How text is compared when searching: full-width as half-width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def read_day(text: str) -> date:
    """`2026-06-01`, `2026/6/1`, `2026.6.1`, `2026年6月1日`, `20260601`. Raises UsageError."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _ISO.match(plain) or _COMPACT.match(plain)
    try:
        if match is None:
            raise ValueError(plain)
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise UsageError(_("“{text}”不是日期。", text=_short(text)), _("写成 2026-12-01 这样。")) from error


def read_number(text: str) -> int:
    """`3000000`, `3,000,000`, `300万`, `1.5 亿元`, `24小时`, whole numbers only. Raises UsageError."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    for unit in _UNITS:
        plain = plain.removesuffix(unit).strip()
    match = _NUMBER.match(plain)
    # Exact arithmetic: 1.1万 must be 11000, and not a little less.
    whole, _point, fraction = match[1].partition(".") if match else ("", "", "")
    scaled = int(whole + fraction) * _SCALE[match[2]] if match and len(plain) <= 40 else 0
    if match is None or len(plain) > 40 or scaled % 10 ** len(fraction):
        raise UsageError(_("“{text}”不是整数。", text=_short(text)), _("写成 300000 或 30万 这样。"))
    return scaled // int(10 ** len(fraction))


def read_yes(text: str) -> bool:
    """`是`, `否`, and what is usually written for them. Raises UsageError."""
    word = folded(text).strip()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UsageError(_("“{text}”读不懂。", text=_short(text)), _("写“是”或“否”。"))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
