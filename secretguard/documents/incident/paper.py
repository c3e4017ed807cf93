"""The papers as documents; a long one in volumes (册), so that none needs more memory than a desk has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from secretguard.documents.incident.handing_over import sheet_words
from secretguard.documents.incident.model import IncidentFacts
from secretguard.documents.incident.presenting import (
    Words,
    evidence_words,
    frame_words,
    item_counts,
    line_counts,
    task_words,
    timeline_words,
)
from secretguard.documents.incident.reporting import ending_words, report_words
from secretguard.documents.incident.words import paper_word
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document
from secretguard.i18n import _
from secretguard.incidents import ReportKind

TEMPLATES: Final[Mapping[ReportKind, str]] = {
    "incident": "incident-report.md",
    "timeline": "incident-timeline.md",
    "tasks": "incident-tasks.md",
    "evidence": "incident-evidence.md",
    "custody": "incident-custody.md",
}
LINES_A_VOLUME: Final = 4000
ITEMS_A_VOLUME: Final = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which paper. `masked` says what was masked how often (None: nothing was, on purpose).

    A hand-over sheet needs its item and the entry of its link.
    """

    paper: ReportKind
    masked: Mapping[str, int] | None = None
    item: int | None = None
    link: int | None = None


def volume_count(sheet: Sheet, facts: IncidentFacts) -> int:
    """In how many volumes it comes."""
    if sheet.paper == "timeline":
        return max(1, -(-len(facts.lines) // LINES_A_VOLUME))
    if sheet.paper == "evidence":
        return max(1, -(-len(facts.items) // ITEMS_A_VOLUME))
    return 1


def paper_document(sheet: Sheet, facts: IncidentFacts, volume: int = 1) -> Document:
    """One volume of a paper, counted from 1. Raises ContentError when the template is broken."""
    count = volume_count(sheet, facts)
    title = paper_word(sheet.paper)
    if count > 1:
        title += _("　第 {number} 册，共 {count} 册", number=volume, count=count)
    data = {**frame_words(facts, title, sheet.masked), **_content(sheet, facts, volume)}
    moment = facts.proof.issued if facts.proof else facts.head.as_of
    return read(TEMPLATES[sheet.paper], data, moment=moment)


def _content(sheet: Sheet, facts: IncidentFacts, volume: int) -> Words:
    match sheet.paper:
        case "incident":
            parts = {**report_words(facts), **task_words(facts), **evidence_words(facts)}
            return {**parts, **ending_words(facts)}
        case "timeline":
            start = (volume - 1) * LINES_A_VOLUME
            part = replace(facts, lines=facts.lines[start : start + LINES_A_VOLUME])
            return {**timeline_words(part), "line_counts": line_counts(facts)}
        case "tasks":
            return task_words(facts)
        case "evidence":
            start = (volume - 1) * ITEMS_A_VOLUME
            part = replace(facts, items=facts.items[start : start + ITEMS_A_VOLUME])
            return {**evidence_words(part), "item_counts": item_counts(facts)}
        case "custody":
            return sheet_words(facts, sheet.item, sheet.link)
