"""What each kind of entry does to a drill that is being folded: one small function per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from secretguard.content.playbook import Inject
from secretguard.drills.entries import (
    ActionMarked,
    CommentMade,
    ContingencyDeclined,
    DecisionTaken,
    DrillFinished,
    DrillPlanned,
    DrillStarted,
    GateChecked,
    HotwashSaid,
    HotwashStarted,
    InjectGiven,
    NoteAdded,
    Paused,
    RatingOverridden,
    ReportIssued,
    Resumed,
    SeatCleared,
    SeatTaken,
    StepReached,
    StoryEnded,
    UnplannedInject,
)
from secretguard.drills.folding import Folding
from secretguard.drills.state import EvidenceChange, Gap, MarkedAction, Stamp, Visit
from secretguard.drills.story import apply_evidence, resolve
from secretguard.entries import EntryModel

FACILITATOR = "FACILITATOR"


def apply(folding: Folding, entry: EntryModel, stamp: Stamp) -> None:
    """Let one entry change the drill. Kinds without effect on the state are passed over."""
    handler = _HANDLERS.get(type(entry))
    if handler is not None:
        handler(folding, entry, stamp)


def _planned(folding: Folding, entry: DrillPlanned, stamp: Stamp) -> None:
    folding.plan(entry)
    folding.line("planned", stamp, entry.playbook.id, folding.playbook.title if folding.playbook else "")


def _seat(folding: Folding, entry: SeatTaken, stamp: Stamp) -> None:
    folding.seats[entry.seat] = entry
    folding.line("seat", stamp, entry.seat, entry.name)


def _seat_cleared(folding: Folding, entry: SeatCleared, stamp: Stamp) -> None:
    folding.seats.pop(entry.seat, None)
    folding.line("seat-cleared", stamp, entry.seat, "")


def _gate(folding: Folding, entry: GateChecked, _stamp: Stamp) -> None:
    folding.gate[entry.check] = entry


def _started(folding: Folding, entry: DrillStarted, stamp: Stamp) -> None:
    folding.status = "running"
    folding.clock = folding.clock.started(stamp.occurred)
    folding.started = stamp
    folding.gaps_at_start = entry.gaps
    folding.line("started", stamp, "", "")


def _inject(folding: Folding, entry: InjectGiven, stamp: Stamp) -> None:
    written = folding.injects.get(entry.inject)
    if written is None:
        return
    now = stamp.scenario or 0
    played = resolve(written, folding.facts(now))
    # Scenario time never runs backwards: a late contingency happens at the time of the table.
    at = max(now, played.at) if played.at is not None else now
    folding.visits.append(Visit(played, entry.way, replace(stamp, scenario=at), why=entry.why))
    folding.line(entry.way, replace(stamp, scenario=at), played.id, played.title)


def _unplanned(folding: Folding, entry: UnplannedInject, stamp: Stamp) -> None:
    folding.unplanned.append((entry, stamp))
    to = entry.to or tuple(role.id for role in folding.playbook.roles) if folding.playbook else entry.to
    inject = Inject(
        id=entry.inject,
        kind="adhoc",
        title=" ".join(entry.text.split())[:200] or "—",
        sender=FACILITATOR,
        to=to or (FACILITATOR,),
        channel="—",
        text=entry.text,
    )
    folding.visits.append(Visit(inject, "unplanned", replace(stamp, scenario=stamp.scenario or 0)))
    folding.line("unplanned", stamp, entry.inject, entry.text)


def _declined(folding: Folding, entry: ContingencyDeclined, stamp: Stamp) -> None:
    folding.declined.add(entry.inject)
    folding.line("declined", stamp, entry.inject, entry.why)


def _step(folding: Folding, entry: StepReached, stamp: Stamp) -> None:
    folding.return_to(entry.inject, stamp)
    folding.replace_visit(entry.inject, step=entry.step)
    folding.line("step", stamp, entry.inject, entry.step)


def _decision(folding: Folding, entry: DecisionTaken, stamp: Stamp) -> None:
    visit = folding.replace_visit(entry.inject, decision=entry, decision_stamp=stamp, step="conclusion")
    decision = visit.inject.decision if visit else None
    option = next((item for item in decision.options if item.id == entry.option), None) if decision else None
    if option is None:
        return
    folding.flags.update(option.set)
    before = folding.evidence
    folding.evidence = apply_evidence(before, option.evidence)
    for item, state in folding.evidence.items():
        if before.get(item) != state:
            change = EvidenceChange(item, state, entry.inject, entry.option, stamp)
            folding.evidence_changes.append(change)
    folding.line("decision", stamp, f"{entry.inject}.{entry.option}", entry.words or option.text, by=entry.by)


def _mark(folding: Folding, entry: ActionMarked, stamp: Stamp) -> None:
    found = folding.expected(entry.action)
    if entry.mark is None:
        folding.marks.pop(entry.action, None)
        folding.line("unmarked", stamp, entry.action, found[0].action if found else "")
        return
    if found is None:
        # The inject that asked for it was taken back: on record, without effect.
        folding.line("mark", stamp, entry.action, "", by=entry.by)
        return
    action, visit = found
    given = visit.stamp.scenario or 0
    scenario = given + entry.minute if entry.minute is not None else stamp.scenario
    folding.marks[entry.action] = MarkedAction(entry, stamp, visit.inject.id, entry.minute, scenario)
    folding.line("mark", stamp, entry.action, action.action, by=entry.by)


def _note(folding: Folding, entry: NoteAdded, stamp: Stamp) -> None:
    folding.notes.append((entry, stamp))
    folding.line("note", stamp, "", entry.text, by=entry.by)


def _paused(folding: Folding, entry: Paused, stamp: Stamp) -> None:
    folding.clock = folding.clock.stopped(stamp.occurred)
    folding.status = "paused"
    folding.line("paused", stamp, "", entry.why or "")


def _resumed(folding: Folding, entry: Resumed, stamp: Stamp) -> None:
    folding.clock = folding.clock.started(stamp.occurred, entry.elapsed)
    folding.status = "running"
    corrected = replace(stamp, elapsed=entry.elapsed, scenario=folding.scenario_at(entry.elapsed))
    # Should the next crash come before another entry, the time between must not count after all.
    folding.last = corrected
    folding.gaps.append(Gap(entry.after, corrected, entry.gap))
    folding.line("resumed", corrected, entry.after, "")


def _rating(folding: Folding, entry: RatingOverridden, stamp: Stamp) -> None:
    folding.overrides[entry.objective] = entry
    folding.line("rating", stamp, entry.objective, entry.why, by=entry.by)


def _story_ended(folding: Folding, entry: StoryEnded, stamp: Stamp) -> None:
    folding.clock = folding.clock.stopped(stamp.occurred)
    folding.status, folding.ending, folding.ended = "ended", entry.ending, stamp
    folding.line("ended", stamp, entry.ending, "")


def _hotwash(folding: Folding, _entry: HotwashStarted, stamp: Stamp) -> None:
    folding.clock = folding.clock.stopped(stamp.occurred)
    folding.status = "hotwash"
    folding.ended = folding.ended or stamp
    folding.line("hotwash", stamp, "", "")


def _said(folding: Folding, entry: HotwashSaid, stamp: Stamp) -> None:
    folding.hotwash.append((entry, stamp))
    folding.line("said", stamp, entry.role, entry.text, by=entry.name)


def _finished(folding: Folding, _entry: DrillFinished, stamp: Stamp) -> None:
    folding.clock = folding.clock.stopped(stamp.occurred)
    folding.status, folding.finished = "finished", stamp
    folding.line("finished", stamp, "", "")


def _comment(folding: Folding, entry: CommentMade, stamp: Stamp) -> None:
    folding.comments.append((entry, stamp))
    folding.line("comment", stamp, entry.report or "", entry.text, by=entry.by)


def _issued(folding: Folding, entry: ReportIssued, stamp: Stamp) -> None:
    folding.issued.append((entry, stamp))


_HANDLERS: dict[type[EntryModel], Callable[[Folding, Any, Stamp], None]] = {
    DrillPlanned: _planned,
    SeatTaken: _seat,
    SeatCleared: _seat_cleared,
    GateChecked: _gate,
    DrillStarted: _started,
    InjectGiven: _inject,
    UnplannedInject: _unplanned,
    ContingencyDeclined: _declined,
    StepReached: _step,
    DecisionTaken: _decision,
    ActionMarked: _mark,
    NoteAdded: _note,
    Paused: _paused,
    Resumed: _resumed,
    RatingOverridden: _rating,
    StoryEnded: _story_ended,
    HotwashStarted: _hotwash,
    HotwashSaid: _said,
    DrillFinished: _finished,
    CommentMade: _comment,
    ReportIssued: _issued,
}
