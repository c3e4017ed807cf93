"""Answers in words: amounts, lengths of time, people with their phones, lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import JsonValue

from secretguard.clock import long_date
from secretguard.documents.plan.model import Labelled, PlanPaper, PlanPerson
from secretguard.documents.quick_report.words import duration
from secretguard.i18n import _, _p

_TEN_THOUSAND: Final = 10_000
_MINUTES_OF: Final[Mapping[str, int]] = {"minutes": 1, "hours": 60, "days": 1440}

YES_NO_KIND: Final = "yes_no"
TABLE_KIND: Final = "table"


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody to be reached: by a name, an organisation, or both."""

    name: str
    phones: tuple[str, ...] = ()
    organisation: str = ""
    post: str = ""
    deputy: str = ""
    inside: bool = False

    def __str__(self) -> str:
        """The name alone: numbers stand on the contact sheet, where somebody keeps them up to date."""
        return _("，").join(part for part in (self.organisation, self.name) if part) or self.numbers

    @property
    def numbers(self) -> str:
        """The numbers on one line."""
        return _("、").join(self.phones)


def yuan(amount: int) -> str:
    """30 万元, 1.5 万元, 800 元."""
    if amount >= _TEN_THOUSAND and amount % 100 == 0:
        return _("{count} 万元", count=f"{amount / _TEN_THOUSAND:.2f}".rstrip("0").rstrip("."))
    return _("{count} 元", count=amount)


def grade_word(grade: str) -> str:
    """核心 重要 一般."""
    words = {
        "core": _p("classification", "核心"),
        "important": _p("classification", "重要"),
        "general": _p("classification", "一般"),
    }
    return words[grade]


def status_word(status: str) -> str:
    """What a version is: 草稿 送审稿 已批准 现行 已被替代."""
    words = {
        "draft": _p("plan version", "草稿"),
        "review": _p("plan version", "送审稿"),
        "approved": _p("plan version", "已批准"),
        "effective": _p("plan version", "现行有效"),
        "superseded": _p("plan version", "已被新版替代"),
    }
    return words[status]


def day(value: date | None) -> str:
    """A date in words; empty for none."""
    return "" if value is None else long_date(value)


def reached(value: JsonValue, paper: PlanPaper) -> Reached | None:
    """A contact in words; a person of the register comes with the register's name and phones."""
    return reached_by(value, {person.id: person for person in paper.people})


def reached_by(value: JsonValue, people: Mapping[str, PlanPerson]) -> Reached | None:
    """The same, with the register's people by id."""
    if not isinstance(value, dict):
        return None
    organisation = _text(value.get("organisation"))
    person = people.get(_text(value.get("person")))
    if person is not None:
        return Reached(person.name, person.phones, organisation, person.post, person.deputy, inside=True)
    phones = value.get("phones")
    numbers = tuple(_text(phone) for phone in phones if phone) if isinstance(phones, list) else ()
    found = Reached(_text(value.get("name")), numbers, organisation)
    return found if str(found) else None


def every_reached(kind: str, value: JsonValue, paper: PlanPaper) -> list[Reached]:
    """The people of a contact, of several contacts, or of a list of register people."""
    if kind == "contact":
        value = [value]
    if not isinstance(value, list):
        return []
    if kind == "register_people":
        value = [{"person": person} for person in value]
    return [found for item in value if (found := reached(item, paper)) is not None]


def lines_of(kind: str, value: JsonValue, paper: PlanPaper, options: Sequence[Labelled] = ()) -> list[str]:
    """A value that is a list, line by line; anything else as one line, nothing as none."""
    if kind in ("contact", "contacts", "register_people"):
        return [str(found) for found in every_reached(kind, value, paper)]
    if kind == "secrets":
        return list(_secrets(value, paper))
    if kind in ("lines", "choices") and isinstance(value, list):
        return [_label(_text(item), options) if kind == "choices" else _text(item) for item in value if item]
    one = words_of(kind, value, paper, options)
    return [one] if one else []


def words_of(
    kind: str, value: JsonValue, paper: PlanPaper, options: Sequence[Labelled] = (), unit: str = ""
) -> str:
    """A value on one line; empty where there is none."""
    if value is None:
        return ""
    if kind in _SIMPLE:
        return _SIMPLE[kind](value)
    if kind in _MINUTES_OF and isinstance(value, int):
        return duration(value * _MINUTES_OF[kind])
    if kind == "choice":
        return _label(_text(value), options)
    if kind == TABLE_KIND:
        return _("共 {count} 行", count=len(value)) if isinstance(value, list) else ""
    if kind in ("lines", "choices", "contact", "contacts", "register_people", "secrets"):
        return _("；").join(lines_of(kind, value, paper, options))
    return f"{_text(value)} {unit}".rstrip()


def _yes_no(value: JsonValue) -> str:
    return _p("answer", "是") if value else _p("answer", "否")


def _date(value: JsonValue) -> str:
    try:
        return long_date(date.fromisoformat(_text(value)))
    except ValueError:
        return _text(value)


def _money(value: JsonValue) -> str:
    return yuan(value) if isinstance(value, int) else _text(value)


_SIMPLE: Final[Mapping[str, Callable[[JsonValue], str]]] = {
    "yes_no": _yes_no,
    "date": _date,
    "yuan": _money,
    "percent": lambda value: f"{_text(value)}%",
}


def _secrets(value: JsonValue, paper: PlanPaper) -> Iterator[str]:
    known = {secret.id: secret for secret in paper.secrets}
    for item in value if isinstance(value, list) else []:
        if not isinstance(item, dict):
            continue
        secret = known.get(_text(item.get("secret")))
        name = secret.code_name if secret else _text(item.get("code_name"))
        place = _text(item.get("place"))
        if name:
            yield _("{who}（{note}）", who=name, note=place) if place else name


def _label(option: str, options: Sequence[Labelled]) -> str:
    return next((known.label for known in options if known.id == option), option)


def _text(value: JsonValue) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)
