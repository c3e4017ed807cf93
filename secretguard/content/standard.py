"""A standard that an enterprise or a park is held against: `kind: standard`, ours or somebody else's.

    kind: standard
    id: baseline
    version: 2026.11
    title: 商业秘密保护要求目录
    issuer: 密盾
    own: true                               # our own words: there is no foreign text to check
    areas:
      - {id: ORG, title: 组织与职责, title_en: Organisation and duty}
    requirements:
      - id: ORG-01
        area: ORG
        title: 最高负责人及其权限
        level: must                         # must 应 · should 宜
        weight: 3                           # 1–3; an unmet must of weight 3 caps the grade
        stop: true                          # 基本项: shown apart from the sum, with the reason
        stop_why: ……
        text: 企业应……
        guidance: 八十人的厂这样做……
        asks: [请出示任命书]
        evidence_kinds: [decision, interview]
        grounds: ["law:fashi-2020-7:5"]     # ids of the law table, nothing else
        art6: [2]                           # 法释〔2020〕7号第六条第几项; none: []
        auto: officer_named                 # a rule of `auto_rules` that the vault's records can answer
        effort: 1                           # 1 half a day · 2 a week · 3 money
        owner: CO

Imported standards (CISO Assistant, OSCAL) hold up to 5 000 requirements in a tree (`parent`), in their own
language, with neither weight nor effort; a node that only groups others is not `assessable`.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from secretguard.content.law import LawBasis
from secretguard.content.playbook import ContentModel, Line
from secretguard.content.text_check import PublishedWhen, TextCheck, not_yet

MAX_REQUIREMENTS: Final = 5_000

Level = Literal["must", "should"]
Decides = Literal["verdict", "hint"]
Record = Literal[
    "register", "people", "leavers", "partners", "plan", "drills", "findings", "incidents", "evidence",
    "training", "assessments", "tenants", "services", "mediations",
]  # fmt: skip
"""The vault's own records that an automatic rule may look at; the last three no room holds yet."""

OwnerRole = Literal[
    "GM", "CO", "LEG", "IT", "HR", "RD", "PRD", "SAL", "PUR", "PR", "SEC", "ACC", "GUIDE"
]  # fmt: skip
"""Duties of the register. In a park GM is 分管负责人, CO the staff of the service station, GUIDE 指导员."""

Effort = Literal[1, 2, 3]
EFFORT_HALF_A_DAY: Final[Effort] = 1
EFFORT_A_WEEK: Final[Effort] = 2
EFFORT_MONEY: Final[Effort] = 3

StandardId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9._-]{0,78}[a-z0-9])?$")]
RequirementId = Annotated[str, StringConstraints(pattern=r"^[^\s,\uff0c]{1,160}$")]
"""`ORG-01` in ours; elsewhere `ac-2.1`, `urn:…:1.1.3`, `第六条`: as the text has it, without spaces."""

Title = Annotated[
    str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True, pattern=r"^[^\n\t]*$")
]
LongText = Annotated[str, StringConstraints(max_length=20_000, strip_whitespace=True)]
Weight = Annotated[int, Field(ge=1, le=3)]
Art6Item = Annotated[int, Field(ge=1, le=7)]


class Area(ContentModel):
    """A part of the standard with its own sum."""

    id: RequirementId
    title: Title
    title_en: Title | None = None


class ProofKind(ContentModel):
    """A kind of thing that an assessor accepts as proof, in the reader's words."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
    title: Line


class AutoRule(ContentModel):
    """What the vault's own records can say about a requirement.

    A `verdict` decides alone (and is confirmed by a person); a `hint` only points. `rule` is the sentence
    that is printed beside the records it rests on.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    reads: tuple[Record, ...] = Field(min_length=1)
    decides: Decides
    rule: LongText


class SiblingSource(ContentModel):
    """Another document on the same subject, and how much of it was seen."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,11}$")]
    number: Line | None = None
    title: Line
    seen: Literal["contents", "contents_partly", "text_partly", "scope_statement", "secondary"]
    basis: Line
    address: Annotated[str, StringConstraints(max_length=400)]


class Sibling(ContentModel):
    """Another document treats the subject there. It does not say that it asks the same."""

    std: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,11}$")]
    clause: Line | None = None
    heading: Line


class Requirement(ContentModel):
    """One thing that is asked, with all that is needed to answer it."""

    id: RequirementId
    area: RequirementId
    parent: RequirementId | None = None
    number: Title | None = Field(default=None, description="how the text itself numbers it, if not by id")
    title: Title
    title_en: Title | None = None
    level: Level = "must"
    text: LongText = ""
    guidance: LongText = ""
    asks: tuple[LongText, ...] = ()
    evidence_kinds: tuple[str, ...] = ()
    grounds: tuple[LawBasis, ...] = ()
    art6: tuple[Art6Item, ...] = ()
    weight: Weight = 1
    auto: str | None = None
    effort: Effort | None = None
    owner: OwnerRole | None = None
    stop: bool = False
    stop_why: Line | None = None
    siblings: tuple[Sibling, ...] = ()
    assessable: bool = True

    @property
    def printed_number(self) -> str:
        """What stands before the title: the text's own number, else the id."""
        return self.number or self.id

    @property
    def caps(self) -> bool:
        """Whether leaving it unmet caps the grade: a must of weight 3."""
        return self.assessable and self.level == "must" and self.weight == 3


class Standard(ContentModel):
    """A whole standard. Ids and references are checked by `standard_problems`."""

    kind: Literal["standard"]
    id: StandardId
    version: Line
    title: Title
    title_en: Title | None = None
    issuer: Title
    number: Line | None = None
    published: PublishedWhen | None = None
    own: bool = Field(default=False, description="the project's own words: there is no foreign text to check")
    text_checked: Annotated[TextCheck | None, BeforeValidator(not_yet)] = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}$")] = "zh"
    copyright: LongText | None = None
    origin: Title | None = Field(default=None, description="urn or uuid of the document it was imported from")
    source_note: LongText = ""
    evidence_kinds: tuple[ProofKind, ...] = ()
    auto_rules: tuple[AutoRule, ...] = ()
    sources: tuple[SiblingSource, ...] = ()
    areas: tuple[Area, ...] = Field(min_length=1)
    requirements: tuple[Requirement, ...] = Field(min_length=1, max_length=MAX_REQUIREMENTS)

    def area(self, area_id: str) -> Area | None:
        """The area of that id, if there is one."""
        return next((area for area in self.areas if area.id == area_id), None)

    def requirement(self, requirement_id: str) -> Requirement | None:
        """The requirement of that id. Linear: whoever asks often takes `by_id`."""
        return next((one for one in self.requirements if one.id == requirement_id), None)

    def by_id(self) -> dict[str, Requirement]:
        """Every requirement by its id, in the order of the standard."""
        return {one.id: one for one in self.requirements}

    def in_area(self, area_id: str) -> tuple[Requirement, ...]:
        """The requirements of an area, in order, groups included."""
        return tuple(one for one in self.requirements if one.area == area_id)

    def assessed(self) -> tuple[Requirement, ...]:
        """The requirements that are answered: not the nodes that only group others."""
        return tuple(one for one in self.requirements if one.assessable)

    def depths(self) -> dict[str, int]:
        """How deep each requirement stands in the tree, from 0; a parent stands before its children."""
        depths: dict[str, int] = {}
        for one in self.requirements:
            depths[one.id] = 0 if one.parent is None else depths.get(one.parent, 0) + 1
        return depths

    def rule(self, rule_id: str) -> AutoRule | None:
        """The automatic rule of that id, if there is one."""
        return next((rule for rule in self.auto_rules if rule.id == rule_id), None)

    def source(self, source_id: str) -> SiblingSource | None:
        """The sibling document of that id, if it is listed."""
        return next((source for source in self.sources if source.id == source_id), None)

    def proof_kind(self, kind_id: str) -> ProofKind | None:
        """The kind of proof of that id, if it is listed."""
        return next((kind for kind in self.evidence_kinds if kind.id == kind_id), None)
