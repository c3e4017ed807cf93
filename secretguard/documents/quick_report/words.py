"""The words that a report prints for codes, times and numbers."""

from __future__ import annotations

from datetime import datetime

from secretguard.clock import long_time
from secretguard.drills.words import mark_word as mark_word
from secretguard.drills.words import option_word as option_word
from secretguard.i18n import _, _p

_HOUR, _DAY = 60, 1440


def duration(minutes: int) -> str:
    """A length of time: 45 分钟, 20 小时, 3 天 4 小时; never rounded."""
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    parts = []
    if days:
        parts.append(_("{count} 天", count=days))
    if hours:
        parts.append(_("{count} 小时", count=hours))
    if left or not parts:
        parts.append(_("{count} 分钟", count=left))
    return " ".join(parts)


def scenario_time(minutes: int) -> str:
    """A point of scenario time: T+20 小时."""
    return f"T+{duration(minutes)}" if minutes else "T+0"


def span(start: datetime, end: datetime) -> str:
    """From one time of day to another; the date twice only where it differs."""
    same_day = start.date() == end.date()
    until = f"{end:%H:%M}" if same_day else long_time(end)
    return f"{long_time(start)}—{until}"


def zone(moment: datetime) -> str:
    """UTC+8, UTC-3:30."""
    offset = moment.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, left = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{left:02}" if left else "")


def evidence_word(state: str) -> str:
    """存 险 失; 未 where nothing was decided about it."""
    words = {
        "kept": _p("evidence", "存"),
        "at_risk": _p("evidence", "险"),
        "lost": _p("evidence", "失"),
        "present": _p("evidence", "未"),
    }
    return words[state]


def cover_grade(grade: str | None) -> str:
    """优秀 良好 合格 不合格; 未评 where no objective was reached."""
    if grade is None:
        return _p("overall", "未评")
    words = {
        "excellent": _p("overall", "优秀"),
        "good": _p("overall", "良好"),
        "pass": _p("overall", "合格"),
        "fail": _p("overall", "不合格"),
    }
    return words[grade]


def clock_word(clock: str) -> str:
    """发现 固证 报告."""
    words = {
        "detect": _p("clock", "发现"),
        "preserve": _p("clock", "固证"),
        "report": _p("clock", "报告"),
    }
    return words[clock]


def duty_word(duty: str) -> str:
    """Who somebody was at the table."""
    words = {
        "director": _p("duty", "总策划"),
        "facilitator": _p("duty", "主持"),
        "evaluator": _p("duty", "评估"),
        "player": _p("duty", "参演"),
        "role_player": _p("duty", "模拟"),
        "observer": _p("duty", "观摩"),
    }
    return words[duty]


def topic_word(topic: str) -> str:
    """The question of the hotwash that was answered."""
    words = {
        "worked": _p("hotwash", "顺"),
        "hindered": _p("hotwash", "卡"),
        "change": _p("hotwash", "改"),
        "other": _p("hotwash", "其他"),
    }
    return words[topic]


def departure_word(kind: str) -> str:
    """What left the planned course."""
    words = {
        "unplanned": _("临时注入"),
        "jump": _("跳转"),
        "rating": _("改评级"),
        "declined": _("未采用备用情节"),
    }
    return words[kind]
