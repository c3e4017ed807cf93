"""A table of the plan, edited cell by cell in the bottom line; every cell is saved as it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretguard.content import Column
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.plans import parse_cell, row_name, rows_of, show_cell, with_cell, with_row, without_row
from secretguard.tui.screens.plan_answering import put_answer, record_answer
from secretguard.tui.widgets.cell_grid import CellGrid
from secretguard.tui.widgets.field_block import FieldBlock

if TYPE_CHECKING:
    from secretguard.tui.screens.plan_fields import PlanFieldsScreen

_LISTED = 6


def edit_cell(screen: PlanFieldsScreen, block: FieldBlock) -> None:
    """Ask for the cell under the cursor; Enter saves it and goes to the next one."""
    grid = _grid(block)
    value = screen.state_of(block).value
    column = block.field.column(grid.column_id or "")
    row = next((one for one in rows_of(value) if one.get("id") == grid.line_id), None)
    if column is None or row is None:
        add_row(screen, block)
        return
    row_id = str(row["id"])
    before = row.get(column.id)
    shown = "" if before is None else show_cell(column, before)
    question = _(
        "{row} ・ {column}{how}", row=row_name(block.field, row), column=column.label, how=_how(column)
    )

    def save(text: str) -> None:
        cell = parse_cell(column, text, today=screen.plan.plans.today)
        changed = with_cell(block.field, value, row_id, column.id, cell)
        record_answer(screen, block, changed)
        screen.call_after_refresh(grid.step, 1)

    screen.ask_text(
        question, lambda text: save(text) if text != shown.strip() else grid.step(1), value=shown, blank=True
    )


def add_row(screen: PlanFieldsScreen, block: FieldBlock) -> None:
    """F4: a new row, named first."""
    field, grid = block.field, _grid(block)
    naming = field.column(field.row_label or "") or field.columns[0]

    def save(text: str) -> None:
        value = screen.state_of(block).value
        cell = parse_cell(naming, text, today=screen.plan.plans.today)
        if cell is None:
            raise RefusedError(_("新的一行要先有{column}。", column=naming.label), _("写上再按回车。"))
        changed = with_row(field, value, {naming.id: cell})
        record_answer(screen, block, changed)
        new = str(rows_of(changed)[-1]["id"])
        screen.call_after_refresh(grid.choose, new, naming.id)

    screen.ask_text(_("新的一行：{column}{how}", column=naming.label, how=_how(naming)), save)


def remove_row(screen: PlanFieldsScreen, block: FieldBlock) -> None:
    """Del: take a row out; ^Z brings it back."""
    grid = _grid(block)
    if grid.line_id is None:
        return
    value = screen.state_of(block).value
    row = next(one for one in rows_of(value) if one.get("id") == grid.line_id)
    rest = without_row(value, str(row["id"]))
    if put_answer(screen, block, rest):
        screen.tell(_("已删去「{row}」这一行，^Z 撤销。", row=row_name(block.field, row)))


def _how(column: Column) -> str:
    """What can be typed into a cell."""
    if column.options:
        listed = " ".join(f"{number} {option.label}" for number, option in enumerate(column.options, 1))
        return _("（{options}）", options=listed)
    return {
        "minutes": _("（分钟，例 30分钟）"),
        "hours": _("（小时，例 2小时）"),
        "days": _("（天，例 半年）"),
        "yuan": _("（元，例 5万）"),
        "percent": _("（百分比）"),
        "date": _("（日期，例 2026-12-01）"),
        "yes_no": _("（是 或 否）"),
    }.get(column.kind, "")


def _grid(block: FieldBlock) -> CellGrid:
    assert isinstance(block.editor, CellGrid)
    return block.editor
