"""The words that the papers print for codes, times and spans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from secretguard.clock import long_time
from secretguard.content import ResponseLevel as Level
from secretguard.documents.incident.ending_model import PromiseFact
from secretguard.documents.incident.model import ClockFact, LineFact, TaskFact
from secretguard.documents.quick_report.words import duration
from secretguard.i18n import _
from secretguard.incidents import Event, ReportKind, category_of, event_word, item_name

NONE: Final = "—"
_MINUTE: Final = 60_000_000
NOTABLE_DELAY: Final = 2 * _MINUTE
"""Microseconds after which a line counts as recorded later (补记)."""


def paper_word(paper: ReportKind) -> str:
    """What a paper is called."""
    return {
        "incident": _("事件报告"),
        "timeline": _("时间轴"),
        "tasks": _("任务清单"),
        "evidence": _("证据保全清单"),
        "custody": _("交接单"),
    }[paper]


def level_word(level: Level | None) -> str:
    """Ⅰ级…Ⅳ级; 未定级."""
    if level is None:
        return _("未定级")
    return _("{level}级", level={"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}[level])


def status_word(status: str) -> str:
    """处置中 已控制 已结束."""
    return {"open": _("处置中"), "contained": _("已控制"), "closed": _("已结束")}[status]


def answer_word(answer: str | None) -> str:
    """是 否 不清楚 未答."""
    return {"yes": _("是"), "no": _("否"), "unknown": _("不清楚"), None: _("未答")}[answer]


def time(moment: datetime | None) -> str:
    """`2026年11月24日 14:05`, or a dash."""
    return NONE if moment is None else long_time(moment)


def short_time(moment: datetime | None) -> str:
    """`2026-11-24 14:05`, for cells, or a dash."""
    return NONE if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def span(microseconds: int | None) -> str:
    """A length of time in whole minutes, or a dash."""
    return NONE if microseconds is None else duration(microseconds // _MINUTE)


def short(text: str, length: int) -> str:
    """A text as one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def size(count: int | None) -> str:
    """A file's size in bytes."""
    return NONE if count is None else _("{count} 字节", count=f"{count:,}")


def task_state(task: TaskFact) -> tuple[str, str]:
    """What became of a task, and the badge's tone."""
    if task.hangs and task.status not in ("done", "skipped"):
        return _("待答"), "mid"
    if task.status == "done":
        return (_("完成，超时"), "warn") if task.late else (_("按时完成") if task.due else _("完成"), "good")
    return {
        "over": (_("超时未做"), "bad"),
        "near": (_("临近"), "warn"),
        "waiting": (_("待做"), "mid"),
        "blocked": (_("等前项"), "mid"),
        "skipped": (_("免做"), "good"),
    }[task.status]


def clock_state(clock: ClockFact) -> tuple[str, str]:
    """How a limit stands, and the badge's tone."""
    if clock.state == "missed":
        return (_("超时完成"), "warn") if clock.met else (_("已超时"), "bad")
    if clock.kind == "promise" and clock.state == "uncertain":
        return _("没有记，待补"), "warn"
    if clock.stopped:
        return _("已停"), "mid"
    return {
        "met": (_("已做到"), "good"),
        "running": (_("在走"), "mid"),
        "uncertain": (_("待核"), "warn"),
    }[clock.state]


def promise_state(promise: PromiseFact) -> tuple[str, str, str]:
    """What became of a promise, the verdict, and the badge's tone."""
    if promise.state == "met":
        return span(promise.actual), _("做到"), "good"
    if promise.state == "missed":
        return span(promise.actual) if promise.actual is not None else _("没有做到"), _("未做到"), "bad"
    if promise.state == "uncertain":
        return _("没有记，待补"), _("待补"), "warn"
    return (_("到结束没有做"), _("已停"), "mid") if promise.stopped else (NONE, _("在走"), "mid")


def promise_word(clock: str) -> str:
    """What a promise of the plan is about."""
    return {"detect": _("发现并开卷"), "preserve": _("固定证据"), "report": _("报到负责人")}[clock]


def volatility_word(volatility: str) -> str:
    """How fast it is lost."""
    return {"minutes": _("几分钟到几小时"), "days": _("几天到几周"), "stable": _("稳定")}[volatility]


def line_text(line: LineFact) -> str:
    """What a line says first, without time and kind and without later corrections."""
    return _("；").join(piece for piece in (_subject(line), *_rest(line)) if piece)


def _subject(line: LineFact) -> str:
    say = _SAYINGS.get(line.kind)
    if say is not None:
        return say(line)
    return line.title or line.subject


def _rest(line: LineFact) -> tuple[str, ...]:
    if line.kind == "task.done" and line.tags:
        return (line.text, _("未按先后：{why}", why=_("、").join(line.tags)))
    if line.kind == "answer.given" and line.tags:
        return (_("要通知：{names}", names=_("、").join(line.tags)), line.text)
    if line.kind == "custody.event" and line.tags:
        return (line.text, _("对不上：{why}", why=_("；").join(line.tags)))
    if line.kind == "outside.reported":
        return (line.subject if line.title else "", line.text, *line.tags)
    return (line.text,)


def _items(line: LineFact) -> str:
    return _("、").join(item_name(number) for number in line.items)


def _severity(line: LineFact) -> str:
    levels: dict[str, Level] = {"I": "I", "II": "II", "III": "III", "IV": "IV"}
    return level_word(levels.get(line.code))


def _answer(line: LineFact) -> str:
    return f"{line.title or line.subject} {answer_word(line.code)}"


def _taken(line: LineFact) -> str:
    category = category_of(line.code)
    return " ".join(piece for piece in (_items(line), category.label if category else "") if piece)


def _custody(line: LineFact) -> str:
    return f"{_items(line)} {event_word(_EVENTS.get(line.code, 'accessed'))}"


def _checked(line: LineFact) -> str:
    return (
        _("复核 {count} 件，有对不上的", count=line.code)
        if line.text
        else _("复核 {count} 件，全部对得上", count=line.code)
    )


def _corrected(line: LineFact) -> str:
    return _("更正第 {seq} 条", seq=line.code)


def _undone(line: LineFact) -> str:
    return _("撤销第 {seq} 条", seq=line.code)


def _erased(line: LineFact) -> str:
    return _("清除第 {seq} 条的内容", seq=line.code)


def _erased_body(_line: LineFact) -> str:
    return _("内容已清除，时刻按前一条排列")


def _issued(line: LineFact) -> str:
    papers: dict[str, ReportKind] = {one: one for one in PAPERS}
    paper = papers.get(line.code)
    return paper_word(paper) if paper else ""


PAPERS: Final[tuple[ReportKind, ...]] = ("incident", "timeline", "tasks", "evidence", "custody")
"""In the order of a menu."""

_EVENTS: Final[Mapping[str, Event]] = {
    "collected": "collected",
    "accessed": "accessed",
    "transferred": "transferred",
    "returned": "returned",
    "exported": "exported",
}
_SAYINGS: Final[Mapping[str, Callable[[LineFact], str]]] = {
    "severity.set": _severity,
    "answer.given": _answer,
    "evidence.taken": _taken,
    "custody.event": _custody,
    "evidence.checked": _checked,
    "corrected": _corrected,
    "undone": _undone,
    "erased": _erased,
    "erased-body": _erased_body,
    "paper.issued": _issued,
}
