"""Cleared people (涉密人员), the agreements they and partners signed, the sessions they were trained in."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from secretguard.register.models import RegisterEntry
from secretguard.register.parts import FileDigest, Key, Name, Part

AgreementKind = Literal["nda", "non_compete", "clause", "pledge", "other"]
ItemState = Literal["open", "returned", "erased", "destroyed"]


class ClearedName(Part):
    """A clearance: its number and whose it is."""

    id: Key
    person: Key
    post: Name | None = None


class EntryDeclaration(Part):
    """What a person declared on coming: no secrets of others brought along; when; former duties looked at."""

    declared: date | None = None
    former_duties: Name | None = None
    """What the check of the former employer's non-compete and secrecy duties found, in words."""


class ExitItem(Part):
    """One line of the leaver's list: a carrier, account or copy, and what became of it."""

    what: Name
    state: ItemState = "open"
    on: date | None = None


class ExitList(Part):
    """Registering, returning, erasing on leaving (法释〔2020〕7号 6(6)); closed when all is settled."""

    opened: date | None = None
    items: tuple[ExitItem, ...] = ()
    interview: date | None = None
    letter: date | None = None
    access_ended: date | None = None
    closed: date | None = None


class NonCompete(Part):
    """Whether a non-compete clause runs, and until when (≤ 2 years, 劳动合同法 24)."""

    agreed: bool = False
    until: date | None = None


class ClearedSet(RegisterEntry):
    """A person's clearance, whole; the last one of an id counts."""

    kind: ClassVar[str] = "cleared.set"
    cleared: ClearedName
    secrets: tuple[Key, ...] = ()
    granted: date | None = None
    """First given access."""
    agreement: Key | None = None
    trained: tuple[date, ...] = ()
    """Days of training that stand in no session of the register."""
    declaration: EntryDeclaration = EntryDeclaration()
    exit: ExitList = ExitList()
    non_compete: NonCompete = NonCompete()

    @property
    def id(self) -> str:
        """`C1`…"""
        return self.cleared.id

    @property
    def name(self) -> str:
        """Whose clearance, by id."""
        return self.cleared.person


class AgreementName(Part):
    """An agreement as it is called."""

    id: Key
    title: Name
    kind: AgreementKind = "nda"


class AgreementSet(RegisterEntry):
    """An agreement, whole. `parties` are ids of people or partners; `until` None means without end."""

    kind: ClassVar[str] = "agreement.set"
    agreement: AgreementName
    parties: tuple[Key, ...] = ()
    signed: date | None = None
    until: date | None = None
    file: FileDigest | None = None
    kept: Name | None = None
    """Where the signed original lies."""

    @property
    def id(self) -> str:
        """`A1`…"""
        return self.agreement.id

    @property
    def name(self) -> str:
        """Its title."""
        return self.agreement.title

    def is_valid(self, day: date) -> bool:
        """Whether it was signed and not yet ended on a day."""
        return self.signed is not None and self.signed <= day and (self.until is None or day <= self.until)


class TrainingName(Part):
    """A session: what about, when."""

    id: Key
    topic: Name
    on: date | None = None


class TrainingSet(RegisterEntry):
    """A training session, whole, with who came and the evidence that it took place."""

    kind: ClassVar[str] = "training.set"
    training: TrainingName
    attended: tuple[Key, ...] = ()
    evidence: tuple[FileDigest, ...] = ()

    @property
    def id(self) -> str:
        """`T1`…"""
        return self.training.id

    @property
    def name(self) -> str:
        """Its topic."""
        return self.training.topic
