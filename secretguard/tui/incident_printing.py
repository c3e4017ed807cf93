"""Lists of an incident as files beside the vault; told where they are, and that they are not sealed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secretguard.i18n import _
from secretguard.incidents import TimelineLine, timeline_csv
from secretguard.tui.desk import Desk
from secretguard.tui.printing import Printer, report_folder


def incident_folder(desk: Desk, incident_id: str) -> Path:
    """One folder for an incident's papers."""
    return report_folder(desk) / _("事件 {id}", id=incident_id[:8].upper())


def csv_printer(lines: Sequence[TimelineLine], incident_id: str) -> Printer:
    """A printer for the record as it is looked at."""

    def printer(desk: Desk) -> str:
        name = _("时间轴 {moment}.csv", moment=f"{desk.clock():%Y%m%d-%H%M%S}")
        path = incident_folder(desk, incident_id) / name
        # Printing is loaded by who prints.
        from secretguard.documents.files import write_whole

        write_whole(path, timeline_csv(lines).encode())
        return _("{count} 条已写入 {path}。文件未加密。", count=len(lines), path=path)

    return printer
