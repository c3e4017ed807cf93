"""The plan's rules from their file, checked against the form, the known predicates and the law table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from secretguard.content.law import LawTable
from secretguard.content.law_loading import load_law
from secretguard.content.plan_form import PlanForm
from secretguard.content.plan_problems import (
    nearest,
    repeated_ids,
    unknown_bases,
    unknown_names,
    unknown_section,
)
from secretguard.content.plan_rules import BLOCKING, CHECKS, CheckForm, PlanRules, Rule
from secretguard.content.plan_sections import PlanSections, load_plan_sections
from secretguard.content.problems import ContentProblem, content_error, quoted
from secretguard.content.reading import read_model
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.i18n import _

FILE_NAME: Final = "plan-rules.yaml"

_WHOLE_NUMBERS: Final = frozenset({"days", "count", "limit"})
_TEXT_LISTS: Final = frozenset({"fields", "columns", "options", "duties"})
_LOOKED_AT: Final = ("field", "fields", "table")
_FIELD_PARAMS: Final = (*_LOOKED_AT, "limit_field")
_COLUMN_PARAMS: Final = ("column", "columns")


def load_plan_rules(
    folders: Sequence[Path],
    form: PlanForm,
    law: LawTable | None = None,
    sections: PlanSections | None = None,
) -> PlanRules:
    """The rules of the last folder that holds them.

    Raises ContentError with file, line, field and hint: no rules, broken ones, a predicate, parameter,
    field, column, section or basis that nothing answers to.
    """
    path = next((folder / FILE_NAME for folder in reversed(folders) if (folder / FILE_NAME).is_file()), None)
    if path is None:
        message = _("找不到应急预案的检查规则。")
        raise content_error([ContentProblem(FILE_NAME, None, "", message)], _("请重新安装密盾。"))
    source = read_yaml(path)
    rules = read_model(source, PlanRules)
    outline = sections or load_plan_sections(folders)
    problems = tuple(_problems(rules, source, form, law or load_law(folders), outline))
    if problems:
        raise content_error(problems)
    return rules


def _problems(
    rules: PlanRules, source: YamlSource, form: PlanForm, law: LawTable, sections: PlanSections
) -> Iterator[ContentProblem]:
    known = {field.id for field in form.all_fields()}
    yield from repeated_ids(source, ("rules",), (rule.id for rule in rules.rules))
    for index, rule in enumerate(rules.rules):
        place: YamlPath = ("rules", index)
        yield from unknown_section(source, place, rule.section, sections)
        yield from unknown_bases(source, place, rule.basis, law, sections)
        yield from unknown_names(source, (*place, "fields"), rule.fields, known)
        if rule.defect_class in BLOCKING and not rule.blocks:
            message = _("违法风险和泄密一定要阻止批准。")
            yield source.problem((*place, "blocks"), message, _("请写 blocks: true。"))
        yield from _RuleUnderReview(rule, source, place, form).problems()


@dataclass(frozen=True, slots=True)
class _RuleUnderReview:
    """A rule with the place it was written at and the form it speaks of."""

    rule: Rule
    source: YamlSource
    place: YamlPath
    form: PlanForm

    def problems(self) -> Iterator[ContentProblem]:
        check = CHECKS.get(self.rule.check)
        if check is None:
            message = _("没有 {name} 这种检查。", name=quoted(self.rule.check))
            yield self._problem(("check",), message, nearest(self.rule.check, CHECKS))
            return
        yield from self._lacking(check)
        yield from self._unknown_params(check)
        yield from self._empty_sizes()

    def _problem(self, inside: YamlPath, message: str, hint: str) -> ContentProblem:
        return self.source.problem((*self.place, *inside), message, hint)

    def _lacking(self, check: CheckForm) -> Iterator[ContentProblem]:
        params, name = self.rule.params, self.rule.check
        for needed in check.needs:
            if needed not in params:
                message = _("{check} 缺少参数 {name}。", check=name, name=needed)
                yield self._problem(("params",), message, _("请补上。"))
        if check.one_of and sum(one in params for one in check.one_of) != 1:
            names = _("、").join(check.one_of)
            message = _("{check} 的参数 {names} 要写一个，只写一个。", check=name, names=names)
            yield self._problem(("params",), message, _("请改好。"))
        if check.words and not self.rule.words:
            yield self._problem(("words",), _("{check} 要写 words。", check=name), _("请补上。"))
        if self.rule.words and not check.words:
            yield self._problem(("words",), _("{check} 不看 words。", check=name), _("请删去。"))

    def _unknown_params(self, check: CheckForm) -> Iterator[ContentProblem]:
        for name, value in self.rule.params.items():
            if name not in check.known():
                message = _("{check} 没有参数 {name}。", check=self.rule.check, name=quoted(name))
                yield self._problem(("params", name), message, nearest(name, check.known()))
            elif (sentence := _shape_problem(name, value)) is not None:
                yield self._problem(("params", name), sentence, _("参数的写法见 plan-rules.yaml 开头。"))
            elif name in _FIELD_PARAMS:
                known = {field.id for field in self.form.all_fields()}
                place: YamlPath = (*self.place, "params", name)
                yield from unknown_names(self.source, place, _names(value), known)
            elif name in _COLUMN_PARAMS:
                yield from self._unknown_columns(name, _names(value))

    def _unknown_columns(self, param: str, names: Sequence[str]) -> Iterator[ContentProblem]:
        table = self.form.field(str(self.rule.params.get("table")))
        if table is None:
            return
        known = [column.id for column in table.columns]
        for name in names:
            if name not in known:
                message = _("{table} 没有 {name} 这一列。", table=table.id, name=quoted(name))
                yield self._problem(("params", param), message, nearest(name, known))

    def _empty_sizes(self) -> Iterator[ContentProblem]:
        """A size that asks for none of the fields: there the fault could be neither found nor mended."""
        looked_at = [one for name in _LOOKED_AT for one in _names(self.rule.params.get(name))]
        for index, size in enumerate(self.rule.sizes):
            asked = {field.id for field in self.form.fields_within(size)}
            if any(names and asked.isdisjoint(names) for names in (looked_at, self.rule.fields)):
                message = _("{size} 里没有这条规则要查的任何一项。", size=size)
                yield self._problem(("sizes", index), message, _("请从 sizes 里去掉它，或者改 fields。"))


def _names(value: JsonValue) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _shape_problem(name: str, value: JsonValue) -> str | None:
    if name in _WHOLE_NUMBERS:
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return None if whole else _("这里要写整数。")
    if name in _TEXT_LISTS:
        texts = isinstance(value, list) and value and all(isinstance(one, str) for one in value)
        return None if texts else _("这里要写一个列表。")
    return None if isinstance(value, str) else _("这里要写文字。")
