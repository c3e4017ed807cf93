"""The enterprises of a vault as rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.register import EnterpriseLine
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row


def enterprise_rows(lines: Sequence[EnterpriseLine], current: str | None) -> tuple[Row, ...]:
    """Every enterprise; the one at hand is marked."""
    rows = []
    for entry in lines:
        sign = badge(_p("enterprise", "正"), "care") if entry.id == current else badge("　", "off")
        about = "　".join(filter(None, (entry.industry, _("{count} 人在册", count=entry.people))))
        words = Text(f"{safe(entry.name)}　", style="bold")
        words.append(safe(about), style="not bold dim")
        rows.append(Row(entry.id, line(sign, words), words=f"{entry.name} {entry.industry}"))
    return tuple(rows)
