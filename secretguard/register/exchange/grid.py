"""The register as sheets of text cells, before they become XLSX or CSV. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.columns import Column, columns
from secretguard.register.exchange.limits import MAX_CELL_CHARACTERS
from secretguard.register.exchange.neutral import exported
from secretguard.register.fold import RegisterState
from secretguard.register.names import Names
from secretguard.register.records import RECORD_TYPES, RecordKind


@dataclass(frozen=True, slots=True)
class Grid:
    """One kind of records: heading, column keys, widths, which columns are numbers, rows of text."""

    kind: RecordKind
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What each column is called by programs; the first also says of which kind the sheet is."""
        return tuple(key_of(self.kind, column) for column in self.columns)


def key_of(kind: RecordKind, column: Column) -> str:
    """`person.id`, then `name`, `title`…"""
    return f"{kind}.id" if column.id == "id" else column.id


def exchanged_columns(kind: RecordKind) -> tuple[Column, ...]:
    """The columns that leave and come back: all but those that only show."""
    return tuple(column for column in columns(kind) if not column.shown_only)


def grids(state: RegisterState, kinds: Sequence[RecordKind] | None = None) -> Iterator[Grid]:
    """A grid for each kind. Raises RefusedError for a cell that no spreadsheet holds."""
    names = Names.of(state)
    for kind in kinds or tuple(RECORD_TYPES):
        shown = exchanged_columns(kind)
        rows = tuple(
            tuple(_fitting(record.id, column, exported(column.text(record, names))) for column in shown)
            for record in state.records(kind).values()
        )
        yield Grid(kind, RECORD_TYPES[kind].label, shown, rows)


def _fitting(record_id: str, column: Column, text: str) -> str:
    if len(text) > MAX_CELL_CHARACTERS:
        raise RefusedError(
            _("{id} 的“{column}”太长，放不进表格的一格。", id=record_id, column=column.label),
            _("请先把这一项分开登记。"),
        )
    return text


def explanation(kinds: Iterable[RecordKind]) -> list[tuple[str, str]]:
    """What stands on the sheet of explanations: sheet and column, and how the column is written."""
    lines = [
        (_("怎样用"), _("改完存盘，再用“导入”读回来：先看改了什么，确认以后才写进台账。")),
        (_("编号"), _("不要改编号。新的一行编号留空，导入时自动编。删掉一行不等于移出台账。")),
        (_("日期"), _("写成 2026-06-01 或 2026年6月1日。")),
        (_("几项写在一格"), _("用“；”隔开；内容里本来有“；”的，前面加“\\”。")),
        (_("引用别人"), _("写编号或姓名，如“P5 示例戊”“P5”“示例戊”。")),
    ]
    for kind in kinds:
        for column in columns(kind):
            form = column.form
            if form and not column.shown_only:
                lines.append(
                    (f"{RECORD_TYPES[kind].label} {column.label}", _("写成这样：{form}。", form=form))
                )
    return lines
