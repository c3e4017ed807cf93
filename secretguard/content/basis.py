"""A basis in words for screen and paper. Only `law:` is a legal ground; the rest says what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.content.chinese_numbers import chinese_number
from secretguard.content.law import Article, LawTable, Statute
from secretguard.content.plan_sections import PlanSections
from secretguard.errors import RefusedError
from secretguard.i18n import _

BasisKind = Literal["law", "plan", "rule", "practice"]

_ARTICLE: Final = re.compile(r"^([0-9]+)(?:-([0-9]+))?(?:\(([0-9]+)\))?$")

_RULES: Final[Mapping[str, Callable[[], str]]] = {
    "1": lambda: _("记下征兆的时间和来源"),
    "2": lambda: _("只让必须知道的人知道"),
    "3": lambda: _("先做快照和复制，两人在场，记哈希，填单"),
    "4": lambda: _("固定之后才收权限"),
    "5": lambda: _("最后才谈话；固定之前不对质、不重装、不召回、不警告、不发帖、不购买、不删除"),
}
"""The rules of order that every drill tests."""


@dataclass(frozen=True, slots=True)
class PrintedGround:
    """What stands on paper for a basis.

    `name` is the ground itself, 待核 included where nobody has compared the text; `says` what it demands
    in a line; `note` who checked it, when, against which copy. `legal` is true for `law:` alone.
    """

    basis: str
    kind: BasisKind
    name: str
    says: str
    pending: bool = False
    note: str = ""

    @property
    def legal(self) -> bool:
        """Whether this may be printed as a legal ground."""
        return self.kind == "law"


def find_ground(basis: str, law: LawTable, sections: PlanSections) -> PrintedGround:
    """The ground of a basis such as `law:fashi-2020-7:6(4)`. Raises RefusedError if nothing answers to it."""
    kind, _colon, rest = basis.partition(":")
    if kind == "practice" and not rest:
        return PrintedGround(basis, "practice", _("惯例"), _("同行通常这样做，没有条文要求"))
    if kind == "rule" and rest in _RULES:
        return PrintedGround(basis, "rule", _("处置次序第 {number} 条", number=rest), _RULES[rest]())
    if kind == "plan" and (section := sections.find(rest)) is not None:
        name = _("预案 {number} {title}", number=section.number, title=section.title)
        return PrintedGround(basis, "plan", name, section.title)
    if kind == "law" and (found := law.article(basis)) is not None:
        return _legal_ground(basis, law, *found)
    raise RefusedError(
        _("依据 {basis} 查不到。", basis=basis), _("请在法律依据表或预案节号表里补上，或改用别的依据。")
    )


def article_name(article: str) -> str:
    """`6(4)` → 第六条第四项; `219-1` → 第二百一十九条之一."""
    match = _ARTICLE.match(article)
    assert match is not None, article
    number, suffix, item = match.groups()
    name = f"第{chinese_number(int(number))}条"
    if suffix:
        name += f"之{chinese_number(int(suffix))}"
    return name + (f"第{chinese_number(int(item))}项" if item else "")


def statute_name(statute: Statute) -> str:
    """《反不正当竞争法》（2025年修订）."""
    return f"《{statute.name}》" + (f"（{statute.edition}）" if statute.edition else "")


def _legal_ground(basis: str, law: LawTable, statute: Statute, article: Article) -> PrintedGround:
    name = statute_name(statute) + (article.name or article_name(article.id))
    check = law.last_check(basis)
    if article.mark == "checked":
        day = article.checked_on.isoformat() if article.checked_on else _("日期未记")
        note = _("{day} 对照 {source}", day=day, source=article.source or statute.source)
        return PrintedGround(basis, "law", name, article.says, False, note)
    if check is not None:
        note = _(
            "{person}于 {day} 对照 {copy} 核对", person=check.by, day=check.checked_on, copy=check.copy_read
        )
        return PrintedGround(basis, "law", name, article.says, False, note)
    return PrintedGround(
        basis, "law", name + _("（待核）"), article.says, True, _("条文未经核对，使用前请查原文")
    )
