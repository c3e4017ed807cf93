"""Printing from a screen: in a worker, into a folder beside the vault, told in one line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from secretguard.cli.printing import write_documents
from secretguard.i18n import _
from secretguard.tui.desk import Desk


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
