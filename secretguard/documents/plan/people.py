"""Who is called for what: the contact sheet's lines, from the plan's answers and the register's duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from secretguard.documents.plan.model import DECIDED, PlanAnswer, PlanPaper, PlanPerson
from secretguard.documents.plan.wording import Reached, day, every_reached
from secretguard.i18n import _

CONTACT_KINDS: Final = ("contact", "contacts", "register_people")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One line of the contact sheet. `role` joins everything that the person is called for."""

    role: str
    name: str
    first: str = ""
    second: str = ""
    post: str = ""
    deputy: str = ""
    deputy_name: str = ""
    out_of_band: str = ""
    authority: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Own people, outsiders, and numbers that anybody may know."""

    inside: tuple[ContactLine, ...]
    outside: tuple[ContactLine, ...]
    public: tuple[ContactLine, ...]

    @property
    def empty(self) -> bool:
        """Whether nobody is named yet."""
        return not self.inside and not self.outside


def contacts_of(paper: PlanPaper) -> Contacts:
    """Everybody whom the plan names, each once, in the form's order; then the register's other duties."""
    inside: dict[str, tuple[list[str], Reached]] = {}
    outside: dict[str, tuple[list[str], Reached]] = {}
    for answer, found in _named(paper):
        group = inside if found.inside else outside
        roles, _known = group.setdefault(f"{found.organisation}\0{found.name}", ([], found))
        if answer.label not in roles:
            roles.append(answer.label)
    named = {found.name for _roles, found in inside.values()}
    own = [_own(paper, roles, found) for roles, found in inside.values()]
    own += [
        _person_line(paper, person, ())
        for person in paper.people
        if person.duties and person.name not in named
    ]
    return Contacts(
        inside=tuple(own),
        outside=tuple(_outsider(roles, found) for roles, found in outside.values()),
        public=tuple(_public(paper)),
    )


def _named(paper: PlanPaper) -> Iterator[tuple[PlanAnswer, Reached]]:
    for answer in paper.answers:
        if answer.kind in CONTACT_KINDS and answer.status in DECIDED:
            for found in every_reached(answer.kind, answer.value, paper):
                yield answer, found


def _own(paper: PlanPaper, roles: Iterable[str], found: Reached) -> ContactLine:
    person = next(person for person in paper.people if person.name == found.name)
    return _person_line(paper, person, roles)


def _person_line(paper: PlanPaper, person: PlanPerson, roles: Iterable[str]) -> ContactLine:
    first, second = _two(person.phones)
    deputy = next((other for other in paper.people if other.name == person.deputy), None)
    deputy_phone = deputy.phones[:1] if deputy else ()
    return ContactLine(
        role=_("；").join(roles) or person.post or _("其他职责"),
        name=person.name,
        first=first,
        second=second,
        post=person.post if tuple(roles) else "",
        deputy=" ".join((person.deputy, *deputy_phone)).strip(),
        deputy_name=person.deputy,
        out_of_band=person.out_of_band,
        authority=person.authority,
        confirmed=day(person.confirmed),
    )


def _outsider(roles: Iterable[str], found: Reached) -> ContactLine:
    first, second = _two(found.phones)
    name = _("，").join(part for part in (found.organisation, found.name) if part)
    return ContactLine(role=_("；").join(roles), name=name, first=first, second=second)


def _public(paper: PlanPaper) -> Iterator[ContactLine]:
    """The numbers that the first-hour card prints for everybody: they name nobody."""
    for call in paper.card.calls if paper.card else ():
        if call.phones and not call.name:
            yield ContactLine(role=call.whom, name="", first=call.phones[0])


def _two(phones: tuple[str, ...]) -> tuple[str, str]:
    first, second, *_more = (*phones, "", "")
    return first, second
