"""Driving the register: what it holds, where the cursor is, a cell typed over."""

from __future__ import annotations

from datetime import date

from secretguard.register import PersonSet, RegisterState, SecretSet
from secretguard.tui.widgets.cell_editor import CellInput
from secretguard.tui.widgets.cell_grid import CellGrid
from tests.tui.support import Table

TODAY = date(2026, 11, 24)


def state(table: Table) -> RegisterState:
    assert table.desk.register is not None
    return table.desk.register.state


def secret(table: Table, key: str) -> SecretSet:
    return state(table).secrets[key]


def person(table: Table, key: str) -> PersonSet:
    return state(table).people[key]


def grid(table: Table) -> CellGrid:
    return table.app.screen.query_one(CellGrid)


def line(table: Table) -> CellInput:
    return table.app.screen.query_one(CellInput)


def at_cell(table: Table, key: str, column: str) -> None:
    """Put the cursor there, as arrows would."""
    grid(table).choose(key, column)


async def edit(table: Table, key: str, column: str, text: str, end: str = "enter") -> None:
    """Type a cell over and leave it by a key."""
    at_cell(table, key, column)
    await table.press("enter")
    assert line(table).has_focus
    line(table).value = text
    await table.pilot.pause()
    await table.press(end)
