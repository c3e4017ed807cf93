"""The register's state as a pure fold over its journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from secretguard.entries import OpenedEntry, decode
from secretguard.register.clearance import AgreementSet, ClearedSet, TrainingSet
from secretguard.register.models import (
    EnterpriseProfile,
    PersonRemoved,
    PersonSet,
    PlanPromise,
    Profile,
    PromisesStated,
    RegisterEntry,
)
from secretguard.register.partner import MeasureSet, PartnerSet
from secretguard.register.records import (
    ENTRY_KINDS,
    RECORD_TYPES,
    Record,
    RecordKind,
    RecordRef,
    RecordRemoved,
    ref_of,
)
from secretguard.register.trade_secret import SecretSet

_SET_BY = {item.model.kind: item for item in RECORD_TYPES.values()}
_FIELD: dict[RecordKind, str] = {
    "person": "people",
    "secret": "secrets",
    "cleared": "cleared",
    "agreement": "agreements",
    "partner": "partners",
    "measure": "measures",
    "training": "trainings",
}


@dataclass(frozen=True, slots=True)
class RegisterState:
    """One enterprise as of entry `seq`: profile, records by id, ids of those taken out, the plan's promises.

    People who left service stay in `people` until they are taken out, since their exit list is open.
    """

    seq: int = 0
    profile: Profile | None = None
    people: Mapping[str, PersonSet] = field(default_factory=dict)
    secrets: Mapping[str, SecretSet] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    promises: tuple[PlanPromise, ...] = ()
    sites: tuple[str, ...] = ()
    cleared: Mapping[str, ClearedSet] = field(default_factory=dict)
    agreements: Mapping[str, AgreementSet] = field(default_factory=dict)
    partners: Mapping[str, PartnerSet] = field(default_factory=dict)
    measures: Mapping[str, MeasureSet] = field(default_factory=dict)
    trainings: Mapping[str, TrainingSet] = field(default_factory=dict)
    gone: frozenset[RecordRef] = frozenset()
    """Records taken out of the register; `left` names the people among them."""

    def records(self, kind: RecordKind) -> Mapping[str, Record]:
        """All records of a kind by id, in the order entered."""
        return cast("Mapping[str, Record]", getattr(self, _FIELD[kind]))

    def record(self, ref: RecordRef) -> Record | None:
        """One record, None if it is not (or no longer) in the register."""
        return self.records(ref.kind).get(ref.id)

    def all_records(self) -> Iterator[Record]:
        """Every record, kind by kind."""
        for kind in RECORD_TYPES:
            yield from self.records(kind).values()

    def with_duty(self, duty: str) -> PersonSet | None:
        """The first person in service who holds a duty (`CO`, `IT`…), as entered; None if nobody does."""
        return next((person for person in self.in_service() if duty in person.duties), None)

    def in_service(self) -> Iterator[PersonSet]:
        """Everybody who has not left."""
        return (person for person in self.people.values() if not person.has_left)

    def called(self, text: str) -> list[PersonSet]:
        """Who is meant by an id or an exact name: nobody, one person, or several of that name."""
        if text in self.people:
            return [self.people[text]]
        return [person for person in self.people.values() if person.person.name == text]

    def named(self, text: str) -> PersonSet | None:
        """The first person by id or by exact name."""
        return next(iter(self.called(text)), None)

    def deputy_of(self, person_id: str) -> PersonSet | None:
        """Who stands in for a person; None if nobody is named or the deputy has left."""
        person = self.people.get(person_id)
        deputy = self.people.get(person.deputy) if person and person.deputy else None
        return None if deputy is None or deputy.has_left else deputy

    def holder_of(self, secret: SecretSet) -> PersonSet | None:
        """The holder as a person of the register; None if there is none or they are no longer in it."""
        if secret.holder_id is not None:
            return self.people.get(secret.holder_id)
        return self.named(secret.holder) if secret.holder else None

    def clearances_of(self, person_id: str) -> list[ClearedSet]:
        """Every clearance of a person."""
        return [cleared for cleared in self.cleared.values() if cleared.cleared.person == person_id]

    def trained_on(self, person_id: str) -> tuple[date, ...]:
        """The days on which a person was trained in secrecy, in order: sessions and single days."""
        days = {day for cleared in self.clearances_of(person_id) for day in cleared.trained}
        sessions = (session for session in self.trainings.values() if person_id in session.attended)
        days |= {session.training.on for session in sessions if session.training.on is not None}
        return tuple(sorted(days))

    def agreements_of(self, party_id: str) -> list[AgreementSet]:
        """Every agreement that a person or partner is a party of."""
        return [agreement for agreement in self.agreements.values() if party_id in agreement.parties]


def fold(entries: Iterable[OpenedEntry], start: RegisterState | None = None) -> RegisterState:
    """Fold entries in order onto `start` (or onto nothing).

    Raises UnreadableEntryError for an entry that counts; of one that a later entry replaced, only the kind
    and id are read, since a register's journal is mostly that.
    """
    draft = _Draft(start or RegisterState())
    for entry in entries:
        draft.seq = entry.seq
        ref = record_set_by(entry)
        if ref is not None:
            draft.set(ref, entry)
        elif (change := decode(entry, ENTRY_KINDS)) is not None:
            draft.take(change)
    return draft.state()


def record_set_by(entry: OpenedEntry) -> RecordRef | None:
    """Which record an entry sets, from its raw parts; None if it sets none, or does not say so properly."""
    record_type = _SET_BY.get(entry.kind)
    head = entry.parts.get(record_type.head) if record_type and not entry.erased else None
    key = head.get("id") if isinstance(head, dict) else None
    return RecordRef(record_type.kind, key) if record_type and isinstance(key, str) else None


def extended(state: RegisterState, changes: Iterable[RegisterEntry]) -> RegisterState:
    """What the state would be after changes that are not recorded yet; `seq` stays."""
    draft = _Draft(state)
    for change in changes:
        draft.take(change)
    return draft.state()


class _Draft:
    """A state while entries are folded onto it; a mapping is copied when it is first changed."""

    def __init__(self, start: RegisterState) -> None:
        self._start = start
        self.seq = start.seq
        self._profile = start.profile
        self._sites = start.sites
        self._promises = start.promises
        self._records: dict[RecordKind, dict[str, Record | OpenedEntry]] = {}
        self._gone = set(start.gone)
        self._touched = False

    def take(self, change: RegisterEntry) -> None:
        self._touched = True
        match change:
            case EnterpriseProfile():
                self._profile, self._sites = change.profile, change.sites
            case PromisesStated():
                self._promises = change.promises
            case PersonRemoved():
                self._remove(RecordRef("person", change.person))
            case RecordRemoved():
                self._remove(RecordRef(change.record.kind, change.record.id))
            case _:
                record = cast("Record", change)
                self.set(ref_of(record), record)

    def set(self, ref: RecordRef, record: Record | OpenedEntry) -> None:
        self._touched = True
        self._own(ref.kind)[ref.id] = record
        self._gone.discard(ref)

    def state(self) -> RegisterState:
        if self.seq == self._start.seq and not self._touched:
            return self._start
        changed: dict[str, Any] = {
            _FIELD[kind]: {key: _read(item) for key, item in records.items()}
            for kind, records in self._records.items()
        }
        return replace(
            self._start,
            seq=self.seq,
            profile=self._profile,
            sites=self._sites,
            promises=self._promises,
            left=frozenset(ref.id for ref in self._gone if ref.kind == "person"),
            gone=frozenset(self._gone),
            **changed,
        )

    def _remove(self, ref: RecordRef) -> None:
        self._own(ref.kind).pop(ref.id, None)
        self._gone.add(ref)

    def _own(self, kind: RecordKind) -> dict[str, Record | OpenedEntry]:
        if kind not in self._records:
            self._records[kind] = dict(self._start.records(kind))
        return self._records[kind]


def _read(item: Record | OpenedEntry) -> Record:
    return item if isinstance(item, RegisterEntry) else cast("Record", decode(item, ENTRY_KINDS))
