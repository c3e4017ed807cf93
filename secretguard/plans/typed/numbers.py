"""Numbers as people write them: `30`, `３０`, `1.5万`, `五万`, `一万五`, `三百`."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final

_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_BIG: Final = {"万": 10_000, "亿": 100_000_000}
_TOKEN: Final = re.compile(r"\d+(?:\.\d+)?|[零〇一二两俩三四五六七八九十百千万亿]")

NUMBER: Final = r"(?:\d+(?:\.\d+)?|[零〇一二两俩三四五六七八九十百千万亿])+"
"""What may be a number inside a longer text, for patterns of other modules."""


def plain(text: str) -> str:
    """Full-width letters and digits made plain, spaces around and thousands commas gone."""
    text = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def number(text: str) -> Fraction | None:
    """The number that the whole text is, exactly; None if it is none."""
    text = plain(text).replace(" ", "")
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    if all(token in _DIGITS for token in tokens):
        return Fraction(int("".join(str(_DIGITS[token]) for token in tokens)))
    reader = _Reader()
    return reader.total if all(reader.take(token) for token in tokens) and reader.finish() else None


class _Reader:
    """Adds up one number, token by token; `take` says whether the token may stand there."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self._section = Fraction(0)
        self._digit: Fraction | None = None
        self._last_unit = 1
        self._after_zero = False

    def take(self, token: str) -> bool:
        """Take one token in."""
        if token in _SMALL:
            return self._take_small(_SMALL[token])
        if token in _BIG:
            return self._take_big(_BIG[token])
        if self._digit not in (None, Fraction(0)):
            return False
        self._after_zero = token in ("零", "〇")
        self._digit = Fraction(_DIGITS[token]) if token in _DIGITS else Fraction(token)
        return True

    def finish(self) -> bool:
        """Add what is left: 一万五 means one and a half 万."""
        if self._digit is not None:
            short = self._last_unit >= 100 and self._digit < 10 and not self._after_zero
            self._section += self._digit * (self._last_unit // 10 if short and self._spoken else 1)
        self.total += self._section
        return True

    @property
    def _spoken(self) -> bool:
        return self._digit is not None and self._digit.denominator == 1 and self._digit > 0

    def _take_small(self, unit: int) -> bool:
        if self._digit is None and unit != 10:
            return False
        self._section += (self._digit if self._digit is not None else 1) * unit
        self._digit, self._last_unit, self._after_zero = None, unit, False
        return True

    def _take_big(self, unit: int) -> bool:
        section = self._section + (self._digit or 0)
        if section == 0:
            # 万亿 multiplies what was read before it.
            if self.total == 0:
                return False
            self.total *= unit
        else:
            self.total += section * unit
        self._section, self._digit, self._last_unit, self._after_zero = Fraction(0), None, unit, False
        return True


def whole(text: str) -> int | None:
    """A whole number; None if the text is no number or not whole."""
    value = number(text)
    return int(value) if value is not None and value.denominator == 1 else None
