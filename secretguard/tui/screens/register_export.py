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
                Key("3", "answer('print')", lambda: ""),
                Key("escape", "answer(None)", lambda: ""),
            )
        )
    ]

    def __init__(self) -> None:
        super().__init__(_("1 表格 XLSX　2 CSV（都含电话和估值）　3 打印 PDF（不含）　Esc 不导。文件不加密"))


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


def _to_paper(desk: Desk) -> str:
    from secretguard.documents.files import write_documents
    from secretguard.documents.register import register_document

    register = desk.register
    assert register is not None
    document = register_document(register.state, desk.clock())
    folder = report_folder(desk)
    name = unused(folder, _("台账打印 {day}", day=desk.clock().date().isoformat()), ".pdf").stem
    return _("已写入 {path}。文件未加密。", path=write_documents(document, folder, name, ("pdf",))[0])


def _stem(desk: Desk) -> str:
    return _("台账 {day}", day=desk.clock().date().isoformat())


def _told(path: Path) -> str:
    return _("已写入 {path}。文件未加密，用完请删。", path=path)


def unused(folder: Path, stem: str, ending: str) -> Path:
    """A name in the folder that nothing has yet: a number is added where it is taken."""
    first = folder / f"{stem}{ending}"
    others = (folder / f"{stem} ({number}){ending}" for number in _NUMBERS)
    return next((path for path in (first, *others) if not path.exists()), first)


_PRINTERS: dict[str, Printer] = {"xlsx": _to_xlsx, "csv": _to_csv, "print": _to_paper}
