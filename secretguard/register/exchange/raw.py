"""What a spreadsheet holds before anybody knows what it means. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from secretguard.errors import SecretGuardError
from secretguard.i18n import _

_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 367, 109_575  # 1901 … 2200
Cell = str | int | float | bool | date | datetime | time | timedelta


class SpreadsheetError(SecretGuardError):
    """A file cannot be taken in at all: broken, too large, protected, or not a spreadsheet."""

    code = "spreadsheet"
    exit_code = 2


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula; it is never computed."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet: its title, and for each row that is not empty its cells by column (from 0)."""

    title: str
    rows: Mapping[int, Mapping[int, Cell | Formula]]
    merged: tuple[str, ...] = ()
    """Ranges like `A2:A4`; what they cover cannot be told apart."""


def as_text(cell: Cell, *, is_day: bool) -> str:
    """A cell as a person would type it; a number in a column of days is Excel's count of days."""
    match cell:
        case bool():
            return _("是") if cell else _("否")
        case datetime():
            at_midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
            return f"{cell:%Y-%m-%d}" if at_midnight or is_day else f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case int() | float():
            whole = isinstance(cell, int) or cell.is_integer()
            if is_day and whole and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
                return (_EXCEL_EPOCH + timedelta(days=int(cell))).isoformat()
            return str(int(cell)) if whole else repr(cell)
    return str(cell)


def column_letters(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
