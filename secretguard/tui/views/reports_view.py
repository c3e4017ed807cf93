"""The reports of a vault as list rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretguard.clock import from_microseconds, long_time
from secretguard.drills import DrillState
from secretguard.i18n import _
from secretguard.tui.marks import badge, line
from secretguard.tui.widgets.lists import Row


@dataclass(frozen=True, slots=True)
class DrillReports:
    """A drill with its folded state."""

    id: str
    title: str
    state: DrillState


def report_rows(drills: Sequence[DrillReports]) -> tuple[Row, ...]:
    """Newest drills first; under each what can be made, then what was issued."""
    rows = []
    for drill in reversed(drills):
        if not drill.state.visits:
            continue
        closing = drill.state.status in ("ended", "hotwash", "finished")
        word = badge(_("新"), "good") if closing else badge(_("稿"), "care")
        what = _("推演速报") if closing else _("推演速报（草稿）")
        shown = f"{what}　{drill.title}"
        rows.append(Row(f"new:{drill.id}", line(word, shown), words=shown))
        for issue, _stamp in reversed(drill.state.issued):
            when = long_time(from_microseconds(issue.issued, issue.tz))
            kind = _("终稿") if issue.report == "final" else _("速报")
            text = _("{number} {kind}　{when} 签发", number=issue.number, kind=kind, when=when)
            row_id = f"issue:{drill.id}:{issue.number}"
            rows.append(Row(row_id, line("  ", badge(_("出"), "info"), text), words=text))
    return tuple(rows)
