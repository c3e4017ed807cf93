"""Spans of time as people write them: `30分钟`, `半小时`, `两个半小时`, `2h`, `三个月`, `10个工作日`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, Literal

from secretguard.plans.typed.numbers import NUMBER, number, plain

SpanUnit = Literal["minutes", "hours", "days"]

_MINUTES: Final[dict[str, int]] = {
    **dict.fromkeys(("分", "分钟", "min", "mins", "minute", "minutes", "m"), 1),
    **dict.fromkeys(("刻", "刻钟"), 15),
    **dict.fromkeys(("小时", "时", "钟头", "h", "hr", "hour", "hours"), 60),
    **dict.fromkeys(("天", "日", "工作日", "wd", "d", "day", "days"), 1440),
    **dict.fromkeys(("周", "星期", "礼拜", "week", "weeks", "w"), 7 * 1440),
    **dict.fromkeys(("月", "month", "months"), 30 * 1440),
    **dict.fromkeys(("年", "year", "years"), 365 * 1440),
}
_WORDS: Final = "|".join(sorted(_MINUTES, key=len, reverse=True))
_PIECE: Final = re.compile(
    rf"(?P<half>半)?(?P<n>{NUMBER})?个?(?P<more>半)?个?(?P<unit>{_WORDS})(?P<tail>半)?"
)
_IN_UNIT: Final = {"minutes": 1, "hours": 60, "days": 1440}
_LEAD: Final = re.compile(r"^(约|大约|大概|不超过|最多|至多|至少|最少|不少于|≤|<=|<|≥|>=|>)\s*")
_TAIL: Final = re.compile(r"(以内|之内|内|左右|以上)$")

AT_ONCE: Final = ("立即", "马上", "立刻", "当场", "及时", "尽快", "第一时间", "随时")


def span(text: str, unit: SpanUnit) -> Fraction | None:
    """The span in `unit`, exactly; a bare number is in that unit already. None if it is no span."""
    text = _TAIL.sub("", _LEAD.sub("", plain(text).lower())).replace(" ", "")
    bare = number(text)
    if bare is not None:
        return bare
    minutes, end = Fraction(0), 0
    for piece in _PIECE.finditer(text):
        amount = _amount(piece)
        if piece.start() != end or amount is None:
            return None
        minutes += _half_years(amount) if piece["unit"] == "年" else amount * _MINUTES[piece["unit"]]
        end = piece.end()
    return minutes / _IN_UNIT[unit] if end and end == len(text) else None


def _half_years(years: Fraction) -> Fraction:
    """Years in minutes; half a year is 180 days, as every plan counts it."""
    whole = years // 1
    half = years - whole
    days = 365 * whole + (Fraction(180) if half == Fraction(1, 2) else 365 * half)
    return days * _MINUTES["天"]


def _amount(piece: re.Match[str]) -> Fraction | None:
    half = Fraction(1, 2)
    if piece["half"]:
        return half if piece["n"] is None and not piece["more"] and not piece["tail"] else None
    if piece["n"] is None:
        return half if piece["more"] and not piece["tail"] else None
    amount = number(piece["n"])
    if amount is None or (piece["more"] and piece["tail"]):
        return None
    return amount + (half if piece["more"] or piece["tail"] else 0)
