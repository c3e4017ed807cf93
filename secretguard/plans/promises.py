"""The plan's testable promises (承诺 ‡): a number, a person or a thing, each with an id that lasts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content import Column, FormField, PlanForm
from secretguard.i18n import _
from secretguard.plans.fold import PlanState
from secretguard.plans.form_state import standing_value
from secretguard.plans.models import Size
from secretguard.plans.typed.showing import show, show_cell
from secretguard.plans.typed.tables import ROW_ID, row_name
from secretguard.plans.values import MINUTES_IN, is_empty, number_of, rows_of, text_of
from secretguard.register import PlanPromise, RegisterState
from secretguard.vault import Json

PromiseKind = Literal["at_most", "at_least", "person", "exists"]
ClockName = Literal["detect", "preserve", "report"]

_LONGEST_KEY: Final = 32
_LONGEST_TEXT: Final = 120
_LONGEST_TIME: Final = 525_600


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. `minutes` is None where it is not a span of time; `clock` where no drill clock runs."""

    id: str
    text: str
    kind: PromiseKind
    clock: ClockName | None
    minutes: int | None
    section: str
    field: str


def promises(
    form: PlanForm, state: PlanState, register: RegisterState, size: Size | None = None
) -> tuple[Promise, ...]:
    """Every promise that the standing answers of a size make, in the order of the form."""
    chosen: Size = size or state.size or "card"
    found: list[Promise] = []
    for topic in form.topics_within(chosen):
        for field in (field for field in topic.fields if field.promise and field.within(chosen)):
            value = standing_value(form, state, field.id)
            if not is_empty(value):
                found.extend(_of_field(field, value, topic.section, register))
    return tuple(found)


def measurable(given: tuple[Promise, ...]) -> tuple[PlanPromise, ...]:
    """The promises that a drill can time, as the register states them: one clock, minutes, a section.

    Ids are made to fit the register's keys (see `promise_key`).
    """
    return tuple(
        PlanPromise(
            id=promise_key(one.id),
            text=one.text if len(one.text) <= _LONGEST_TEXT else one.text[: _LONGEST_TEXT - 1] + "…",
            clock=one.clock,
            minutes=one.minutes,
            plan=one.section,
        )
        for one in given
        if one.clock and one.minutes and one.kind == "at_most" and one.minutes <= _LONGEST_TIME
    )


def promise_key(promise_id: str) -> str:
    """A promise's id as a key of the register: no dots, at most 32 characters, still unambiguous."""
    key = promise_id.replace(".", "_")
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:23]}-{hashlib.sha256(promise_id.encode()).hexdigest()[:8]}"


def _of_field(field: FormField, value: Json, section: str, register: RegisterState) -> Iterator[Promise]:
    if field.kind == "table":
        for row in rows_of(value):
            yield from _of_row(field, row, section)
        return
    assert field.promise is not None
    shown = show(field, value, register, private=False).replace("\n", _("、"))
    yield Promise(
        id=field.id,
        text=_said(field.promise.text, shown),
        kind=field.promise.kind,
        clock=field.promise.clock,
        minutes=_minutes(field.kind, value),
        section=section,
        field=field.id,
    )


def _of_row(field: FormField, row: Mapping[str, Json], section: str) -> Iterator[Promise]:
    assert field.promise is not None
    for column in field.columns:
        cell = row.get(column.id)
        if not column.promised or is_empty(cell):
            continue
        yield Promise(
            id=f"{field.id}.{text_of(row.get(ROW_ID))}.{column.id}",
            text=_cell_text(field, row, column, cell),
            kind=field.promise.kind,
            clock=field.promise.clock,
            minutes=_minutes(column.kind, cell),
            section=section,
            field=field.id,
        )


def _cell_text(field: FormField, row: Mapping[str, Json], column: Column, cell: Json) -> str:
    assert field.promise is not None
    # Not str.format: braces in an answer are text.
    names = {"{row}": row_name(field, row), "{column}": column.label}
    return _said(field.promise.text, show_cell(column, cell), names)


def _said(text: str, shown: str, names: Mapping[str, str] | None = None) -> str:
    """The sentence with its value; a unit is said once, whether the form's text or the value names it."""
    before, _place, after = text.partition("{value}")
    units = _units()
    unit = next((unit for unit in units if shown.endswith(unit[0]) and after.startswith(unit[1])), None)
    bare = shown.removesuffix(unit[0]) if unit else shown
    return _named(before, names or {}) + bare + _named(after, names or {})


def _units() -> tuple[tuple[str, str], ...]:
    """How a shown value ends, and how the form's text (always Chinese) may go on with the same unit."""
    day = _("{count}天", count="")
    return (
        (_("{count}分钟", count=""), "分钟"),
        (_("{count}小时", count=""), "小时"),
        (day, "天"),
        (day, "个工作日"),
        (_("{count}元", count=""), "元"),
        ("%", "%"),
    )


def _named(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\{row\}|\{column\}", lambda found: names.get(found[0], found[0]), text)


def _minutes(kind: str, value: Json) -> int | None:
    number = number_of(value)
    return number * MINUTES_IN[kind] if number is not None and kind in MINUTES_IN else None
