"""How one standard answers to another: `standards/crosswalk-*.yaml`, `kind: crosswalk`.

    kind: crosswalk
    id: crosswalk-linhai-enterprise
    source: linhai-enterprise               # a profile that stands for a text: source ids are its clauses
    target: baseline
    checked: {by: 示例指导员, when: 2026-12-01, copy: 正式文本}
    rows:
      - {source: ["6.2"], target: [PEOPLE-03], relation: equal}

Either side may name a standard that is not at hand: the file is kept, and what it cannot find is named.
A clause number is printed only when `checked` says who compared, when, and with which copy.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from secretguard.content.playbook import ContentModel, Line
from secretguard.content.standard import LongText, RequirementId, StandardId, Title
from secretguard.content.text_check import TextCheck, not_yet

Relation = Literal["equal", "subset", "superset", "intersects", "not"]
RELATIONS: Final[tuple[Relation, ...]] = ("equal", "subset", "superset", "intersects", "not")
"""What the source is to the target; `not`: looked at, and they do not answer to each other."""


class CrosswalkRow(ContentModel):
    """These of the source against those of the target. An empty side is still to be filled in."""

    source: tuple[RequirementId, ...] = ()
    target: tuple[RequirementId, ...] = ()
    relation: Relation = "equal"
    note: LongText | None = None

    @property
    def filled(self) -> bool:
        """Whether both sides are named."""
        return bool(self.source) and bool(self.target)

    @property
    def done(self) -> bool:
        """Whether somebody looked at it: both sides named, or found not to correspond."""
        return self.filled or self.relation == "not"

    @property
    def carries(self) -> bool:
        """Whether an answer to the one says something about the other."""
        return self.filled and self.relation != "not"


class Crosswalk(ContentModel):
    """A whole crosswalk. Whether both sides are at hand, the shelf tells."""

    kind: Literal["crosswalk"]
    id: StandardId
    version: Line = "1"
    title: Title | None = None
    source: StandardId
    target: StandardId
    checked: Annotated[TextCheck | None, BeforeValidator(not_yet)] = None
    origin: Title | None = None
    copyright: LongText | None = None
    note: LongText = ""
    rows: tuple[CrosswalkRow, ...] = Field(default=(), max_length=20_000)

    def targets_of(self, source_id: str) -> tuple[CrosswalkRow, ...]:
        """The rows that carry an answer of this source id over."""
        return tuple(row for row in self.rows if row.carries and source_id in row.source)

    def sources_of(self, target_id: str) -> tuple[CrosswalkRow, ...]:
        """The rows that carry an answer over to this target id."""
        return tuple(row for row in self.rows if row.carries and target_id in row.target)
