"""The facilitator's console as a frozen view. Pure: state and readings in, words and badges out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rich.text import Text

from secretguard import drills
from secretguard.clock import from_microseconds
from secretguard.content.playbook import ExpectedAction, Inject
from secretguard.drills import DrillState, Visit
from secretguard.drills.entries import STEPS
from secretguard.drills.state import TimelineLine
from secretguard.drills.words import (
    evidence_word,
    line_word,
    mark_word,
    option_word,
    seat_word,
    step_word,
)
from secretguard.i18n import _, _p
from secretguard.tui.marks import EVIDENCE_TONES, MARK_TONES, OPTION_TONES, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row

LOG_LINES = 60
FREE_ANSWER = "free"


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """Everything the console draws but its clocks."""

    title: str
    steps: Text
    inject_title: str
    inject: Text
    decision_title: str
    options: tuple[Row, ...]
    actions: tuple[Row, ...]
    evidence: tuple[Row, ...]
    evidence_title: str
    coming: tuple[Row, ...]
    log: tuple[Row, ...]
    next_label: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clocks as text; `running` and `over` decide the tone."""

    top: str
    budget: str
    running: bool
    over: bool


def console_view(state: DrillState, offers: tuple[Inject, ...]) -> ConsoleView:
    """The console as of a state; `offers` are the contingencies ready now."""
    visit = state.current
    title = state.playbook.title if state.playbook else ""
    return ConsoleView(
        title=_("推演 {title}　{act}", title=title, act=_act(state)),
        steps=_steps(visit),
        inject_title=_inject_title(state, visit),
        inject=_inject_text(state, visit),
        decision_title=_("决策　按数字选") if visit and visit.inject.decision else _("决策　这一幕没有"),
        options=tuple(_options(state, visit)),
        actions=tuple(_actions(state, visit)),
        evidence=tuple(_evidence(state)),
        evidence_title=_evidence_title(state),
        coming=tuple(_coming(state, offers)),
        log=tuple(_log(state)),
        next_label=next_label(state),
    )


def clock_view(room: drills.DrillRoom) -> ClockView:
    """Both clocks, and what is left of this inject's time at the table."""
    state, elapsed = room.state, room.elapsed()
    scenario = room.scenario()
    words = {
        "paused": _("停"),
        "running": _("走"),
        "ended": _p("clock", "完"),
        "hotwash": _("复盘"),
        "finished": _p("clock", "完"),
    }
    sign = _("断") if room.crashed_at is not None else words.get(state.status, "")
    real = _("真实 {clock}", clock=drills.clock_text(elapsed))
    story = _("情景 {time}", time=drills.scenario_text(scenario)) if scenario is not None else ""
    left = _left(state, elapsed)
    budget = ""
    if left is not None:
        word = _("余 {clock}") if left >= 0 else _("超 {clock}")
        budget = _("本幕 {left}", left=word.format(clock=drills.clock_text(abs(left))[3:]))
    return ClockView(
        "　".join(filter(None, (real, story, sign))),
        budget,
        running=state.clock.running and room.crashed_at is None,
        over=left is not None and left < 0,
    )


def next_label(state: DrillState) -> str:
    """What F8 does now, in words."""
    if state.status == "planned":
        return _("开始推演")
    if state.status == "ended":
        return _("复盘")
    if state.status in ("hotwash", "finished"):
        return _("结果")
    words = {
        "start": _("第一个注入"),
        "question": _("提问"),
        "discussion": _("讨论与决策"),
        "decide": _("结论"),
        "conclusion": _("结论"),
        "inject": _("下一注入"),
    }
    return words[drills.next_step(state)]


def _act(state: DrillState) -> str:
    if state.current is None:
        return ""
    played = len({visit.inject.id for visit in state.visits})
    return _("第{number}幕", number=played)


def _left(state: DrillState, elapsed: int) -> int | None:
    visit = state.current
    if visit is None or state.status not in ("running", "paused"):
        return None
    return visit.inject.table * 60_000 - (elapsed - visit.stamp.elapsed)


def _steps(visit: Visit | None) -> Text:
    text = Text(_("步骤") + " ")
    for number, step in enumerate(STEPS):
        if number:
            text.append(" ＞ ")
        here = visit is not None and visit.step == step
        text.append(f" {step_word(step)} ", style="reverse bold" if here else "")
    return text


def _inject_title(state: DrillState, visit: Visit | None) -> str:
    if visit is None:
        return _("还没有注入：按 F8 读出第一个")
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    to = " ".join(titles.get(role, role) for role in visit.inject.to)
    title = state.fill(visit.inject.title)
    return f"{visit.inject.id} {title} ＞ {to}"


def _inject_text(state: DrillState, visit: Visit | None) -> Text:
    text = Text()
    if visit is None:
        return text
    inject = visit.inject
    if visit.step in ("inject", "question"):
        text.append(safe(state.fill(inject.text).strip()))
        for handout in inject.handouts:
            shown = _("材料") if handout.show_players else _("材料（不投影）")
            text.append("\n" + safe(f"{shown}「{handout.title}」 {state.fill(handout.text).strip()}"))
    if visit.step == "question":
        for question in inject.questions:
            text.append("\n")
            text.append_text(badge(_("问"), "info"))
            text.append(" " + safe(state.fill(question)))
    if visit.step == "discussion" and inject.decision:
        text.append(safe(state.fill(inject.decision.ask)))
    if visit.step == "conclusion":
        text.append_text(_conclusion(state, visit))
    if inject.note and visit.step != "conclusion":
        text.append("\n" + safe(_("提示 {note}", note=state.fill(inject.note))), style="dim")
    return text


def _conclusion(state: DrillState, visit: Visit) -> Text:
    option = drills.chosen_option(visit)
    if option is None:
        return Text(_("没有作出决定。按 F8 往下走。"))
    text = Text(_("读给大家") + " ", style="bold")
    text.append(safe(state.fill(option.consequence)), style="not bold")
    text.append("\n")
    text.append_text(
        line(badge(option_word(option.rating), OPTION_TONES[option.rating]), state.fill(option.why))
    )
    return text


def _options(state: DrillState, visit: Visit | None) -> list[Row]:
    if visit is None or visit.inject.decision is None or visit.step != "discussion":
        return []
    rows = []
    for number, option in enumerate(visit.inject.decision.options, 1):
        mark = badge(option_word(option.rating), OPTION_TONES[option.rating])
        rows.append(Row(option.id, line(f"{number}", mark, state.fill(option.text))))
    own = line(f"{len(rows) + 1}", badge(_("他"), "off"), _("其他做法（打字写，再归到一项）"))
    return [*rows, Row(FREE_ANSWER, own)]


def _actions(state: DrillState, visit: Visit | None) -> list[Row]:
    if visit is None:
        return []
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    return [_action(state, action, titles) for action in visit.inject.expected]


def _action(state: DrillState, action: ExpectedAction, titles: dict[str, str]) -> Row:
    marked = state.marks.get(action.id)
    mark = marked.entry.mark if marked else None
    sign = badge(mark_word(mark), MARK_TONES[mark]) if mark else Text("  ")
    limit = drills.scenario_text(action.within)[2:]
    took = ""
    if marked is not None and marked.minute is not None:
        took = _("　用 {time}", time=drills.scenario_text(marked.minute)[2:])
    words = state.fill(action.action)
    role = titles.get(action.role, action.role)
    star = _("（关键）") if action.critical else ""
    return Row(action.id, line(sign, f"{role} {words}{star}　{limit}{took}"), words=words)


def _evidence(state: DrillState) -> list[Row]:
    causes = {change.evidence: f"{change.inject} {change.option}" for change in state.evidence_changes}
    rows = []
    for item in state.playbook.evidence if state.playbook else ():
        value = state.evidence[item.id]
        sign = badge(evidence_word(value), EVIDENCE_TONES[value])
        rows.append(Row(item.id, line(sign, state.fill(item.title), causes.get(item.id, ""))))
    return rows


def _evidence_title(state: DrillState) -> str:
    counts = [
        f"{evidence_word(value)}{sum(1 for other in state.evidence.values() if other == value)}"
        for value in ("kept", "at_risk", "present", "lost")
    ]
    return _("证据板 {counts}", counts=" ".join(counts))


def _coming(state: DrillState, offers: tuple[Inject, ...]) -> list[Row]:
    rows = [
        Row(f"offer:{inject.id}", line(badge(_("备"), "info"), f"{inject.id} {state.fill(inject.title)}"))
        for inject in offers
    ]
    for visit in {visit.inject.id: visit for visit in state.visits}.values():
        if visit is state.current:
            continue
        for action in visit.inject.expected:
            if action.id not in state.marks:
                words = _("{inject} {action}", inject=visit.inject.id, action=state.fill(action.action))
                rows.append(Row(f"action:{action.id}", line(badge(_("评"), "care"), words)))
    return rows


def _log(state: DrillState) -> list[Row]:
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    rows = []
    for entry in reversed(state.timeline[-LOG_LINES:]):
        moment: datetime = from_microseconds(entry.stamp.occurred, entry.stamp.tz)
        words = _log_words(state, entry, titles)
        by = f"{entry.by} " if entry.by else ""
        style = "strike dim" if entry.undone_by else ""
        text = Text(safe(f"{moment:%H:%M} {by}{state.fill(words)}"), style=style)
        rows.append(Row(str(entry.stamp.seq), text, words=words, hang=6))
    return rows


def _log_words(state: DrillState, entry: TimelineLine, titles: dict[str, str]) -> str:
    """A line of the record in words: roles by their titles, actions by what they say, no ids of ours."""
    word = line_word(entry.kind)
    if entry.kind == "note":
        return entry.text
    if entry.kind == "step":
        return f"{entry.subject} {step_word(entry.text)}"
    if entry.kind in ("seat", "seat-cleared", "said"):
        return f"{word} {seat_word(entry.subject, titles)} {entry.text}".strip()
    if entry.kind == "mark":
        marked = state.marks.get(entry.subject)
        if marked is not None and marked.entry.mark and marked.stamp.seq == entry.stamp.seq:
            word = f"{word} {mark_word(marked.entry.mark)}"
        return f"{word} {entry.text}"
    if entry.kind in ("planned", "unmarked", "ended"):
        return f"{word} {entry.text}".strip()
    return f"{word} {entry.subject} {entry.text}".strip()
