"""The facilitator's console as a frozen view. Pure: state and readings in, words and badges out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rich.text import Text

from secretguard import drills
from secretguard.content.playbook import Inject
from secretguard.drills import DrillState, Visit
from secretguard.drills.entries import STEPS
from secretguard.drills.words import evidence_word, option_word, step_word
from secretguard.i18n import _, _p
from secretguard.tui.marks import OPTION_TONES, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.console_rows import (
    Grounds,
    action_rows,
    coming_rows,
    evidence_rows,
    handout_rows,
    log_rows,
    option_rows,
)
from secretguard.tui.widgets.lists import Row
from secretguard.web.player_view import HandoutPlace


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """Everything the console draws but its clocks. `place` tells where the table is: inject, visit, step."""

    place: str
    title: str
    steps: Text
    inject_title: str
    inject: Text
    handouts: tuple[Row, ...]
    decision_title: str
    options: tuple[Row, ...]
    deciding: bool
    """Whether the table is at its decision: its options then stand whole."""
    actions: tuple[Row, ...]
    evidence: tuple[Row, ...]
    evidence_title: str
    coming: tuple[Row, ...]
    log: tuple[Row, ...]
    next_label: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clocks as text; `digits` is `budget` as figures alone. `running` and `over` decide the tone."""

    top: str
    budget: str
    digits: str
    running: bool
    over: bool


def console_view(
    state: DrillState,
    offers: tuple[Inject, ...],
    *,
    projected: Collection[HandoutPlace] = (),
    grounds: Grounds | None = None,
    wide: bool = False,
) -> ConsoleView:
    """The console as of a state; `offers` are the contingencies ready now.

    `projected` are the hand-outs on the wall; `grounds`, where given, fill the basis column of the actions.
    """
    visit = state.current
    title = state.playbook.title if state.playbook else ""
    return ConsoleView(
        place=f"{visit.inject.id}.{len(state.visits)}.{visit.step}" if visit else "",
        title=_("演练 {title}　{act}", title=title, act=_act(state)),
        steps=_steps(visit),
        inject_title=_inject_title(state, visit),
        inject=_inject_text(state, visit),
        handouts=handout_rows(visit, projected),
        decision_title=_("决策　按数字选") if visit and visit.inject.decision else _("决策　这一幕没有"),
        options=option_rows(state, visit),
        deciding=bool(visit and visit.inject.decision and visit.step == "discussion"),
        actions=action_rows(state, visit, grounds),
        evidence=evidence_rows(state, short=not wide),
        evidence_title=_evidence_title(state),
        coming=coming_rows(state, offers),
        log=log_rows(state),
        next_label=next_label(state),
    )


def clock_view(room: drills.DrillRoom) -> ClockView:
    """Both clocks, and what is left of this inject's time at the table."""
    state, elapsed = room.state, room.elapsed()
    scenario = room.scenario()
    words = {
        "paused": _p("clock", "停"),
        "running": _("走"),
        "ended": _p("clock", "完"),
        "hotwash": _("复盘"),
        "finished": _p("clock", "完"),
    }
    sign = _("断") if room.crashed_at is not None else words.get(state.status, "")
    real = _("真实 {clock}", clock=drills.clock_text(elapsed))
    story = _("情景 {time}", time=drills.scenario_text(scenario)) if scenario is not None else ""
    left = _left(state, elapsed)
    budget = digits = ""
    if left is not None:
        word = _("余 {clock}") if left >= 0 else _("超 {clock}")
        digits = drills.clock_text(abs(left))[3:]
        budget = _("本幕 {left}", left=word.format(clock=digits))
    return ClockView(
        "　".join(filter(None, (real, story, sign))),
        budget,
        digits,
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
    return drills.table_time(state, visit) - (elapsed - visit.stamp.elapsed)


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
    """What the facilitator needs at this step, that first; what was said before it, dimmed, below."""
    if visit is None:
        return Text()
    inject = visit.inject
    parts = {
        "inject": lambda: [*_story(state, visit, "")],
        "question": lambda: [*_questions(state, visit), *_story(state, visit, "dim")],
        "discussion": lambda: [Text(safe(state.fill(inject.decision.ask)))] if inject.decision else [],
        "conclusion": lambda: [_conclusion(state, visit)],
    }[visit.step]()
    if inject.note and visit.step != "conclusion":
        note = Text(safe(_("提示 {note}", note=state.fill(inject.note))), style="dim")
        # At a question the hint helps to ask it; the story has been read out already.
        parts.insert(len(inject.questions) if visit.step == "question" else len(parts), note)
    return Text("\n").join(parts)


def _story(state: DrillState, visit: Visit, style: str) -> list[Text]:
    told = [Text(safe(state.fill(visit.inject.text).strip()), style=style)]
    for handout in visit.inject.handouts:
        shown = _("材料") if handout.show_players else _("材料（不投影）")
        words = f"{shown}「{handout.title}」 {state.fill(handout.text).strip()}"
        told.append(Text(safe(words), style=style))
    return told


def _questions(state: DrillState, visit: Visit) -> list[Text]:
    return [line(badge(_("问"), "info"), state.fill(question)) for question in visit.inject.questions]


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


def _evidence_title(state: DrillState) -> str:
    counts = [
        f"{evidence_word(value)}{sum(1 for other in state.evidence.values() if other == value)}"
        for value in ("kept", "at_risk", "present", "lost")
    ]
    return _("证据板 {counts}", counts=" ".join(counts))
