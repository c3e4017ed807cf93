"""The register out of the vault: asked in the bottom line, written in a thread, told where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from secretguard.i18n import _
from secretguard.tui.desk import Desk
from secretguard.tui.keys import Key, bindings
from secretguard.tui.printing import Printer, print_from, report_folder
from secretguard.tui.screens.question import BottomLine
from secretguard.tui.screens.register_base import RegisterDeskScreen

_NUMBERS = range(2, 1000)


class ExportLine(BottomLine[str | None]):
    """A digit chooses, Esc does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            (
                Key("1", "answer('xlsx')", lambda: ""),
                Key("2", "answer('csv')", lambda: ""),
                Key("escape", "answer(None)", lambda: ""),
            )
        )
    ]

    def __init__(self) -> None:
        super().__init__(_("导出台账：1 表格 XLSX　2 CSV　Esc 不导。含电话和估值，写出来的文件不加密。"))


def ask_for_export(screen: RegisterDeskScreen) -> None:
    """Ask which, then write it."""

    def answered(wanted: str | None) -> None:
        if wanted is not None:
            print_from(screen, _PRINTERS[wanted])

    screen.app.push_screen(ExportLine(), answered)


def _to_xlsx(desk: Desk) -> str:
    from secretguard.register.exchange import export_xlsx

    register = desk.register
    assert register is not None
    path = export_xlsx(register.state, unused(report_folder(desk), _stem(desk), ".xlsx"))
    return _told(path)


def _to_csv(desk: Desk) -> str:
    from secretguard.register.exchange import export_csv

    register = desk.register
    assert register is not None
    folder = unused(report_folder(desk), _stem(desk), "")
    export_csv(register.state, folder)
    return _told(folder)


def _stem(desk: Desk) -> str:
    return _("台账 {day}", day=desk.clock().date().isoformat())


def _told(path: Path) -> str:
    return _("已写入 {path}。文件未加密，用完请删。", path=path)


def unused(folder: Path, stem: str, ending: str) -> Path:
    """A name in the folder that nothing has yet: a number is added where it is taken."""
    first = folder / f"{stem}{ending}"
    others = (folder / f"{stem} ({number}){ending}" for number in _NUMBERS)
    return next((path for path in (first, *others) if not path.exists()), first)


_PRINTERS: dict[str, Printer] = {"xlsx": _to_xlsx, "csv": _to_csv}
