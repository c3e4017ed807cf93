"""Raising, assigning and closing, as a face uses it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secretguard.actions.fold import ActionsState, Finding, fold
from secretguard.actions.models import (
    JOURNAL_KIND,
    ActionClosed,
    ActionReopened,
    ActionSet,
    FindingDeclined,
    FindingHead,
    FindingRaised,
    Nature,
)
from secretguard.entries import EntryModel
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.vault import Vault


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding that a machine rule proposes; `mark` makes it the same one when asked again."""

    mark: str
    text: str
    nature: Nature
    plan: str | None = None
    objective: str | None = None
    what: str | None = None


class Actions:
    """The findings of one enterprise in an open vault."""

    def __init__(self, vault: Vault, enterprise: str) -> None:
        self._vault = vault
        self._enterprise = enterprise
        self._journal: bytes | None = next(
            (info.id for info in vault.journals(JOURNAL_KIND) if info.enterprise == enterprise), None
        )
        self._state = ActionsState()

    @property
    def journal(self) -> bytes | None:
        """The journal's id; None until the first finding is raised."""
        return self._journal

    @property
    def state(self) -> ActionsState:
        """The folded state, extended by what was appended since."""
        if self._journal is not None:
            self._state = fold(self._vault.entries(self._journal, self._state.seq), self._state)
        return self._state

    def raise_finding(
        self, source: str, text: str, nature: Nature, *, plan: str | None = None, objective: str | None = None
    ) -> Finding:
        """Record a person's finding."""
        head = FindingHead(id=self._next_id(), source=source, origin="person", nature=nature)
        self._append(FindingRaised(finding=head, text=text, plan=plan, objective=objective))
        return self.state.findings[head.id]

    def raise_proposals(self, source: str, proposals: Iterable[Proposal]) -> list[Finding]:
        """Record machine findings of a journal that are not on record yet; returns the new ones."""
        known = {finding.raised.finding.mark for finding in self.state.of(source)}
        new = []
        for proposal in proposals:
            if proposal.mark in known:
                continue
            head = FindingHead(
                id=self._next_id(),
                source=source,
                origin="machine",
                nature=proposal.nature,
                mark=proposal.mark,
            )
            self._append(
                FindingRaised(
                    finding=head, text=proposal.text, plan=proposal.plan, objective=proposal.objective
                )
            )
            if proposal.what:
                self._append(ActionSet(finding=head.id, what=proposal.what))
            new.append(self.state.findings[head.id])
        return new

    def decline(self, finding_id: str, why: str) -> Finding:
        """Not taken up, with the reason. Raises RefusedError if unknown or closed."""
        self._unfinished(finding_id)
        return self._changed(finding_id, FindingDeclined(finding=finding_id, why=why))

    def assign(
        self,
        finding_id: str,
        *,
        what: str | None = None,
        owner: str | None = None,
        due: date | None = None,
        cause: str | None = None,
    ) -> Finding:
        """Say why it happened, what is to be done, by whom, by when; what is not given stays as it was.

        Raises RefusedError if the finding is unknown or closed, or if nothing says what to do.
        """
        old = self._unfinished(finding_id)
        task = what or old.what
        if not task:
            raise RefusedError(
                _("{id} 还没有写要做什么。", id=finding_id), _("用 --what 写一句话：补什么、改哪一条。")
            )
        change = ActionSet(
            finding=finding_id,
            what=task,
            owner=owner or old.owner,
            due=due or old.due,
            cause=cause or old.cause,
        )
        return self._changed(finding_id, change)

    def close(self, finding_id: str, how: str) -> Finding:
        """Close with the proof seen. Raises RefusedError if unknown, closed, or without owner or date."""
        old = self._unfinished(finding_id)
        if old.status == "open":
            raise RefusedError(
                _("{id} 还没有责任人或期限，不能关闭。", id=finding_id),
                _("先用 action assign 写明谁、什么时候，再关闭。"),
            )
        return self._changed(finding_id, ActionClosed(finding=finding_id, how=how))

    def reopen(self, finding_id: str, why: str) -> Finding:
        """Open a closed or declined one again. Raises RefusedError if it is open or unknown."""
        if self._find(finding_id).status in ("open", "assigned"):
            raise RefusedError(_("{id} 本来就没有关闭。", id=finding_id))
        return self._changed(finding_id, ActionReopened(finding=finding_id, why=why))

    def _changed(self, finding_id: str, change: EntryModel) -> Finding:
        self._append(change)
        return self.state.findings[finding_id]

    def _find(self, finding_id: str) -> Finding:
        found = self.state.findings.get(finding_id)
        if found is None:
            raise RefusedError(_("没有编号为 {id} 的发现。", id=finding_id), _("用 action list 看全部编号。"))
        return found

    def _unfinished(self, finding_id: str) -> Finding:
        found = self._find(finding_id)
        if found.status in ("closed", "declined"):
            raise RefusedError(
                _("{id} 已经关闭或不采纳。", id=finding_id), _("需要再办时用 action reopen 重新打开。")
            )
        return found

    def _next_id(self) -> str:
        return f"F{len(self.state.findings) + 1}"

    def _append(self, change: EntryModel) -> None:
        if self._journal is None:
            self._journal = self._vault.create_journal(
                JOURNAL_KIND, _("发现与整改"), enterprise=self._enterprise
            )
        self._vault.append(self._journal, change.kind, change.parts(), version=change.version)
        state = self.state
        self._vault.write_summary(
            self._journal, {"findings": len(state.findings), "unfinished": len(state.unfinished())}
        )
