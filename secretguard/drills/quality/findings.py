"""One finding of the playbook checker: which rule, how grave, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secretguard.content import ContentProblem

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule (`E1`…`E10`, `W1`…`W11`) that a playbook breaks; a `note` only tells what was not checked."""

    rule: str
    severity: Severity
    file: str
    line: int | None
    field: str
    message: str
    hint: str = ""


def finding(rule: str, problem: ContentProblem, severity: Severity | None = None) -> RuleFinding:
    """A problem as a finding; by the rule's letter an error or a warning unless said otherwise."""
    grave: Severity = "error" if rule.startswith("E") else "warning"
    return RuleFinding(
        rule, severity or grave, problem.file, problem.line, problem.field, problem.message, problem.hint
    )
