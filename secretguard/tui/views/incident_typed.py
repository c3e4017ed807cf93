"""Lines typed about limits, costs, lessons and times of an incident, in the words people type. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.incidents import CostLine, Lesson, Notice, time_at_start
from secretguard.times import day

_SPAN: Final = re.compile(r"^(\d{1,5})\s*(个?工作日|工作天|分钟?|小时|个小时|天|日|m|h|d)(?:内|以内)?$")
_MINUTES: Final = {"分": 1, "m": 1, "小": 60, "个": 60, "h": 60, "天": 1440, "日": 1440, "d": 1440}
_NOTICE: Final = re.compile(r"^(.*?)\s*(\d{1,4})\s*(?:个?小时|h|时)?(?:内)?$")
_NOBODY: Final = frozenset({"没有", "无", "一家也没有", "no", "none"})
_NOBODY_KNOWN: Final = frozenset(
    {"不清楚", "不知道", "不详", "不明", "未知", "没有", "无", "", "unknown", "n/a"}
)
_COST: Final = re.compile(r"^(.*?)\s*([\d,，]+)\s*(万)?元?$")
_DATE: Final = re.compile(r"^(\d{4}-\d{2}-\d{2})\s*(.*)$")
_YEARS: Final = re.compile(r"^(\d{1,2})年\s*(.*)$")
_PLAN: Final = re.compile(r"\s*[@＠]([0-9A-Za-z_.-]{1,40})\s*$")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What a line says of a report to the outside."""

    to: str
    how: str
    number: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class StartLine:
    """What a line says of a limit that began."""

    title: str
    at: datetime | None
    minutes: int | None
    working_days: int | None


def read_notices(text: str) -> tuple[Notice, ...]:
    """`示例甲方 24；示例乙方 48小时` as notices; `没有` as none. Raises UsageError."""
    if text.strip() in _NOBODY:
        return ()
    found = []
    for piece in re.split(r"[；;\n／]", text):
        if not piece.strip():
            continue
        match = _NOTICE.match(piece.strip())
        if match is None or not match[1].strip(" ：:，,"):
            raise UsageError(
                _("「{piece}」看不出通知谁、几小时。", piece=piece.strip()),
                _("写成 示例甲方 24；示例乙方 48，一家也没有就写 没有。"),
            )
        found.append(Notice(to=match[1].strip(" ：:，,"), hours=int(match[2])))
    return tuple(found)


def names_somebody(words: str) -> bool:
    """Whether it may be somebody's name: nobody keeps what 不清楚 keeps."""
    return words.strip("。.?？ 　").casefold() not in _NOBODY_KNOWN


def read_report(text: str, now: datetime) -> ReportLine:
    """`-10 省网信办 电话 2026-001` as a report to the outside. Raises UsageError."""
    at, rest = time_first(text, now)
    to, _space, rest = rest.partition(" ")
    how, _space, number = rest.strip().partition(" ")
    if not to or not how:
        raise UsageError(_("要写两样：报给谁，怎么报的。"), _("例如：-10 省网信办 电话 收件号001。"))
    return ReportLine(to, how, number.strip() or None, at)


def read_start(text: str, now: datetime, *, titled: bool) -> StartLine:
    """`举证期限 今天9点 15天` or, not `titled`, `昨天下午3点 15工作日`. Raises UsageError."""
    title = ""
    if titled:
        title, _space, text = text.replace("　", " ").strip().partition(" ")
    at, rest = time_first(text, now)
    if not rest:
        return StartLine(title, at, None, None)
    match = _SPAN.match(rest)
    if match is None:
        raise UsageError(
            _("「{text}」看不出多久。", text=rest), _("写成 15天、48小时、30分钟或 15工作日，放在最后。")
        )
    number, unit = int(match[1]), match[2]
    if "工作" in unit:
        return StartLine(title, at, None, number)
    return StartLine(title, at, number * _MINUTES[unit[0]], None)


def time_first(text: str, now: datetime) -> tuple[datetime | None, str]:
    """A time at the beginning, if there is one, and what stands behind it."""
    text = text.replace("　", " ").strip()
    found = time_at_start(text, now)
    if found is None:
        return None, text
    if found.moment is None or found.future:
        raise UsageError(
            _("「{time}」这个时间不对，或者还没有到。", time=text[: found.length]),
            _("写成 -10（十分钟前）、14:05 或 昨天下午3点。"),
        )
    return found.moment, text[found.length :].strip()


def read_costs(text: str) -> tuple[CostLine, ...]:
    """`律师 20000；公证 3千` as lines in yuan. Raises UsageError."""
    found = []
    for piece in re.split(r"[；;\n／]", text):
        if not piece.strip():
            continue
        match = _COST.match(piece.strip())
        if match is None or not match[1].strip(" ：:"):
            raise UsageError(
                _("「{piece}」看不出是什么费用、多少元。", piece=piece.strip()),
                _("写成 律师 20000；公证 3000，单位元。"),
            )
        yuan = int(re.sub(r"[,，]", "", match[2])) * (10_000 if match[3] else 1)
        found.append(CostLine(what=match[1].strip(" ：:"), yuan=yuan))
    return tuple(found)


def read_retention(text: str, today: date) -> tuple[date, str | None]:
    """`2029-11-24 诉讼时效` or `3年 诉讼时效` as a day and why. Raises UsageError."""
    text = text.replace("　", " ").strip()
    if match := _YEARS.match(text):
        return _years_later(today, int(match[1])), match[2].strip() or None
    if match := _DATE.match(text):
        return day(match[1]), match[2].strip() or None
    raise UsageError(_("看不出保存到哪一天。"), _("写成 2029-11-24 诉讼时效，或 3年 诉讼时效。"))


def read_lesson(text: str) -> Lesson:
    """`定人看日志 @5.1`: what was learnt, and the section of the plan to mend."""
    match = _PLAN.search(text)
    if match is None:
        return Lesson(text.strip())
    return Lesson(text[: match.start()].strip() or text.strip(), plan=match[1])


def _years_later(today: date, years: int) -> date:
    """The same day so many years on; 28 February where there is none."""
    try:
        return today.replace(year=today.year + years)
    except ValueError:
        return today.replace(year=today.year + years, day=28)
