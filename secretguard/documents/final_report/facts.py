"""From a finished drill to the facts of its final report. Pure: no vault, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from secretguard.actions import Finding
from secretguard.clock import from_microseconds
from secretguard.documents.final_report.journal import LinkedEntry, journal_lines
from secretguard.documents.final_report.model import (
    DeclinedFinding,
    EnterpriseComment,
    FinalReport,
    Improvement,
    MarkedMoment,
    Statement,
    Story,
    TimelineEvent,
)
from secretguard.documents.from_drill import ReportContext, quick_report_facts
from secretguard.drills import DrillState
from secretguard.drills.state import TimelineLine
from secretguard.drills.words import line_word, seat_word
from secretguard.i18n import _p

_SHOWN = frozenset(
    {
        "started", "story", "contingency", "jump", "unplanned", "declined", "decision",
        "note", "paused", "resumed", "ended", "hotwash", "finished",
    }
)  # fmt: skip
"""What moves a drill on. Marks stand in the chart and in the table of actions."""


def final_report_facts(
    state: DrillState, context: ReportContext, entries: Iterable[LinkedEntry]
) -> FinalReport:
    """All facts of a final report as of the state given; `entries` are the journal's up to there."""
    return FinalReport(
        report=quick_report_facts(state, context),
        story=_story(state),
        timeline=tuple(_timeline(state)),
        moments=tuple(_moments(state)),
        improvements=tuple(_improvements(context.findings)),
        declined=tuple(_declined(context.findings)),
        statements=tuple(_statements(state)),
        comments=tuple(_comments(state)),
        journal=tuple(journal_lines(state, entries)),
    )


def _story(state: DrillState) -> Story:
    playbook = state.playbook
    assert playbook is not None
    ending = next((item for item in playbook.endings if item.id == state.ending), None)
    return Story(
        summary=state.fill(playbook.summary),
        setting=_lines(state, playbook.setting),
        ending=state.fill(ending.title) if ending else "",
        ending_text=_lines(state, ending.text) if ending else (),
    )


def _lines(state: DrillState, text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in state.fill(text).splitlines() if line.strip())


def _timeline(state: DrillState) -> Iterator[TimelineEvent]:
    for line in state.timeline:
        if line.kind in _SHOWN and line.undone_by is None:
            yield TimelineEvent(
                clock=line.stamp.elapsed,
                scenario=line.stamp.scenario,
                kind=line_word(line.kind),
                text=_event_text(state, line),
                by=line.by or "",
            )


def _event_text(state: DrillState, line: TimelineLine) -> str:
    if line.kind == "ended":
        endings = state.playbook.endings if state.playbook else ()
        return next((state.fill(item.title) for item in endings if item.id == line.subject), line.subject)
    if line.kind == "resumed":
        return _p("resumed", "中断后") if line.subject == "crash" else _p("resumed", "暂停后")
    subject = line.subject.replace(".", " ") if line.kind == "decision" else line.subject
    return " ".join(filter(None, (subject, state.fill(line.text))))


def _moments(state: DrillState) -> Iterator[MarkedMoment]:
    """In the order of the table of actions, so that a sign's number is its row's."""
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    last = {visit.inject.id: visit for visit in state.visits}
    expected = [action for visit in last.values() for action in visit.inject.expected]
    for number, action in enumerate(expected, 1):
        marked = state.marks.get(action.id)
        if marked is not None and marked.entry.mark not in (None, "skipped"):
            yield MarkedMoment(
                number=number,
                role=titles.get(action.role, action.role),
                clock=marked.stamp.elapsed,
                mark=marked.entry.mark,
            )


def _improvements(findings: Sequence[Finding]) -> Iterator[Improvement]:
    for finding in findings:
        if finding.status == "declined":
            continue
        yield Improvement(
            number=finding.id,
            text=finding.raised.text,
            nature=finding.raised.finding.nature,
            plan_section=finding.raised.plan or "",
            cause=finding.cause or "",
            action=finding.what or "",
            owner=finding.owner or "",
            due=finding.due,
            status=finding.status,
            closing=(finding.remark or "") if finding.status == "closed" else "",
        )


def _declined(findings: Sequence[Finding]) -> Iterator[DeclinedFinding]:
    for finding in findings:
        if finding.status == "declined":
            yield DeclinedFinding(number=finding.id, text=finding.raised.text, reason=finding.remark or "")


def _statements(state: DrillState) -> Iterator[Statement]:
    titles = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    for said, _stamp in state.hotwash:
        yield Statement(
            role=seat_word(said.role, titles), name=said.name or "", topic=said.topic, text=said.text
        )


def _comments(state: DrillState) -> Iterator[EnterpriseComment]:
    for made, stamp in state.comments:
        yield EnterpriseComment(
            text=made.text,
            by=made.by or "",
            report=made.report or "",
            at=from_microseconds(stamp.occurred, stamp.tz),
        )
