"""From sheets to rows about records: headings understood, cells as text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from secretguard.i18n import _
from secretguard.register.columns import Column
from secretguard.register.exchange.headings import Heading, find_heading
from secretguard.register.exchange.limits import MAX_CELL_CHARACTERS
from secretguard.register.exchange.neutral import exported
from secretguard.register.exchange.preview import Place, Problem
from secretguard.register.exchange.raw import Cell, Formula, RawSheet, as_text, column_letters
from secretguard.register.records import RECORD_TYPES, RecordKind
from secretguard.register.typed import tidy


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file that is about one record, its cells as text."""

    kind: RecordKind
    place: Place
    texts: Mapping[Column, str]
    letters: Mapping[Column, str]

    def text(self, column_id: str) -> str:
        """A cell by its column's id, tidy; empty if the file has no such column."""
        return next((tidy(text) for column, text in self.texts.items() if column.id == column_id), "")

    def at(self, column: Column) -> Place:
        """Where a cell stands."""
        return Place(self.place.sheet, self.place.row, self.letters.get(column, ""), column.label)


@dataclass(slots=True)
class Rows:
    """Everything the sheets say, and what was wrong or passed over."""

    rows: list[Row] = field(default_factory=list)
    kinds: dict[RecordKind, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_rows(sheets: Sequence[RawSheet], kind: RecordKind | None = None) -> Rows:
    """The rows of all sheets that hold records. `kind` says what the sheets hold, if they do not."""
    found = Rows()
    for sheet in sheets:
        if sheet.rows and sheet.title not in ("说明", _("说明")):
            _take_sheet(found, sheet, kind)
    return found


def _take_sheet(found: Rows, sheet: RawSheet, kind: RecordKind | None) -> None:
    title = exported(tidy(sheet.title))
    heading = find_heading(sheet, kind)
    if heading is None:
        kinds = _("、").join(item.label for item in RECORD_TYPES.values())
        found.notes.append(
            _("“{sheet}”没有读：看不出是哪一类（{kinds}），或第一行没有栏目名称。", sheet=title, kinds=kinds)
        )
        return
    found.kinds[heading.kind] = None
    if heading.unknown:
        words = _("、").join(exported(word)[:20] for word in heading.unknown[:10])
        found.notes.append(_("“{sheet}”里不认识的栏没有读：{columns}。", sheet=title, columns=words))
    for label in heading.twice:
        found.problems.append(Problem(Place(title, heading.row, "", label), _("同一栏出现了两次。")))
    for merged in sheet.merged:
        reason = _("有合并的单元格（{range}），说不清属于哪一行；请先取消合并。", range=exported(merged))
        found.problems.append(Problem(Place(title), reason))
    for number, cells in sheet.rows.items():
        if number > heading.row:
            _take_row(found, heading, Place(title, number), cells)


def _take_row(found: Rows, heading: Heading, place: Place, cells: Mapping[int, Cell | Formula]) -> None:
    texts: dict[Column, str] = {}
    letters = {column: column_letters(position) for position, column in heading.columns.items()}
    row = Row(heading.kind, place, texts, letters)
    for position, column in heading.columns.items():
        cell = cells.get(position)
        if isinstance(cell, Formula):
            reason = _("这一格是公式，不会去算；请粘贴为数值。")
            found.problems.append(Problem(row.at(column), reason))
            continue
        text = "" if cell is None else as_text(cell, is_day=column.is_day)
        if len(text) > MAX_CELL_CHARACTERS:
            reason = _("超过 {limit} 个字。", limit=MAX_CELL_CHARACTERS)
            found.problems.append(Problem(row.at(column), reason))
            continue
        texts[column] = text
    if any(tidy(text) for text in texts.values()):
        found.rows.append(row)
