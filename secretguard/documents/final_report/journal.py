"""The journal in words: one text an entry, so that whoever holds the paper can follow the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Protocol

from secretguard.clock import from_microseconds
from secretguard.documents.final_report.model import JournalLine
from secretguard.documents.quick_report.words import duration
from secretguard.drills import DrillState, gate_lines
from secretguard.drills import entries as entry
from secretguard.drills.timing import clock_text
from secretguard.drills.words import line_word, mark_word, presence_word, rating_word, seat_word, step_word
from secretguard.entries import EntryModel, OpenedEntry, decode
from secretguard.i18n import _, _p


class LinkedEntry(OpenedEntry, Protocol):
    """An opened entry with its link (the vault's `Entry` fits)."""

    @property
    def link(self) -> bytes: ...


def journal_lines(state: DrillState, entries: Iterable[LinkedEntry]) -> Iterator[JournalLine]:
    """Every entry in order: number, time recorded, kind and text in words, link."""
    for opened in entries:
        model = decode(opened, entry.KINDS)
        yield JournalLine(
            seq=opened.seq,
            recorded=None if opened.erased else from_microseconds(opened.at, opened.tz),
            kind=_kind_word(opened.kind),
            text=_("（内容已销毁，承诺值保留）") if opened.erased else _text(state, model),
            link=opened.link.hex(),
        )


def _text(state: DrillState, model: EntryModel | None) -> str:
    teller = _TEXTS.get(type(model)) if model else None
    return state.fill(teller(state, model)) if teller else ""


def _joined(*parts: str | None) -> str:
    return "　".join(part for part in parts if part)


def _planned(_state: DrillState, model: entry.DrillPlanned) -> str:
    return _("剧本 {id} 第 {version} 版", id=model.playbook.id, version=model.playbook.version)


def _seat(state: DrillState, model: entry.SeatTaken) -> str:
    instead = _("替{name}", name=model.instead_of) if model.instead_of else None
    return _joined(_seat_title(state, model.seat), model.name, presence_word(model.presence), instead)


def _seat_title(state: DrillState, seat: str) -> str:
    return seat_word(seat, {role.id: role.title for role in state.playbook.roles} if state.playbook else {})


def _gate(state: DrillState, model: entry.GateChecked) -> str:
    text = next((line.text for line in gate_lines(state) if line.id == model.check), model.check)
    return _joined(text, _("是") if model.answer == "yes" else _("否"), model.remark)


def _inject(state: DrillState, model: entry.InjectGiven) -> str:
    injects = state.playbook.injects if state.playbook else ()
    title = next((inject.title for inject in injects if inject.id == model.inject), "")
    return _joined(f"{model.inject} {title}", model.why)


def _decision(_state: DrillState, model: entry.DecisionTaken) -> str:
    chosen = _("{inject} 选 {option}", inject=model.inject, option=model.option)
    return _joined(chosen, model.words, model.by, model.reason, model.remark)


def _mark(state: DrillState, model: entry.ActionMarked) -> str:
    visits = state.visits
    actions = (action for visit in visits for action in visit.inject.expected if action.id == model.action)
    action = next(actions, None)
    word = mark_word(model.mark) if model.mark else _("取消标记")
    minute = duration(model.minute) if model.minute is not None else None
    return _joined(word, action.action if action else model.action, minute, model.by, model.why)


def _resumed(_state: DrillState, model: entry.Resumed) -> str:
    cause = _("中断后继续") if model.after == "crash" else _("暂停后继续")
    return _("{cause}，时钟 {clock}", cause=cause, clock=clock_text(model.elapsed))


def _undone(_state: DrillState, model: entry.EntryUndone) -> str:
    return _joined(_("撤销第 {seq} 条", seq=model.seq), model.why)


def _said(state: DrillState, model: entry.HotwashSaid) -> str:
    return _joined(_seat_title(state, model.role), model.name, model.text)


def _ended(state: DrillState, model: entry.StoryEnded) -> str:
    endings = state.playbook.endings if state.playbook else ()
    return next((f"{item.id} {item.title}" for item in endings if item.id == model.ending), model.ending)


_TEXTS: Final[dict[type[EntryModel], Callable[[DrillState, Any], str]]] = {
    entry.DrillPlanned: _planned,
    entry.SeatTaken: _seat,
    entry.SeatCleared: lambda state, model: _("{seat}空出", seat=_seat_title(state, model.seat)),
    entry.GateChecked: _gate,
    entry.DrillStarted: lambda _state, _model: _("时钟起走"),
    entry.InjectGiven: _inject,
    entry.UnplannedInject: lambda _state, model: _joined(model.inject, model.text),
    entry.ContingencyDeclined: lambda _state, model: _joined(model.inject, model.why),
    entry.StepReached: lambda _state, model: f"{model.inject} {step_word(model.step)}",
    entry.DecisionTaken: _decision,
    entry.ActionMarked: _mark,
    entry.NoteAdded: lambda _state, model: _joined(model.by, model.text),
    entry.Paused: lambda _state, model: model.why or "",
    entry.Resumed: _resumed,
    entry.EntryUndone: _undone,
    entry.RatingOverridden: lambda _state, model: _joined(
        model.objective, rating_word(model.rating), model.by, model.why
    ),
    entry.StoryEnded: _ended,
    entry.HotwashStarted: lambda _state, _model: _("时钟停"),
    entry.HotwashSaid: _said,
    entry.DrillFinished: lambda _state, _model: _("推演结束"),
    entry.CommentMade: lambda _state, model: _joined(model.report, model.by, model.text),
    entry.ReportIssued: lambda _state, model: _(
        "{number}，检查点大小 {size}", number=model.number, size=model.checkpoint_size
    ),
}

_LINES: Final = {
    "drill.planned": "planned",
    "drill.seat": "seat",
    "drill.seat-cleared": "seat",
    "drill.started": "started",
    "drill.inject": "story",
    "drill.unplanned": "unplanned",
    "drill.contingency-declined": "declined",
    "drill.step": "step",
    "drill.decision": "decision",
    "drill.mark": "mark",
    "drill.note": "note",
    "drill.paused": "paused",
    "drill.resumed": "resumed",
    "drill.undone": "undone",
    "drill.rating": "rating",
    "drill.story-ended": "ended",
    "drill.hotwash": "hotwash",
    "drill.hotwash-said": "said",
    "drill.finished": "finished",
    "drill.comment": "comment",
}


def _kind_word(kind: str) -> str:
    others = {
        "": _p("entry", "已销毁"),
        "journal.open": _p("entry", "立卷"),
        "erased": _p("entry", "销毁"),
        "drill.gate": _p("entry", "检查"),
        "drill.report-issued": _p("entry", "签发"),
    }
    return others.get(kind) or line_word(_LINES.get(kind, kind))
