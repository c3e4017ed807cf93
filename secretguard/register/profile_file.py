"""A profile file (`kind: profile`): an enterprise to start from, as YAML."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from secretguard.content import ClockName, read_model, read_yaml
from secretguard.content.playbook import ContentModel, Line
from secretguard.register.parts import Classification, Key, Name

Cell = bool | str | int | date | list[str]
"""A cell of the register's table of that kind, read as if typed there."""


class ProfilePerson(ContentModel):
    """A person of the file."""

    id: Key
    name: Name
    title: Name | None = None
    duties: tuple[Key, ...] = ()
    phone: Name | None = None
    phone_backup: Name | None = None
    deputy: Key | None = None
    last_confirmed: date | None = None
    more: dict[str, Cell] = Field(default_factory=dict)


class ProfileSecret(ContentModel):
    """A trade secret of the file, by code name."""

    code_name: Name
    classification: Classification = "important"
    system: Name | None = None
    holder: Name | None = None
    more: dict[str, Cell] = Field(default_factory=dict)


class ProfileRecord(ContentModel):
    """A record of another kind: its id, what it is called by, and cells by column id, as in a spreadsheet."""

    id: Key
    name: Name
    more: dict[str, Cell] = Field(default_factory=dict)


class ProfilePromise(ContentModel):
    """A time the emergency plan promises: which clock, how many minutes, in which section."""

    id: Key
    text: Line
    clock: ClockName
    minutes: int = Field(ge=1, le=525_600)
    plan: str


class ProfileFile(ContentModel):
    """The whole file."""

    kind: Literal["profile"]
    id: Key
    name: Name
    industry: Name | None = None
    headcount: int | None = Field(default=None, ge=1, le=10_000_000)
    address: Name | None = None
    people: tuple[ProfilePerson, ...] = ()
    secrets: tuple[ProfileSecret, ...] = ()
    systems: tuple[Name, ...] = ()
    sites: tuple[Name, ...] = ()
    agreements: tuple[ProfileRecord, ...] = ()
    partners: tuple[ProfileRecord, ...] = ()
    measures: tuple[ProfileRecord, ...] = ()
    trainings: tuple[ProfileRecord, ...] = ()
    cleared: tuple[ProfileRecord, ...] = ()
    promises: tuple[ProfilePromise, ...] = ()


def load_profile(path: Path) -> ProfileFile:
    """Read and validate a profile file. Raises ContentError with file, line, field and hint."""
    return read_model(read_yaml(path), ProfileFile)
