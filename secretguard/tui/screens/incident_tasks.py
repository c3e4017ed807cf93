"""The war room's small questions: a task before its turn, a cut, done by whom and when, a level."""

from __future__ import annotations

from secretguard import incidents
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.incidents import Blocked, Proposal
from secretguard.tui.screens.incident_base import IncidentScreen
from secretguard.tui.views.incident_head_view import LEVELS
from secretguard.tui.views.incident_start_view import override_of
from secretguard.tui.views.incident_typed import time_first

_CLAUSES = "；;。"


def complete(screen: IncidentScreen, task_id: str, said: str = "") -> None:
    """A task is done. Before its turn it asks why, and the reason is recorded; a cut asks what, when and why.

    `said` may tell when and by whom: `-10 示例丙 两人在场`.
    """
    if task_id in screen.room.state.marks:
        screen.tell(_("这项已经了结。要重做：回车，按 3 重开。"))
        return
    judged = incidents.may(task_id, screen.room.state)
    if isinstance(judged, Blocked):
        question = _("{reason}一定要现在做，写明为什么", reason=judged.reason)
        screen.ask_text(_about(screen, task_id, question), lambda why: _done(screen, task_id, said, why))
    elif judged.asks_cut:
        question = _("几时、切了什么；为什么　例 -5 关掉共享链接；还在下载")
        screen.ask_text(_about(screen, task_id, question), lambda text: _cut(screen, task_id, text))
    else:
        screen.attempt(lambda: _done(screen, task_id, said))


def ask_who_and_when(screen: IncidentScreen, task_id: str) -> None:
    """Done earlier, or by somebody else: `-10 示例丙 两人在场`."""
    question = _("几时、谁做的、说明　例 -10 示例丙 两人在场")
    screen.ask_text(_about(screen, task_id, question), lambda text: complete(screen, task_id, text))


def ask_why_skipped(screen: IncidentScreen, task_id: str) -> None:
    """Not needed here, and why."""
    question = _about(screen, task_id, _("不做这一项，为什么"))
    screen.ask_text(question, lambda why: incidents.skip(screen.room, task_id, why))


def ask_level(screen: IncidentScreen) -> None:
    """Another level; what was proposed and why stays in the record."""
    severity = screen.room.state.severity
    if severity is None:
        return

    def given(text: str) -> None:
        override = override_of(text)
        proposed = severity.proposed or severity.level
        incidents.set_level(screen.room, Proposal(proposed, severity.reasons, "default"), override)
        screen.tell(_("改为{level}级，各项时限按新等级算。", level=LEVELS[override.level]))

    screen.ask_text(_("改为几级（1 到 4），为什么　例 1 客户已经拿去报价"), given)


def _title(screen: IncidentScreen, task_id: str) -> str:
    tasks = incidents.tasks_at(screen.room.state, screen.room.now())
    return next((one.title for one in tasks if one.id == task_id), "")


def _about(screen: IncidentScreen, task_id: str, question: str) -> str:
    """The question, naming the task it is about."""
    return _("「{title}」{question}", title=_title(screen, task_id), question=question)


def _done(screen: IncidentScreen, task_id: str, said: str, broke_order: str | None = None) -> None:
    at, rest = time_first(said, screen.desk.clock())
    name, _space, note = rest.partition(" ")
    if screen.incident.register_state.named(name.lstrip("@＠")) is None:
        name, note = "", rest
    incidents.done(
        screen.room,
        task_id,
        by=name.lstrip("@＠") or None,
        note=note.strip() or None,
        broke_order=broke_order,
        at=at,
    )
    task = next(one for one in incidents.tasks_at(screen.room.state, screen.room.now()) if one.id == task_id)
    words = _("完成：{title}", title=task.title)
    screen.tell(
        words if task.task is None else _("{words}　留下：{record}", words=words, record=task.task.record)
    )


def _cut(screen: IncidentScreen, task_id: str, text: str) -> None:
    at, rest = time_first(text, screen.desk.clock())
    place = min((rest.find(mark) for mark in _CLAUSES if mark in rest), default=-1)
    what, why = (rest[:place].strip(), rest[place + 1 :].strip()) if place >= 0 else (rest, "")
    if not what or not why:
        raise UsageError(
            _("切了什么、为什么，两样都要写。"), _("中间用分号隔开，例如：-5 关掉共享链接；还在被下载。")
        )
    incidents.cut(screen.room, what, why, at=at, task_id=task_id)
    screen.tell(_("记下了：切断 {what}", what=what))
