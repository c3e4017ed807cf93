"""A value as a person reads it; what `parse` reads back as the same value, for all kinds but tables' ids."""

from __future__ import annotations

from collections.abc import Sequence

from secretguard.content import Column, FieldOption, FormField
from secretguard.i18n import _
from secretguard.plans.values import contacts, lines_of, number_of, rows_of, secret_lines, text_of
from secretguard.register import RegisterState
from secretguard.vault import Json


def show(field: FormField, value: Json, register: RegisterState, *, private: bool = True) -> str:
    """The value in words; lists one item a line. Without `private`, phone numbers stay out."""
    if value is None:
        return ""
    match field.kind:
        case "contact" | "contacts":
            return "\n".join(_contacts(value, register, private))
        case "register_people":
            return _("、").join(_person(item, register) for item in lines_of(value))
        case "secrets":
            return "\n".join(
                _("{name}：{place}", name=line.code_name, place=line.place) if line.place else line.code_name
                for line in secret_lines(value, register)
            )
        case "table":
            return "\n".join(_row(field, row) for row in rows_of(value))
        case _:
            return _simple(field.kind, value, field.options)


def show_cell(column: Column, value: Json) -> str:
    """One cell of a table in words; an empty one is a dash."""
    return "–" if value is None else _simple(column.kind, value, column.options)


def show_number(kind: str, value: int) -> str:
    """A number with its unit, as Chinese reads it: 90 minutes as 90分钟, 50000 yuan as 5万元."""
    match kind:
        case "minutes":
            return _("{count}分钟", count=value)
        case "hours":
            return _("{count}小时", count=value)
        case "days":
            return _("{count}天", count=value)
        case "percent":
            return f"{value}%"
        case "yuan":
            return _("{count}万元", count=value // 10_000) if value and value % 10_000 == 0 else _yuan(value)
        case _:
            return str(value)


def _yuan(value: int) -> str:
    return _("{count}元", count=f"{value:,}")


def _simple(kind: str, value: Json, options: Sequence[FieldOption]) -> str:
    number = number_of(value)
    if number is not None:
        return show_number(kind, number)
    match kind:
        case "yes_no":
            return _("是") if value else _("否")
        case "choice":
            return _option(text_of(value), options)
        case "choices":
            return _("、").join(_option(item, options) for item in lines_of(value))
        case _:
            return "\n".join(lines_of(value))


def _option(option_id: str, options: Sequence[FieldOption]) -> str:
    return next((option.label for option in options if option.id == option_id), option_id)


def _contacts(value: Json, register: RegisterState, private: bool) -> list[str]:
    shown = []
    for one in contacts(value, register):
        phones = one.phones if private else ()
        words = [one.organisation, one.name, *phones]
        line = " ".join(word for word in words if word)
        shown.append(_("{who}（已不在人员名单）", who=line) if one.left else line)
    return shown


def _person(person_id: str, register: RegisterState) -> str:
    person = register.people.get(person_id)
    return person.person.name if person else _("{who}（已不在人员名单）", who=person_id)


def _row(field: FormField, row: dict[str, Json] | object) -> str:
    assert isinstance(row, dict)
    return " | ".join(show_cell(column, row.get(column.id)) for column in field.columns)
