"""The recovery code: 160 random bits in eight groups, each checked while it is typed."""

from __future__ import annotations

import os

from secretguard.i18n import _
from secretguard.vault.errors import MistypedRecoveryCode
from secretguard.vault.primitives import RandomBytes

SECRET_SIZE = 20
GROUPS = 8
_DATA_SYMBOLS = 4
_BITS = 5 * _DATA_SYMBOLS
_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_SYMBOLS = _SYMBOLS + "*~$=U"
_LOOKALIKES = str.maketrans("OIL", "011")


def new_recovery_secret(random: RandomBytes = os.urandom) -> bytes:
    """20 unpredictable bytes."""
    return random(SECRET_SIZE)


def format_recovery_code(secret: bytes) -> str:
    """Eight groups of four Crockford base-32 symbols and one check symbol, joined by hyphens."""
    number = int.from_bytes(secret, "big")
    values = (number >> _BITS * (GROUPS - 1 - place) & (1 << _BITS) - 1 for place in range(GROUPS))
    return "-".join(_format_group(place, value) for place, value in enumerate(values))


def is_group_right(place: int, typed: str) -> bool:
    """Whether the group at `place` (0–7), as typed, agrees with its own check symbol."""
    return _read_group(place, typed) is not None


def parse_recovery_code(typed: str) -> bytes:
    """The 20 bytes of a typed code; spaces, hyphens, case and look-alike letters do not matter.

    Raises MistypedRecoveryCode, with the group's number (1–8) in its facts.
    """
    symbols = _normalise(typed)
    size = _DATA_SYMBOLS + 1
    if len(symbols) != GROUPS * size:
        raise MistypedRecoveryCode(
            _("恢复码应有 8 组、每组 5 个字符，现在是 {count} 个字符。", count=len(symbols)),
            _("请对照纸上的恢复码逐组再输一遍。"),
        )
    number = 0
    for place in range(GROUPS):
        value = _read_group(place, symbols[place * size : (place + 1) * size])
        if value is None:
            raise MistypedRecoveryCode(
                _("恢复码第 {group} 组有误。", group=place + 1),
                _("请对照纸上的恢复码，重输这一组。"),
                group=place + 1,
            )
        number = number << _BITS | value
    return number.to_bytes(SECRET_SIZE, "big")


def _normalise(typed: str) -> str:
    kept = "".join(symbol for symbol in typed if symbol not in "-‐–—－" and not symbol.isspace())
    return kept.upper().translate(_LOOKALIKES)


def _format_group(place: int, value: int) -> str:
    data = "".join(_SYMBOLS[value >> shift & 31] for shift in (15, 10, 5, 0))
    return data + _check_symbol(place, value)


def _check_symbol(place: int, value: int) -> str:
    return _CHECK_SYMBOLS[((place << _BITS) + value) % len(_CHECK_SYMBOLS)]


def _read_group(place: int, typed: str) -> int | None:
    symbols = _normalise(typed)
    if len(symbols) != _DATA_SYMBOLS + 1:
        return None
    value = 0
    for symbol in symbols[:_DATA_SYMBOLS]:
        digit = _SYMBOLS.find(symbol)
        if digit < 0:
            return None
        value = value << 5 | digit
    return value if _check_symbol(place, value) == symbols[_DATA_SYMBOLS] else None
