"""What an answer is, as plain JSON, and how to look into it. See `Value` in `models`.

text: str · lines: [str] · contact: {"person": id or null, "name", "phones": [..], "organisation"} ·
contacts: [contact] · minutes, hours, days, yuan, percent: int · date: "2026-06-01" · yes_no: bool ·
choice: option id · choices: [option id] · table: [{column: value}] ·
secrets: [{"secret": id or null, "code_name", "place"}] · register_people: [person id]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from secretguard.content import FormField
from secretguard.register import PersonSet, RegisterState
from secretguard.vault import Json

NUMBERS: Final = ("minutes", "hours", "days", "yuan", "percent")
MINUTES_IN: Final = {"minutes": 1, "hours": 60, "days": 1440}


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact ready to print: name and phones are the register's where the person stands there.

    `left` tells that the register no longer has the person.
    """

    person: str | None
    name: str
    phones: tuple[str, ...]
    organisation: str | None = None
    title: str | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class SecretLine:
    """A secret by code name and place; `gone` tells that the register no longer has it."""

    secret: str | None
    code_name: str
    place: str
    gone: bool = False


def first_answer(field: FormField) -> Json:
    """What the form itself puts there: default, chosen options, default rows; None if nothing."""
    # Content speaks of JSON with floats; its forms have none.
    return cast(Json, field.first_answer())


def default_rows(field: FormField) -> tuple[Mapping[str, Json], ...]:
    """The rows that the form puts into a table."""
    return cast("tuple[Mapping[str, Json], ...]", field.rows)


def is_empty(value: Json) -> bool:
    """Whether an answer says nothing: no text, no rows, a contact without a name."""
    match value:
        case None:
            return True
        case str():
            return not value.strip()
        case list():
            return all(is_empty(item) for item in value)
        case dict():
            return all(is_empty(item) for item in value.values())
        case _:
            return False


def is_complete(field: FormField, value: Json) -> bool:
    """Whether a table has enough rows and something in every required cell; other kinds always are."""
    if field.kind != "table":
        return True
    rows = rows_of(value)
    needed = [column.id for column in field.columns if column.required]
    return len(rows) >= field.min_rows and not any(is_empty(row.get(c)) for row in rows for c in needed)


def rows_of(value: Json) -> tuple[Mapping[str, Json], ...]:
    """The rows of a table answer; anything else has none."""
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def text_of(value: Json) -> str:
    """An answer that is a text; anything else reads as empty."""
    return value if isinstance(value, str) else ""


def lines_of(value: Json) -> tuple[str, ...]:
    """An answer that is a text or lists texts, as lines."""
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def number_of(value: Json) -> int | None:
    """An answer that is a whole number; anything else is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts_in(field: FormField, value: Json) -> tuple[str, ...]:
    """Every text of an answer that a person wrote: no ids, no phone numbers, no options."""
    match field.kind:
        case "text" | "lines":
            return lines_of(value)
        case "contact" | "contacts":
            own = value if isinstance(value, list) else [value]
            words = (
                item.get(key) for item in own if isinstance(item, dict) for key in ("name", "organisation")
            )
            return tuple(text for text in map(text_of, words) if text)
        case "secrets":
            return tuple(
                text
                for row in rows_of(value)
                for text in (text_of(row.get("code_name")), text_of(row.get("place")))
            )
        case "table":
            written = [column.id for column in field.columns if column.kind == "text"]
            cells = (text_of(row.get(column)) for row in rows_of(value) for column in written)
            return tuple(text for text in cells if text)
        case _:
            return ()


def contact(value: Json, register: RegisterState) -> Contact:
    """A contact answer resolved against the register. Anything that is no contact has an empty name."""
    if not isinstance(value, dict):
        return Contact(None, text_of(value), ())
    person_id = text_of(value.get("person")) or None
    own = Contact(
        person_id,
        text_of(value.get("name")),
        lines_of(value.get("phones")),
        text_of(value.get("organisation")) or None,
        left=person_id is not None,
    )
    found = register.people.get(person_id) if person_id else None
    return own if found is None else contact_of(found, own.organisation)


def contact_of(person: PersonSet, organisation: str | None = None) -> Contact:
    """A person of the register as a contact."""
    phones = tuple(phone for phone in (person.phones.first, person.phones.second) if phone)
    return Contact(person.person.id, person.person.name, phones, organisation, person.person.title)


def contacts(value: Json, register: RegisterState) -> tuple[Contact, ...]:
    """A contact answer or a list of them, resolved."""
    if isinstance(value, list):
        return tuple(contact(item, register) for item in value)
    return () if value is None else (contact(value, register),)


def contact_value(
    name: str, phones: tuple[str, ...] = (), *, person: str | None = None, organisation: str | None = None
) -> Json:
    """A contact as an answer."""
    return {"person": person, "name": name, "phones": list(phones), "organisation": organisation}


def secret_lines(value: Json, register: RegisterState) -> tuple[SecretLine, ...]:
    """A secrets answer resolved: the code name is the register's where the secret stands there."""
    return tuple(_secret_line(row, register) for row in rows_of(value))


def _secret_line(row: Mapping[str, Json], register: RegisterState) -> SecretLine:
    secret_id = text_of(row.get("secret")) or None
    found = register.secrets.get(secret_id) if secret_id else None
    name = found.secret.code_name if found else text_of(row.get("code_name"))
    place = text_of(row.get("place")) or ((found.system or "") if found else "")
    return SecretLine(secret_id, name, place, gone=secret_id is not None and found is None)


def people_in(field: FormField, value: Json) -> frozenset[str]:
    """The ids of register people that an answer names."""
    if field.kind == "register_people":
        return frozenset(lines_of(value))
    if field.kind not in ("contact", "contacts"):
        return frozenset()
    own = value if isinstance(value, list) else [value]
    found = (text_of(item.get("person")) for item in own if isinstance(item, dict))
    return frozenset(person for person in found if person)


def secrets_in(field: FormField, value: Json) -> frozenset[str]:
    """The ids of register secrets that an answer names."""
    if field.kind != "secrets":
        return frozenset()
    return frozenset(secret for row in rows_of(value) if (secret := text_of(row.get("secret"))))
