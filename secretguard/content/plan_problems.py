"""Complaints that the plan's form and rules share: a name twice or unknown, a basis without ground."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from secretguard.content.basis import find_ground
from secretguard.content.law import LawTable
from secretguard.content.plan_sections import PlanSections
from secretguard.content.problems import ContentProblem, quoted
from secretguard.content.yaml_source import YamlPath, YamlSource
from secretguard.errors import RefusedError
from secretguard.i18n import _


def nearest(name: str, known: Collection[str]) -> str:
    """A hint: the known name that looks like this one, else what to do."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return _("是不是想写 {name}？", name=near[0]) if near else _("请先定义它，或改正编号。")


def unknown_names(
    source: YamlSource, place: YamlPath, names: Iterable[str], known: Collection[str]
) -> Iterator[ContentProblem]:
    """A problem for every field of the form that is named and not there."""
    for index, name in enumerate(names):
        if name not in known:
            message = _("填写表里没有 {name} 这一项。", name=quoted(name))
            yield source.problem((*place, index), message, nearest(name, known))


def repeated_ids(source: YamlSource, place: YamlPath, ids: Iterable[str]) -> Iterator[ContentProblem]:
    """A problem for every id that stood there before."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield source.problem((*place, index), _("编号 {id} 写了两次。", id=one), _("请只留一个。"))
        seen.add(one)


def unknown_section(
    source: YamlSource, place: YamlPath, number: str, sections: PlanSections
) -> Iterator[ContentProblem]:
    """A problem if the outline does not have that section."""
    if sections.find(number) is None:
        message = _("节号表里没有 {number}。", number=number)
        yield source.problem((*place, "section"), message, _("节号写在 plan-sections.yaml 里。"))


def unknown_bases(
    source: YamlSource, place: YamlPath, bases: Iterable[str], law: LawTable, sections: PlanSections
) -> Iterator[ContentProblem]:
    """A problem for every basis that nothing answers to."""
    for index, basis in enumerate(bases):
        try:
            find_ground(basis, law, sections)
        except RefusedError as error:
            yield source.problem((*place, "basis", index), error.message, error.remedy)
