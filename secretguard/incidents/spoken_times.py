"""Moments as people say them under stress: `-10`, `14:05`, `昨天下午3点`, `半小时前`, `今早八点半`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_DIGITS: Final = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_DIGITS_HIGH: Final = {"七": 7, "八": 8, "九": 9}
_DIGIT: Final = {**_DIGITS, **_DIGITS_HIGH}
_NUMBER: Final = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
_UNITS: Final = {
    **dict.fromkeys(("m", "分", "分钟"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "小时", "个小时", "钟头", "个钟头"), timedelta(hours=1)),
    **dict.fromkeys(("d", "天", "日"), timedelta(days=1)),
}
_MINUS: Final = re.compile(
    r"[-－−](\d{1,4})(分钟|分|小时|天|[mhd](?![A-Za-z]))?"
    r"(?=\s|$|[^\d.:：/\-A-Za-z%度元万块个人件份页年月号])"
)
_AGO: Final = re.compile(
    rf"(?:大约|大概|约)?({_NUMBER}|半)(个半)?(小时|钟头|分钟|分|天|个小时|个钟头)(半)?(?:之|以)?前"
)
_HALF_AGO: Final = re.compile(rf"({_NUMBER})个?(小时|钟头|天)半(?:之|以)?前")
_JUST: Final = re.compile(r"(?:刚才|刚刚|现在|此刻)")
_DAY_WORDS: Final = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0,
    "前晚": -2, "昨晚": -1, "昨夜": -1, "昨早": -1, "今晚": 0, "今早": 0, "今晨": 0,
}  # fmt: skip
_DAY: Final = (
    r"(?P<word>大前天|前天|昨天|昨日|今天|今日|前晚|昨晚|昨夜|昨早|今晚|今早|今晨)"
    r"|(?P<full>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<date>\d{1,2})[日号]"
)
_PART: Final = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|早|晚)"
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2}))?(?!\d)"
    rf"|(?P<hour_said>{_NUMBER})[点时](?!前|候|间)(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute_said>{_NUMBER})分?(?!钟|小时|个|天))?整?"
)
_POINT: Final = re.compile(rf"(?:(?P<day>{_DAY})[ \t]*)?(?:{_PART}[ \t]*)?(?:{_CLOCK})")
_EVENING: Final = frozenset({"下午", "傍晚", "晚上", "晚", "昨晚", "前晚", "今晚", "昨夜"})
_NIGHT: Final = frozenset({"夜里", "半夜"})


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """A time at the beginning of a text: its length in characters, the moment, whether that is to come."""

    length: int
    moment: datetime | None
    future: bool = False


def time_at_start(text: str, now: datetime) -> SpokenTime | None:
    """The time with which a text begins; None if it begins with none.

    A bare clock time that has not come yet today means yesterday's. `moment` is None for what is no time
    (25:00, 2月30日), `future` for one that has been given with its day and has not come.
    """
    for read in (_minus, _half_ago, _ago, _just, _point):
        found = read(text, now)
        if found is not None:
            return found
    return None


def number(text: str) -> int | None:
    """`12`, `十二`, `二十`, `两` as a number; None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGIT.get(text) if len(text) == 1 else None
    first = _DIGIT.get(tens) if tens else 1
    last = _DIGIT.get(ones) if ones else 0
    return None if first is None or last is None else first * 10 + last


def _minus(text: str, now: datetime) -> SpokenTime | None:
    match = _MINUS.match(text)
    if match is None:
        return None
    return _before(match.end(), int(match[1]) * _UNITS[match[2] or "m"], now)


def _ago(text: str, now: datetime) -> SpokenTime | None:
    match = _AGO.match(text)
    if match is None:
        return None
    unit = _UNITS[match[3]]
    if match[1] == "半":
        return _before(match.end(), unit / 2, now)
    amount = number(match[1])
    if amount is None:
        return SpokenTime(match.end(), None)
    span = amount * unit + (unit / 2 if match[2] or match[4] else timedelta(0))
    return _before(match.end(), span, now)


def _half_ago(text: str, now: datetime) -> SpokenTime | None:
    match = _HALF_AGO.match(text)
    amount = number(match[1]) if match else None
    if match is None or amount is None:
        return None
    return _before(match.end(), amount * _UNITS[match[2]] + _UNITS[match[2]] / 2, now)


def _before(length: int, span: timedelta, now: datetime) -> SpokenTime:
    try:
        return SpokenTime(length, now - span)
    except OverflowError:
        return SpokenTime(length, None)


def _just(text: str, now: datetime) -> SpokenTime | None:
    match = _JUST.match(text)
    return SpokenTime(match.end(), now) if match else None


def _point(text: str, now: datetime) -> SpokenTime | None:
    match = _POINT.match(text)
    if match is None or _is_a_score(text, match):
        return None
    hour, minute, second = _clock(match)
    if hour is None or minute is None:
        return SpokenTime(match.end(), None)
    try:
        moment = _day(match, now).replace(hour=hour % 24, minute=minute, second=second, microsecond=0)
        moment += timedelta(days=hour // 24)
    except (ValueError, OverflowError):
        return SpokenTime(match.end(), None)
    if moment > now and match["day"] is None:
        moment -= timedelta(days=1)
    return SpokenTime(match.end(), moment, future=moment > now)


def _is_a_score(text: str, match: re.Match[str]) -> bool:
    """`3点建议` is no time of day: a bare number with 点 and a word after it is a count."""
    bare = match["hour_said"] is not None and match["day"] is None and match["part"] is None
    said_more = match["half"] or match["quarter"] or match["minute_said"]
    following = text[match.end() : match.end() + 1]
    return bool(
        bare and not said_more and following and not following.isspace() and following not in "，,：:"
    )


def _clock(match: re.Match[str]) -> tuple[int | None, int | None, int]:
    if match["hour"] is not None:
        hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    else:
        said = number(match["hour_said"])
        if said is None:
            return None, None, 0
        hour, minute_said, second = said, _minutes(match), 0
        if minute_said is None:
            return None, None, 0
        minute = minute_said
    return _in_part_of_day(hour, match), minute if minute < 60 else None, second % 60


def _minutes(match: re.Match[str]) -> int | None:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] == "一" else 45
    return number(match["minute_said"]) if match["minute_said"] else 0


def _in_part_of_day(hour: int, match: re.Match[str]) -> int | None:
    """The hour of 24; 24 itself is the end of the day. None for what is no hour."""
    part = match["part"] or match["word"] or ""
    if hour > 24:
        return None
    if part == "中午":
        return hour + 12 if hour in (1, 2) else hour
    if part in _EVENING and 1 <= hour < 12:
        return hour + 12 if not (part == "昨夜" and hour < 6) else hour + 24
    if part in _EVENING and hour == 12:
        return 24 if part not in ("下午", "傍晚") else 12
    if part in _NIGHT and 8 <= hour < 12:
        return hour + 12
    return hour


def _day(match: re.Match[str], now: datetime) -> datetime:
    if match["word"]:
        return now + timedelta(days=_DAY_WORDS[match["word"]])
    if match["full"]:
        year, month, day = (int(piece) for piece in re.split(r"[-/.]", match["full"]))
        return now.replace(year=year, month=month, day=day)
    if match["month"]:
        found = now.replace(
            year=int(match["year"] or now.year), month=int(match["month"]), day=int(match["date"])
        )
        if not match["year"] and found.date() > now.date():
            return found.replace(year=now.year - 1)
        return found
    return now
