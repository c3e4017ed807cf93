"""The seven kinds of records, uniformly: which entry sets one, how ids begin, what a kind is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from secretguard.entries import kinds
from secretguard.i18n import _, deferred
from secretguard.register.clearance import AgreementSet, ClearedSet, TrainingSet
from secretguard.register.models import (
    EnterpriseProfile,
    PersonRemoved,
    PersonSet,
    PromisesStated,
    RegisterEntry,
)
from secretguard.register.partner import MeasureSet, PartnerSet
from secretguard.register.parts import Key, Part, Words
from secretguard.register.trade_secret import SecretSet

RecordKind = Literal["person", "secret", "cleared", "agreement", "partner", "measure", "training"]
Record: TypeAlias = PersonSet | SecretSet | ClearedSet | AgreementSet | PartnerSet | MeasureSet | TrainingSet


class RecordRef(NamedTuple):
    """A record by kind and id."""

    kind: RecordKind
    id: str


class RemovedRef(Part):
    """A record by kind and id, inside an entry."""

    kind: RecordKind
    id: Key


class RecordRemoved(RegisterEntry):
    """A record other than a person was taken out of the register, and why; history keeps it."""

    kind: ClassVar[str] = "record.removed"
    record: RemovedRef
    why: Words


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of records: its entry model, the letter that ids begin with, the part that names it."""

    kind: RecordKind
    model: type[Record]
    letter: str
    head: str
    words: str

    @property
    def label(self) -> str:
        """What the kind is called, in the user's language."""
        return _(self.words)


RECORD_TYPES: dict[RecordKind, RecordType] = {
    item.kind: item
    for item in (
        RecordType("person", PersonSet, "P", "person", deferred("人员")),
        RecordType("secret", SecretSet, "S", "secret", deferred("商业秘密")),
        RecordType("cleared", ClearedSet, "C", "cleared", deferred("涉密人员")),
        RecordType("agreement", AgreementSet, "A", "agreement", deferred("协议")),
        RecordType("partner", PartnerSet, "H", "partner", deferred("合作方")),
        RecordType("measure", MeasureSet, "M", "measure", deferred("保密措施")),
        RecordType("training", TrainingSet, "T", "training", deferred("培训")),
    )
}
"""In the order in which they are shown, and in which an import reads them."""

_KIND_OF = {item.model: item.kind for item in RECORD_TYPES.values()}

ENTRY_KINDS = kinds(
    (
        EnterpriseProfile,
        PromisesStated,
        PersonRemoved,
        RecordRemoved,
        *(item.model for item in RECORD_TYPES.values()),
    )
)
"""Every entry kind of the register, by name."""


def kind_of(record: Record) -> RecordKind:
    """Which kind a record is."""
    return _KIND_OF[type(record)]


def ref_of(record: Record) -> RecordRef:
    """A record's kind and id."""
    return RecordRef(kind_of(record), record.id)


def removal(ref: RecordRef, why: str) -> PersonRemoved | RecordRemoved:
    """The entry that takes a record out of the register."""
    if ref.kind == "person":
        return PersonRemoved(person=ref.id, why=why)
    return RecordRemoved(record=RemovedRef(kind=ref.kind, id=ref.id), why=why)
