"""Partners who hold secrets of the enterprise, and the measures that protect these."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from secretguard.register.models import RegisterEntry
from secretguard.register.parts import FileDigest, Key, MeasureKind, Name, Noted, Part

PartnerKind = Literal["supplier", "customer", "research", "contract_maker", "service", "other"]


class PartnerName(Part):
    """A partner as it is called, and what it is to the enterprise."""

    id: Key
    name: Name
    kind: PartnerKind = "supplier"


class PartnerContact(Part):
    """Whom to call there; a part of its own, so that a print can withhold it."""

    name: Name | None = None
    phone: Name | None = None
    email: Name | None = None


class PartnerSet(RegisterEntry):
    """A partner, whole; the last one of an id counts."""

    kind: ClassVar[str] = "partner.set"
    partner: PartnerName
    secrets: tuple[Key, ...] = ()
    agreement: Key | None = None
    contact: PartnerContact = PartnerContact()
    notice_hours: Annotated[int, Field(ge=0, le=8760)] | None = None
    """Within how many hours the contract wants to be told of a leak."""
    disclosed: date | None = None
    """First given something secret."""
    reviewed: date | None = None
    """Its own protection last looked at."""
    ended: date | None = None
    returned: date | None = None
    """Return or destruction confirmed, or demanded in writing."""

    @property
    def id(self) -> str:
        """`H1`…"""
        return self.partner.id

    @property
    def name(self) -> str:
        """As it is called."""
        return self.partner.name


class MeasureName(Part):
    """A measure: which of the seven kinds of 法释〔2020〕7号 art. 6, and what is done."""

    id: Key
    what: Name
    kind: MeasureKind


class MeasureSet(RegisterEntry):
    """A measure, whole, with where, since when, who last saw that it works, and the proof by digest."""

    kind: ClassVar[str] = "measure.set"
    measure: MeasureName
    where: Name | None = None
    since: date | None = None
    checked: Noted = Noted()
    evidence: tuple[FileDigest, ...] = ()
    secrets: tuple[Key, ...] = ()

    @property
    def id(self) -> str:
        """`M1`…"""
        return self.measure.id

    @property
    def name(self) -> str:
        """What is done."""
        return self.measure.what
