"""What is checked in an emergency plan: `standards/plan-rules.yaml`, `kind: plan-rules`.

    rules:
      - id: C-2-1                          # C-<section>-<number>, or R-01 … R-20: the reviewer's twenty
        section: 2
        title: 每个角色都有代理，而且不是同一个人
        why: 负责人出差的那一天，正是出事的那一天。
        remedy: 给每一行补上代理人；人少的，请厂外的人代理。
        basis: [practice]
        class: missing
        check: rows_differ                 # a name of CHECKS; the plan's room holds the predicate
        params: {table: caps, columns: [person, deputy]}
        fields: [caps]                     # where the screen jumps to
        reviewer: 3
        blocks: false
        sizes: [short, full]

A parameter's name tells its type everywhere: `field`, `table`, `limit_field` name a field, `fields` several;
`column`, `columns` name columns of `table`; `days`, `count`, `limit` are whole numbers; `options`, `duties`
lists of ids. Wordings that a check looks for stand in `words`, written like the law table's `never_say`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue, StringConstraints

from secretguard.content.law import NeverSay
from secretguard.content.plan_form import SIZES, KebabId, PlanBasis, Size
from secretguard.content.plan_sections import SectionNumber
from secretguard.content.playbook import ContentModel, Line

DefectClass = Literal["missing", "contradiction", "stale", "infeasible", "unlawful", "slogan", "leak"]
"""缺项 · 矛盾 · 过期 · 不可行 · 违法风险 · 空话 · 泄密."""

BLOCKING: Final = frozenset({"unlawful", "leak"})
"""Classes that always block approval; of the others, what the rule says."""

RuleId = Annotated[str, StringConstraints(pattern=r"^(C-[\dA-Z.]{1,5}-\d{1,2}|R-\d{2})$")]


@dataclass(frozen=True, slots=True)
class CheckForm:
    """What a predicate is told. `one_of`: exactly one of these; `words`: the rule lists wordings."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    words: bool = False

    def known(self) -> frozenset[str]:
        """Every parameter the predicate understands."""
        return frozenset((*self.needs, *self.may, *self.one_of))


CHECKS: Final[Mapping[str, CheckForm]] = {
    "answered": CheckForm(("fields",)),
    "rows_answered": CheckForm(("table", "columns")),
    "is_yes": CheckForm(("field",)),
    "min_items": CheckForm(("field", "count")),
    "max_length": CheckForm(("field", "limit")),
    "includes": CheckForm(("field", "options")),
    "covers_values": CheckForm(("field", "table", "column")),
    "different_people": CheckForm(("fields",)),
    "phones_agree": CheckForm(("table", "columns")),
    "rows_differ": CheckForm(("table", "columns")),
    "two_phones": CheckForm(("fields",), ("count",)),
    "has_person": CheckForm(("fields",)),
    "people_current": CheckForm(("fields",)),
    "hats_at_most": CheckForm(("fields", "count")),
    "keeper_apart": CheckForm(("field", "duties")),
    "contacts_fresh": CheckForm(("days",), ("limit_field", "fields")),
    "not_stale": CheckForm(("field", "days")),
    "in_future": CheckForm(("field",)),
    "after_last_version": CheckForm(("field",)),
    "before_date": CheckForm(("field", "days")),
    "at_most": CheckForm(("field",), one_of=("limit", "limit_field")),
    "at_least": CheckForm(("field",), one_of=("limit", "limit_field")),
    "sum_at_most": CheckForm(("fields",), one_of=("limit", "limit_field")),
    "faster_by_level": CheckForm(("table", "columns")),
    "cells_at_most": CheckForm(("table", "column", "options"), one_of=("limit", "limit_field")),
    "after_duplicate": CheckForm(("table",)),
    "order_rule": CheckForm(("field",)),
    "max_steps": CheckForm(("table", "column", "options", "count")),
    "owner_is_known": CheckForm(("table", "column", "fields")),
    "no_gap_or_overlap": CheckForm(("table", "limit_field")),
    "covers_core_secrets": CheckForm(("field",)),
    "core_secrets_complete": CheckForm(("options",)),
    "covers_sites": CheckForm(("field",)),
    "register_partners_listed": CheckForm(("table", "column", "count")),
    "law_clocks_match": CheckForm(("table", "column")),
    "mentions": CheckForm(("fields",), words=True),
    "forbidden_words": CheckForm((), ("fields",), words=True),
    "never_say": CheckForm((), ("fields",)),
    "no_secret_content": CheckForm((), ("fields",), words=True),
    "not_a_slogan": CheckForm((), ("fields",), words=True),
    "outside_company": CheckForm(("field",)),
    "contracts_alive": CheckForm(("table", "column")),
    "drill_within": CheckForm(("days",)),
    "findings_dated": CheckForm(),
    "evaluator_apart": CheckForm(),
    "paths_drilled": CheckForm(("days", "field")),
    "version_in_force": CheckForm(("days",)),
    "triggers_answered": CheckForm(),
    "distribution_limited": CheckForm(("table", "column", "fields")),
}
"""Every predicate that a rule may name, with its parameters; the plan's room holds exactly these."""


class Rule(ContentModel):
    """One thing that is checked, why, and what to do about it."""

    id: RuleId
    section: SectionNumber
    title: Line
    why: Line
    remedy: Line
    basis: tuple[PlanBasis, ...] = Field(min_length=1)
    defect_class: Annotated[DefectClass, Field(alias="class")]
    check: str
    params: dict[str, JsonValue] = Field(default_factory=dict)
    words: tuple[NeverSay, ...] = ()
    fields: tuple[KebabId, ...] = ()
    reviewer: Annotated[int | None, Field(ge=1, le=20)] = None
    blocks: bool = False
    sizes: tuple[Size, ...] = Field(default=SIZES, min_length=1)


class PlanRules(ContentModel):
    """All rules, in the order of the plan's sections, then the reviewer's own."""

    kind: Literal["plan-rules"]
    version: Annotated[int, Field(ge=1)] = 1
    rules: tuple[Rule, ...] = Field(min_length=1)

    def find(self, rule_id: str) -> Rule | None:
        """The rule of that id, if there is one."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def within(self, size: Size) -> tuple[Rule, ...]:
        """The rules that a plan of that size is held to."""
        return tuple(rule for rule in self.rules if size in rule.sizes)

    def of_reviewer(self, number: int) -> tuple[Rule, ...]:
        """The rules behind one line (1 … 20) of the reviewer's list."""
        return tuple(rule for rule in self.rules if rule.reviewer == number)
