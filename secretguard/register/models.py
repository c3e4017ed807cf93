"""The register's first entry kinds: enterprise, people, promises; and what every kind has in common."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from secretguard.entries import EntryModel
from secretguard.register.parts import Batch, Key, Name, Part, Section, Yuan

JOURNAL_KIND = "register"


class RegisterEntry(EntryModel):
    """Base of the register's kinds: where it stood in its transaction, and which entry it takes back."""

    batch: Batch | None = None
    undoes: int | None = None
    """The seq of the entry whose change this one takes back; None for a change of its own."""

    def parts(self) -> dict[str, Any]:
        """The entry's data parts; what says nothing is left out, also inside a part."""
        return _without_nothing(super().parts())


def _without_nothing(parts: dict[str, Any]) -> dict[str, Any]:
    said = {name: _without_nothing(value) if type(value) is dict else value for name, value in parts.items()}
    return {name: value for name, value in said.items() if value not in ({}, [])}


class Profile(Part):
    """What an enterprise is: shown on covers, used to choose playbooks."""

    name: Name
    industry: Name | None = None
    headcount: int | None = None
    address: Name | None = None
    credit_code: Name | None = None


class EnterpriseProfile(RegisterEntry):
    """The enterprise's profile, whole; the last one counts. `sites` are places of work beside the address."""

    kind: ClassVar[str] = "enterprise.profile"
    profile: Profile
    sites: tuple[Name, ...] = ()


class Identity(Part):
    """A person as others know them."""

    id: Key
    name: Name
    title: Name | None = None


class Phones(Part):
    """Two ways to reach a person; a separate part, so that a print can withhold them."""

    first: Name | None = None
    second: Name | None = None


class OutsideChannel(Part):
    """How to reach a person when the company's own mail and chat may be compromised."""

    email: Name | None = None
    messenger: Name | None = None


class Authority(Part):
    """What a person may do alone, also at night: in words, and up to how many yuan."""

    may: Name | None = None
    yuan: Yuan | None = None


class Service(Part):
    """Whether a person is in service, since when, and when they left."""

    status: Literal["in", "left"] = "in"
    since: date | None = None
    left_on: date | None = None


class PersonSet(RegisterEntry):
    """A person as of now, whole; the last one of an id counts."""

    kind: ClassVar[str] = "person.set"
    person: Identity
    duties: tuple[Key, ...] = ()
    phones: Phones = Phones()
    deputy: Key | None = None
    confirmed: date | None = None
    outside: OutsideChannel = OutsideChannel()
    authority: Authority = Authority()
    trained: date | None = None
    """Last trained for the duty (evidence kit, first hour); training on secrecy is a session of its own."""
    service: Service = Service()

    @property
    def id(self) -> str:
        """`P1`…"""
        return self.person.id

    @property
    def name(self) -> str:
        """As shown in lists."""
        return self.person.name

    @property
    def has_left(self) -> bool:
        """Whether the person is no longer in service (and may still have an exit list to close)."""
        return self.service.status == "left"


class PersonRemoved(RegisterEntry):
    """A person left the register; history keeps them."""

    kind: ClassVar[str] = "person.removed"
    person: Key
    why: Name


class PlanPromise(Part):
    """A time that the enterprise's emergency plan promises: which clock, how many minutes, which section."""

    id: Key
    text: Name
    clock: Literal["detect", "preserve", "report"]
    minutes: Annotated[int, Field(ge=1, le=525_600)]
    plan: Section


class PromisesStated(RegisterEntry):
    """The times the plan promises, whole; the last statement counts. Drills are measured against them."""

    kind: ClassVar[str] = "promises.stated"
    promises: tuple[PlanPromise, ...] = ()
