"""All rules over one playbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from secretguard.content import LawTable, LoadedPlaybook, PlanSections, check_references
from secretguard.drills.quality import drama_rules, shape_rules, story_rules, word_rules
from secretguard.drills.quality.findings import RuleFinding, finding
from secretguard.drills.quality.walking import walk
from secretguard.i18n import _

Rule = Callable[[LoadedPlaybook], Iterator[RuleFinding]]

_RULES: Final[tuple[Rule, ...]] = (
    shape_rules.inject_is_complete,
    shape_rules.inject_expects_action,
    shape_rules.decision_has_one_good_option,
    shape_rules.option_has_consequence,
    word_rules.names_nobody_real,
    drama_rules.has_false_lead,
    drama_rules.changes_addressee,
    drama_rules.addresses_every_role,
    drama_rules.presses_for_time,
    drama_rules.brings_an_outsider,
    drama_rules.rises_and_falls,
    word_rules.asks_open_questions,
    drama_rules.tests_declared_duties,
    word_rules.good_option_hides,
    drama_rules.prepares_a_contingency,
    drama_rules.leaves_time_in_short_form,
)


def check_playbook(
    loaded: LoadedPlaybook,
    law: LawTable,
    plan_sections: PlanSections,
    requirements: Collection[str] | None = None,
) -> tuple[RuleFinding, ...]:
    """Every finding, errors first, then by line. `requirements` None: no catalogue yet, ids unchecked."""
    found = [result for rule in _RULES for result in rule(loaded)]
    found += word_rules.says_nothing_wrong_in_law(loaded, law)
    unknown = [
        finding("E7", problem) for problem in check_references(loaded, law, plan_sections, requirements)
    ]
    found += unknown
    found += _story_findings(loaded, unknown)
    if requirements is None:
        found += _requirements_note(loaded)
    return tuple(sorted(found, key=_order))


def has_errors(findings: Iterable[RuleFinding]) -> bool:
    """Whether any finding forbids playing the playbook."""
    return any(one.severity == "error" for one in findings)


def _story_findings(loaded: LoadedPlaybook, unknown: Collection[RuleFinding]) -> Iterator[RuleFinding]:
    if unknown:
        message = _("E5、E6、E10 还没有检查。")
        problem = loaded.problem(("injects",), message, _("先改好 E7，再检查一次。"))
        yield finding("E10", problem, "note")
        return
    walks = (walk(loaded.playbook, "full"), walk(loaded.playbook, "short"))
    yield from story_rules.evidence_exists(loaded, walks)
    yield from story_rules.objectives_are_tested(loaded, walks)
    yield from story_rules.story_always_ends(loaded, walks)


def _requirements_note(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    named = {name for objective in loaded.playbook.objectives for name in objective.requirements}
    if named:
        message = _("要求编号没有核对：{names}。", names=_("、").join(sorted(named)))
        problem = loaded.problem(("objectives",), message, _("要求目录还没有收入，届时再查。"))
        yield finding("E7", problem, "note")


def _order(one: RuleFinding) -> tuple[int, int, str, str]:
    return ("error", "warning", "note").index(one.severity), one.line or 0, one.rule, one.message
