"""Whole numbers as Chinese statutes write them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese_number(value: int) -> str:
    """1 … 9999 in characters: 10 → 十, 105 → 一百零五, 219 → 二百一十九. Raises ValueError outside."""
    if not 1 <= value <= 9999:
        raise ValueError(value)
    digits = str(value)
    text = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + _UNITS[place]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text
