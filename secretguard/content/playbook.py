"""What an exercise playbook says, as frozen models. Written by people in YAML, read by `loading`.

Times are minutes of scenario time; `T+20h`, `T+3d`, `T+90m` and plain numbers are all read. Texts may
hold `{parameter}` places. What players may see: `text`, hand-outs with `show_players`, `questions`,
the options' `text` and, once chosen, their `consequence`. Everything else is the facilitator's.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError


class ContentModel(BaseModel):
    """Strict and frozen; an unknown field is an error, and errors never echo the input."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        populate_by_name=True,
        coerce_numbers_to_str=True,  # `plan: 7` and `id: 10` need no quotes
    )


_OFFSET = re.compile(r"^T?\+?(\d{1,5})\s*(m|h|d)?$")
_UNIT = {"m": 1, "h": 60, "d": 1440, None: 1}


def scenario_minutes(value: object) -> object:
    """Turn `T+20h` into 1200; numbers pass through; anything else is left for pydantic to refuse."""
    if isinstance(value, str) and (match := _OFFSET.match(value.strip())):
        return int(match[1]) * _UNIT[match[2]]
    return value


Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True, pattern=r"^[^\n\t]*$")
]
Minutes = Annotated[int, BeforeValidator(scenario_minutes), Field(ge=0, le=525_600)]
LAW_BASIS = r"law:[a-z][a-z0-9-]{1,63}:[0-9]{1,4}(-[0-9]{1,2})?(\([0-9]{1,2}\))?"
"""`law:fashi-2020-7:6(4)`: statute, article (`219-1` is 之一), item."""

Basis = Annotated[
    str, StringConstraints(pattern=rf"^({LAW_BASIS}|plan:[0-9A-Z.]{{1,12}}|rule:[1-5]|practice)$")
]

Rating = Literal["good", "partial", "bad"]
Volatility = Literal["minutes", "hours", "days", "stable"]
ClockName = Literal["detect", "preserve", "report"]
Stage = Literal["sign", "confirm", "pressure", "route", "consequence", "close"]
EvidenceState = Literal["present", "kept", "at_risk", "lost"]

END = "end"
"""The `next` that closes the story; which ending it is, the endings' conditions tell."""

BACK = "back"
"""The `next` of a contingency or ad hoc inject: play goes on where it stood."""


class Ground(ContentModel):
    """The public case a playbook rests on; never shown to players before the end card."""

    case: Line
    fact: Prose
    source: Line
    mark: Literal["V", "K", "U"]
    parties: tuple[Line, ...] = Field(default=(), description="names that no other text may hold")


class Objective(ContentModel):
    """What the drill tests. Tied to a plan section, and to requirements and law where they exist."""

    id: Identifier
    title: Line
    measure: Line = Field(description="who does what by when, so that an evaluator can say yes or no")
    plan: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z.]+$")]
    requirements: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    fails_if_lost: tuple[Identifier, ...] = ()


class Role(ContentModel):
    """A seat at the table; `facilitator` seats (customer, court, supplier) are voiced by the guide."""

    id: Identifier
    title: Line
    needed: bool = False
    played_by: Literal["player", "facilitator"] = "player"
    brief: Line | None = Field(default=None, description="one line for the role card")


class Parameter(ContentModel):
    """A place in the text that the enterprise's own words fill."""

    ask: Line
    source: Annotated[str | None, Field(alias="from")] = None
    default: Line


class EvidenceItem(ContentModel):
    """Something that can be preserved or destroyed, and what destroys it."""

    id: Identifier
    title: Line
    volatility: Volatility
    killed_by: Line


class Handout(ContentModel):
    """A paper or screen text handed to players (`show_players`) or kept by the facilitator."""

    title: Line
    text: Prose
    show_players: bool = True


class ExpectedAction(ContentModel):
    """What somebody ought to do after an inject: role, deadline in scenario minutes, ground, weight."""

    id: Identifier
    role: Identifier
    action: Line
    within: Minutes
    objective: Identifier
    weight: Annotated[int, Field(ge=1, le=5)] = 1
    critical: bool = False
    basis: tuple[Basis, ...] = Field(min_length=1)
    clock: ClockName | None = None
    duty: Identifier | None = None


class EvidenceEffect(ContentModel):
    """What becomes of evidence."""

    kept: tuple[Identifier, ...] = ()
    at_risk: tuple[Identifier, ...] = ()
    lost: tuple[Identifier, ...] = ()


class Option(ContentModel):
    """One way to decide: never shown with its rating before the reasons are given."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-f]$")]
    text: Line
    rating: Rating
    why: Prose
    consequence: Prose
    evidence: EvidenceEffect = EvidenceEffect()
    set: tuple[Identifier, ...] = ()
    next: Identifier


class Decision(ContentModel):
    """The question of an inject that must be answered by choosing; a free answer is mapped to an option."""

    ask: Line
    objectives: tuple[Identifier, ...] = Field(min_length=1)
    weight: Annotated[int, Field(ge=1, le=5)] = 2
    options: tuple[Option, ...] = Field(min_length=2, max_length=6)


class Condition(ContentModel):
    """All that is named must hold. `missed` names an action, tested once scenario time passes `by`."""

    flag: Identifier | None = None
    missed: Identifier | None = None
    by: Minutes | None = None
    chosen: tuple[str, ...] = Field(default=(), description="`I5.a`: any one of these was chosen")
    kept: tuple[Identifier, ...] = ()
    lost: tuple[Identifier, ...] = Field(default=(), description="any one of these is lost")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.flag or self.missed or self.chosen or self.kept or self.lost):
            raise PydanticCustomError("empty_condition", "a condition must name something")
        if self.by is not None and self.missed is None:
            raise PydanticCustomError("by_without_missed", "`by` belongs to `missed`")
        return self


class Variant(ContentModel):
    """Fields that replace an inject's own when the condition holds; the first match wins."""

    when: Condition
    at: Minutes | None = None
    text: Prose | None = None
    questions: tuple[Line, ...] | None = None
    handouts: tuple[Handout, ...] | None = None
    expected: tuple[ExpectedAction, ...] | None = None
    decision: Decision | None = None


class Inject(ContentModel):
    """One piece of news at the table. `at` is scenario time, `table` the real minutes it may take."""

    id: Identifier
    kind: Literal["planned", "contingency", "adhoc"] = "planned"
    title: Line
    short: bool = False
    stage: Stage | None = None
    at: Minutes | None = None
    table: Annotated[int, Field(ge=1, le=60)] = 8
    sender: Annotated[Identifier, Field(alias="from")]
    to: tuple[Identifier, ...] = Field(min_length=1)
    channel: Line
    text: Prose
    fact: Line | None = Field(default=None, description="the one new fact, in a line, for the facilitator")
    false_lead: bool = False
    handouts: tuple[Handout, ...] = ()
    questions: tuple[Line, ...] = ()
    expected: tuple[ExpectedAction, ...] = ()
    decision: Decision | None = None
    variants: tuple[Variant, ...] = ()
    when: Condition | None = None
    note: Prose | None = Field(default=None, description="a hint for the facilitator")
    next: Identifier | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind == "planned" and self.at is None:
            raise PydanticCustomError("planned_without_at", "a planned inject has a scenario time")
        if self.kind == "contingency" and self.when is None:
            raise PydanticCustomError("contingency_without_when", "a contingency has a condition")
        if self.kind != "contingency" and self.when is not None:
            raise PydanticCustomError("when_on_planned", "only a contingency has a condition")
        return self


class Ending(ContentModel):
    """How the story closes; the first whose condition holds is read out."""

    id: Identifier
    title: Line
    text: Prose
    when: Condition | None = None


class Debrief(ContentModel):
    """Questions for the hotwash: five minutes, twenty minutes."""

    short: tuple[Line, ...] = Field(min_length=1)
    full: tuple[Line, ...] = ()


class FormMinutes(ContentModel):
    """How long the two forms take at the table, in minutes."""

    full: Annotated[int, Field(ge=10, le=480)]
    short: Annotated[int, Field(ge=5, le=60)]


class Playbook(ContentModel):
    """A whole exercise. Cross references are checked by `content.references`, quality by `drills.quality`."""

    kind: Literal["exercise"]
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,63}$")]
    version: Annotated[int, Field(ge=1)]
    title: Line
    title_en: Line
    summary: Prose
    industry: tuple[Line, ...] = Field(min_length=1)
    audience: Literal["enterprise", "bureau", "both"] = "enterprise"
    level: Annotated[int, Field(ge=1, le=3)]
    severity: Line | None = None
    minutes: FormMinutes
    grounded_in: tuple[Ground, ...] = Field(min_length=1)
    setting: Prose
    objectives: tuple[Objective, ...] = Field(min_length=1, max_length=6)
    roles: tuple[Role, ...] = Field(min_length=2)
    parameters: dict[Identifier, Parameter] = {}
    evidence: tuple[EvidenceItem, ...] = ()
    flags: tuple[Identifier, ...] = ()
    duties: tuple[Identifier, ...] = ()
    injects: tuple[Inject, ...] = Field(min_length=1)
    endings: tuple[Ending, ...] = Field(min_length=1)
    debrief: Debrief
    end_card: Prose
