"""A trade secret's line in the register: everything about it but its content."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from secretguard.register.models import RegisterEntry
from secretguard.register.parts import (
    Classification,
    Headcount,
    Key,
    MeasureKind,
    Name,
    Noted,
    Part,
    Words,
    Yuan,
)

PatentDecision = Literal["kept", "to_file", "filed", "partly_public"]


class SecretName(Part):
    """A trade secret by its code name; its content never enters this tool."""

    id: Key
    code_name: Name
    classification: Classification = "important"
    category: Literal["technical", "business"] | None = None


class SecretPoints(Part):
    """How many secret points (密点) are written down, and where that paper lies; never what it says."""

    count: Annotated[int, Field(ge=0, le=10_000)] | None = None
    kept: Name | None = None
    """Envelope or file number and place."""
    version: date | None = None
    """The day of the written version."""


class CircleRole(Part):
    """A group that may know a secret and is not named one by one: role and number of people."""

    role: Name
    count: Headcount


class Circle(Part):
    """Who may know: people by id, further groups by role and number; approved when and by whom."""

    people: tuple[Key, ...] = ()
    roles: tuple[CircleRole, ...] = ()
    approved: Noted = Noted()

    @property
    def size(self) -> int:
        """How many people in all."""
        return len(self.people) + sum(role.count for role in self.roles)


class SecretValue(Part):
    """An estimate of value: yuan, by which method, as of which day."""

    yuan: Yuan | None = None
    method: Name | None = None
    on: date | None = None


class SecrecyBasis(Part):
    """Why it is no public knowledge (法释〔2020〕7号 3–4) and why that has value (7). Not what it is."""

    not_public: Words | None = None
    searched: date | None = None
    """When public sources were last searched."""
    value: Words | None = None


class SecretMeasure(Part):
    """A measure that covers the secret: its kind, a measure of the register or words, since when.

    `not_applicable` says why this kind has no sense here (no visitors, no machines…).
    """

    kind: MeasureKind
    measure: Key | None = None
    text: Name | None = None
    on: date | None = None
    not_applicable: Name | None = None


class Review(Part):
    """When the line was last looked through, and when it is due again."""

    last: date | None = None
    due: date | None = None


class PatentChoice(Part):
    """秘转专: keep it secret or file a patent; who decided, when; when it leaked, if it did."""

    decision: PatentDecision | None = None
    decided: Noted = Noted()
    leaked_on: date | None = None
    """From here the six months of 专利法 24 run."""


class SecretSet(RegisterEntry):
    """A trade secret's line in the register, whole; the last one of an id counts."""

    kind: ClassVar[str] = "secret.set"
    secret: SecretName
    holder: Name | None = None
    """Who can say what the secret is and is not (归口), by name."""
    system: Name | None = None
    """The system that it mainly lies in; others in `also_in`."""
    holder_id: Key | None = None
    also_in: tuple[Name, ...] = ()
    points: SecretPoints = SecretPoints()
    carriers: tuple[Name, ...] = ()
    circle: Circle = Circle()
    value: SecretValue = SecretValue()
    basis: SecrecyBasis = SecrecyBasis()
    measures: tuple[SecretMeasure, ...] = ()
    started: date | None = None
    term: Name | None = None
    graded: Noted = Noted()
    review: Review = Review()
    patent: PatentChoice = PatentChoice()
    patent_reasons: Words | None = None
    remark: Words | None = None

    @property
    def id(self) -> str:
        """`S1`…"""
        return self.secret.id

    @property
    def name(self) -> str:
        """The code name."""
        return self.secret.code_name

    @property
    def systems(self) -> tuple[str, ...]:
        """Every system that it lies in."""
        return ((self.system,) if self.system else ()) + self.also_in
