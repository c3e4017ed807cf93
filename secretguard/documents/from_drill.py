"""From a drill's folded state to the facts of its quick report. Pure: no vault, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from secretguard.actions import Finding
from secretguard.clock import from_microseconds
from secretguard.content.playbook import ClockName, Option
from secretguard.documents.from_law import LegalLimit
from secretguard.documents.from_scores import objective_results
from secretguard.documents.quick_report.model import (
    ActionResult,
    ClockResult,
    DecisionResult,
    Departure,
    EvidenceResult,
    FindingResult,
    Ground,
    Participant,
    PlaybookReference,
    Proof,
    QuickReport,
    Quote,
    Signatories,
    TimeDifference,
    TimeGap,
    UndoneEntry,
)
from secretguard.drills import (
    DrillState,
    Visit,
    chosen_option,
    confirmed_grade,
    readings,
    scorecard_of,
)
from secretguard.drills.clocks import CLOCKS
from secretguard.drills.scoring import ObjectiveRating
from secretguard.drills.state import Stamp
from secretguard.drills.words import line_word, seat_word
from secretguard.i18n import _

NOTABLE_DIFFERENCE = 120_000_000
"""Microseconds between stated and recorded time from which the report says so (two minutes)."""


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report needs beside the drill: names, grounds in words, what the last drill gave, the proof."""

    enterprise: str
    number: str
    grounds: Mapping[str, Ground]
    findings: Sequence[Finding]
    now: datetime
    previous: Mapping[str, ObjectiveRating] = field(default_factory=dict)
    limits: Mapping[str, LegalLimit] = field(default_factory=dict)
    proof: Proof | None = None


def quick_report_facts(state: DrillState, context: ReportContext) -> QuickReport:
    """All facts of a quick report as of the state given."""
    planned, playbook, card = state.planned, state.playbook, scorecard_of(state)
    assert planned is not None and playbook is not None and card is not None
    started, ended = _span(state, context.now)
    ending = next((item.title for item in playbook.endings if item.id == state.ending), "")
    return QuickReport(
        number=context.number,
        enterprise=context.enterprise,
        title=playbook.title,
        playbook=PlaybookReference(
            id=playbook.id, version=playbook.version, title=playbook.title, ending=state.fill(ending)
        ),
        kind=planned.purpose,
        form=planned.form,
        place=planned.place or "",
        started=started,
        ended=ended,
        scenario_from=state.visits[0].stamp.scenario or 0 if state.visits else 0,
        scenario_to=_scenario_end(state),
        people=tuple(_people(state)),
        objectives=objective_results(state, card, context.previous),
        grade=confirmed_grade(state),
        clocks=tuple(_clocks(state, context.limits)),
        decisions=tuple(_decisions(state)),
        evidence=tuple(_evidence(state)),
        actions=tuple(_actions(state, context.grounds)),
        departures=tuple(_departures(state)),
        undone=tuple(_undone(state)),
        gaps=tuple(_gaps(state)),
        differences=tuple(_differences(state)),
        findings=tuple(_finding(finding) for finding in context.findings if finding.status != "declined"),
        quotes=tuple(_quotes(state)),
        signatories=_signatories(state),
        proof=context.proof,
    )


def bases_of(state: DrillState) -> list[str]:
    """Every basis that the report's rows name, once, in order."""
    named = (basis for visit in state.visits for action in visit.inject.expected for basis in action.basis)
    return list(dict.fromkeys(named))


def _moment(stamp: Stamp) -> datetime:
    return from_microseconds(stamp.occurred, stamp.tz)


def _span(state: DrillState, now: datetime) -> tuple[datetime, datetime]:
    started = _moment(state.started) if state.started else now
    end = state.ended or state.finished
    return started, _moment(end) if end else max(now, started)


def _scenario_end(state: DrillState) -> int:
    end = state.ended or state.last
    return end.scenario or 0 if end else 0


def _titles(state: DrillState) -> dict[str, str]:
    return {role.id: role.title for role in state.playbook.roles} if state.playbook else {}


_DUTIES = {
    "DIRECTOR": "director",
    "FACILITATOR": "facilitator",
    "EVALUATOR": "evaluator",
    "RECORDER": "observer",
    "OBSERVER": "observer",
}


def _people(state: DrillState) -> Iterator[Participant]:
    titles = _titles(state)
    goals = tuple(item.id for item in state.playbook.objectives) if state.playbook else ()
    for key, seat in state.seats.items():
        stood_in = seat.presence == "deputy"
        yield Participant.model_validate(
            {
                "role": seat_word(key, titles),
                "name": (seat.instead_of or "") if stood_in else seat.name,
                "duty": _DUTIES.get(key, "player"),
                "present": seat.presence in ("present", "phone"),
                "deputy": seat.name if stood_in else None,
                "evaluates": goals if key == "EVALUATOR" else (),
            }
        )


def duties_of(state: DrillState) -> list[str]:
    """Every legal duty that an action with a clock answers to, once."""
    found = (duty for clock in CLOCKS for duty in _duties_behind(state, clock))
    return list(dict.fromkeys(found))


def _duties_behind(state: DrillState, clock: ClockName) -> Iterator[str]:
    for visit in state.visits:
        for action in visit.inject.expected:
            if action.clock == clock and action.duty is not None:
                yield action.duty


def _clocks(state: DrillState, limits: Mapping[str, LegalLimit]) -> Iterator[ClockResult]:
    for reading in readings(state):
        promise = reading.promise
        legal = next((limits[duty] for duty in _duties_behind(state, reading.clock) if duty in limits), None)
        yield ClockResult(
            clock=reading.clock,
            tested=reading.tested,
            actual=reading.since_discovery,
            promised=promise.minutes if promise else None,
            promise_place=promise.plan if promise else "",
            legal_limit=legal.limit if legal else "",
            legal_ground=legal.ground if legal else "",
        )


def _decisions(state: DrillState) -> Iterator[DecisionResult]:
    for visit, option in _decided(state):
        decision, taken = visit.inject.decision, visit.decision
        assert decision is not None and taken is not None
        yield DecisionResult(
            inject=visit.inject.id,
            title=state.fill(visit.inject.title),
            at=visit.decision_stamp.scenario if visit.decision_stamp else None,
            question=state.fill(decision.ask),
            option=option.id,
            text=state.fill(option.text),
            rating=option.rating,
            why=state.fill(option.why),
            consequence=state.fill(option.consequence),
            free_answer=taken.words or "",
            decided_by=taken.by or "",
            remark=_("；").join(filter(None, (taken.reason, taken.remark))),
            objectives=decision.objectives,
            weight=decision.weight,
        )


def _decided(state: DrillState) -> Iterator[tuple[Visit, Option]]:
    visits = sorted(state.visits, key=lambda visit: visit.decision_stamp.seq if visit.decision_stamp else 0)
    for visit in visits:
        option = chosen_option(visit)
        if option is not None:
            yield visit, option


def _evidence(state: DrillState) -> Iterator[EvidenceResult]:
    for item in state.playbook.evidence if state.playbook else ():
        changes = [change for change in state.evidence_changes if change.evidence == item.id]
        last = changes[-1] if changes else None
        yield EvidenceResult(
            title=state.fill(item.title),
            state=state.evidence[item.id],
            cause=f"{last.inject} {last.option}" if last else "",
            at=last.stamp.scenario if last else None,
        )


def _actions(state: DrillState, grounds: Mapping[str, Ground]) -> Iterator[ActionResult]:
    titles = _titles(state)
    last = {visit.inject.id: visit for visit in state.visits}
    for visit in last.values():
        for action in visit.inject.expected:
            marked = state.marks.get(action.id)
            mark = marked.entry.mark if marked and marked.entry.mark else "skipped"
            yield ActionResult(
                inject=f"{visit.inject.id} {state.fill(visit.inject.title)}",
                role=titles.get(action.role, action.role),
                text=state.fill(action.action),
                mark=mark,
                within=action.within,
                minute=marked.minute if marked else None,
                critical=action.critical,
                objective=action.objective,
                weight=action.weight,
                grounds=tuple(grounds[basis] for basis in action.basis if basis in grounds),
                note=(marked.entry.why or "") if marked else "",
            )


def _departures(state: DrillState) -> Iterator[Departure]:
    for entry, stamp in state.unplanned:
        yield Departure(kind="unplanned", text=entry.text, reason="", at=_moment(stamp))
    for visit in state.visits:
        if visit.way == "jump":
            text = f"{visit.inject.id} {state.fill(visit.inject.title)}"
            yield Departure(kind="jump", text=text, reason=visit.why or "", at=_moment(visit.stamp))
    for line in state.timeline:
        if line.kind == "declined" and line.undone_by is None:
            yield Departure(kind="declined", text=line.subject, reason=line.text, at=_moment(line.stamp))
        if line.kind == "rating" and line.undone_by is None:
            yield Departure(
                kind="rating", text=line.subject, reason=line.text, by=line.by or "", at=_moment(line.stamp)
            )


def _undone(state: DrillState) -> Iterator[UndoneEntry]:
    for line in state.timeline:
        if line.undone_by is not None:
            text = f"{line_word(line.kind)} {line.subject} {state.fill(line.text)}"
            yield UndoneEntry(number=line.stamp.seq, text=" ".join(text.split()), at=_moment(line.stamp))


def _gaps(state: DrillState) -> Iterator[TimeGap]:
    for gap in state.gaps:
        yield TimeGap(cause=gap.after, at=_moment(gap.stamp), minutes=round(gap.length / 60_000))


def _differences(state: DrillState) -> Iterator[TimeDifference]:
    for line in state.timeline:
        stamp = line.stamp
        if abs(stamp.recorded - stamp.occurred) > NOTABLE_DIFFERENCE and line.kind != "step":
            yield TimeDifference(
                number=stamp.seq,
                text=f"{line_word(line.kind)} {line.subject}".strip(),
                occurred=from_microseconds(stamp.occurred, stamp.tz),
                recorded=from_microseconds(stamp.recorded, stamp.tz),
            )


def _finding(finding: Finding) -> FindingResult:
    return FindingResult(
        number=finding.id,
        text=finding.raised.text,
        plan_section=finding.raised.plan or "",
        action=finding.what or "",
        owner=finding.owner or "",
        due=finding.due,
    )


def _quotes(state: DrillState) -> Iterator[Quote]:
    titles = _titles(state)
    for said, _stamp in state.hotwash:
        yield Quote(role=seat_word(said.role, titles), topic=said.topic, text=said.text)


def _signatories(state: DrillState) -> Signatories:
    def name(seat: str) -> str:
        return state.seats[seat].name if seat in state.seats else ""

    evaluator = name("EVALUATOR")
    return Signatories(
        facilitator=name("FACILITATOR") or (state.planned.facilitator or "" if state.planned else ""),
        enterprise_head=name("GM"),
        evaluators=(evaluator,) if evaluator else (),
    )
