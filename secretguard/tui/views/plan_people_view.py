"""The register's people as proposals for a contact of the plan. Pure."""

from __future__ import annotations

from secretguard.content import FormField
from secretguard.i18n import _, _p
from secretguard.plans import TopicView, contacts, people_in
from secretguard.register import RegisterState, duties_in_words
from secretguard.tui.marks import badge, line
from secretguard.tui.widgets.lists import Row

DIGITS = 9
"""So many people can be taken by a digit."""


def people_rows(register: RegisterState, topic: TopicView | None, field: FormField) -> tuple[Row, ...]:
    """Everybody in service in the order of the register, so that a digit always means the same person.

    Who stands in this field already is ticked, who stands elsewhere in the topic is told apart.
    """
    chosen, elsewhere = chosen_people(topic, field), _named(register, topic, field)
    rows = []
    for number, person in enumerate(register.in_service(), 1):
        duties = duties_in_words(person.duties)
        parts = [person.person.name, person.person.title or "", duties]
        if person.id in elsewhere:
            parts.append(_("本题已写"))
        words = "　".join(part for part in parts if part)
        tick = badge(_p("badge", "勾"), "good") if person.id in chosen else badge(_p("badge", "空"), "off")
        sign = str(number) if number <= DIGITS else " "
        rows.append(Row(person.id, line(sign, tick, words), words=words))
    return tuple(rows)


def likely_person(register: RegisterState, topic: TopicView | None, field: FormField) -> str | None:
    """Whom to propose: a stand-in of who is named in this topic, else the first who is not named yet."""
    chosen, elsewhere = chosen_people(topic, field), _named(register, topic, field)
    if chosen and field.kind == "contact":
        return next(iter(chosen))
    free = [person for person in register.in_service() if person.id not in chosen | elsewhere]
    deputies = [register.people[one].deputy for one in elsewhere if one in register.people]
    return next((person.id for person in (*(one for one in free if one.id in deputies), *free)), None)


def chosen_people(topic: TopicView | None, field: FormField) -> frozenset[str]:
    """Who stands in the field itself."""
    own = next((state for state in (topic.fields if topic else ()) if state.field.id == field.id), None)
    return people_in(field, own.value) if own is not None else frozenset()


def _named(register: RegisterState, topic: TopicView | None, field: FormField) -> frozenset[str]:
    """Who stands in the other contacts of the topic."""
    others = [state for state in (topic.fields if topic else ()) if state.field.id != field.id]
    kinds = ("contact", "contacts")
    found = (one.person for state in others if state.field.kind in kinds
             for one in contacts(state.value, register))  # fmt: skip
    return frozenset(person for person in found if person)
