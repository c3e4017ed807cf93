"""Whom an answer names: register people by id or name, outsiders by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from secretguard.content import FormField
from secretguard.i18n import _, deferred
from secretguard.plans.checks.case import Case
from secretguard.plans.typed.tables import row_name
from secretguard.plans.values import contacts, lines_of, rows_of, text_of
from secretguard.register import PersonSet, RegisterState
from secretguard.vault import Json

_SEPARATORS: Final = re.compile(r"[\s,，、;；/|｜和与或+＋（）()]+")

STAND_IN: Final = "stand-in"
"""The column of a table of roles that names who stands in."""

KEPT_WITH: Final = (deferred("应急包"), deferred("档案"), deferred("指导员"))
"""Where a numbered copy of the plan may also lie."""

ROLES: Final = tuple(
    deferred(role)
    for role in (
        "负责人",
        "代理负责人",
        "联络员",
        "夜间授权人",
        "发言人",
        "律师",
        "指导员",
        "发现人",
        "值班",
        "会做镜像的人",
    )
)
"""Roles that the form itself asks for: whoever is named there has the part."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as an answer names them; `person` is the register's id. `has_left` is out of service."""

    person: str | None
    name: str
    has_left: bool = False


def named_in(field: FormField, value: Json, register: RegisterState) -> frozenset[Named]:
    """Everybody a field's answer names; in texts and tables only people of the register count."""
    if field.kind in ("contact", "contacts"):
        found = (_of(one.person, one.name, register) for one in contacts(value, register) if one.name)
        return frozenset(found)
    if field.kind == "register_people":
        return frozenset(_of(person, person, register) for person in lines_of(value))
    if field.kind == "table":
        texts = [
            text_of(row.get(column.id))
            for row in rows_of(value)
            for column in field.columns
            if column.kind == "text"
        ]
        return frozenset().union(*(named_in_text(text, register) for text in texts))
    return frozenset().union(*(named_in_text(t, register) for t in lines_of(value)))


def named_in_text(text: str, register: RegisterState) -> frozenset[Named]:
    """The people of the register among the words of a text."""
    words = [word for word in _SEPARATORS.split(text) if word]
    return frozenset(_of(None, word, register) for word in words if register.named(word) is not None)


def _of(person_id: str | None, name: str, register: RegisterState) -> Named:
    person = register.people.get(person_id) if person_id else register.named(name)
    if person is None:
        return Named(person_id, name, has_left=person_id is not None)
    return Named(person.id, person.name, person.has_left)


def known_owners(
    case: Case, fields: Iterable[FormField], people: Iterable[PersonSet] | None = None
) -> frozenset[str]:
    """Every word that names somebody with a part: roles, rows and labels of the fields, names and titles.

    `people` are those of the register that count, everybody in service if not told.
    """
    counted = list(case.facts.register.in_service() if people is None else people)
    words = {_(role) for role in ROLES}
    words |= {word for person in counted for word in (person.name, person.person.title) if word}
    for field in fields:
        value = case.value(field.id)
        if field.kind == "table":
            words |= {row_name(field, row) for row in rows_of(value)}
        elif field.kind in ("contact", "contacts"):
            words |= {named.name for named in named_in(field, value, case.facts.register)} | {field.label}
    return frozenset(word for word in words if word)
