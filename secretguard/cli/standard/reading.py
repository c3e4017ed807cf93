"""What several commands say of files: their problems with lines, and who compared a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from secretguard.cli.state import CommandState
from secretguard.content import ContentProblem, TextCheck
from secretguard.i18n import _, sentences


def text_check_words(check: TextCheck) -> str:
    """Who compared, when, with which copy."""
    return _("{by} {day} 核对，所据 {copy}", by=check.by, day=check.when, copy=check.copy_read)


def broken_facts(file: str, problems: Iterable[ContentProblem]) -> dict[str, Any]:
    """A file and its problems for programs."""
    return {"file": file, "problems": [problem_facts(one) for one in problems]}


def problem_facts(problem: ContentProblem) -> dict[str, Any]:
    """A problem for programs."""
    return {
        "line": problem.line,
        "field": problem.field,
        "message": problem.message,
        "hint": problem.hint,
    }


def tell_problems(state: CommandState, problems: Iterable[ContentProblem]) -> None:
    """Problems as a table: where, what, how to mend it."""
    rows = [[_place(one), sentences(filter(None, (one.message, one.hint)))] for one in problems]
    if rows:
        state.out.table([_("位置"), _("问题和改法")], rows)


def _place(problem: ContentProblem) -> str:
    line = "" if problem.line is None else _("第 {line} 行", line=problem.line)
    return f"{line} {problem.field}".strip()
