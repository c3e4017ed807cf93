"""The register's entry kinds: enterprise, people, trade secrets. One journal per enterprise."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from secretguard.entries import EntryModel, kinds

JOURNAL_KIND = "register"

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Section = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z.]{1,16}$")]
Classification = Literal["core", "important", "general"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Profile(_Frozen):
    """What an enterprise is: shown on covers, used to choose playbooks."""

    name: Name
    industry: Name | None = None
    headcount: int | None = None
    address: Name | None = None
    credit_code: Name | None = None


class Identity(_Frozen):
    """A person as others know them."""

    id: Key
    name: Name
    title: Name | None = None


class Phones(_Frozen):
    """Two ways to reach a person; a separate part, so that a print can withhold them."""

    first: Name | None = None
    second: Name | None = None


class SecretName(_Frozen):
    """A trade secret by its code name; its content never enters this tool."""

    id: Key
    code_name: Name
    classification: Classification = "important"


class EnterpriseProfile(EntryModel):
    """The enterprise's profile, whole; the last one counts."""

    kind: ClassVar[str] = "enterprise.profile"
    profile: Profile


class PersonSet(EntryModel):
    """A person as of now, whole; the last one of an id counts."""

    kind: ClassVar[str] = "person.set"
    person: Identity
    duties: tuple[Key, ...] = ()
    phones: Phones = Phones()
    deputy: Key | None = None
    confirmed: date | None = None


class PersonRemoved(EntryModel):
    """A person left the register; history keeps them."""

    kind: ClassVar[str] = "person.removed"
    person: Key
    why: Name


class SecretSet(EntryModel):
    """A trade secret's line in the register, whole; the last one of an id counts."""

    kind: ClassVar[str] = "secret.set"
    secret: SecretName
    holder: Name | None = None
    system: Name | None = None


class PlanPromise(_Frozen):
    """A time that the enterprise's emergency plan promises: which clock, how many minutes, which section."""

    id: Key
    text: Name
    clock: Literal["detect", "preserve", "report"]
    minutes: Annotated[int, Field(ge=1, le=525_600)]
    plan: Section


class PromisesStated(EntryModel):
    """The times the plan promises, whole; the last statement counts. Drills are measured against them."""

    kind: ClassVar[str] = "promises.stated"
    promises: tuple[PlanPromise, ...] = ()


KINDS = kinds((EnterpriseProfile, PersonSet, PersonRemoved, SecretSet, PromisesStated))
