"""An assessment against a standard: its entry kinds. One journal per assessment and side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from secretguard.entries import EntryModel, kinds

JOURNAL_KIND = "assessment"

Key = Annotated[str, StringConstraints(pattern=r"^[^\s,]{1,160}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]

Verdict = Literal["met", "partly", "unmet", "na"]
Found = Literal["met", "partly", "unmet", "unknown"]
"""What a rule over the vault's own records says; `unknown` is never an answer."""

Side = Literal["self", "bureau"]
EvidenceSort = Literal["record", "entry", "file", "paper", "outside"]
"""A line of the register, an entry of a journal, an evidence file, an issued paper, something on site."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Subject(_Part):
    """What is assessed against what, by which side, for which year."""

    standard: Key
    version: str
    profile: Key
    year: int
    side: Side
    title: Words


class Shown(_Part):
    """A record that an automatic answer rests on: where it stands, and what it says in a line."""

    place: str
    """`register:S1`, `plan:3`, `drill:1a2b…`, `finding:F2`, `incident:…`, `assessment:…`."""
    words: str


class AutoAnswer(_Part):
    """What a rule found on a day, why, and the records it looked at."""

    rule: Key
    decides: Literal["verdict", "hint"]
    found: Found
    why: str
    shown: tuple[Shown, ...] = ()
    on: date


class Carried(_Part):
    """An answer that came over from another assessment: from which journal, by which relation."""

    journal: str
    requirements: tuple[Key, ...]
    relation: str
    verdict: Verdict


class AssessmentOpened(EntryModel):
    """The beginning; the standard and the profile are kept whole, so that it reads the same for ever."""

    kind: ClassVar[str] = "assessment.opened"
    subject: Subject
    standard: Mapping[str, Any]
    profile: Mapping[str, Any]
    opened_by: Name | None = None
    previous: str | None = None
    """The assessment (hex journal id) that this one starts from."""
    reviews: str | None = None
    """The self-assessment that a bureau's review looks at."""


class AssessorSet(EntryModel):
    """Somebody who assesses, with the post held."""

    kind: ClassVar[str] = "assessor.set"
    assessor: Name
    post: Name | None = None


class AnswerSet(EntryModel):
    """The answer to a requirement; the last one counts.

    `auto` is what the rule said at that moment; an answer that differs from a verdict has `overrules`.
    """

    kind: ClassVar[str] = "answer.set"
    requirement: Key
    verdict: Verdict
    remark: Words | None = None
    by: Name | None = None
    auto: AutoAnswer | None = None
    overrules: Words | None = None
    carried: Carried | None = None
    undoes: int | None = None
    """The entry that this one takes back, when it only puts an earlier answer in place again."""


class AnswerCleared(EntryModel):
    """The answer is taken back."""

    kind: ClassVar[str] = "answer.cleared"
    requirement: Key
    undoes: int | None = None


class EvidenceLinked(EntryModel):
    """Something that shows how a requirement is met."""

    kind: ClassVar[str] = "evidence.linked"
    requirement: Key
    sort: EvidenceSort
    what: Words
    place: str | None = None
    sha256: str | None = None
    """Lowercase hex of the file's bytes."""


class EvidenceUnlinked(EntryModel):
    """The link (by the entry that made it) was wrong."""

    kind: ClassVar[str] = "evidence.unlinked"
    link: int


class OwnerSet(EntryModel):
    """Who sees to a requirement, by when."""

    kind: ClassVar[str] = "owner.set"
    requirement: Key
    owner: Name
    due: date | None = None


class InterviewNoted(EntryModel):
    """What somebody said when asked; with a requirement where it belongs to one."""

    kind: ClassVar[str] = "interview.noted"
    who: Name
    text: Words
    on: date
    requirement: Key | None = None


class AssessmentFrozen(EntryModel):
    """Finished: signed by whom; the automatic answers and the result as they stood."""

    kind: ClassVar[str] = "assessment.frozen"
    by: Name
    post: Name | None = None
    reviewer: Name | None = None
    today: date
    autos: tuple[AutoAnswer, ...] = ()
    result: Mapping[str, Any]


class AssessmentReopened(EntryModel):
    """Frozen too early, and why."""

    kind: ClassVar[str] = "assessment.reopened"
    why: Words


class AssessmentIssued(EntryModel):
    """A paper was issued: all that a reprint needs to be the same bytes."""

    kind: ClassVar[str] = "paper.issued"
    paper: Literal["report", "brief", "form", "questionnaire"]
    number: int
    issued: int
    tz: int
    pins: Mapping[str, Any]


KINDS = kinds(
    (
        AssessmentOpened,
        AssessorSet,
        AnswerSet,
        AnswerCleared,
        EvidenceLinked,
        EvidenceUnlinked,
        OwnerSet,
        InterviewNoted,
        AssessmentFrozen,
        AssessmentReopened,
        AssessmentIssued,
    )
)
