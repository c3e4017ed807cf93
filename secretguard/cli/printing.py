"""Check reports on the screen, and documents into files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secretguard.cli.output import Output
from secretguard.documents import Document, to_html, to_pdf, to_terminal
from secretguard.errors import StorageError, VaultError
from secretguard.i18n import _
from secretguard.vault.check_report import CheckReport


class CheckFailedError(VaultError):
    """The check found something wrong."""

    code = "check-failed"
    exit_code = 4


class CheckIncompleteError(VaultError):
    """Nothing wrong was found, but not everything could be looked at: never called good."""

    code = "check-incomplete"
    exit_code = 5


def print_report(out: Output, report: CheckReport) -> None:
    """Show what was counted and found. Raises CheckFailedError or CheckIncompleteError unless all is well."""
    out.facts(
        ok=report.ok,
        complete=report.complete,
        counted=dict(report.facts),
        findings=[
            {"table": item.table, "row": item.row, "message": item.message, "remedy": item.remedy}
            for item in report.findings
        ],
        unverified=list(report.unverified),
    )
    out.table([_("项"), _("数")], [[name, str(value)] for name, value in report.facts.items()])
    for item in report.findings:
        out.say(
            _("{table} {row}：{message}", table=item.table, row=item.row, message=item.message), style="bold"
        )
        out.say(item.remedy)
    for sentence in report.unverified:
        out.say(_("没有核对：{sentence}", sentence=sentence))
    if report.findings:
        out.finish()
        raise CheckFailedError(
            _("检查发现 {count} 处问题。", count=len(report.findings)), report.findings[0].remedy
        )
    if not report.complete:
        out.finish()
        raise CheckIncompleteError(_("没有发现问题，但没能全部核对。"), _("补齐所缺的，再检查一次。"))
    out.say(_("检查通过：没有发现损坏、改动或缺失。"), style="bold")


SUFFIX = {"pdf": ".pdf", "html": ".html", "text": ".txt"}


def write_documents(document: Document, out: Path, name: str, formats: Sequence[str]) -> list[Path]:
    """Write a document in the formats wanted. Raises StorageError; a half-written file is not left."""
    files = []
    for wanted in formats:
        content = _drawn(document, wanted)
        path = out / f"{name}{SUFFIX[wanted]}"
        part = path.with_name(path.name + ".part")
        try:
            out.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StorageError(
                _("写不进 {path}：{reason}", path=path, reason=error.strerror or error),
                _("请检查文件夹、权限和磁盘空间，再出一次；记录不受影响。"),
            ) from error
        files.append(path)
    return files


def _drawn(document: Document, wanted: str) -> bytes:
    if wanted == "pdf":
        return to_pdf(document)
    if wanted == "html":
        return to_html(document).encode()
    return to_terminal(document).encode()
