"""A questionnaire that was filled in: what it would change, and what is wrong with it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from secretguard.compliance import AssessmentState
from secretguard.i18n import _, _p
from secretguard.tui.marks import badge, line
from secretguard.tui.views.assessment_words import titled, verdict_mark
from secretguard.tui.widgets.lists import Row

if TYPE_CHECKING:
    from secretguard.compliance.exchange import QuestionnairePreview


def fill_rows(preview: QuestionnairePreview, state: AssessmentState) -> tuple[Row, ...]:
    """What is wrong first, each with its row of the sheet; then what would change: before, after, remark."""
    wrong = badge(_p("import", "错"), "bad")
    rows = [
        Row(f"problem:{number}", line(wrong, str(problem)), words=str(problem))
        for number, problem in enumerate(preview.problems)
    ]
    for answer in preview.answers:
        item = state.requirement(answer.requirement)
        name = f"{item.printed_number} {titled(item)}" if item is not None else answer.requirement
        words = f"{name}　{answer.remark or ''}".rstrip()
        marks = Text(" ").join((verdict_mark(answer.before), verdict_mark(answer.verdict)))
        rows.append(Row(f"answer:{answer.requirement}", line(marks, words), words=words, hang=6))
    return tuple(rows)


def fill_words(preview: QuestionnairePreview) -> str:
    """How much would change, and what to press."""
    told = _(
        "要改 {count} 项，不变 {same} 项，有问题 {wrong} 处。",
        count=len(preview.answers),
        same=preview.unchanged,
        wrong=len(preview.problems),
    )
    if preview.problems:
        told += _("改好表格再读一次；现在什么都没存。")
    elif preview.answers:
        told += _("F8 采纳，以前什么都不存。")
    return " ".join((told, *preview.notes))
