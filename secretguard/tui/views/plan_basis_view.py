"""The ground of a field or a rule in words: the law, the order of handling, or 惯例（不是法定）. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from secretguard.content import LawTable, PlanSections, PrintedGround, find_ground
from secretguard.i18n import _

Grounds = tuple[LawTable, PlanSections]


def basis_words(bases: Iterable[str], grounds: Grounds) -> str:
    """All grounds in a line; habit is said to be no law. Raises RefusedError for one that is not there."""
    found = [find_ground(basis, *grounds) for basis in bases]
    rules = [ground for ground in found if ground.kind == "rule"]
    names = [ground.name for ground in found if ground.kind not in ("rule", "practice")]
    if rules:
        names.insert(0, _rules(rules))
    if any(ground.kind == "practice" for ground in found):
        names.append(_("惯例（不是法定）"))
    return _("、").join(dict.fromkeys(names))


def _rules(rules: Sequence[PrintedGround]) -> str:
    """One rule with what it says: its number alone tells nobody anything. Several by their numbers."""
    if len(rules) == 1:
        return _("{name}（{says}）", name=rules[0].name, says=rules[0].says)
    numbers = _("、").join(ground.basis.removeprefix("rule:") for ground in rules)
    return _("处置次序第 {numbers} 条", numbers=numbers)
