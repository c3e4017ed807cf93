"""The law table: the only place that a legal basis comes from. `standards/law.yaml`, `kind: law`.

    kind: law
    version: 1
    statutes:
      - id: fashi-2020-7                    # → basis law:fashi-2020-7:6(4)
        name: 最高人民法院关于审理侵犯商业秘密民事案件适用法律若干问题的规定
        short: 商业秘密民事解释              # optional, for narrow screens
        edition: 法释〔2020〕7号             # printed after the name: 2025年修订, 法释〔2020〕7号
        in_force: 2020-09-12
        source: 国家法律法规数据库文本        # where this text was read; an article may name its own
        articles:
          - {id: 6(4), says: 对载体标记、分类、隔离、加密、封存, mark: checked, checked_on: 2026-11-24}
          - {id: 18, says: 判令返还或者清除载体与信息, mark: pending}
    clocks:                                 # 法定时限一览; a playbook's `duties` name these ids
      - {id: network-incident, event: 较大以上网络安全事件, limit: 4 小时内报省级网信部门, minutes: 240,
         starts: discovery, basis: ["law:network-report-2025:4"], mark: checked}
    never_say:                              # pattern: repeats must be bounded ({0,12} or ?), no * and no +
      - {id: chain-proves-truth, pattern: "上链.{0,8}证明.{0,6}真实",
         wrong: 上链证明内容真实, right: 只能证明存入之后没有改动}

Articles: `10`, `6(4)` (第六条第四项), `219-1` (第二百一十九条之一); where that reading is wrong (款, not
项) give the article a `name`. An overlay file of the same kind adds statutes and checks items off:

    checks:
      - {basis: "law:fashi-2020-7:18", by: 示例律师事务所 示例庚, checked_on: 2026-12-01, copy: 公报文本}
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from secretguard.content.playbook import LAW_BASIS, ContentModel, Identifier, Line

LawMark = Literal["checked", "pending"]
StatuteId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,63}$")]
ArticleId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}(-[0-9]{1,2})?(\([0-9]{1,2}\))?$")]
LawBasis = Annotated[str, StringConstraints(pattern=rf"^{LAW_BASIS}$")]

_UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_NESTED_REPEAT = re.compile(r"\([^()]*[?{][^()]*\)[?{]")


def _safe_pattern(pattern: str) -> str:
    """A pattern that compiles and cannot run away: every repeat bounded, none inside another."""
    if _UNBOUNDED.search(pattern) or _NESTED_REPEAT.search(pattern.replace("(?:", "(")):
        raise PydanticCustomError("unbounded_pattern", "repeats must be bounded")
    try:
        re.compile(pattern)
    except re.error as error:
        raise PydanticCustomError("unreadable_pattern", "not a regular expression") from error
    return pattern


class Article(ContentModel):
    """One article (or item) and what it says, in one line of our own words."""

    id: ArticleId
    says: Line
    mark: LawMark
    name: Annotated[str | None, StringConstraints(max_length=60)] = None
    checked_on: date | None = Field(default=None, description="the day the text was compared")
    source: Line | None = None


class Statute(ContentModel):
    """A law, regulation or judicial interpretation, in one edition."""

    id: StatuteId
    name: Line
    short: Line | None = None
    edition: Line | None = None
    in_force: date | None = None
    source: Line
    articles: tuple[Article, ...] = Field(min_length=1)


ClockStart = Literal["discovery", "containment", "answer"]
"""What lets a limit run: discovery, the end of handling, or what a yes to the task's question tells of."""


class LegalClock(ContentModel):
    """A limit that the law sets; `minutes` only where it can be counted on a running clock.

    Without `starts` it runs from something outside (a ruling, a notice served) that a person records.
    """

    id: Identifier
    event: Line
    limit: Line
    minutes: Annotated[int | None, Field(ge=1)] = None
    starts: ClockStart | None = None
    basis: tuple[LawBasis, ...] = Field(min_length=1)
    mark: LawMark
    note: Line | None = None


class NeverSay(ContentModel):
    """A sentence that sounds right and is wrong, and what to say instead."""

    id: Identifier
    pattern: Annotated[str, StringConstraints(min_length=2, max_length=200), AfterValidator(_safe_pattern)]
    wrong: Line
    right: Line


class LawCheck(ContentModel):
    """Somebody compared a pending item with a copy of the text."""

    basis: LawBasis
    by: Line
    checked_on: date
    copy_read: Annotated[Line, Field(alias="copy")]


class LawTable(ContentModel):
    """The whole table, or an overlay of it."""

    kind: Literal["law"]
    version: Annotated[int, Field(ge=1)] = 1
    statutes: tuple[Statute, ...] = ()
    clocks: tuple[LegalClock, ...] = ()
    never_say: tuple[NeverSay, ...] = ()
    checks: tuple[LawCheck, ...] = ()

    def article(self, basis: str) -> tuple[Statute, Article] | None:
        """The statute and article of `law:<id>:<article>`, if the table has them."""
        _kind, _colon, rest = basis.partition(":")
        statute_id, _colon, article_id = rest.partition(":")
        for statute in self.statutes:
            if statute.id == statute_id:
                found = next((article for article in statute.articles if article.id == article_id), None)
                return None if found is None else (statute, found)
        return None

    def bases(self) -> frozenset[str]:
        """Every `law:<id>:<article>` that the table answers to."""
        return frozenset(
            f"law:{statute.id}:{article.id}" for statute in self.statutes for article in statute.articles
        )

    def last_check(self, basis: str) -> LawCheck | None:
        """The newest check of a basis by a person, if there is one."""
        checks = [check for check in self.checks if check.basis == basis]
        return max(checks, key=lambda check: check.checked_on, default=None)

    def clock(self, clock_id: str) -> LegalClock | None:
        """The legal clock of that id, if the table has it."""
        return next((clock for clock in self.clocks if clock.id == clock_id), None)

    def wrong_sentences(self, text: str) -> tuple[NeverSay, ...]:
        """The sentences of the `never_say` list that a text holds."""
        return tuple(sentence for sentence in self.never_say if re.search(sentence.pattern, text))
