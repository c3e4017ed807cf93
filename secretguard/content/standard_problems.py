"""Whether a standard holds together: ids, tree, grounds, automatic rules, stop items, wording."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from secretguard.content.law import LawTable
from secretguard.content.plan_problems import nearest, repeated_ids
from secretguard.content.problems import ContentProblem, quoted
from secretguard.content.standard import Requirement, Standard
from secretguard.content.standard_shelf import LoadedStandard
from secretguard.content.yaml_source import YamlPath, YamlSource
from secretguard.i18n import _


def standard_problems(loaded: LoadedStandard, law: LawTable) -> tuple[ContentProblem, ...]:
    """Everything that keeps this standard from being used, with its line; `()`: it is good. Pure."""
    standard, source = loaded.standard, loaded.source
    return (
        *_repeated(standard, source),
        *_references(standard, source),
        *_tree(standard, source),
        *_grounds(standard, source, law),
        *_stops(standard, source),
        *_idle(standard, source),
        *(_wording(standard, source, law) if standard.own else ()),
    )


def unknown_id(
    source: YamlSource, place: YamlPath, name: str, known: Collection[str]
) -> Iterator[ContentProblem]:
    """A problem if nothing of that name is there."""
    if name not in known:
        message = _("没有 {name}。", name=quoted(name, 80))
        yield source.problem(place, message, nearest(name, known))


def wrong_words(
    source: YamlSource, law: LawTable, texts: Iterable[tuple[YamlPath, str]]
) -> Iterator[ContentProblem]:
    """A problem for every text that says what the law table forbids to say."""
    for place, text in texts:
        for sentence in law.wrong_sentences(text):
            yield source.problem(place, _("不能这样说。"), _("应当说：{right}。", right=sentence.right))


def _repeated(standard: Standard, source: YamlSource) -> Iterator[ContentProblem]:
    yield from repeated_ids(source, ("areas",), (one.id for one in standard.areas))
    yield from repeated_ids(source, ("requirements",), (one.id for one in standard.requirements))
    yield from repeated_ids(source, ("auto_rules",), (one.id for one in standard.auto_rules))
    yield from repeated_ids(source, ("sources",), (one.id for one in standard.sources))
    yield from repeated_ids(source, ("evidence_kinds",), (one.id for one in standard.evidence_kinds))


def _references(standard: Standard, source: YamlSource) -> Iterator[ContentProblem]:
    areas = {one.id for one in standard.areas}
    kinds = {one.id for one in standard.evidence_kinds}
    rules = {one.id for one in standard.auto_rules}
    documents = {one.id for one in standard.sources}
    for index, one in enumerate(standard.requirements):
        place: YamlPath = ("requirements", index)
        yield from unknown_id(source, (*place, "area"), one.area, areas)
        if one.auto is not None:
            yield from unknown_id(source, (*place, "auto"), one.auto, rules)
        for number, kind in enumerate(one.evidence_kinds):
            yield from unknown_id(source, (*place, "evidence_kinds", number), kind, kinds)
        for number, sibling in enumerate(one.siblings):
            yield from unknown_id(source, (*place, "siblings", number, "std"), sibling.std, documents)


def _tree(standard: Standard, source: YamlSource) -> Iterator[ContentProblem]:
    """A parent stands before its children, so that there is no circle and a list can be read downwards."""
    known = standard.by_id()
    seen: set[str] = set()
    for index, one in enumerate(standard.requirements):
        place: YamlPath = ("requirements", index, "parent")
        if one.parent is not None and one.parent not in seen:
            if one.parent in known:
                message = _("上级 {name} 要写在它前面。", name=quoted(one.parent, 80))
                yield source.problem(place, message, _("请调整次序；自己不能是自己的上级。"))
            else:
                yield from unknown_id(source, place, one.parent, known)
        seen.add(one.id)


def _grounds(standard: Standard, source: YamlSource, law: LawTable) -> Iterator[ContentProblem]:
    known = law.bases()
    for index, one in enumerate(standard.requirements):
        for number, basis in enumerate(one.grounds):
            if basis not in known:
                place: YamlPath = ("requirements", index, "grounds", number)
                message = _("法律依据表里没有 {basis}。", basis=quoted(basis, 80))
                yield source.problem(place, message, nearest(basis, known))


def _stops(standard: Standard, source: YamlSource) -> Iterator[ContentProblem]:
    for index, one in enumerate(standard.requirements):
        place: YamlPath = ("requirements", index, "stop")
        if one.stop and not one.caps:
            yield source.problem(place, _("基本项必须是“应”，权重为 3。"), _("请改权重，或者不列为基本项。"))
        if one.stop and one.stop_why is None:
            yield source.problem(place, _("基本项要写明为什么。"), _("请补上 stop_why。"))
        if one.stop_why is not None and not one.stop:
            yield source.problem(place, _("写了 stop_why，却不是基本项。"), _("请写 stop: true，或者删去。"))


def _idle(standard: Standard, source: YamlSource) -> Iterator[ContentProblem]:
    used_areas = {one.area for one in standard.requirements}
    for index, area in enumerate(standard.areas):
        if area.id not in used_areas:
            yield source.problem(("areas", index), _("这个领域下面没有要求。"), _("请删去，或者补上要求。"))
    used_rules = {one.auto for one in standard.requirements}
    for index, rule in enumerate(standard.auto_rules):
        if rule.id not in used_rules:
            message = _("没有要求用到这条自动规则。")
            yield source.problem(("auto_rules", index), message, _("请在要求里写 auto，或者删去。"))


def _wording(standard: Standard, source: YamlSource, law: LawTable) -> Iterator[ContentProblem]:
    yield from wrong_words(source, law, [(("title",), standard.title)])
    rules: Iterable[tuple[YamlPath, str]] = (
        (("auto_rules", index, "rule"), rule.rule) for index, rule in enumerate(standard.auto_rules)
    )
    yield from wrong_words(source, law, rules)
    for index, one in enumerate(standard.requirements):
        yield from wrong_words(source, law, _texts(one, index))


def _texts(one: Requirement, index: int) -> Iterator[tuple[YamlPath, str]]:
    for name in ("title", "text", "guidance"):
        yield ("requirements", index, name), getattr(one, name)
    for number, ask in enumerate(one.asks):
        yield ("requirements", index, "asks", number), ask
    if one.stop_why is not None:
        yield ("requirements", index, "stop_why"), one.stop_why
