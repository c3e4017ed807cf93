"""Papers and tables of an assessment: which can be made, which were issued, in which formats. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rich.text import Text

from secretguard.clock import from_microseconds
from secretguard.compliance import AssessmentIssued, AssessmentState
from secretguard.documents.from_compliance import Paper, paper_word
from secretguard.i18n import _, _p, deferred
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.plan_export_view import FORMATS, format_word
from secretguard.tui.widgets.lists import Row

_SAYS: Final[Mapping[Paper, str]] = {
    "report": deferred("依据、一页总述、七类措施、逐项、缺项和签字"),
    "brief": deferred("给负责人看的两页"),
    "form": deferred("主管部门的表，按回答填好，待核"),
    "questionnaire": deferred("空白的，打印出来带去现场"),
}
TABLES: Final[Mapping[str, str]] = {
    "results": deferred("结果表（Excel）"),
    "questionnaire": deferred("问卷（Excel，填好能读回）"),
    "oscal": deferred("评估结果（OSCAL）"),
}
"""What goes to other programs, by its id."""
_TABLE_SAYS: Final[Mapping[str, str]] = {
    "results": deferred("汇总、逐项、差距、证据四张表"),
    "questionnaire": deferred("下拉选答案，发给各部门填"),
    "oscal": deferred("给别的合规软件用的 JSON"),
}


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """In which formats papers are wanted."""

    formats: frozenset[str] = frozenset(("pdf",))

    def turn(self, name: str) -> PaperChoice:
        """Tick or untick a format."""
        return replace(self, formats=self.formats ^ {name})

    @property
    def in_order(self) -> tuple[str, ...]:
        """The formats wanted, PDF first."""
        return tuple(name for name in FORMATS if name in self.formats)


def paper_rows(
    state: AssessmentState,
    offered: Sequence[Paper],
    issued: Sequence[tuple[str, AssessmentIssued]],
    tables: Sequence[str],
) -> tuple[Row, ...]:
    """The papers, the tables for other programs, then what was issued (with its number), the newest first."""
    subject = state.story.profile.subject if state.story else "enterprise"
    new = badge(_p("badge", "新"), "info")
    rows = []
    for paper in offered:
        words = paper_word(paper, subject)
        rows.append(Row(f"new:{paper}", line(new, f"{words}　{_(_SAYS[paper])}"), words=words, short=True))
    for name in tables:
        words = _(TABLES[name])
        sign = badge(_p("badge", "表"), "info")
        rows.append(
            Row(f"table:{name}", line(sign, f"{words}　{_(_TABLE_SAYS[name])}"), words=words, short=True)
        )
    if issued:
        rows.append(Row("head", Text(safe(_("已出具（重印一字不差）")), style="bold dim"), enabled=False))
    for number, one in reversed(issued):
        moment = from_microseconds(one.issued, one.tz)
        words = f"{number} {paper_word(one.paper, subject)}　{moment:%m-%d %H:%M}"
        rows.append(Row(f"issued:{number}", line(badge(_p("badge", "完"), "good"), words), words=words))
    return tuple(rows)


def formats_line(choice: PaperChoice) -> Text:
    """1 PDF 2 Word 3 网页 4 文本, ticked or not."""
    parts = []
    for number, name in enumerate(FORMATS, 1):
        on = name in choice.formats
        sign = badge(_p("badge", "勾"), "good") if on else badge(_p("badge", "空"), "off")
        parts.append(line(sign, f"{number} {format_word(name)}"))
    return Text("　").join(parts)
