"""Findings with their corrective actions as list rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from secretguard.actions import Finding
from secretguard.i18n import _
from secretguard.tui.marks import FINDING_TONES, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row


def finding_rows(findings: Sequence[Finding]) -> tuple[Row, ...]:
    """One row a finding: state, what was found, what is to be done, by whom, by when."""
    signs = {"open": _("待"), "assigned": _("办"), "closed": _("闭"), "declined": _("免")}
    rows = []
    for finding in findings:
        who = finding.owner or _("谁？")
        when = f"{finding.due:%m-%d}" if finding.due else _("何时？")
        plan = _("预案{plan} ", plan=finding.raised.plan) if finding.raised.plan else ""
        what = finding.what or _("做什么？")
        text = f"{finding.id} {plan}{finding.raised.text} ＞ {what}"
        sign = badge(signs[finding.status], FINDING_TONES[finding.status])
        aside = Text(safe(f"{who} {when}"), style="" if finding.owner and finding.due else "bold")
        rows.append(Row(finding.id, line(sign, text), words=f"{text} {who}", aside=aside))
    return tuple(rows)
