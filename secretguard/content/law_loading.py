"""The law table from its files: the shipped one, then overlays that add to it and check items off."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from secretguard.content.law import LawTable, Statute
from secretguard.content.problems import ContentProblem, content_error
from secretguard.content.reading import read_model
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.i18n import _

FILE_NAME: Final = "law.yaml"
FILE_NAMES: Final = ("law.yaml", "law-*.yaml")
"""`law.yaml` of every folder and any `law-….yaml` beside it, in this order."""

Entry = TypeVar("Entry")


def load_law(folders: Sequence[Path]) -> LawTable:
    """The table of all folders, later ones over earlier ones, article by article.

    Raises ContentError: no table at all, a broken file, an id twice, a basis that no article answers to.
    """
    table: LawTable | None = None
    for path in _law_files(folders):
        source = read_yaml(path)
        addition = read_model(source, LawTable)
        _refuse(_repeated(addition, source))
        table = addition if table is None else merge_law(table, addition)
        _refuse(_unknown_bases(table, addition, source))
    if table is None:
        message = _("找不到法律依据表。")
        raise content_error([ContentProblem(FILE_NAME, None, "", message)], _("请重新安装密盾。"))
    return table


def merge_law(base: LawTable, overlay: LawTable) -> LawTable:
    """The base with the overlay's articles, clocks and sentences over its own, and all checks of both."""
    return LawTable(
        kind="law",
        version=base.version,
        statutes=_merge_statutes(base.statutes, overlay.statutes),
        clocks=_over(base.clocks, overlay.clocks, lambda clock: clock.id),
        never_say=_over(base.never_say, overlay.never_say, lambda sentence: sentence.id),
        checks=base.checks + overlay.checks,
    )


def _law_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        if not folder.is_dir():
            continue
        names = sorted(path.name for path in folder.iterdir())
        for pattern in FILE_NAMES:
            yield from (folder / name for name in fnmatch.filter(names, pattern))


def _merge_statutes(base: tuple[Statute, ...], overlay: tuple[Statute, ...]) -> tuple[Statute, ...]:
    before = {statute.id: statute for statute in base}
    merged = tuple(
        statute.model_copy(
            update={"articles": _over(before[statute.id].articles, statute.articles, lambda one: one.id)}
        )
        if statute.id in before
        else statute
        for statute in overlay
    )
    return _over(base, merged, lambda statute: statute.id)


def _over(
    base: tuple[Entry, ...], overlay: tuple[Entry, ...], key: Callable[[Entry], str]
) -> tuple[Entry, ...]:
    return tuple(({key(entry): entry for entry in base} | {key(entry): entry for entry in overlay}).values())


def _refuse(problems: Iterable[ContentProblem]) -> None:
    found = tuple(problems)
    if found:
        raise content_error(found)


def _repeated(table: LawTable, source: YamlSource) -> Iterator[ContentProblem]:
    lists: list[tuple[YamlPath, list[str]]] = [
        (("statutes",), [statute.id for statute in table.statutes]),
        (("clocks",), [clock.id for clock in table.clocks]),
        (("never_say",), [sentence.id for sentence in table.never_say]),
    ]
    for index, statute in enumerate(table.statutes):
        lists.append((("statutes", index, "articles"), [article.id for article in statute.articles]))
    for place, ids in lists:
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield source.problem((*place, index), _("编号 {id} 写了两次。", id=one), _("请只留一个。"))


def _unknown_bases(table: LawTable, addition: LawTable, source: YamlSource) -> Iterator[ContentProblem]:
    hint = _("请先在 statutes 里写上这一条，再引用它。")
    for index, clock in enumerate(addition.clocks):
        for basis in clock.basis:
            if table.article(basis) is None:
                message = _("法律依据表里没有 {basis}。", basis=basis)
                yield source.problem(("clocks", index, "basis"), message, hint)
    for index, check in enumerate(addition.checks):
        if table.article(check.basis) is None:
            message = _("法律依据表里没有 {basis}。", basis=check.basis)
            yield source.problem(("checks", index, "basis"), message, hint)
