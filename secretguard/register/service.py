"""One enterprise's register as a face uses it: read, change, import, look back, take back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from secretguard.clock import to_microseconds
from secretguard.entries import decode
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.collector import collector_paused
from secretguard.register.fold import RegisterState, extended, fold
from secretguard.register.gathering import next_ids, numbered, with_holder
from secretguard.register.history import FieldChange, history, record_in
from secretguard.register.models import (
    EnterpriseProfile,
    PersonRemoved,
    PersonSet,
    PlanPromise,
    Profile,
    PromisesStated,
    RegisterEntry,
)
from secretguard.register.names import Names
from secretguard.register.records import (
    ENTRY_KINDS,
    RECORD_TYPES,
    Record,
    RecordKind,
    RecordRef,
    RecordRemoved,
    removal,
)
from secretguard.register.references import refuse_broken
from secretguard.register.trade_secret import SecretSet
from secretguard.register.undoing import Numbered, Undone, correction
from secretguard.vault import NewEntry, Vault

if TYPE_CHECKING:
    from secretguard.register.exchange.preview import Preview


Change = Record | PersonRemoved | RecordRemoved
"""What a batch may hold: records set, records taken out (`removal`)."""


class Register:
    """One enterprise's register in an open vault. Its id is the hex id of its journal."""

    def __init__(self, vault: Vault, journal: bytes) -> None:
        self._vault = vault
        self._journal = journal
        with collector_paused():
            self._state = fold(vault.entries(journal))

    @property
    def id(self) -> str:
        """The enterprise's id."""
        return self._journal.hex()

    @property
    def journal(self) -> bytes:
        """The id of its journal."""
        return self._journal

    @property
    def name(self) -> str:
        """The enterprise's name."""
        return self._state.profile.name if self._state.profile else ""

    @property
    def state(self) -> RegisterState:
        """The folded state, extended by what was appended since."""
        self._state = fold(self._vault.entries(self._journal, self._state.seq), self._state)
        return self._state

    # --- changing

    def set_profile(self, profile: Profile) -> None:
        """Record the profile, whole; the sites stay."""
        self._append([EnterpriseProfile(profile=profile, sites=self.state.sites)])

    def set_sites(self, sites: Sequence[str]) -> None:
        """Record the places of work beside the address, whole. Raises RefusedError without a profile."""
        profile = self.state.profile
        if profile is None:
            raise RefusedError(_("还没有企业概况。"), _("请先登记企业名称。"))
        self._append([EnterpriseProfile(profile=profile, sites=tuple(sites))])

    def set(self, record: Record) -> None:
        """Record one record, whole. Raises RefusedError if something it refers to is not there."""
        self.batch([record])

    def set_person(self, person: PersonSet) -> None:
        """Record a person, whole. Raises RefusedError if the deputy is unknown or the person themself."""
        self.batch([person])

    def set_secret(self, secret: SecretSet) -> None:
        """Record a trade secret's line, whole. Raises RefusedError if what it refers to is not there."""
        self.batch([secret])

    def set_all(self, records: Sequence[Record], what: str | None = None) -> None:
        """Record several records in one transaction; they may refer to each other. As `batch`."""
        self.batch(records, what)

    def batch(
        self, changes: Sequence[Record | PersonRemoved | RecordRemoved], what: str | None = None
    ) -> None:
        """Record changes in one transaction: after a kill all of them are there, or none.

        `what` says what the transaction was. Raises RefusedError if a reference would not hold.
        """
        before = self.state
        planned = extended(before, changes)
        ready: list[RegisterEntry] = [
            with_holder(change, before.secrets.get(change.id), planned)
            if isinstance(change, SecretSet)
            else change
            for change in changes
        ]
        planned = extended(before, ready)
        refuse_broken([record for change in ready if (record := record_in(change))], before, planned)
        self._append(numbered(ready, what))

    def begin_with(self, changes: Sequence[RegisterEntry]) -> None:
        """Record what a new register starts with, in one transaction; each can later be taken back singly.

        Raises RefusedError if a reference would not hold.
        """
        before = self.state
        records = [record for change in changes if (record := record_in(change))]
        refuse_broken(records, before, extended(before, changes))
        self._append(changes)

    def remove_person(self, person_id: str, why: str) -> None:
        """Record that a person left. Raises RefusedError if unknown."""
        if person_id not in self.state.people:
            raise _unknown_person(person_id)
        self._append([PersonRemoved(person=person_id, why=why)])

    def remove(self, ref: RecordRef, why: str) -> None:
        """Take a record out of the register; history keeps it. Raises RefusedError if it is not there."""
        if self.state.record(ref) is None:
            raise RefusedError(
                _("{kind}里没有“{id}”。", kind=RECORD_TYPES[ref.kind].label, id=ref.id),
                _("请核对编号；可能已经移出。"),
            )
        self._append([removal(ref, why)])

    def state_promises(self, promises: tuple[PlanPromise, ...]) -> None:
        """Record all the times that the emergency plan promises; drills are measured against them."""
        self._append([PromisesStated(promises=promises)])

    def promises_stated_since(self, at: int) -> bool:
        """Whether promises were stated after a moment (microseconds, by the recorder's clock)."""
        return any(
            entry.kind == PromisesStated.kind and entry.at > at
            for entry in self._vault.entries(self._journal)
        )

    def apply(self, preview: Preview) -> None:
        """Record everything a preview shows, in one transaction.

        Raises RefusedError if it has problems, changes nothing, or the register changed since it was made.
        """
        preview.refuse_unless_ready(self.state)
        self.batch(preview.records, preview.what)

    # --- looking up

    def find_person(self, text: str) -> PersonSet:
        """A person by id or name. Raises RefusedError if there is none, or more than one of that name."""
        found = self.state.called(text)
        if not found:
            raise _unknown_person(text)
        if len(found) > 1:
            raise RefusedError(
                _("有 {count} 个人都叫“{name}”。", count=len(found), name=text),
                _("请写编号：{ids}。", ids=_("、").join(person.person.id for person in found)),
            )
        return found[0]

    def next_id(self, kind: RecordKind) -> str:
        """`P1`, `S1`…: the first number of a kind never used, so that the history stays unambiguous."""
        return self.next_ids(kind, 1)[0]

    def next_ids(self, kind: RecordKind, number: int) -> tuple[str, ...]:
        """The first free numbers of a kind."""
        return next_ids(kind, self.state, number)

    def next_person_id(self) -> str:
        """The first number never used for a person."""
        return self.next_id("person")

    def next_secret_id(self) -> str:
        """The first number never used for a trade secret."""
        return self.next_id("secret")

    # --- looking and going back

    def as_of(self, moment: datetime) -> RegisterState:
        """The state as of everything recorded up to a moment (aware; by the recorder's clock)."""
        limit = to_microseconds(moment)
        with collector_paused():
            return fold(entry for entry in self._vault.entries(self._journal) if entry.at <= limit)

    def history(self, ref: RecordRef, column: str | None = None) -> tuple[FieldChange, ...]:
        """Every change of a record's fields, or of one column, oldest first."""
        names = Names.of(self.state)
        with collector_paused():
            return history(self._vault.entries(self._journal), ref, names, column)

    def undo_last(self) -> Undone:
        """Take back the newest transaction that still counts, by entries that say what they take back.

        Raises RefusedError when nothing is left to take back.
        """
        changes: list[Numbered] = []
        erased = False
        with collector_paused():
            for entry in self._vault.entries(self._journal):
                change = decode(entry, ENTRY_KINDS)
                erased = erased or entry.erased
                if change is not None:
                    changes.append((entry.seq, change))
        undone, corrections = correction(changes, Names.of(self.state), erased=erased)
        self._append(corrections)
        return undone

    def _append(self, changes: Sequence[RegisterEntry]) -> None:
        summary = _summary(extended(self.state, changes))
        news = [NewEntry(change.kind, change.parts(), change.version) for change in changes]
        self._vault.append_all(self._journal, news, summary=summary)


def is_overdue(confirmed: date | None, today: date, days: int = 180) -> bool:
    """Whether a person's phone numbers were last confirmed more than `days` ago, or never."""
    return confirmed is None or (today - confirmed).days > days


def unconfirmed_in_words(people: Iterable[PersonSet], today: date, days: int = 180) -> str:
    """Whose phone numbers were never confirmed, and whose too long ago; nothing if all are known."""
    late = [person for person in people if is_overdue(person.confirmed, today, days)]
    never = _("、").join(person.name for person in late if person.confirmed is None)
    old = _("、").join(person.name for person in late if person.confirmed is not None)
    said = (
        _("{names}的电话从来没有核实过。", names=never) if never else "",
        _("{names}的电话超过 {days} 天没有核实。", names=old, days=days) if old else "",
    )
    return "".join(said)


def _unknown_person(text: str) -> RefusedError:
    return RefusedError(
        _("人员名单里没有“{person}”。", person=text),
        _("用 people list 看名单；编号（P1）或姓名都可以用。"),
    )


def _summary(state: RegisterState) -> dict[str, str | int]:
    profile = state.profile
    return {
        "name": profile.name if profile else "",
        "industry": (profile.industry or "") if profile else "",
        "people": sum(1 for _person in state.in_service()),
        "secrets": len(state.secrets),
    }
