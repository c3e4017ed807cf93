"""What each paper is given: its own part of the facts, so that a mask counts what the paper would show."""

from __future__ import annotations

from dataclasses import replace

from secretguard.documents.incident.ending_model import Ending
from secretguard.documents.incident.model import Head, IncidentFacts, LineFact
from secretguard.incidents import ReportKind

_NO_ENDING = Ending((), (), (), (), None, "")


def facts_for(paper: ReportKind, facts: IncidentFacts, item: int | None) -> IncidentFacts:
    """The facts that a paper prints, and no others."""
    if paper == "incident":
        return replace(
            facts, lines=tuple(line if _is_decision(line) else _bare(line) for line in facts.lines)
        )
    items = tuple(one for one in facts.items if paper == "evidence" or one.number == item)
    return replace(
        facts,
        head=_short(facts.head),
        secrets=(),
        questions=(),
        clocks=(),
        tasks=facts.tasks if paper == "tasks" else (),
        cuts=(),
        reports=(),
        lines=facts.lines if paper == "timeline" else (),
        items=items if paper in ("evidence", "custody") else (),
        promises=(),
        ending=_NO_ENDING,
        erasures=() if paper == "custody" else facts.erasures,
    )


def _is_decision(line: LineFact) -> bool:
    return line.decision or line.kind == "severity.set"


def _bare(line: LineFact) -> LineFact:
    """A line that is only counted."""
    corrections = tuple(replace(one, text="") for one in line.corrections)
    return replace(
        line, title="", subject="", text="", people=(), secrets=(), tags=(), corrections=corrections
    )


def _short(head: Head) -> Head:
    return replace(
        head,
        reasons=(),
        override="",
        began_source="",
        contained_how="",
        closed_by="",
        path="",
        reported_by="",
        knows=(),
    )
