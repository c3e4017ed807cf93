"""People and enterprises of the register as frozen views, and what a typed field means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from rich.text import Text

from secretguard.errors import RefusedError
from secretguard.i18n import _, _p
from secretguard.register import EnterpriseLine, Identity, PersonSet, Phones, RegisterState, is_overdue
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row

FieldName = Literal["name", "title", "duties", "first", "second", "deputy", "confirmed"]
FIELDS: tuple[FieldName, ...] = ("name", "title", "duties", "first", "second", "deputy", "confirmed")

_SEPARATORS = re.compile(r"[\s,，、;；/／]+")
_CODE = re.compile(r"^[A-Za-z0-9_-]{1,32}$")


def duty_words() -> dict[str, str]:
    """The duties that playbooks and the first-hour card call by, in words."""
    return {
        "GM": _p("duty", "负责人"),
        "CO": _p("duty", "联络员"),
        "LEG": _p("duty", "法务"),
        "IT": _p("duty", "信息"),
        "HR": _p("duty", "人事"),
        "RD": _p("duty", "研发"),
        "PRD": _p("duty", "生产"),
        "SAL": _p("duty", "销售"),
        "PUR": _p("duty", "采购"),
        "PR": _p("duty", "对外"),
        "SEC": _p("duty", "门卫"),
        "ACC": _p("duty", "财务"),
        "GUIDE": _p("duty", "指导员"),
    }


def read_duties(text: str) -> tuple[str, ...]:
    """`联络员 法务` or `CO LEG` as codes. Raises RefusedError naming the word that is no duty."""
    known = duty_words()
    by_word = {word: code for code, word in known.items()}
    found = []
    for word in filter(None, _SEPARATORS.split(text.strip())):
        code = by_word.get(word) or (word.upper() if _CODE.match(word) else None)
        if code is None:
            raise RefusedError(
                _("职责「{word}」读不懂。", word=word),
                _("可以写：{words}。", words=" ".join(known.values())),
            )
        found.append(code)
    return tuple(dict.fromkeys(found))


def duties_in_words(duties: Sequence[str]) -> str:
    """The codes as words; an unknown code stays as it is."""
    known = duty_words()
    return " ".join(known.get(duty, duty) for duty in duties)


def people_rows(state: RegisterState, today: date) -> tuple[Row, ...]:
    """Everybody, with 齐 or what is missing."""
    return tuple(_person_row(person, state, today) for person in state.people.values())


def _person_row(person: PersonSet, state: RegisterState, today: date) -> Row:
    if not (person.phones.first and person.phones.second):
        sign = badge(_p("people", "缺"), "bad")
    elif is_overdue(person.confirmed, today):
        sign = badge(_p("people", "近"), "care")
    elif person.duties and state.deputy_of(person.person.id) is None:
        sign = badge(_p("people", "缺"), "care")
    else:
        sign = badge(_p("people", "齐"), "good")
    duties = duties_in_words(person.duties)
    words = "　".join(filter(None, (person.person.name, duties or person.person.title)))
    return Row(person.person.id, line(sign, words), words=f"{words} {person.person.title or ''}")


def field_rows(person: PersonSet, state: RegisterState, today: date) -> tuple[Row, ...]:
    """One person, field by field; what is missing says so."""
    titles: dict[FieldName, str] = {
        "name": _("姓名"),
        "title": _("职务"),
        "duties": _("职责"),
        "first": _("电话一"),
        "second": _("电话二"),
        "deputy": _("替补"),
        "confirmed": _("电话核对"),
    }
    deputy = state.deputy_of(person.person.id)
    shown: dict[FieldName, str] = {
        **values_of(person),
        "duties": duties_in_words(person.duties),
        "deputy": deputy.person.name if deputy else "",
        "confirmed": f"{person.confirmed:%Y-%m-%d}" if person.confirmed else "",
    }
    rows = []
    for name in FIELDS:
        text = Text(f"{safe(titles[name])}　", style="dim")
        text.append(safe(shown[name] or _("还没有")), style="not dim" if shown[name] else "dim italic")
        if name == "confirmed" and is_overdue(person.confirmed, today):
            text = line(text, badge(_p("people", "该核对"), "care"))
        rows.append(Row(name, text))
    return tuple(rows)


def values_of(person: PersonSet) -> dict[FieldName, str]:
    """The fields as they are edited."""
    return {
        "name": person.person.name,
        "title": person.person.title or "",
        "duties": duties_in_words(person.duties),
        "first": person.phones.first or "",
        "second": person.phones.second or "",
        "deputy": person.deputy or "",
        "confirmed": person.confirmed.isoformat() if person.confirmed else "",
    }


def with_field(person: PersonSet, field: FieldName, text: str, state: RegisterState) -> PersonSet:
    """The person with one field changed; an empty text, or 「无」, clears it. Raises RefusedError."""
    value = None if text.strip() in ("", _p("people", "无"), "-") else text.strip()
    if field == "name" and value is None:
        raise RefusedError(_("姓名不能空着。"), _("离开的人按 Del 移出。"))
    identity, phones = person.person, person.phones
    return PersonSet(
        person=Identity(
            id=identity.id,
            name=value if field == "name" and value else identity.name,
            title=value if field == "title" else identity.title,
        ),
        duties=read_duties(value or "") if field == "duties" else person.duties,
        phones=Phones(
            first=value if field == "first" else phones.first,
            second=value if field == "second" else phones.second,
        ),
        deputy=_deputy(value, state) if field == "deputy" else person.deputy,
        confirmed=_day(value) if field == "confirmed" else person.confirmed,
    )


def _deputy(value: str | None, state: RegisterState) -> str | None:
    if value is None:
        return None
    found = state.named(value)
    if found is None:
        raise RefusedError(_("人员名单里没有「{name}」。", name=value), _("先按 F4 把这位登记进来。"))
    return found.person.id


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise RefusedError(
            _("「{text}」不是日期。", text=value), _("写成 2026-12-01 这样，或按空格记今天。")
        ) from error


def enterprise_rows(lines: Sequence[EnterpriseLine], current: str | None) -> tuple[Row, ...]:
    """Every enterprise; the one at hand is marked."""
    rows = []
    for entry in lines:
        sign = badge(_p("enterprise", "正"), "care") if entry.id == current else badge("　", "off")
        about = "　".join(filter(None, (entry.industry, _("{count} 人在册", count=entry.people))))
        words = Text(f"{safe(entry.name)}　", style="bold")
        words.append(safe(about), style="not bold dim")
        rows.append(Row(entry.id, line(sign, words), words=f"{entry.name} {entry.industry}"))
    return tuple(rows)
