"""Lines of the record as facts: what a person wrote apart from the words of playbook and law table. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretguard.clock import from_microseconds
from secretguard.documents.incident.model import Correction, LineFact
from secretguard.documents.incident.outside import Outside
from secretguard.incidents import CustodyEvent, IncidentState, TimelineLine, category_of, late_by, timeline

_CODES = frozenset(
    {"severity.set", "custody.event", "evidence.checked", "paper.issued"} | {"corrected", "undone", "erased"}
)
"""Kinds whose subject is chosen from a list or is a number."""
_PEOPLE = frozenset({"incident.opened", "severity.set", "task.done", "closed", "evidence.taken"})
"""Kinds whose `by` is a person."""


@dataclass(frozen=True, slots=True)
class _Known:
    titles: frozenset[str]
    custody: Mapping[int, CustodyEvent]
    outside: Outside


def line_facts(state: IncidentState, outside: Outside) -> tuple[LineFact, ...]:
    """Every line, in the order in which it happened; of one moment, in the order recorded."""
    story = state.story
    titles = {task.title for task in story.tasks} | {one.ask for one in story.questions} if story else set()
    custody = {link.stamp.seq: link.entry for item in state.evidence.values() for link in item.chain}
    known = _Known(frozenset(titles), custody, outside)
    return tuple(_line(line, known) for line in timeline(state))


def _line(line: TimelineLine, known: _Known) -> LineFact:
    stamp = line.stamp
    code, title, subject = _named(line, known)
    return LineFact(
        seq=stamp.seq,
        kind=line.kind,
        occurred=from_microseconds(stamp.occurred, stamp.tz),
        recorded=from_microseconds(stamp.recorded, stamp.tz),
        late=late_by(line),
        author=known.outside.authors.get(stamp.author, ""),
        code=code,
        title=title,
        subject=subject,
        text="" if line.kind == "playbook.taken" else line.text,
        people=_people(line, known),
        secrets=tuple(known.outside.secrets.get(key, key) for key in line.secrets),
        items=line.items,
        tags=() if line.kind == "incident.opened" else line.tags,
        decision=line.decision,
        corrections=tuple(
            Correction(one.text, from_microseconds(one.stamp.occurred, one.stamp.tz), one.stamp.seq)
            for one in line.corrections
        ),
        undone_by=line.undone_by,
    )


def _named(line: TimelineLine, known: _Known) -> tuple[str, str, str]:
    """The line's subject as code, as a known title, or as somebody's words."""
    if line.kind == "evidence.taken":
        return line.subject if category_of(line.subject) else "", "", ""
    if line.kind in _CODES:
        return line.subject, "", ""
    if line.kind == "answer.given":
        known_title = line.subject in known.titles
        return line.by, line.subject if known_title else "", "" if known_title else line.subject
    if line.kind == "outside.reported" and line.subject in known.outside.events:
        return "", known.outside.events[line.subject], line.by
    if line.kind == "outside.reported":
        return "", "", line.by
    if line.kind == "playbook.taken":
        return "", line.text, ""
    if line.kind == "task.added":
        return "", "", line.subject
    return ("", line.subject, "") if line.subject in known.titles else ("", "", line.subject)


def _people(line: TimelineLine, known: _Known) -> tuple[str, ...]:
    event = known.custody.get(line.stamp.seq)
    if event is not None:
        return (event.giver, event.taker)
    named = tuple(known.outside.people.get(key, key) for key in line.people)
    if line.kind == "incident.opened":
        named += line.tags
    return ((line.by, *named) if line.by else named) if line.kind in _PEOPLE else named
