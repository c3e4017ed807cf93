"""A choice from a standard, and what stands behind it: `standards/profile-*.yaml`, `kind: profile`.

    kind: profile
    id: starter
    standard: baseline
    title: 起步：二十项，三个月
    why: ……
    subject: enterprise                     # or park
    requirements: [ORG-01, {id: SCOPE-01, weight: 3, clause: "5.2"}]
    phases:
      - {title: 第一个月, until_day: 30, requirements: [ORG-01, SCOPE-01]}

A profile may stand for a text that we have not read (`linhai-enterprise`): `text_checked: no`, and no clause
number anywhere. A guide who holds the text writes the numbers into a crosswalk file of his own.
`forms` are tables of somebody else's paper that the answers fill: rows of yes/no with photographs, or words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from secretguard.content.playbook import ContentModel, Line
from secretguard.content.standard import LongText, Requirement, RequirementId, StandardId, Title, Weight
from secretguard.content.text_check import PublishedWhen, TextCheck, not_yet

RowKind = Literal["yes_no_photo", "words"]


def _bare_id(value: object) -> object:
    """`ORG-01` alone means `{id: ORG-01}`."""
    return {"id": value} if isinstance(value, str) else value


class Choice(ContentModel):
    """A requirement that the profile takes. `weight`: over the standard's; `clause`: of the text behind."""

    id: RequirementId
    weight: Weight | None = None
    clause: Line | None = None


class Phase(ContentModel):
    """A stretch of the way, with what is to be done in it. `until_day` counts from the first day."""

    title: Line
    until_day: Annotated[int, Field(ge=1, le=3660)]
    requirements: tuple[RequirementId, ...] = Field(min_length=1)


class ProfileTopic(ContentModel):
    """A heading of the text behind, as far as it is known, and what of ours falls under it."""

    title: Line
    requirements: tuple[RequirementId, ...] = Field(min_length=1)


class FormRow(ContentModel):
    """A row of a paper: answered from these requirements, as yes or no with photographs, or in words."""

    label: Line
    requirements: tuple[RequirementId, ...] = Field(min_length=1)
    kind: RowKind


class ProfileForm(ContentModel):
    """One table of the paper that a bureau gives out."""

    id: RequirementId
    title: Line
    note: Line | None = None
    rows: tuple[FormRow, ...] = Field(min_length=1)


class Profile(ContentModel):
    """Which requirements apply. Ids and clauses are checked by `profile_problems`."""

    kind: Literal["profile"]
    id: StandardId
    version: Line = "1"
    standard: StandardId
    title: Title
    title_en: Title | None = None
    subject: Literal["enterprise", "park"] = "enterprise"
    why: LongText
    issuer: Title | None = Field(default=None, description="of the text behind; none: the profile is ours")
    number: Line | None = None
    published: PublishedWhen | None = None
    text_checked: Annotated[TextCheck | None, BeforeValidator(not_yet)] = None
    source_note: LongText = ""
    requirements: tuple[Annotated[Choice, BeforeValidator(_bare_id)], ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = ()
    topics: tuple[ProfileTopic, ...] = ()
    forms: tuple[ProfileForm, ...] = ()

    @property
    def stands_for_a_text(self) -> bool:
        """Whether there is a text behind, of which a report must say if it was checked."""
        return self.issuer is not None

    def ids(self) -> tuple[str, ...]:
        """The ids of the requirements, in the profile's order."""
        return tuple(choice.id for choice in self.requirements)

    def choice(self, requirement_id: str) -> Choice | None:
        """What the profile says of a requirement; None: it does not apply."""
        return next((choice for choice in self.requirements if choice.id == requirement_id), None)

    def weight_of(self, requirement: Requirement) -> int:
        """The profile's weight where it sets one, else the standard's."""
        choice = self.choice(requirement.id)
        return requirement.weight if choice is None or choice.weight is None else choice.weight

    def form_rows(self) -> Iterator[FormRow]:
        """The rows of every form."""
        return (row for form in self.forms for row in form.rows)
