"""Predicates about numbers and days: limits, sums, tables that must fall or keep within a law's clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from secretguard.content import FormField
from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.fold import Version
from secretguard.plans.typed.showing import show_number
from secretguard.plans.typed.tables import ROW_ID
from secretguard.plans.values import MINUTES_IN, number_of, text_of
from secretguard.vault import Json


def not_stale(case: Case) -> Iterator[Fault]:
    """A day that is not longer ago than allowed."""
    for field, day in _day(case):
        age, limit = (case.facts.today - day).days, case.number("days")
        if age > limit:
            yield Fault(
                _(
                    "“{label}”是 {day}，已过 {age} 天，最多 {limit} 天。",
                    label=field.label,
                    day=day.isoformat(),
                    age=age,
                    limit=limit,
                ),
                field.id,
            )


def in_future(case: Case) -> Iterator[Fault]:
    """A day that is still to come."""
    for field, day in _day(case):
        if day <= case.facts.today:
            yield Fault(_("“{label}”是 {day}，已经过了。", label=field.label, day=day.isoformat()), field.id)


def before_date(case: Case) -> Iterator[Fault]:
    """A day no further ahead than allowed."""
    for field, day in _day(case):
        limit = case.number("days")
        if day > case.facts.today + timedelta(days=limit):
            yield Fault(
                _(
                    "“{label}”是 {day}，离今天超过 {limit} 天。",
                    label=field.label,
                    day=day.isoformat(),
                    limit=limit,
                ),
                field.id,
            )


def at_most(case: Case) -> Iterator[Fault]:
    """A number that does not exceed the limit."""
    yield from _held_against_limit(case, too_much=True)


def at_least(case: Case) -> Iterator[Fault]:
    """A number that does not fall short of the limit."""
    yield from _held_against_limit(case, too_much=False)


def sum_at_most(case: Case) -> Iterator[Fault]:
    """Spans of time that add up to no more than the limit (minutes)."""
    fields = case.fields()
    minutes = [case.minutes(field.id) for field in fields]
    limit_field = case.rule.params.get("limit_field")
    limit = case.minutes(str(limit_field)) if limit_field else case.number("limit")
    if not fields or limit is None or any(one is None for one in minutes):
        return
    total = sum(one or 0 for one in minutes)
    if total > limit:
        names = "＋".join(field.label for field in fields)
        yield Fault(
            _("{names}一共 {total} 分钟，超过 {limit} 分钟。", names=names, total=total, limit=limit),
            fields[0].id,
        )


def after_last_version(case: Case) -> Iterator[Fault]:
    """A day after the last version's approval, and not ahead of today."""
    last = case.state.last_version
    for field, day in _day(case):
        shown = day.isoformat()
        if day > case.facts.today:
            yield Fault(_("“{label}”写的是 {day}，还没有到。", label=field.label, day=shown), field.id)
        elif last is not None and _answered_before(case, field, last):
            yield Fault(
                _("“{label}”还是第 {number} 版的 {day}。", label=field.label, number=last.number, day=shown),
                field.id,
                "stale",
                _("这一版签字那天，把它改成那一天。"),
            )
        elif last is not None and day <= last.approval.on:
            yield Fault(
                _(
                    "“{label}”写的是 {day}，不在第 {number} 版（{last}）之后。",
                    label=field.label,
                    day=shown,
                    number=last.number,
                    last=last.approval.on.isoformat(),
                ),
                field.id,
            )


def _answered_before(case: Case, field: FormField, version: Version) -> bool:
    """Whether the field still stands as it did when a version was approved: nobody wrote a wrong day."""
    answer = case.state.answers.get(field.id)
    return answer is not None and answer.stamp.seq < version.stamp.seq


def faster_by_level(case: Case) -> Iterator[Fault]:
    """In each row the numbers do not fall from left to right: a graver level is never slower."""
    for table, name, row in case.named_rows():
        cells = [(table.column(column), number_of(row.get(column))) for column in case.texts("columns")]
        filled = [(column.label, number) for column, number in cells if column and number is not None]
        for (graver, first), (milder, second) in pairwise(filled):
            if first > second:
                yield Fault(
                    _(
                        "“{row}”{graver}要 {first} 分钟，反而比{milder}的 {second} 分钟慢。",
                        row=name,
                        graver=graver,
                        first=first,
                        milder=milder,
                        second=second,
                    ),
                    table.id,
                )


def cells_at_most(case: Case) -> Iterator[Fault]:
    """Cells of certain rows do not exceed a limit, which is in the column's unit or another answer."""
    column_id, limit_field = case.text("column"), case.rule.params.get("limit_field")
    for table, name, row in case.named_rows():
        column, number = table.column(column_id), number_of(row.get(column_id))
        if column is None or number is None or row.get(ROW_ID) not in case.texts("options"):
            continue
        unit = MINUTES_IN.get(column.kind, 1)
        limit = case.minutes(str(limit_field)) if limit_field else case.number("limit") * unit
        if limit is not None and number * unit > limit:
            shown, bound = show_number(column.kind, number), show_number(column.kind, limit // unit)
            yield Fault(
                _("“{row}”写的是{shown}，最多{bound}。", row=name, shown=shown, bound=bound), table.id
            )


def contracts_alive(case: Case) -> Iterator[Fault]:
    """The days in a column have not passed."""
    column_id = case.text("column")
    for table, name, row in case.named_rows():
        until = _as_day(row.get(column_id))
        if until is not None and until < case.facts.today:
            yield Fault(_("“{row}”的合同 {day} 已到期。", row=name, day=until.isoformat()), table.id)


def law_clocks_match(case: Case) -> Iterator[Fault]:
    """A row that is a clock of the law table promises no more than the law allows."""
    column_id = case.text("column")
    for table, name, row in case.named_rows():
        clock = case.facts.law_table.clock(text_of(row.get(ROW_ID)))
        column, number = table.column(column_id), number_of(row.get(column_id))
        if clock is None or clock.minutes is None or column is None or number is None:
            continue
        if number * MINUTES_IN.get(column.kind, 1) > clock.minutes:
            shown = show_number(column.kind, number)
            yield Fault(
                _("“{row}”写了{shown}，法定是{limit}。", row=name, shown=shown, limit=clock.limit), table.id
            )


def _held_against_limit(case: Case, *, too_much: bool) -> Iterator[Fault]:
    found, limit = case.one(), case.limit()
    number = number_of(found[2]) if found else None
    if found is None or number is None or limit is None:
        return
    field_id, field, _value = found
    shown, bound = show_number(field.kind, number), show_number(field.kind, limit)
    if too_much and number > limit:
        yield Fault(
            _("“{label}”是{shown}，最多{bound}。", label=field.label, shown=shown, bound=bound), field_id
        )
    if not too_much and number < limit:
        yield Fault(
            _("“{label}”是{shown}，至少{bound}。", label=field.label, shown=shown, bound=bound), field_id
        )


def _day(case: Case) -> Iterator[tuple[FormField, date]]:
    found = case.one()
    day = _as_day(found[2]) if found else None
    if found is not None and day is not None:
        yield found[1], day


def _as_day(value: Json) -> date | None:
    try:
        return date.fromisoformat(text_of(value))
    except ValueError:
        return None
