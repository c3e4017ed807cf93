"""What a reader must know about the record itself: departures, entries taken back, gaps, stated times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from secretguard.documents.quick_report import words
from secretguard.documents.quick_report.model import QuickReport
from secretguard.i18n import _


def record_notes(report: QuickReport) -> list[dict[str, str]]:
    """Rows of kind, text and reason, in the order of kinds; empty where the record ran straight through."""
    return [*_departures(report), *_undone(report), *_gaps(report), *_differences(report)]


def _row(kind: str, text: str, reason: str) -> dict[str, str]:
    return {"kind": kind, "text": text, "reason": reason}


def _departures(report: QuickReport) -> Iterator[dict[str, str]]:
    for departure in report.departures:
        at = _clock_time(departure.at) if departure.at else ""
        by = _("，").join(part for part in (departure.by, at) if part)
        reason = departure.reason + (_("（{note}）", note=by) if by else "")
        yield _row(words.departure_word(departure.kind), departure.text, reason)


def _undone(report: QuickReport) -> Iterator[dict[str, str]]:
    for entry in report.undone:
        text = _("第 {number} 条：{text}", number=entry.number, text=entry.text)
        yield _row(_("撤销"), text, _("{time} 撤销，原条目保留", time=_clock_time(entry.at)))


def _gaps(report: QuickReport) -> Iterator[dict[str, str]]:
    for gap in report.gaps:
        cause = {"pause": _("暂停"), "crash": _("中断后恢复")}[gap.cause]
        text = _("{time} 起，{length}", time=_clock_time(gap.at), length=words.duration(gap.minutes))
        yield _row(cause, text, _("不计入用时"))


def _differences(report: QuickReport) -> Iterator[dict[str, str]]:
    for difference in report.differences:
        text = _("第 {number} 条：{text}", number=difference.number, text=difference.text)
        reason = _(
            "所填 {occurred}，录入 {recorded}",
            occurred=_clock_time(difference.occurred),
            recorded=_clock_time(difference.recorded),
        )
        yield _row(_("补录"), text, reason)


def _clock_time(moment: datetime) -> str:
    return f"{moment:%H:%M}"
