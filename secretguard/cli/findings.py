"""How findings are listed, for `drill hotwash` and `action list` alike."""

from __future__ import annotations

import enum

from secretguard.actions import Finding
from secretguard.cli.state import CommandState
from secretguard.i18n import _


class NatureChoice(enum.StrEnum):
    """What a finding is about."""

    plan = "plan"
    people = "people"
    score = "score"
    evidence = "evidence"
    measure = "measure"
    other = "other"


def print_findings(state: CommandState, findings: list[Finding]) -> None:
    """Findings with their actions as a table."""
    words = {"open": _("待定"), "assigned": _("在办"), "closed": _("已关闭"), "declined": _("不采纳")}
    rows = [
        [
            item.id,
            words[item.status],
            item.raised.text,
            item.what or "—",
            item.owner or "—",
            str(item.due) if item.due else "—",
        ]
        for item in findings
    ]
    state.out.table([_("编号"), _("状态"), _("发现"), _("整改"), _("责任人"), _("期限")], rows)
