"""The register as a face uses it: enterprises of a vault, their people and secrets."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from secretguard.entries import EntryModel
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.fold import RegisterState, fold
from secretguard.register.models import (
    JOURNAL_KIND,
    EnterpriseProfile,
    Identity,
    PersonRemoved,
    PersonSet,
    Phones,
    PlanPromise,
    Profile,
    PromisesStated,
    SecretName,
    SecretSet,
)
from secretguard.register.profile_file import ProfileFile
from secretguard.vault import JournalInfo, Vault


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """One enterprise in a list, from its sealed summary alone."""

    id: str
    name: str
    industry: str
    people: int


class Register:
    """One enterprise's register in an open vault. Its id is the hex id of its journal."""

    def __init__(self, vault: Vault, journal: bytes) -> None:
        self._vault = vault
        self._journal = journal
        self._state = fold(vault.entries(journal))

    @property
    def id(self) -> str:
        """The enterprise's id."""
        return self._journal.hex()

    @property
    def name(self) -> str:
        """The enterprise's name."""
        return self._state.profile.name if self._state.profile else ""

    @property
    def state(self) -> RegisterState:
        """The folded state, extended by what was appended since."""
        self._state = fold(self._vault.entries(self._journal, self._state.seq), self._state)
        return self._state

    def set_profile(self, profile: Profile) -> None:
        """Record the profile, whole."""
        self._append(EnterpriseProfile(profile=profile))

    def set_person(self, person: PersonSet) -> None:
        """Record a person, whole. Raises RefusedError if the deputy is unknown or the person themself."""
        people = self.state.people
        if person.deputy == person.person.id:
            raise RefusedError(
                _("{name}不能做自己的替补。", name=person.person.name), _("请换一个人做替补，或先留空。")
            )
        if person.deputy and person.deputy not in people:
            raise RefusedError(
                _("替补“{deputy}”不在人员名单里。", deputy=person.deputy),
                _("请先用 people add 登记这位替补，再指定。"),
            )
        self._append(person)

    def remove_person(self, person_id: str, why: str) -> None:
        """Record that a person left. Raises RefusedError if unknown."""
        if person_id not in self.state.people:
            raise _unknown_person(person_id)
        self._append(PersonRemoved(person=person_id, why=why))

    def set_secret(self, secret: SecretSet) -> None:
        """Record a trade secret's line."""
        self._append(secret)

    def state_promises(self, promises: tuple[PlanPromise, ...]) -> None:
        """Record all the times that the emergency plan promises; drills are measured against them."""
        self._append(PromisesStated(promises=promises))

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

    def next_person_id(self) -> str:
        """`P1`, `P2`…: the first number never used, so that the history stays unambiguous."""
        return _next_id("P", {*self.state.people, *self.state.left})

    def next_secret_id(self) -> str:
        """`S1`, `S2`…: the first number not in use."""
        return _next_id("S", set(self.state.secrets))

    def _append(self, model: EntryModel) -> None:
        self._vault.append(self._journal, model.kind, model.parts(), version=model.version)
        self._vault.write_summary(self._journal, _summary(self.state))


def _next_id(letter: str, taken: Set[str]) -> str:
    numbered = (f"{letter}{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate not in taken)


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
        "people": len(state.people),
    }


def add_enterprise(vault: Vault, profile: Profile) -> Register:
    """Open a register journal for a new enterprise. Raises RefusedError if one of that name is there."""
    if any(line.name == profile.name for line in list_enterprises(vault)):
        raise RefusedError(
            _("库里已经有“{name}”。", name=profile.name),
            _("用 enterprise list 查看；若确是另一家，请在名称里写清区别（如地名）。"),
        )
    journal = vault.create_journal(JOURNAL_KIND, profile.name)
    register = Register(vault, journal)
    register.set_profile(profile)
    return register


def add_from_file(vault: Vault, source: ProfileFile) -> Register:
    """Open a register for the enterprise of a profile file, people and secrets included."""
    register = add_enterprise(
        vault,
        Profile(
            name=source.name, industry=source.industry, headcount=source.headcount, address=source.address
        ),
    )
    for person in source.people:
        register._append(
            PersonSet(
                person=Identity(id=person.id, name=person.name, title=person.title),
                duties=person.duties,
                phones=Phones(first=person.phone, second=person.phone_backup),
                deputy=person.deputy,
                confirmed=person.last_confirmed,
            )
        )
    for number, secret in enumerate(source.secrets, 1):
        register.set_secret(
            SecretSet(
                secret=SecretName(
                    id=f"S{number}", code_name=secret.code_name, classification=secret.classification
                ),
                holder=secret.holder,
                system=secret.system,
            )
        )
    if source.promises:
        register.state_promises(
            tuple(PlanPromise.model_validate(item.model_dump()) for item in source.promises)
        )
    return register


def list_enterprises(vault: Vault) -> list[EnterpriseLine]:
    """Every enterprise of the vault, in the order they were added."""
    return [_line(info) for info in vault.journals(JOURNAL_KIND)]


def _line(info: JournalInfo) -> EnterpriseLine:
    summary = info.summary or {}
    people = summary.get("people", 0)
    return EnterpriseLine(
        id=info.id.hex(),
        name=str(summary.get("name") or info.title),
        industry=str(summary.get("industry", "")),
        people=people if isinstance(people, int) else 0,
    )


def open_enterprise(vault: Vault, wanted: str | None) -> Register:
    """One enterprise by id, the beginning of its id, or its name; without a wish, the only one there is.

    Raises RefusedError when nothing fits or more than one does.
    """
    lines = list_enterprises(vault)
    if wanted:
        lines = [line for line in lines if line.name == wanted or _starts(line.id, wanted)]
    if len(lines) == 1:
        return Register(vault, bytes.fromhex(lines[0].id))
    if not lines:
        raise RefusedError(
            _("库里没有“{name}”这家企业。", name=wanted) if wanted else _("库里还没有企业。"),
            _("用 enterprise add 新建，或用 enterprise list 看名称。"),
        )
    raise RefusedError(
        _("库里有 {count} 家企业符合，不知道要用哪一家。", count=len(lines)),
        _("请用 --enterprise 写明名称：{names}。", names=_("、").join(line.name for line in lines[:5])),
    )


def _starts(identifier: str, wanted: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{4,32}", wanted)) and identifier.startswith(wanted)


def is_overdue(confirmed: date | None, today: date, days: int = 180) -> bool:
    """Whether a person's phone numbers were last confirmed more than `days` ago, or never."""
    return confirmed is None or (today - confirmed).days > days
