"""The record's lines in words: what a line of each kind says on screen and paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from secretguard.i18n import _, deferred
from secretguard.incidents.custody_rules import event_word
from secretguard.incidents.evidence_entries import Event
from secretguard.incidents.state import TimelineLine

_KINDS: Final[Mapping[str, str]] = {
    "incident.opened": deferred("开卷"),
    "incident.began": deferred("泄露开始"),
    "severity.set": deferred("定级"),
    "playbook.taken": deferred("响应剧本"),
    "answer.given": deferred("回答"),
    "task.done": deferred("任务完成"),
    "task.reopened": deferred("任务重开"),
    "task.skipped": deferred("任务免做"),
    "task.added": deferred("新任务"),
    "note.added": deferred("记录"),
    "corrected": deferred("更正"),
    "undone": deferred("撤销"),
    "outside.reported": deferred("对外报告"),
    "cut.made": deferred("切断外流"),
    "clock.started": deferred("时限起算"),
    "contained": deferred("已控制"),
    "closed": deferred("结束"),
    "reopened": deferred("重新打开"),
    "review.recorded": deferred("复盘"),
    "cost.set": deferred("费用"),
    "retention.set": deferred("保存期"),
    "paper.issued": deferred("出具文书"),
    "evidence.taken": deferred("收取证据"),
    "custody.event": deferred("监管链"),
    "evidence.checked": deferred("证据复核"),
    "erased": deferred("清除内容"),
    "erased-body": deferred("内容已清除"),
}


def kind_word(kind: str) -> str:
    """What kind of line it is."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def line_words(line: TimelineLine) -> str:
    """What a line says, without its time and kind; several sentences are joined by ；."""
    say = _SAYINGS.get(line.kind)
    if say is not None:
        return say(line)
    return _("；").join(piece for piece in (line.subject, line.says) if piece)


def _severity(line: TimelineLine) -> str:
    level = _("{level}级", level={"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}.get(line.subject, line.subject))
    return _("{head}：{rest}", head=level, rest=line.text) if line.text else level


def _playbook(line: TimelineLine) -> str:
    """Its title alone: the file's name is nothing for a reader."""
    return line.text


def _answer(line: TimelineLine) -> str:
    given = {"yes": _("是"), "no": _("否"), "unknown": _("不清楚")}.get(line.by, line.by)
    told = _("要通知：{names}", names=_("、").join(line.tags)) if line.tags else ""
    return _("；").join(piece for piece in (f"{line.subject} {given}", told, line.text) if piece)


def _done(line: TimelineLine) -> str:
    broke = _("未按先后：{why}", why=line.tags[0]) if line.tags else ""
    return _("；").join(piece for piece in (line.subject, line.text, broke) if piece)


def _taken(line: TimelineLine) -> str:
    return f"{_item(line)} {line.text}"


def _custody(line: TimelineLine) -> str:
    event = event_word(_EVENTS.get(line.subject, "accessed"))
    wrong = _("对不上：{why}", why=_("；").join(line.tags)) if line.tags else ""
    return _("；").join(piece for piece in (f"{_item(line)} {event} {line.by}", line.text, wrong) if piece)


def _checked(line: TimelineLine) -> str:
    if line.text:
        return _("复核 {count} 件，对不上：{what}", count=line.subject, what=line.text)
    return _("复核 {count} 件，全部对得上", count=line.subject)


def _corrected(line: TimelineLine) -> str:
    return _("第 {seq} 条更正为：{text}", seq=line.subject, text=line.text)


def _undone(line: TimelineLine) -> str:
    said = _("撤销第 {seq} 条", seq=line.subject)
    return _("{head}：{rest}", head=said, rest=line.text) if line.text else said


def _erased(line: TimelineLine) -> str:
    return _("第 {seq} 条的内容已清除：{why}", seq=line.subject, why=line.text)


def _cost(line: TimelineLine) -> str:
    return _("合计 {yuan} 元", yuan=line.subject)


def _item(line: TimelineLine) -> str:
    return f"E-{line.items[0]:02d}" if line.items else ""


_EVENTS: Final[Mapping[str, Event]] = {
    "collected": "collected",
    "accessed": "accessed",
    "transferred": "transferred",
    "returned": "returned",
    "exported": "exported",
}
_SAYINGS: Final[Mapping[str, Callable[[TimelineLine], str]]] = {
    "severity.set": _severity,
    "playbook.taken": _playbook,
    "answer.given": _answer,
    "task.done": _done,
    "evidence.taken": _taken,
    "custody.event": _custody,
    "evidence.checked": _checked,
    "corrected": _corrected,
    "undone": _undone,
    "erased": _erased,
    "cost.set": _cost,
}
