"""Check reports on the screen."""

from __future__ import annotations

from secretguard.cli.output import Output
from secretguard.errors import VaultError
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
