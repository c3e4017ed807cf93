"""What players may see of a drill, and nothing else: built by allow-list, in words ready to be shown.

Every field is filled here, by name, from what the facilitator has given so far. Nothing is copied over
whole, so that a field added to a playbook or a drill stays hidden until somebody names it here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from pydantic import BaseModel, ConfigDict

from secretguard.content.playbook import Decision, Inject, Playbook
from secretguard.drills import DrillState, Visit, chosen_option, table_time
from secretguard.drills.entries import STEPS, Step
from secretguard.i18n import _, _p, current_language
from secretguard.visible import clean

Phase = Literal["waiting", "play", "rest", "ended", "hotwash", "finished"]

HandoutPlace = tuple[str, int]
"""A hand-out by its inject's id and its place in it, from 0."""

_PLACE = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]{0,63})\}")


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class PlayerHandout(_Shown):
    """A paper or screen text that players may read."""

    title: str
    text: str


class PlayerOption(_Shown):
    """One way to decide, under its Chinese numeral; never with its rating. `chosen` once decided."""

    letter: str
    text: str
    chosen: bool = False


class PlayerView(_Shown):
    """One moment of a drill as players see it. Empty fields are not drawn.

    `clock` is what is left of this inject's time at the table (`04:19`); `late` tells that it is used up.
    """

    language: Literal["zh", "en"] = "zh"
    phase: Phase = "waiting"
    title: str = ""
    act: str = ""
    scenario: str = ""
    clock: str = ""
    clock_note: str = ""
    late: bool = False
    notice: str = ""
    text: str = ""
    handouts: tuple[PlayerHandout, ...] = ()
    questions: tuple[str, ...] = ()
    ask: str = ""
    options: tuple[PlayerOption, ...] = ()
    decided: str = ""
    consequence: str = ""
    end_card: str = ""
    stop_line: str = ""


def player_view(
    state: DrillState,
    elapsed_ms: int,
    *,
    crashed: bool = False,
    projected: Collection[HandoutPlace] | None = None,
) -> PlayerView:
    """The view when the real clock shows `elapsed_ms`.

    `crashed` tells that the clock stands since an interruption. `projected` are the hand-outs that the
    facilitator chose to show; None shows all meant for players. What is not meant for players stays away
    whatever was chosen, and so do the hand-outs of an inject that is not at the table.
    """
    phase = _phase(state, crashed)
    frame = PlayerView(
        language="en" if current_language() == "en" else "zh",
        phase=phase,
        title=_("桌面推演・情节虚构"),
        stop_line=_("停止口令：红灯") if phase in ("waiting", "play", "rest") else "",
        notice=_notice(phase),
    )
    if phase == "play" and state.current is not None:
        return frame.model_copy(update=_at_the_table(state, state.current, elapsed_ms, projected))
    if phase == "rest":
        return frame.model_copy(update={"act": _act(state)})
    if phase in ("ended", "finished"):
        return frame.model_copy(update=_ending(state, phase))
    if phase == "hotwash":
        return frame.model_copy(update={"questions": _round()})
    return frame


def _phase(state: DrillState, crashed: bool) -> Phase:
    if state.status == "paused" or (state.status == "running" and crashed):
        return "rest"
    if state.status == "running":
        return "play" if state.current is not None else "waiting"
    if state.status == "planned":
        return "waiting"
    return state.status


def _notice(phase: Phase) -> str:
    return {
        "waiting": _("马上开始"),
        "play": "",
        "rest": _("休息"),
        "ended": "",
        "hotwash": _("复盘"),
        "finished": _("推演结束，谢谢各位"),
    }[phase]


def _at_the_table(
    state: DrillState, visit: Visit, elapsed: int, projected: Collection[HandoutPlace] | None
) -> dict[str, object]:
    inject = visit.inject
    shown: dict[str, object] = {
        "act": _act(state),
        "scenario": _scenario(visit.scenario_at(elapsed)),
        "text": _words(state, inject.text),
        "handouts": _handouts(state, inject, projected),
        **_clock(state, visit, elapsed),
    }
    if _reached(visit, "question"):
        shown["questions"] = tuple(_words(state, question) for question in inject.questions)
    if _reached(visit, "discussion") and inject.decision is not None:
        shown.update(_decision(state, visit, inject.decision))
    return shown


def _reached(visit: Visit, step: Step) -> bool:
    return STEPS.index(visit.step) >= STEPS.index(step)


def _act(state: DrillState) -> str:
    if state.playbook is None or state.planned is None:
        return ""
    short = state.planned.form == "short"
    planned = {
        inject.id
        for inject in state.playbook.injects
        if inject.kind == "planned" and (inject.short or not short)
    }
    visited = {visit.inject.id for visit in state.visits if visit.inject.kind == "planned"}
    if not visited:
        return ""
    return _("第 {number} 幕，共 {total} 幕", number=len(visited), total=len(planned | visited))


def _scenario(minutes: int) -> str:
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [
        _("{days} 天", days=days) if days else "",
        _("{hours} 小时", hours=hours) if hours else "",
        _("{minutes} 分", minutes=left) if left else "",
    ]
    span = " ".join(part for part in parts if part)
    return _("情景时间　事发后 {span}", span=span) if span else _("情景时间　事发当时")


def _clock(state: DrillState, visit: Visit, elapsed: int) -> dict[str, object]:
    if visit.way == "unplanned":
        return {}
    # Whole seconds begun still count, so that the clock shows 00:00 only when the time is used up.
    left = -((elapsed - visit.stamp.elapsed - table_time(state, visit)) // 1000)
    late = left <= 0
    return {
        "clock": f"{max(0, left) // 60:02d}:{max(0, left) % 60:02d}",
        "clock_note": _("时间到") if late else _("本幕还剩"),
        "late": late,
    }


def _handouts(
    state: DrillState, inject: Inject, projected: Collection[HandoutPlace] | None
) -> tuple[PlayerHandout, ...]:
    return tuple(
        PlayerHandout(title=_words(state, handout.title), text=_words(state, handout.text))
        for place, handout in enumerate(inject.handouts)
        if handout.show_players and (projected is None or (inject.id, place) in projected)
    )


def _letter(place: int) -> str:
    letters = _p("option letters", "一二三四五六七")
    return letters[place] if place < len(letters) else str(place + 1)


def _options(state: DrillState, decision: Decision, chosen: int | None) -> tuple[PlayerOption, ...]:
    texts = [_words(state, option.text) for option in decision.options]
    texts.append(_("其他做法，说出来") if chosen is None else _("其他做法"))
    return tuple(
        PlayerOption(letter=_letter(place), text=text, chosen=place == chosen)
        for place, text in enumerate(texts)
    )


def _decision(state: DrillState, visit: Visit, decision: Decision) -> dict[str, object]:
    option = chosen_option(visit) if _reached(visit, "conclusion") else None
    shown: dict[str, object] = {"ask": _words(state, decision.ask)}
    if option is None or visit.decision is None:
        return {**shown, "options": _options(state, decision, None)}
    # A free answer is the table's own; the option that it was mapped to is the facilitator's judgement.
    place = len(decision.options) if visit.decision.words else decision.options.index(option)
    return {
        **shown,
        "options": _options(state, decision, place),
        "decided": _("选了 {letter}", letter=_letter(place)),
        "consequence": _words(state, option.consequence),
    }


def _ending(state: DrillState, phase: Phase) -> dict[str, str]:
    playbook = state.playbook
    ending = next((item for item in playbook.endings if item.id == state.ending), None) if playbook else None
    if playbook is None or ending is None:
        return {}
    card = {"end_card": _words(state, playbook.end_card)}
    if phase == "finished":
        return card
    return {"notice": _words(state, ending.title), "text": _words(state, ending.text), **card}


def _round() -> tuple[str, ...]:
    return (_("哪一步顺？"), _("哪里卡住？"), _("明天就改的一件事，谁来做？"))


def _words(state: DrillState, text: str) -> str:
    """A text for players: parameters filled in one pass, people's numbers kept back, nothing unseen."""
    values = state.planned.parameters if state.planned else {}
    playbook = state.playbook

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        if playbook is None or name not in playbook.parameters:
            return match[0]
        if _is_private(playbook, name):
            return _("（请问主持人）")
        return values.get(name, playbook.parameters[name].default)

    return clean(_PLACE.sub(filled, text))


def _is_private(playbook: Playbook, name: str) -> bool:
    """Numbers out of the contact list belong on paper, not on a wall that anyone may photograph."""
    return (playbook.parameters[name].source or "").startswith("contacts.")
