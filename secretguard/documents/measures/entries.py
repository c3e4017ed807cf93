"""The entry that pins a 保密措施证明卷 (day, entries, checkpoint), so that a reprint is the same."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from secretguard.entries import EntryModel, kinds

Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32,64}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class RunPin(_Frozen):
    """A journal, and the last entry of it that the paper rests on."""

    journal: Hex
    last: Annotated[int, Field(ge=1)]


class LegalItem(_Frozen):
    """One of the seven items of 法释〔2020〕7号 art. 6 in the words printed; `pending`: not compared yet."""

    number: Annotated[int, Field(ge=1, le=7)]
    article: str
    says: str
    pending: bool = False


class MeasuresIssued(EntryModel):
    """A proof of measures was issued. Stands in the register's journal.

    `complete` means that the day was over in the zone `tz` (minutes east of UTC): nothing that is recorded
    later can belong to it.
    """

    kind: ClassVar[str] = "measures.issued"
    day: date
    complete: bool
    tz: int
    runs: tuple[RunPin, ...]
    checkpoint_size: Annotated[int, Field(ge=1)]
    checkpoint_root: Hex
    items: tuple[LegalItem, ...]


KINDS = kinds((MeasuresIssued,))
