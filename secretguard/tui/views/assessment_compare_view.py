"""Two assessments side by side: what each is, where they differ, which way. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from secretguard.compliance import (
    AssessmentLine,
    AssessmentState,
    Difference,
    Result,
    result_of,
    side_word,
    verdict_word,
)
from secretguard.i18n import _, _p
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.assessment_words import letter_mark, percent_words, titled, verdict_mark
from secretguard.tui.widgets.lists import Row

_RANK: Final = {"unmet": 0, "partly": 1, "met": 2}


def other_rows(lines: Sequence[AssessmentLine]) -> tuple[Row, ...]:
    """What there is to compare with."""
    rows = []
    for one in lines:
        words = f"{one.title}　{side_word(one.side)}"
        sign = badge(_p("assessment", "封"), "off") if one.status == "frozen" else badge(
            _p("assessment", "正"), "good"
        )  # fmt: skip
        rows.append(Row(one.id, line(sign, words), words=words, aside=Text(percent_words(one.percent))))
    return tuple(rows)


def difference_text(one: Difference, state: AssessmentState) -> Text:
    """合 缺 PEOPLE-03 接触前签订保密协议: this one's answer, then the other's."""
    text = Text(no_wrap=True)
    text.append_text(verdict_mark(one.mine))
    text.append(" ")
    text.append_text(verdict_mark(one.theirs))
    item = state.requirement(one.requirement)
    name = f"{item.printed_number} {titled(item)}" if item is not None else one.requirement
    text.append(" " + safe(name))
    return text


def differences_title(found: Sequence[Difference]) -> str:
    """How many differ, and in how many this one is the milder."""
    if not found:
        return _("没有不同")
    milder = sum(1 for one in found if _rank(one.mine) > _rank(one.theirs))
    return _("不同 {count} 项，这一次更松的 {milder}（左边是这一次）", count=len(found), milder=milder)


def _rank(verdict: str | None) -> int:
    return _RANK.get(verdict or "", -1)


def both_text(mine: AssessmentState, theirs: AssessmentState) -> Text:
    """Grade and sum of both, one line each."""
    text = Text()
    for label, state in ((_("这一次"), mine), (_("另一次"), theirs)):
        if text.plain:
            text.append("\n")
        subject = state.opened.subject if state.opened else None
        result: Result = result_of(state)
        title = f"{subject.title}　{side_word(subject.side)}" if subject else ""
        text.append(f"{label}　", style="dim")
        text.append(f"{percent_words(result.total.percent)} ", style="not dim")
        text.append_text(letter_mark(result.letter))
        text.append(" " + safe(title), style="not dim")
    return text


def reasons_text(one: Difference, mine: AssessmentState, theirs: AssessmentState) -> Text:
    """Why each side answered so: the remark, and what the records said then."""
    text = Text()
    for label, state, verdict in (
        (_("这一次"), mine, one.mine),
        (_("另一次"), theirs, one.theirs),
    ):
        if text.plain:
            text.append("\n")
        text.append(f"{label}　", style="dim")
        text.append_text(verdict_mark(verdict))
        text.append(" " + safe(verdict_word(verdict)))
        answered = state.answers.get(one.requirement)
        if answered is None:
            continue
        given = answered.given
        if given.remark:
            text.append("　" + safe(given.remark))
        if given.auto is not None:
            text.append("\n　　　　" + safe(_("记录：{why}", why=given.auto.why)), style="dim")
    return text
