"""The register's people as proposals for a contact of the plan. Pure."""

from __future__ import annotations

from secretguard.content import FormField
from secretguard.plans import TopicView, contacts
from secretguard.register import PersonSet, RegisterState, duties_in_words
from secretguard.tui.marks import line
from secretguard.tui.widgets.lists import Row


def people_rows(register: RegisterState, topic: TopicView | None, field: FormField) -> tuple[Row, ...]:
    """Everybody in service: stand-ins of who is named in this topic first, who is named already last."""
    named = _named(register, topic, field)
    deputies = [person.deputy for person in register.people.values() if person.person.id in named]

    def place(person: PersonSet) -> tuple[bool, bool]:
        return (person.person.id in named, person.person.id not in deputies)

    rows = []
    for number, person in enumerate(sorted(register.in_service(), key=place), 1):
        duties = duties_in_words(person.duties)
        words = "　".join(part for part in (person.person.name, person.person.title or "", duties) if part)
        rows.append(Row(person.person.id, line(f"{number} {words}"), words=words))
    return tuple(rows)


def _named(register: RegisterState, topic: TopicView | None, field: FormField) -> frozenset[str]:
    """Who stands in the other contacts of the topic."""
    others = [state for state in (topic.fields if topic else ()) if state.field.id != field.id]
    kinds = ("contact", "contacts")
    found = (one.person for state in others if state.field.kind in kinds
             for one in contacts(state.value, register))  # fmt: skip
    return frozenset(person for person in found if person)
