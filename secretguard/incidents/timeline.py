"""The record to look at: in the order it happened or was recorded, filtered, as CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.clock import from_microseconds
from secretguard.i18n import _
from secretguard.incidents.entries import NoteAdded
from secretguard.incidents.evidence_entries import CustodyEvent, EvidenceChecked, EvidenceTaken
from secretguard.incidents.folding import searchable
from secretguard.incidents.state import IncidentState, TimelineLine
from secretguard.incidents.words import kind_word, line_words
from secretguard.register.exchange import exported, neutralised

Order = Literal["occurred", "recorded"]
Show = Literal["all", "decisions", "tasks", "evidence", "notes"]

_TASKS: Final = frozenset({"task.done", "task.reopened", "task.skipped", "task.added", "cut.made"})
_EVIDENCE: Final = frozenset({EvidenceTaken.kind, CustodyEvent.kind, EvidenceChecked.kind})


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines: words that all must stand in it, a group of kinds, a person, a secret, an item, a span.

    `since` and `until` are microseconds UTC of when it happened; undone lines are shown unless left out.
    """

    text: str = ""
    show: Show = "all"
    person: str | None = None
    secret: str | None = None
    item: int | None = None
    tag: str | None = None
    since: int | None = None
    until: int | None = None
    undone: bool = True


def timeline(
    state: IncidentState, order: Order = "occurred", chosen: Filter | None = None
) -> tuple[TimelineLine, ...]:
    """The lines that a filter lets through, oldest first; of one moment, in the order recorded."""
    lines: Sequence[TimelineLine] = state.timeline
    if chosen is not None and chosen != Filter():
        words = tuple(searchable((chosen.text,)).split())
        lines = [line for line in lines if _passes(line, chosen, words)]
    if order == "occurred":
        return tuple(sorted(lines, key=_occurred))
    return tuple(lines)


def late_by(line: TimelineLine) -> int:
    """How long after it happened a line was recorded, in microseconds; below zero never."""
    return max(0, line.stamp.recorded - line.stamp.occurred)


def timeline_csv(lines: Iterable[TimelineLine]) -> str:
    """The lines as CSV with a heading, in UTF-8 with BOM for spreadsheets; no cell runs as a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(
        [_("编号"), _("发生"), _("记录"), _("种类"), _("内容"), _("何人"), _("证据"), _("标记"), _("已撤销")]
    )
    for line in lines:
        stamp = line.stamp
        cells = [
            str(stamp.seq),
            _time(stamp.occurred, stamp.tz),
            _time(stamp.recorded, stamp.tz),
            kind_word(line.kind),
            line_words(line),
            line.by,
            " ".join(f"E-{item:02d}" for item in line.items),
            " ".join(line.tags),
            "" if line.undone_by is None else str(line.undone_by),
        ]
        writer.writerow([neutralised(exported(cell)) for cell in cells])
    return "\ufeff" + target.getvalue()


def _occurred(line: TimelineLine) -> int:
    return line.stamp.occurred


def _passes(line: TimelineLine, chosen: Filter, words: tuple[str, ...]) -> bool:
    return (
        all(word in line.search for word in words)
        and _in_group(line, chosen.show)
        and _names(line, chosen)
        and (chosen.since is None or line.stamp.occurred >= chosen.since)
        and (chosen.until is None or line.stamp.occurred <= chosen.until)
        and (chosen.undone or line.undone_by is None)
    )


def _names(line: TimelineLine, chosen: Filter) -> bool:
    return (
        (chosen.person is None or chosen.person in line.people)
        and (chosen.secret is None or chosen.secret in line.secrets)
        and (chosen.item is None or chosen.item in line.items)
        and (chosen.tag is None or chosen.tag in line.tags)
    )


def _in_group(line: TimelineLine, show: Show) -> bool:
    match show:
        case "all":
            return True
        case "decisions":
            return line.decision or line.kind == "severity.set"
        case "tasks":
            return line.kind in _TASKS
        case "evidence":
            return line.kind in _EVIDENCE
        case "notes":
            return line.kind == NoteAdded.kind


def _time(moment: int, tz: int) -> str:
    return from_microseconds(moment, tz).strftime("%Y-%m-%d %H:%M:%S")
