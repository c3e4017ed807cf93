"""What a cell is edited with: its words now, what can be proposed, what typed text means. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, runtime_checkable

from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _
from secretguard.register import (
    Column,
    Record,
    RecordKind,
    RegisterState,
    RegisterTable,
    duty_words,
    kind_of,
    parse_cell,
)

_MOST_REMEMBERED = 200
"""So many different texts of a column are offered again; of more, none."""
_LONGEST_REMEMBERED = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that can be taken instead of typing it, and what it means."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as it is edited.

    `separator` stands between items where there may be several, `also` are marks read the same way. The
    proposals of a `free` column are texts used before: shown once something is typed.
    """

    title: str = ""
    text: str = ""
    form: str = ""
    proposals: tuple[Proposal, ...] = ()
    separator: str = ""
    also: str = ""
    free: bool = False


@runtime_checkable
class _OneOfFew(Protocol):
    options: Mapping[object, str]


@runtime_checkable
class _Reference(Protocol):
    kinds: tuple[RecordKind, ...]


@runtime_checkable
class _Several(Protocol):
    item: object


def cell_view(
    records: Sequence[Record], column: Column, table: RegisterTable, state: RegisterState, today: date
) -> CellView:
    """The cell of one record, or of several at once, as it begins to be edited."""
    first = records[0]
    text = column.text(first, table.names)
    if len(records) > 1 and any(column.text(record, table.names) != text for record in records):
        text = ""
    title = (
        _("{record} ＞ {column}", record=called(first, table), column=column.label)
        if len(records) == 1
        else _("{count} 条一起改 ＞ {column}", count=len(records), column=column.label)
    )
    value: object = column.value
    several = isinstance(value, _Several)
    proposals = tuple(_proposals(column, value, kind_of(first), state, today))
    remembered = () if proposals or column.is_number else tuple(_used_before(column, table, several))
    separator = "；" if several else ""
    if column.id == "duties":
        separator = _("、")
    return CellView(
        title,
        text,
        "" if proposals else _form(column),
        proposals or remembered,
        separator,
        "；;、, " if column.id == "duties" else "；;" if several else "",
        free=not proposals,
    )


def called(record: Record, table: RegisterTable) -> str:
    """A record by its id and what it is called by; a clearance by its person."""
    return f"{record.id} {table.columns[1].text(record, table.names).removeprefix(f'{record.name} ')}"


def _form(column: Column) -> str:
    if column.form:
        return _("写法：{form}", form=column.form)
    return _("写整数，也可以写 30万。") if column.is_number else ""


def _proposals(
    column: Column, value: object, kind: RecordKind, state: RegisterState, today: date
) -> Iterator[Proposal]:
    if isinstance(value, _Several):
        value = value.item
    if column.is_day or column.id == "trained":
        yield from _days(today)
    elif isinstance(value, _OneOfFew):
        yield from (Proposal(_(word)) for word in value.options.values())
    elif isinstance(value, _Reference):
        yield from _records(value.kinds, state)
    elif column.id == "duties" and kind == "person":
        yield from (Proposal(word, code) for code, word in duty_words().items())
    elif column.id == "non_compete":
        yield from (Proposal(_("是")), Proposal(_("否")))
    elif column.id == "holder":
        yield from _records(("person",), state)


def _days(today: date) -> Iterator[Proposal]:
    yield Proposal(today.isoformat(), _("今天"))
    yield Proposal((today - timedelta(days=1)).isoformat(), _("昨天"))
    yield Proposal(_in_a_year(today).isoformat(), _("一年后"))


def _in_a_year(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _records(kinds: Iterable[RecordKind], state: RegisterState) -> Iterator[Proposal]:
    for kind in kinds:
        known = state.in_service() if kind == "person" else state.records(kind).values()
        yield from (Proposal(f"{record.id} {record.name}") for record in known)


def _used_before(column: Column, table: RegisterTable, several: bool) -> Iterator[Proposal]:
    """The texts that other lines have in this column."""
    place = next(place for place, each in enumerate(table.columns) if each.id == column.id)
    texts: dict[str, None] = {}
    for row in table.rows:
        cell = row.cells[place]
        items = cell.split("；") if several and "\\" not in cell else [cell]
        texts.update(dict.fromkeys(item for item in items if item and len(item) <= _LONGEST_REMEMBERED))
    if column.id != "name" and len(texts) <= _MOST_REMEMBERED:
        yield from (Proposal(text) for text in texts)


def typed(text: str, column: Column, today: date) -> str:
    """What was typed, with 今天, 昨天 and 明天 as days."""
    days = {_("今天"): 0, _("昨天"): -1, _("明天"): 1}
    word = text.strip()
    if column.is_day and word in days:
        return (today + timedelta(days=days[word])).isoformat()
    return text


def with_cell(records: Sequence[Record], column: Column, text: str, state: RegisterState) -> list[Record]:
    """The records with this cell typed over in each. Raises SecretGuardError that names the first unfit."""
    changed = []
    for record in records:
        try:
            changed.append(parse_cell(record, column.id, text, state))
        except SecretGuardError as error:
            if len(records) == 1:
                raise
            message = _("{id} {name}：{reason}", id=record.id, name=record.name, reason=error.message)
            raise UsageError(message, error.remedy) from error
    return [new for old, new in zip(records, changed, strict=True) if new != old]


def bulk_words(column: Column, text: str, count: int) -> str:
    """What a bulk edit was, as the history shows it."""
    after = text.strip() or _("空")
    return _("{count} 条的{column}改为「{text}」", count=count, column=column.label, text=after[:40])
