"""From an incident's folded state to the facts of its papers. Pure: no vault, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from secretguard.clock import from_microseconds
from secretguard.documents.incident.ending_model import (
    CostFact,
    EndFact,
    Ending,
    PromiseFact,
    ReviewFact,
    Spans,
)
from secretguard.documents.incident.evidence_facts import item_facts
from secretguard.documents.incident.line_facts import line_facts
from secretguard.documents.incident.model import (
    ClockFact,
    CutFact,
    Erasure,
    Head,
    IncidentFacts,
    Proof,
    Question,
    ReportFact,
    Secret,
    TaskFact,
)
from secretguard.documents.incident.outside import KeptClock, Outside
from secretguard.incidents import IncidentState, Stamp, TaskView, ends_of, numbers, tasks_at
from secretguard.register import duty_words


@dataclass(frozen=True, slots=True)
class Frame:
    """When and for whom a paper is made: the moment (µs UTC, minutes east), the enterprise, the proof.

    `erased_later` are entries that the paper first showed and that were destroyed since, with the reason.
    """

    enterprise: str
    now: int
    tz: int
    proof: Proof | None = None
    erased_later: tuple[tuple[int, str], ...] = ()

    def moment(self, value: int) -> datetime:
        """A moment in the paper's zone."""
        return from_microseconds(value, self.tz)

    def perhaps(self, value: int | None) -> datetime | None:
        """The same, or None."""
        return None if value is None else self.moment(value)


def incident_facts(state: IncidentState, outside: Outside, frame: Frame) -> IncidentFacts:
    """All facts of the papers as of the state given; it must have been opened."""
    times = numbers(state)
    return IncidentFacts(
        head=_head(state, frame),
        secrets=tuple(_secrets(state, outside)),
        questions=tuple(_questions(state)),
        clocks=tuple(_clock(clock, frame) for clock in outside.clocks),
        tasks=tuple(_task(view, state, frame) for view in tasks_at(state, frame.now)),
        cuts=tuple(CutFact(one.what, one.why, at(one.stamp), one.stamp.seq) for one in state.cuts),
        reports=tuple(_reports(state, outside)),
        lines=line_facts(state, outside),
        items=item_facts(state, outside),
        promises=tuple(_promises(outside, state)),
        spans=Spans(times.detect, times.open, times.contain, times.preserve, times.report),
        ending=_ending(state),
        erasures=tuple(_erasures(state, frame)),
        proof=frame.proof,
    )


def at(stamp: Stamp) -> datetime:
    """When it happened, in the zone of its entry."""
    return from_microseconds(stamp.occurred, stamp.tz)


def _head(state: IncidentState, frame: Frame) -> Head:
    opened, stamp, severity = state.opened, state.opened_stamp, state.severity
    assert opened is not None and stamp is not None
    closed = state.closed
    return Head(
        enterprise=frame.enterprise,
        what=opened.what,
        level=state.level,
        reasons=severity.reasons if severity else (),
        override=(severity.override or "") if severity else "",
        status=state.status,
        found=frame.moment(opened.found),
        as_of=frame.moment(frame.now),
        opened=at(stamp),
        began=at(state.began.stamp) if state.began else None,
        began_source=state.began.text if state.began else "",
        contained=at(state.contained.stamp) if state.contained else None,
        contained_how=state.contained.text if state.contained else "",
        closed=at(closed[1]) if closed else None,
        closed_by=closed[0].by if closed else "",
        path=opened.path or "",
        reported_by=opened.reported_by or "",
        knows=opened.knows,
        playbook=state.story.title if state.story else "",
        from_drill=state.from_drill is not None,
    )


def _secrets(state: IncidentState, outside: Outside) -> Iterator[Secret]:
    named = dict.fromkeys(secret for line in state.timeline for secret in line.secrets)
    for key in named:
        yield Secret(key if key in outside.secrets else "", outside.secrets.get(key, key))


def _questions(state: IncidentState) -> Iterator[Question]:
    for question in state.story.questions if state.story else ():
        given = state.answers.get(question.id)
        if given is not None:
            entry = given.given
            told = tuple(notice.to for notice in entry.notices)
            yield Question(question.ask, entry.answer, entry.remark or "", told, at(given.stamp))
        elif state.holds(question.only_if) != "no":
            yield Question(question.ask, None, "", (), None)


def _clock(clock: KeptClock, frame: Frame) -> ClockFact:
    return ClockFact(
        kind=clock.kind,
        event=clock.event,
        title=clock.title,
        limit=clock.limit,
        due=frame.perhaps(clock.due),
        met=frame.perhaps(clock.met),
        state=clock.state,
        certain=clock.certain,
        stopped=clock.stopped,
        grounds=clock.grounds,
        own_grounds=clock.own_grounds,
    )


def _task(view: TaskView, state: IncidentState, frame: Frame) -> TaskFact:
    mark, task = view.mark, view.task
    phases = {phase.id: phase.title for phase in state.story.phases} if state.story else {}
    titles = {one.id: one.title for one in state.story.tasks} if state.story else {}
    known = duty_words()
    return TaskFact(
        phase=phases.get(task.phase, "") if task else "",
        title=view.title if task else "",
        own_title="" if task else view.title,
        role=known.get(view.role, "") if task else "",
        own_role=view.role if not task else "",
        status=view.status,
        late=view.was_late,
        due=frame.perhaps(view.due),
        at=at(mark.stamp) if mark else None,
        recorded=from_microseconds(mark.stamp.recorded, mark.stamp.tz) if mark else None,
        by=mark.by if mark else "",
        note=mark.note if mark else "",
        broke_order=mark.broke_order if mark else "",
        restricts=bool(task and task.restricts),
        why_now=task.why_now if task else "",
        missing=tuple(titles[one] for one in view.missing if one in titles),
        hangs=bool(view.open_facts),
        seq=mark.stamp.seq if mark else 0,
    )


def _reports(state: IncidentState, outside: Outside) -> Iterator[ReportFact]:
    for one in state.reported:
        yield ReportFact(
            event=outside.events.get(one.duty, ""),
            duty=one.duty.removeprefix("notice:"),
            to=one.to,
            how=one.how,
            number=one.number,
            at=at(one.stamp),
            seq=one.stamp.seq,
        )


def _promises(outside: Outside, state: IncidentState) -> Iterator[PromiseFact]:
    """The promises as their clocks stood; an issue from before clocks named theirs is found by its text."""
    kept = [clock for clock in outside.clocks if clock.kind == "promise"]
    for promise in outside.promises:
        clock = next(one for one in kept if (one.promise or one.title) in (promise.id, promise.text))
        yield PromiseFact(
            clock=promise.clock,
            text=promise.text,
            section=promise.plan,
            minutes=promise.minutes,
            actual=None if clock.met is None else max(0, clock.met - state.found),
            state=clock.state,
            stopped=clock.stopped,
        )


def _ending(state: IncidentState) -> Ending:
    retention = state.retention
    return Ending(
        ends=tuple(EndFact(end.title) for end in ends_of(state)),
        criteria=state.closed[0].criteria if state.closed else (),
        reviews=tuple(ReviewFact(one.whys, one.lessons, at(stamp)) for one, stamp in state.reviews),
        costs=tuple(CostFact(line.what, line.yuan) for line in state.cost),
        kept_until=retention.until if retention else None,
        kept_why=(retention.why or "") if retention else "",
    )


def _erasures(state: IncidentState, frame: Frame) -> Iterator[Erasure]:
    reasons = {line.subject: line.text for line in state.timeline if line.kind == "erased"}
    later = dict(frame.erased_later)
    for line in state.timeline:
        if line.kind == "erased-body":
            seq = line.stamp.seq
            yield Erasure(seq, later.get(seq) or reasons.get(str(seq), ""), seq in later)
