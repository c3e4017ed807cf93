"""The small frozen values that register entries are made of; each is one part, the grain of redaction."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Section = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z.]{1,16}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", to_lower=True)]
Yuan = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
Headcount = Annotated[int, Field(ge=1, le=100_000)]

Classification = Literal["core", "important", "general"]
MeasureKind = Annotated[int, Field(ge=1, le=7)]
"""Which of the seven kinds of 法释〔2020〕7号 art. 6: (1) agreement … (6) leavers, (7) other."""


class Part(BaseModel):
    """Base of what stands inside an entry."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class FileDigest(Part):
    """A file that is kept elsewhere: its name and SHA-256. The file itself never enters the register."""

    name: Name
    sha256: Sha256 | None = None


class Batch(Part):
    """Which entry of how many of one transaction this is, and what the transaction was (an import…)."""

    number: Annotated[int, Field(ge=1)]
    of: Annotated[int, Field(ge=1)]
    what: Name | None = None


class Noted(Part):
    """Something done: on which day, by whom (in words)."""

    on: date | None = None
    by: Name | None = None
