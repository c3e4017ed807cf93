"""The console's lists as rows: hand-outs, options, actions, evidence, what is coming, the record. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from rich.text import Text

from secretguard import drills
from secretguard.clock import from_microseconds
from secretguard.content.playbook import ExpectedAction, Inject
from secretguard.drills import DrillState, Visit
from secretguard.drills.state import MarkedAction, TimelineLine
from secretguard.drills.words import (
    evidence_word,
    line_word,
    mark_word,
    option_word,
    seat_word,
    step_word,
)
from secretguard.i18n import _
from secretguard.tui.kinsoku import divide_line
from secretguard.tui.marks import EVIDENCE_TONES, MARK_TONES, OPTION_TONES, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.choice_words import choice_words, source_words
from secretguard.tui.widgets.lists import Row
from secretguard.web.player_view import HandoutPlace

Grounds = Callable[[ExpectedAction], tuple[str, ...]]
LOG_LINES = 60
FREE_ANSWER = "free"
_ASIDE_CELLS = 24


def handout_rows(visit: Visit | None, projected: Collection[HandoutPlace]) -> tuple[Row, ...]:
    """The hand-outs of the inject at the table: 投 on the wall now, 材 may be shown, 留 the facilitator's."""
    if visit is None:
        return ()
    rows = []
    for place, handout in enumerate(visit.inject.handouts):
        if not handout.show_players:
            sign, hint = badge(_("留"), "off"), _("只给主持人看，不投影")
        elif (visit.inject.id, place) in projected:
            sign, hint = badge(_("投"), "good"), _("正在投影，空格 收回")
        else:
            sign, hint = badge(_("材"), "info"), _("空格 投影")
        rows.append(Row(str(place), line(sign, f"{handout.title}　{hint}"), words=handout.title, short=True))
    return tuple(rows)


def option_rows(state: DrillState, visit: Visit | None) -> tuple[Row, ...]:
    """The ways to decide with their ratings, and 其他做法; nothing before the table talks about them."""
    if visit is None or visit.inject.decision is None or visit.step != "discussion":
        return ()
    rows = []
    for number, option in enumerate(visit.inject.decision.options, 1):
        mark = badge(option_word(option.rating), OPTION_TONES[option.rating])
        rows.append(Row(option.id, line(f"{number}", mark, state.fill(option.text))))
    own = line(f"{len(rows) + 1}", badge(_("他"), "off"), _("其他做法（打字写，再归到一项）"))
    return (*rows, Row(FREE_ANSWER, own))


def action_rows(state: DrillState, visit: Visit | None, grounds: Grounds | None) -> tuple[Row, ...]:
    """The expected actions with their marks; limit, time and grounds aside where `grounds` are given."""
    if visit is None:
        return ()
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    return tuple(_action(state, action, titles, grounds) for action in visit.inject.expected)


def _action(
    state: DrillState, action: ExpectedAction, titles: dict[str, str], grounds: Grounds | None
) -> Row:
    marked = state.marks.get(action.id)
    mark = marked.entry.mark if marked else None
    sign = badge(mark_word(mark), MARK_TONES[mark]) if mark else Text("  ")
    words = state.fill(action.action)
    star = _("（关键）") if action.critical else ""
    what = f"{titles.get(action.role, action.role)} {words}{star}"
    limit, took = drills.scenario_text(action.within)[2:], _took(marked)
    doubt = _doubt(action, marked)
    if grounds is None:
        times = "　".join(filter(None, (limit, _("用 {time}", time=took) if took else "", doubt)))
        return Row(action.id, line(sign, f"{what}　{times}"), words=words)
    first = _("限 {limit}　用 {took}", limit=limit, took=took) if took else _("限 {limit}", limit=limit)
    aside = [first, *filter(None, (doubt,)), *grounds(action)]
    return Row(action.id, line(sign, what), words=words, aside=_column(aside))


def _took(marked: MarkedAction | None) -> str:
    if marked is None or marked.minute is None:
        return ""
    return drills.scenario_text(marked.minute)[2:]


def _doubt(action: ExpectedAction, marked: MarkedAction | None) -> str:
    """A mark that its own time speaks against stays in sight until somebody mends it."""
    if marked is None or marked.minute is None:
        return ""
    if marked.entry.mark == "late" and marked.minute <= action.within:
        return _("没有超限？")
    if marked.entry.mark == "done" and marked.minute > action.within:
        return _("超限了？")
    return ""


def _column(lines: list[str]) -> Text:
    whole = Text()
    for number, words in enumerate(lines):
        piece = Text(safe(words), style="" if number == 0 else "dim")
        for part in piece.divide(divide_line(piece.plain, _ASIDE_CELLS)):
            whole.append("\n" if whole else "")
            part.rstrip()
            # As wide in every row, so that the column stands straight.
            part.pad_right(_ASIDE_CELLS - part.cell_len)
            whole.append_text(part)
    return whole


def evidence_rows(state: DrillState, *, short: bool) -> tuple[Row, ...]:
    """The evidence board; in short form one line each, without what led there."""
    causes = {
        change.evidence: choice_words(state, change.inject, change.option)
        for change in state.evidence_changes
    }
    rows = []
    for item in state.playbook.evidence if state.playbook else ():
        value = state.evidence[item.id]
        sign = badge(evidence_word(value), EVIDENCE_TONES[value])
        title = state.fill(item.title)
        cause = causes.get(item.id)
        parts = (title,) if short or cause is None else (title, cause)
        rows.append(Row(item.id, line(sign, *parts), words=title, short=short))
    return tuple(rows)


def evidence_words(state: DrillState, evidence: str) -> str:
    """One item in full: what it is, where it stands, what led there, what would destroy it."""
    item = (
        next((item for item in state.playbook.evidence if item.id == evidence), None)
        if state.playbook
        else None
    )
    if item is None:
        return ""
    causes = [change for change in state.evidence_changes if change.evidence == evidence]
    led = choice_words(state, causes[-1].inject, causes[-1].option) if causes else ""
    stands = " ".join(filter(None, (evidence_word(state.evidence[evidence]), led)))
    return _(
        "{item}（{stands}）。会毁掉它的是：{killer}",
        item=state.fill(item.title), stands=stands, killer=state.fill(item.killed_by),
    )  # fmt: skip


def coming_rows(state: DrillState, offers: tuple[Inject, ...]) -> tuple[Row, ...]:
    """Contingencies that are ready, and actions of earlier injects that nobody has marked."""
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
    return tuple(rows)


def log_rows(state: DrillState) -> tuple[Row, ...]:
    """The record, newest first; what was taken back is struck through."""
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    rows = []
    for entry in reversed(state.timeline[-LOG_LINES:]):
        moment: datetime = from_microseconds(entry.stamp.occurred, entry.stamp.tz)
        words = _log_words(state, entry, titles)
        by = f"{entry.by} " if entry.by else ""
        style = "strike dim" if entry.undone_by else ""
        text = Text(safe(f"{moment:%H:%M} {by}{state.fill(words)}"), style=style)
        rows.append(Row(str(entry.stamp.seq), text, words=words, hang=6))
    return tuple(rows)


def _log_words(state: DrillState, entry: TimelineLine, titles: dict[str, str]) -> str:
    """A line of the record in words: roles by their titles, actions by what they say, no ids of ours."""
    word = line_word(entry.kind)
    if entry.kind == "note":
        return entry.text
    if entry.kind == "decision":
        return f"{word} {source_words(state, entry.subject)} {entry.text}"
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
