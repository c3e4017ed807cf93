"""Automatic answers: what the vault's own records say about a requirement, and what they cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from secretguard.compliance.auto import leavers, people, plan, practice, secrets
from secretguard.compliance.auto.finding import RuleFinding, RuleFunction
from secretguard.compliance.entries import AutoAnswer
from secretguard.compliance.holdings import Holdings
from secretguard.content import AutoRule

RULES: Final[Mapping[str, RuleFunction]] = {
    **secrets.RULES,
    **people.RULES,
    **leavers.RULES,
    **plan.RULES,
    **practice.RULES,
}
"""Every rule of the catalogue, by id."""


def auto_answer(rule: AutoRule, held: Holdings) -> AutoAnswer | None:
    """What a rule says today; None for a rule that this program does not know (a newer catalogue)."""
    function = RULES.get(rule.id)
    if function is None:
        return None
    found = function(held)
    return AutoAnswer(
        rule=rule.id, decides=rule.decides, found=found.found, why=found.why, shown=found.shown, on=held.today
    )


__all__ = ["RULES", "RuleFinding", "auto_answer"]
