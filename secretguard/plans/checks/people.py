"""Predicates about people: who stands in for whom, who wears how many hats, whose numbers are fresh."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.checks.naming import KEPT_WITH, Named, known_owners, named_in, named_in_text
from secretguard.plans.typed.numbers import plain
from secretguard.plans.typed.tables import row_name
from secretguard.plans.values import contacts, lines_of, number_of, rows_of, text_of
from secretguard.register import PersonSet, unconfirmed_in_words


def different_people(case: Case) -> Iterator[Fault]:
    """The people named in the fields are pairwise different."""
    fields = [(field, named_in(field, case.value(field.id), case.facts.register)) for field in case.fields()]
    for (one, first), (other, second) in combinations(fields, 2):
        for same in sorted(first & second, key=lambda named: named.name):
            yield Fault(
                _(
                    "“{one}”和“{other}”都是{name}，要两个人。",
                    one=one.label,
                    other=other.label,
                    name=same.name,
                ),
                other.id,
            )


def rows_differ(case: Case) -> Iterator[Fault]:
    """In each row the columns name different people, all of them."""
    for table, name, row in case.named_rows():
        columns = [column for column in table.columns if column.id in case.texts("columns")]
        cells = [(column, _called(text_of(row.get(column.id)), case)) for column in columns]
        empty = [column.label for column, called in cells if not called]
        if empty:
            yield Fault(_("“{row}”没有写{columns}。", row=name, columns=_("、").join(empty)), table.id)
        for (one, first), (other, second) in combinations(cells, 2):
            if first & second:
                who = _("、").join(sorted(first & second))
                yield Fault(
                    _(
                        "“{row}”的{one}和{other}都是{who}。",
                        row=name,
                        one=one.label,
                        other=other.label,
                        who=who,
                    ),
                    table.id,
                )


def _called(text: str, case: Case) -> frozenset[str]:
    """The register people in a cell by name; an outsider by the whole cell."""
    known = frozenset(named.name for named in named_in_text(text, case.facts.register))
    return known or frozenset([text.strip()] if text.strip() else [])


def two_phones(case: Case) -> Iterator[Fault]:
    """Every contact of the fields has enough phone numbers."""
    least = case.number("count") if "count" in case.rule.params else 2
    for field in case.fields():
        for contact in contacts(case.value(field.id), case.facts.register):
            count = len(set(contact.phones))
            if count < least:
                who = contact.name or contact.organisation or ""
                yield Fault(
                    _(
                        "“{label}”{name}只有 {count} 个电话，要 {least} 个。",
                        label=field.label,
                        name=who,
                        count=count,
                        least=least,
                    ),
                    field.id,
                )


def has_person(case: Case) -> Iterator[Fault]:
    """A contact names a person, not only an organisation."""
    for field in case.fields():
        for contact in contacts(case.value(field.id), case.facts.register):
            if not contact.name:
                yield Fault(
                    _(
                        "“{label}”只有{body}，没有写找谁。",
                        label=field.label,
                        body=contact.organisation or _("电话"),
                    ),
                    field.id,
                )


def people_current(case: Case) -> Iterator[Fault]:
    """Whom the plan names is in the register and has not left."""
    register = case.facts.register
    for field in case.fields():
        gone = [one for one in named_in(field, case.value(field.id), register) if one.has_left]
        for one in sorted(gone, key=lambda named: named.name):
            yield Fault(_("“{label}”里的{name}已经离开。", label=field.label, name=one.name), field.id)


def hats_at_most(case: Case) -> Iterator[Fault]:
    """Nobody appears in more than so many of the fields and rows."""
    worn: dict[Named, list[str]] = {}
    for field in case.fields():
        value = case.value(field.id)
        if field.kind == "table":
            for row in rows_of(value):
                for named in named_in(field, [dict(row)], case.facts.register):
                    worn.setdefault(named, []).append(row_name(field, row))
        else:
            for named in named_in(field, value, case.facts.register):
                worn.setdefault(named, []).append(field.label)
    for named, hats in worn.items():
        if len(hats) > case.number("count"):
            yield Fault(
                _(
                    "{name}一个人担了 {count} 项：{hats}。",
                    name=named.name,
                    count=len(hats),
                    hats=_("、").join(hats),
                )
            )


def keeper_apart(case: Case) -> Iterator[Fault]:
    """At least one of the people named holds none of the duties that would make them a party."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    people = named_in(field, value, case.facts.register)
    duties = set(case.texts("duties"))
    held = [case.facts.register.people.get(named.person or "") for named in people]
    if people and all(person is not None and duties & set(person.duties) for person in held):
        names = _("、").join(sorted(named.name for named in people))
        yield Fault(
            _("“{label}”只有{names}，都可能是被查的一方，没有另一个人。", label=field.label, names=names),
            field_id,
        )


def contacts_fresh(case: Case) -> Iterator[Fault]:
    """The numbers of the people used were confirmed recently; without fields, of all who hold a duty."""
    days = case.number("days")
    if "limit_field" in case.rule.params:
        days = number_of(case.value(case.text("limit_field"))) or days
    people = (person for person in _people_used(case) if not person.has_left)
    words = unconfirmed_in_words(people, case.facts.today, days)
    if words:
        yield Fault(words)


def outside_company(case: Case) -> Iterator[Fault]:
    """A channel that does not run over the company's own mail domain."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    domains = {line.split("@")[1].lower() for line in _own_addresses(case) if "@" in line}
    for text in lines_of(value):
        inside = sorted(domain for domain in domains if f"@{domain}" in text.lower())
        if inside:
            yield Fault(
                _(
                    "“{label}”走的是公司自己的邮箱（{domain}），被入侵时用不了。",
                    label=field.label,
                    domain=inside[0],
                ),
                field_id,
            )


def distribution_limited(case: Case) -> Iterator[Fault]:
    """Each holder of a copy has a part in the plan, or is the guide, the kit or the archive."""
    with_duty = (person for person in case.facts.register.in_service() if person.duties)
    known = known_owners(case, case.fields(), with_duty) | {_(place) for place in KEPT_WITH}
    for table, _name, row in case.named_rows():
        holder = text_of(row.get(case.text("column"))).strip()
        if holder and not any(word in holder or holder in word for word in known):
            yield Fault(_("分发清单里的“{holder}”在预案里没有职责。", holder=holder), table.id)


def _people_used(case: Case) -> list[PersonSet]:
    register = case.facts.register
    if "fields" not in case.rule.params:
        return [person for person in register.people.values() if person.duties]
    used = {
        named.person
        for field in case.fields()
        for named in named_in(field, case.value(field.id), register)
        if named.person
    }
    return [person for person in register.people.values() if person.id in used]


def _own_addresses(case: Case) -> Iterator[str]:
    """Addresses of the register that are the company's own: those that several people share a domain of."""
    seen: dict[str, int] = {}
    addresses = [
        person.outside.email for person in case.facts.register.people.values() if person.outside.email
    ]
    for address in addresses:
        domain = address.rpartition("@")[2].lower()
        seen[domain] = seen.get(domain, 0) + 1
    yield from (address for address in addresses if seen[address.rpartition("@")[2].lower()] > 1)


def phones_agree(case: Case) -> Iterator[Fault]:
    """Where a row names a person of the register, the phone beside is one of theirs."""
    name_column, phone_column = case.texts("columns")
    for table, name, row in case.named_rows():
        person = case.facts.register.named(text_of(row.get(name_column)).strip())
        phone = _digits(text_of(row.get(phone_column)))
        known = (
            {_digits(one) for one in (person.phones.first, person.phones.second) if one} if person else set()
        )
        if person is not None and phone and phone not in known:
            yield Fault(_("“{row}”写的{who}的电话，和台账里的不一样。", row=name, who=person.name), table.id)


def _digits(phone: str) -> str:
    return "".join(character for character in plain(phone) if character.isdigit())
