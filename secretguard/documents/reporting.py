"""Drafting, issuing and reprinting the reports of a drill."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from secretguard import drills
from secretguard.actions import Actions, Finding
from secretguard.actions import fold as fold_actions
from secretguard.clock import from_microseconds
from secretguard.content import LawTable, PlanSections
from secretguard.documents.final_report import final_report, final_report_facts
from secretguard.documents.from_drill import ReportContext, bases_of, duties_of, quick_report_facts
from secretguard.documents.from_law import LegalLimit, grounds_in_words, legal_limits
from secretguard.documents.quick_report import quick_report
from secretguard.documents.quick_report.model import Ground, Proof
from secretguard.documents.tree.document import Document
from secretguard.drills.entries import JOURNAL_KIND, GradeLetter, ReportIssued, ReportKind
from secretguard.drills.scoring import ObjectiveRating
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import open_enterprise


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A document, with the entry that fixes it (None: a draft), and whether that entry is new."""

    document: Document
    issue: ReportIssued | None
    new: bool = False


class DrillReports(ABC):
    """The reports of one kind of one drill; knows the law table so that grounds can be put into words."""

    kind: ClassVar[ReportKind]

    def __init__(self, room: drills.DrillRoom, law: LawTable, sections: PlanSections) -> None:
        self._room, self._law, self._sections = room, law, sections
        info = room.vault.journal(room.journal)
        self._enterprise_id = info.enterprise or ""
        self._actions = Actions(room.vault, self._enterprise_id)

    @abstractmethod
    def _document(self, state: drills.DrillState, context: ReportContext) -> Document:
        """The report of a drill as of a state."""

    def draft(self) -> MadeReport:
        """The report as things stand, marked 草稿; nothing is recorded, no checkpoint is made."""
        state = self._room.state
        if not state.visits:
            raise RefusedError(_("推演还没有第一个注入，没有可写的报告。"), _("先 drill start、drill next。"))
        context = ReportContext(
            enterprise=self._enterprise_name(),
            number=_("草稿"),
            grounds=grounds_in_words(bases_of(state), self._law, self._sections),
            findings=self._actions.state.of(self._room.id),
            now=self._room.clock(),
            previous=self._previous(),
            limits=legal_limits(duties_of(state), self._law),
        )
        return MadeReport(self._document(state, context), None)

    def issue(self) -> MadeReport:
        """The report, issued; if nothing changed since the last one, that one again, byte for byte.

        Raises RefusedError while the drill is not far enough, or while the improvement plan of a final
        report lacks an action, an owner or a date.
        """
        last = drills.last_issue(self._room, kind=self.kind)
        if last is not None and drills.is_current(self._room, self._actions, last):
            return self.reprint(last)
        grounds = grounds_in_words(bases_of(self._room.state), self._law, self._sections)
        limits = legal_limits(duties_of(self._room.state), self._law)
        issue = drills.issue_report(
            self._room,
            self._actions,
            self.kind,
            enterprise=self._enterprise_name(),
            grounds={basis: ground.model_dump(mode="json") for basis, ground in grounds.items()},
            previous=self._previous(),
            limits={duty: limit.model_dump(mode="json") for duty, limit in limits.items()},
        )
        return MadeReport(self.reprint(issue).document, issue, new=True)

    def reprint(self, issue: ReportIssued) -> MadeReport:
        """An issued report again, from its pins alone."""
        state = drills.state_as_issued(self._room, issue)
        moment = from_microseconds(issue.issued, issue.tz)
        context = ReportContext(
            enterprise=issue.enterprise,
            number=issue.number,
            grounds={basis: Ground.model_validate(ground) for basis, ground in issue.grounds.items()},
            findings=self._findings_as_issued(issue),
            now=moment,
            previous=issue.previous,
            limits={duty: LegalLimit.model_validate(limit) for duty, limit in issue.limits.items()},
            proof=Proof(
                journal=self._room.id,
                first_entry=1,
                last_entry=state.seq,
                checkpoint_size=issue.checkpoint_size,
                checkpoint_root=issue.checkpoint_root,
                issued=moment,
            ),
        )
        return MadeReport(self._document(state, context), issue)

    def _findings_as_issued(self, issue: ReportIssued) -> list[Finding]:
        for pin in issue.pins:
            if pin.journal != self._room.id:
                entries = self._room.vault.entries(bytes.fromhex(pin.journal))
                return fold_actions(entry for entry in entries if entry.seq <= pin.seq).of(self._room.id)
        return []

    def _enterprise_name(self) -> str:
        return open_enterprise(self._room.vault, self._enterprise_id or None).name

    def _previous(self) -> dict[str, GradeLetter]:
        """The ratings of the last finished drill of the same playbook in the same enterprise."""
        planned = self._room.state.planned
        found: dict[str, GradeLetter] = {}
        for info in self._room.vault.journals(JOURNAL_KIND):
            summary = info.summary or {}
            same = planned is not None and summary.get("playbook") == planned.playbook.id
            if info.id == self._room.journal or info.enterprise != self._enterprise_id or not same:
                continue
            if summary.get("status") == "finished":
                found = _ratings(drills.fold(list(self._room.vault.entries(info.id))))
        return found


class QuickReports(DrillReports):
    """速报: within the hour, at most six pages."""

    kind = "quick"

    def _document(self, state: drills.DrillState, context: ReportContext) -> Document:
        return quick_report(quick_report_facts(state, context))


class FinalReports(DrillReports):
    """终稿: after the enterprise has commented, with causes, improvement plan and the whole record."""

    kind = "final"

    def _document(self, state: drills.DrillState, context: ReportContext) -> Document:
        entries = self._room.vault.entries(self._room.journal)
        shown = [entry for entry in entries if entry.seq <= state.seq]
        return final_report(final_report_facts(state, context, shown))


def reports_of(
    kind: ReportKind, room: drills.DrillRoom, law: LawTable, sections: PlanSections
) -> DrillReports:
    """The reports of a kind."""
    maker: type[DrillReports] = QuickReports if kind == "quick" else FinalReports
    return maker(room, law, sections)


def _ratings(state: drills.DrillState) -> dict[str, ObjectiveRating]:
    card = drills.scorecard_of(state)
    return drills.confirmed_ratings(state, card) if card else {}
