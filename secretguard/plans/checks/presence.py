"""Predicates about what is there at all: answers, rows, entries, length, options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from secretguard.content import FormField
from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.form_state import FieldState
from secretguard.plans.typed.tables import ROW_ID, row_name
from secretguard.plans.values import default_rows, is_empty, lines_of, rows_of, text_of, texts_in
from secretguard.vault import Json


def answered(case: Case) -> Iterator[Fault]:
    """Every field has an answer; one that is not known yet says who finds out."""
    for field in case.fields():
        if case.is_silent(field.id):
            yield Fault(missing_sentence(case.shown[field.id]), field.id)


def missing_sentence(shown: FieldState) -> str:
    """Why a field says nothing: unknown (with owner and day), only proposed, half filled, or empty."""
    label = shown.field.label
    unknown = shown.answer.unknown if shown.answer else None
    if unknown is not None:
        day = unknown.due.isoformat()
        return _("“{label}”还不知道，{owner}应在 {day} 前弄清。", label=label, owner=unknown.owner, day=day)
    if shown.status == "proposed":
        return _("“{label}”台账里有，还没有人确认。", label=label)
    if shown.value is not None:
        needed = [column.id for column in shown.field.columns if column.required]
        return _unfilled(shown.field, rows_of(shown.value), needed) or _("“{label}”行数不够。", label=label)
    return _("“{label}”没有填。", label=label)


def rows_answered(case: Case) -> Iterator[Fault]:
    """Each row has something in each of the columns; no row at all is one fault."""
    field = case.field(case.text("table"))
    if field is None:
        return
    rows = rows_of(case.value(field.id))
    sentence = (
        _unfilled(field, rows, case.texts("columns"))
        if rows
        else _("“{label}”一行也没有。", label=field.label)
    )
    if sentence:
        yield Fault(sentence, field.id)


def _unfilled(field: FormField, rows: Sequence[Mapping[str, Json]], columns: Sequence[str]) -> str | None:
    """Which rows lack something in these columns, in a sentence; None if none does."""
    absent: dict[str, None] = {}
    names: list[str] = []
    for row in rows:
        empty = [
            column.label for column in field.columns if column.id in columns and is_empty(row.get(column.id))
        ]
        if empty:
            absent.update(dict.fromkeys(empty))
            names.append(row_name(field, row))
    if not names:
        return None
    shown = _("、").join(names[:3]) + (_("等 {count} 行", count=len(names)) if len(names) > 3 else "")
    return _(
        "“{label}”没有写{columns}：{rows}。", label=field.label, columns=_("、").join(absent), rows=shown
    )


def min_items(case: Case) -> Iterator[Fault]:
    """A list, table or choice has at least so many entries."""
    found, least = case.one(), case.number("count")
    if found is None:
        return
    field_id, field, value = found
    if isinstance(value, list) and len(value) < least:
        yield Fault(
            _(
                "“{label}”只有 {count} 项，至少要 {least} 项。",
                label=field.label,
                count=len(value),
                least=least,
            ),
            field_id,
        )


def max_length(case: Case) -> Iterator[Fault]:
    """All text of an answer together is no longer than the limit."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    length, limit = sum(len(text) for text in texts_in(field, value)), case.number("limit")
    if length > limit:
        yield Fault(
            _("“{label}”有 {count} 个字，最多 {limit} 个。", label=field.label, count=length, limit=limit),
            field_id,
        )


def includes(case: Case) -> Iterator[Fault]:
    """A choices answer contains all of the options; a table all of the rows."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    if field.kind == "table":
        there = {text_of(row.get(ROW_ID)) for row in rows_of(value)}
        labels = {text_of(row.get(ROW_ID)): row_name(field, row) for row in default_rows(field)}
    else:
        there = set(lines_of(value))
        labels = {option.id: option.label for option in field.options}
    absent = [labels.get(option, option) for option in case.texts("options") if option not in there]
    if absent:
        yield Fault(_("“{label}”缺：{items}。", label=field.label, items=_("、").join(absent)), field_id)


def is_yes(case: Case) -> Iterator[Fault]:
    """A yes-or-no answer is yes."""
    found = case.one()
    if found is not None and found[2] is False:
        yield Fault(_("“{label}”写的是否。", label=found[1].label), found[0])


def covers_values(case: Case) -> Iterator[Fault]:
    """Every value in a table's column is ticked in the field."""
    field_id = case.text("field")
    field, chosen = case.field(field_id), lines_of(case.value(field_id))
    if field is None or not chosen:
        return
    labels = {option.id: option.label for option in field.options}
    absent: dict[str, None] = {}
    for _table, _name, row in case.named_rows():
        value = text_of(row.get(case.text("column")))
        if value and value not in chosen:
            absent[labels.get(value, value)] = None
    if absent:
        yield Fault(
            _("风险表里写了{items}，“{label}”里却没有勾。", items=_("、").join(absent), label=field.label),
            field_id,
        )
