"""Findings and corrective actions: entry kinds. One journal per enterprise, whoever raises them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from secretguard.entries import EntryModel, kinds

JOURNAL_KIND = "actions"

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Nature = Literal["plan", "people", "score", "evidence", "measure", "other"]


class FindingHead(BaseModel):
    """What a finding is about; `source` is the hex id of the journal that raised it."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: Key
    source: Key
    origin: Literal["machine", "person"]
    nature: Nature
    mark: Key | None = None
    """What makes two machine findings the same, so that asking twice raises it once."""


class FindingRaised(EntryModel):
    """Something to mend, with the plan section or objective it belongs to."""

    kind: ClassVar[str] = "finding.raised"
    finding: FindingHead
    text: Words
    plan: Key | None = None
    objective: Key | None = None


class FindingDeclined(EntryModel):
    """Not taken up (不采纳), with the reason; it stays on record."""

    kind: ClassVar[str] = "finding.declined"
    finding: Key
    why: Words


class ActionSet(EntryModel):
    """The corrective action for a finding, whole: why, what, who, by when. The last one counts."""

    kind: ClassVar[str] = "action.set"
    finding: Key
    what: Words
    owner: Words | None = None
    due: date | None = None
    cause: Words | None = None


class ActionClosed(EntryModel):
    """Done, and how that was seen (who checked what)."""

    kind: ClassVar[str] = "action.closed"
    finding: Key
    how: Words


class ActionReopened(EntryModel):
    """Closed too early, or the fault came back."""

    kind: ClassVar[str] = "action.reopened"
    finding: Key
    why: Words


KINDS = kinds((FindingRaised, FindingDeclined, ActionSet, ActionClosed, ActionReopened))
