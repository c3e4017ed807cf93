"""From the facts to what the plan's own templates ask for: titles, marks, grounds, promises, open items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from secretguard.documents.plan.answers import Answers, open_answers
from secretguard.documents.plan.model import PlanAnswer, PlanPaper
from secretguard.documents.plan.promise_index import promise_lines
from secretguard.documents.plan.sheets import (
    ANNEXES,
    LANDSCAPE,
    Words,
    annex_titles,
    sheet_data,
)
from secretguard.documents.plan.tables import grading_matrix, response_phases
from secretguard.documents.plan.wording import day, status_word
from secretguard.documents.quick_report.grounds import GroundList
from secretguard.i18n import _

_NONE: Final = "—"
_HASH_GROUP: Final = 8


class _Titles(dict[str, str]):
    """Section titles by number; a section that the enterprise's outline lacks goes by its number."""

    def __missing__(self, number: str) -> str:
        return number


def plan_data(paper: PlanPaper, answers: Answers) -> Words:
    """Everything that `plan-full.md` and `plan-short.md` ask for."""
    grounds = GroundList(paper.grounds.values())
    for printed_on_the_cover in ("enterprise", "plan-number"):
        answers.printed(printed_on_the_cover)
    return {
        **sheet_data(paper, answers),
        "plan": _plan(paper, answers),
        "s": _Titles({section.number: section.title for section in paper.sections}),
        "numbers": list(dict.fromkeys(answer.section for answer in paper.answers)),
        "grading": grading_matrix(answers),
        "response": response_phases(answers),
        "promises": promise_lines(paper, answers, grounds),
        "listed": grounds.listed(),
        "compact": True,
        "opens": [_open(number, answer) for number, answer in enumerate(open_answers(paper), 1)],
        "gaps": [_gap(answer) for answer in paper.answers if _is_gap(answer)],
        "findings": [
            {
                "text": line.text,
                "section": line.section,
                "owner": line.owner or _NONE,
                "due": day(line.due) or _NONE,
            }
            for line in paper.findings
        ],
        "annexes": list(_annexes(paper)),
        "core": [secret.code_name for secret in paper.secrets if secret.grade == "core"],
    }


def _plan(paper: PlanPaper, answers: Answers) -> Words:
    version = paper.version
    draft = "" if version.issued else _("草稿　未批准")
    return {
        "title": paper.title,
        "number": paper.plan_number,
        "shown_number": paper.plan_number + ("" if version.issued else _("（草稿）")),
        "draft": draft,
        "issued": version.issued,
        "version": version.number,
        "status": status_word(version.status),
        "by": version.by or _NONE,
        "post": version.post or _NONE,
        "approved": day(version.approved) or _NONE,
        "effective": day(version.effective) or _NONE,
        "review_due": day(version.review_due) or _NONE,
        "hash": _grouped(version.hash or ""),
        "secrecy": answers.look("plan-grade").text or _("内部文件　注意保管"),
        "printed": day(paper.moment),
        "date": day(version.approved) or day(paper.moment),
    }


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + _HASH_GROUP] for start in range(0, len(digits), _HASH_GROUP))


def _open(number: int, answer: PlanAnswer) -> Words:
    return {
        "number": number,
        "section": answer.section,
        "label": answer.label,
        "owner": answer.owner or _("未定"),
        "due": day(answer.due) or _("未定"),
        "why": answer.why or _NONE,
    }


def _is_gap(answer: PlanAnswer) -> bool:
    return answer.required and answer.status in ("missing", "proposed")


def _gap(answer: PlanAnswer) -> Words:
    return {"section": answer.section, "label": answer.label}


def _annexes(paper: PlanPaper) -> Iterator[Words]:
    for letter, title in annex_titles(paper).items():
        if letter in ANNEXES:
            yield {
                "letter": letter,
                "title": title,
                "body": f"annex-{letter.lower()}.md",
                "landscape": letter in LANDSCAPE,
            }
