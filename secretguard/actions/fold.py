"""Findings and corrective actions as a pure fold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from secretguard.actions.models import (
    KINDS,
    ActionClosed,
    ActionReopened,
    ActionSet,
    FindingDeclined,
    FindingRaised,
)
from secretguard.entries import OpenedEntry, decode

Status = Literal["open", "assigned", "closed", "declined"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its corrective action, as of now. `open` has no owner or no date yet."""

    raised: FindingRaised
    seq: int
    what: str | None = None
    owner: str | None = None
    due: date | None = None
    cause: str | None = None
    status: Status = "open"
    remark: str | None = None

    @property
    def id(self) -> str:
        """`F1`, `F2`… within the enterprise."""
        return self.raised.finding.id

    def is_late(self, today: date) -> bool:
        """Whether it is still open past its date."""
        return self.status in ("open", "assigned") and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class ActionsState:
    """All findings of an enterprise as of entry `seq`, by id, in the order raised."""

    seq: int = 0
    findings: Mapping[str, Finding] = field(default_factory=dict)

    def of(self, source: str) -> list[Finding]:
        """The findings that one journal (a drill, an incident) raised."""
        return [finding for finding in self.findings.values() if finding.raised.finding.source == source]

    def unfinished(self) -> list[Finding]:
        """What is neither closed nor declined."""
        return [finding for finding in self.findings.values() if finding.status in ("open", "assigned")]


def fold(entries: Iterable[OpenedEntry], start: ActionsState | None = None) -> ActionsState:
    """Fold entries in order onto `start` (or onto nothing). Raises UnreadableEntryError."""
    state = start or ActionsState()
    seq, findings = state.seq, dict(state.findings)
    for entry in entries:
        seq = entry.seq
        change = decode(entry, KINDS)
        if isinstance(change, FindingRaised):
            findings[change.finding.id] = Finding(change, entry.seq)
        elif change is not None and (old := findings.get(_target(change))) is not None:
            findings[old.id] = _changed(old, change)
    return ActionsState(seq, findings)


def _target(change: object) -> str:
    target = getattr(change, "finding", "")
    return target if isinstance(target, str) else ""


def _changed(old: Finding, change: object) -> Finding:
    match change:
        case FindingDeclined(why=why):
            return replace(old, status="declined", remark=why)
        case ActionSet(what=what, owner=owner, due=due, cause=cause):
            status: Status = "assigned" if owner and due else "open"
            return replace(old, what=what, owner=owner, due=due, cause=cause, status=status)
        case ActionClosed(how=how):
            return replace(old, status="closed", remark=how)
        case ActionReopened(why=why):
            return replace(old, status="assigned" if old.owner and old.due else "open", remark=why)
        case _:
            return old
