"""The mutable inside of a drill's fold: lists that grow while entries pass, frozen at the end."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from secretguard.content.playbook import ExpectedAction, Inject, Playbook
from secretguard.drills.entries import DrillPlanned
from secretguard.drills.facts import story_facts
from secretguard.drills.state import DrillState, Stamp, TimelineLine, Visit
from secretguard.drills.story import StoryFacts, initial_evidence
from secretguard.entries import EntryModel, OpenedEntry, UnreadableEntryError, happened_at
from secretguard.i18n import _


class Folding:
    """A drill being folded. Handlers in `applying` change it; `frozen` gives the state."""

    def __init__(self, start: DrillState) -> None:
        self.base = start
        self.seq = start.seq
        self.planned, self.playbook = start.planned, start.playbook
        self.status = start.status
        self.seats, self.gate = dict(start.seats), dict(start.gate)
        self.gaps_at_start = start.gaps_at_start
        self.clock = start.clock
        self.started, self.ended, self.finished = start.started, start.ended, start.finished
        self.visits, self.marks = list(start.visits), dict(start.marks)
        self.flags, self.declined = set(start.flags), set(start.declined)
        self.evidence, self.evidence_changes = dict(start.evidence), list(start.evidence_changes)
        self.notes, self.unplanned = list(start.notes), list(start.unplanned)
        self.overrides, self.gaps = dict(start.overrides), list(start.gaps)
        self.ending = start.ending
        self.hotwash, self.issued = list(start.hotwash), list(start.issued)
        self.comments = list(start.comments)
        self.timeline = list(start.timeline)
        self.last = start.last
        self.injects: dict[str, Inject] = {}
        if self.playbook:
            self._index(self.playbook)

    def plan(self, entry: DrillPlanned) -> None:
        """Take the playbook that is written into the journal; every evidence item is present at first.

        Raises UnreadableEntryError when this program does not understand it.
        """
        self.planned = entry
        try:
            self.playbook = Playbook.model_validate(entry.story)
        except ValidationError as error:
            raise UnreadableEntryError(
                _("这场推演的剧本“{id}”读不懂：与这一版程序不符。", id=entry.playbook.id),
                _("可能是更新版本写下的，请升级密盾后再打开。"),
            ) from error
        self._index(self.playbook)
        self.evidence = initial_evidence(self.playbook)

    def _index(self, playbook: Playbook) -> None:
        self.injects = {inject.id: inject for inject in playbook.injects}

    def scenario_at(self, elapsed: int) -> int | None:
        """Scenario minutes at a reading of the real clock; None before the first inject."""
        return self.visits[-1].scenario_at(elapsed) if self.visits else None

    def stamp(self, entry: OpenedEntry, model: EntryModel) -> Stamp:
        """The moments and clock readings of an entry as it arrives."""
        occurred = happened_at(entry, model)
        elapsed = self.clock.at(occurred) if model.occurred is None else self.clock.was_at(occurred)
        return Stamp(entry.seq, entry.at, occurred, entry.tz, elapsed, self.scenario_at(elapsed))

    def line(self, kind: str, stamp: Stamp, subject: str, text: str, by: str | None = None) -> None:
        """Add a line to the record."""
        self.timeline.append(TimelineLine(kind, stamp, subject, text, by))

    def facts(self, scenario_minutes: int) -> StoryFacts:
        """What the story's conditions are decided on, at a scenario time."""
        return story_facts(self.flags, self.visits, self.marks, self.evidence, scenario_minutes)

    def replace_visit(self, inject: str, **changes: object) -> Visit | None:
        """Change the last visit of an inject; None if it was never at the table."""
        for index in range(len(self.visits) - 1, -1, -1):
            if self.visits[index].inject.id == inject:
                self.visits[index] = replace(self.visits[index], **changes)  # type: ignore[arg-type]
                return self.visits[index]
        return None

    def return_to(self, inject: str, stamp: Stamp) -> None:
        """Bring an inject that was interrupted back to the table: its visit becomes the last one.

        The interruption may have happened later in the story, and scenario time never runs backwards.
        """
        if not self.visits or self.visits[-1].inject.id == inject:
            return
        for index in range(len(self.visits) - 1, -1, -1):
            if self.visits[index].inject.id == inject:
                self.visits.append(replace(self.visits.pop(index), returned=stamp))
                return

    def expected(self, action: str) -> tuple[ExpectedAction, Visit] | None:
        """An expected action of the injects at the table so far, with its visit."""
        for visit in reversed(self.visits):
            for item in visit.inject.expected:
                if item.id == action:
                    return item, visit
        return None

    def frozen(self) -> DrillState:
        """The state as of the last entry seen."""
        return DrillState(
            seq=self.seq,
            planned=self.planned,
            playbook=self.playbook,
            status=self.status,
            seats=self.seats,
            gate=self.gate,
            gaps_at_start=self.gaps_at_start,
            clock=self.clock,
            started=self.started,
            visits=tuple(self.visits),
            marks=self.marks,
            flags=frozenset(self.flags),
            evidence=self.evidence,
            evidence_changes=tuple(self.evidence_changes),
            notes=tuple(self.notes),
            unplanned=tuple(self.unplanned),
            declined=frozenset(self.declined),
            overrides=self.overrides,
            gaps=tuple(self.gaps),
            ending=self.ending,
            hotwash=tuple(self.hotwash),
            ended=self.ended,
            finished=self.finished,
            comments=tuple(self.comments),
            issued=tuple(self.issued),
            timeline=tuple(self.timeline),
            last=self.last,
        )
