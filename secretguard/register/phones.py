"""What a telephone number is, and telling numbers from names in what a person types. One rule, pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from secretguard.errors import UsageError
from secretguard.i18n import _

FEWEST_DIGITS: Final = 3
MOST_DIGITS: Final = 20
_SHAPE: Final = re.compile(r"\+?[\d() -]*\d(?:\s*(?:转|分机|ext\.?|x)\s*\d{1,6})?", re.IGNORECASE)
_SPACED_MOBILE: Final = re.compile(r"(?<!\d)(1\d{2})[ ](\d{4})[ ](\d{4})(?!\d)")
_IN_WORDS: Final = re.compile(
    r"(?<![0-9A-Za-z-])\+?\d[\d-]{1,18}\d(?:(?:转|分机|ext\.?|[xX])\d{1,6})?(?![0-9A-Za-z-])"
)
_FAULTY: Final = re.compile(r"\+?\d[\d-]*\d[\d-]*\d")
_LONG: Final = 7
"""So long is no number that belongs to a name."""
_LABELS: Final = frozenset(
    (
        *("电话", "手机", "座机", "手机号", "备用", "备用电话", "办公", "tel"),
        *("电话1", "电话2", "电话一", "电话二"),
    )
)
_BETWEEN: Final = re.compile(r"[\s,，、;；:：/|｜()（）]+")


def read_phone(text: str) -> str:
    """A telephone number as typed: digits, +, -, spaces, brackets, 转 or ext; full-width made plain.

    Raises UsageError for anything else, and for fewer than 3 or more than 20 digits.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = sum(character.isdigit() for character in plain)
    if _SHAPE.fullmatch(plain) is None or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        shown = text if len(text) <= 40 else text[:39] + "…"
        raise UsageError(
            _("“{text}”不像电话号码。", text=shown),
            _("只写数字、+、-、空格和“转”，3 到 20 位，如 000-0000-0001、0000-0000001 转 801。"),
        )
    return plain


def split_phones(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`示例甲 000-0000-0001 经理` as its words and its telephone numbers, in the order typed.

    Words like 电话 that only announce a number are left out. Raises UsageError for a word that begins as
    a number and goes on as none.
    """
    plain = _SPACED_MOBILE.sub(r"\1\2\3", unicodedata.normalize("NFKC", text).strip())
    phones = tuple(dict.fromkeys(_IN_WORDS.findall(plain)))
    words = [word for word in _BETWEEN.split(_IN_WORDS.sub(" ", plain)) if word]
    for word in (*phones, *(word for word in words if _FAULTY.match(word))):
        read_phone(word)
    return tuple(word for word in words if word.lower() not in _LABELS), phones


def named_with_phones(text: str) -> tuple[str, tuple[str, ...]]:
    """A person's name and telephone numbers, typed in one line; a name like 员工001 stays whole.

    Raises UsageError as `split_phones`.
    """
    words, phones = split_phones(text)
    apart = _BETWEEN.search(text.strip()) is not None or any(len(phone) >= _LONG for phone in phones)
    return (" ".join(words), phones) if words and phones and apart else (text.strip(), ())
