"""Printing from a screen: in a worker, into a folder beside the vault, told in one line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard.documents.files import write_documents
from secretguard.documents.kit import kit
from secretguard.documents.kit.preparing import kit_context
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.desk import Desk

if TYPE_CHECKING:
    from secretguard.tui.screens.base import DeskScreen


def report_folder(desk: Desk) -> Path:
    """Where reports go: a folder beside the vault's own."""
    vault = desk.vault_folder
    assert vault is not None
    return vault.parent / _("报告")


def print_quick_report(desk: Desk) -> str:
    """Issue the quick report (or print it again) as PDF and HTML; what to tell the user."""
    began = time.monotonic()
    made = desk.reports().issue()
    assert made.issue is not None
    files = write_documents(made.document, report_folder(desk), made.issue.number, ("pdf", "html"))
    seconds = time.monotonic() - began
    size = files[0].stat().st_size // 1024
    words = _("已签发") if made.new else _("重印（内容没有变）")
    return _(
        "{words} {path}　{size} KB　{seconds:.1f} 秒。文件未加密。",
        words=words, path=files[0], size=size, seconds=seconds,
    )  # fmt: skip


Printer = Callable[[Desk], str]


def print_kit(desk: Desk) -> str:
    """The papers before the drill at hand, as PDF, into a folder of their own."""
    room = desk.room
    assert room is not None
    folder = report_folder(desk) / _("资料包 {id}", id=room.id[:8])
    papers = list(kit(room.state, kit_context(room, content=desk.content), []))
    for paper in papers:
        write_documents(paper.document, folder, paper.file_name, ("pdf",))
    return _(
        "资料包 {count} 份已写入 {path}。标「导调」的含答案，不要发给参演的人。",
        count=len(papers),
        path=folder,
    )


def report_printer(chosen: str, wanted: str) -> Printer:
    """A printer for a row of the reports screen."""

    def printer(desk: Desk) -> str:
        made = desk.paper(chosen, issue=True)
        name = made.issue.number if made.issue else _("草稿")
        path = write_documents(made.document, report_folder(desk), name, (wanted,))[0]
        return _("已写入 {path}。文件未加密。", path=path)

    return printer


def print_from(screen: DeskScreen, printer: Printer) -> None:
    """Print in a thread of the app (a screen change does not stop it) and tell how it went."""
    app = screen.desk_app
    app.tell(_("正在排印，稍等⋯"))

    def work() -> None:
        try:
            told, bad = printer(app.desk), False
        except SecretGuardError as error:
            told, bad = f"{error.message} {error.remedy}".strip(), True
        app.call_from_thread(app.tell, told, bad=bad)
        app.call_from_thread(app.desk.changed)

    app.run_worker(work, thread=True, exit_on_error=False, group="print")
