"""Real incidents of the enterprise at hand, as the screens ask for them, and what they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from secretguard import incidents
from secretguard.actions import Actions
from secretguard.content import LawTable, LoadedResponse, ResponsePlaybook, content_folders, list_responses
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import (
    Answers,
    Clock,
    Grading,
    IncidentLine,
    IncidentRoom,
    Known,
    Override,
    Proposal,
    grading_of,
    known_names,
    plan_limits,
    propose_level,
    published_calendar,
)
from secretguard.incidents.entries import Limits
from secretguard.tui.evidence_work import EvidenceWork
from secretguard.tui.views.incident_start_view import StartDraft

if TYPE_CHECKING:
    from secretguard.plans import Version
    from secretguard.register import Register, RegisterState
    from secretguard.tui.desk import Desk

UNFINISHED = ("open", "contained")
"""The states of an incident that still asks for somebody."""


class IncidentDesk:
    """One enterprise's incidents on the desk, and the one that is open."""

    def __init__(self, desk: Desk, register: Register) -> None:
        self._desk, self.register = desk, register
        self.room: IncidentRoom | None = None
        """The incident at hand."""
        self.line_draft = ""
        """What was typed into the line and not recorded; gone with the keys when the vault is locked."""
        self.drafts: dict[str, str] = {}
        """What was written for the end and the review and not recorded yet, by incident and place."""
        self.work = EvidenceWork()
        """What is being done with the evidence."""
        self.start_draft = StartDraft()
        """The three questions, answered but not started."""
        self._responses: tuple[LoadedResponse, ...] | None = None

    # ---- which incident

    def lines(self) -> list[IncidentLine]:
        """The enterprise's incidents, from their summaries: the unfinished first, then the newest."""
        own = [
            line for line in incidents.list_incidents(self._desk.vault) if line.enterprise == self.register.id
        ]
        return sorted(own, key=lambda line: (line.status not in UNFINISHED, -line.found))

    def open(self, wanted: str | None) -> IncidentRoom:
        """Make an incident the one at hand: by id, else the only one unfinished. Raises RefusedError."""
        if self.room is None or self.room.id != wanted:
            self.line_draft = ""
            self.room = incidents.open_incident(self._desk.vault, wanted, self._desk.clock)
        self._desk.remember_incident(self.room.id)
        return self.room

    def start(
        self, answers: Answers, playbook: ResponsePlaybook, override: Override | None = None
    ) -> IncidentRoom:
        """Start an incident by the plan's own table and limits, and make it the one at hand."""
        self.room = incidents.start_incident(
            self._desk.vault,
            self.register,
            answers,
            playbook,
            self.grading(),
            self._desk.clock,
            plan_steps=self.plan_steps(),
            override=override,
        )
        self.line_draft = ""
        self._desk.remember_incident(self.room.id)
        return self.room

    def forget_draft(self) -> None:
        """It was started: the next one begins with empty questions."""
        self.start_draft = StartDraft()

    def at_hand(self) -> IncidentRoom:
        """The incident at hand. Raises RefusedError without one."""
        if self.room is None:
            raise RefusedError(_("没有打开的事件。"), _("先在首页按 1，选一起或开始一起。"))
        return self.room

    # ---- what it stands on

    @property
    def version(self) -> Version | None:
        """The plan as last approved; None without one."""
        if not self._desk.has_plan:
            return None
        versions = self._desk.plan().plans.state.versions
        return versions[-1] if versions else None

    def grading(self) -> Grading:
        """The table by which incidents are graded: the approved plan's own, else the form's."""
        return grading_of(self._desk.plan().plans.form, self.version)

    def propose(self, answers: Answers) -> Proposal:
        """The level that answers give, with its reasons."""
        return propose_level(answers, self.grading(), self.register_state)

    def plan_steps(self) -> Mapping[str, Limits]:
        """The limits that the approved plan sets otherwise than the form."""
        return plan_limits(self.version)

    @property
    def register_state(self) -> RegisterState:
        """People, secrets, promises."""
        return self.register.state

    @property
    def law(self) -> LawTable:
        """The law table; legal clocks come from it alone."""
        return self._desk.grounds()[0]

    def responses(self) -> tuple[LoadedResponse, ...]:
        """Every response playbook that is safe to follow; read once."""
        if self._responses is None:
            folders = content_folders("playbooks", self._desk.content)
            self._responses = list_responses(folders).responses
        return self._responses

    def clocks(self) -> tuple[Clock, ...]:
        """All limits of the incident at hand as of now; none without one."""
        if self.room is None:
            return ()
        register = self.register_state
        return incidents.clocks_at(
            self.room.state,
            self.law,
            register.promises,
            self.room.now(),
            published_calendar(),
            incidents.heads_of(register),
        )

    def known(self) -> Known:
        """What a line can name: people, secrets, evidence."""
        return known_names(self.register_state, self.at_hand().state)

    @property
    def actions(self) -> Actions:
        """The enterprise's findings."""
        return Actions(self._desk.vault, self.register.id)
