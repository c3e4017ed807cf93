"""The form of the emergency plan: `standards/plan-form.yaml`, `kind: plan-form`. One form, three sizes.

    topics:                                # one topic is one screen: at most six fields, or one table
      - id: night
        section: 2                         # a number of plan-sections.yaml
        title: 夜里谁拍板
        question: 晚上九点发现图纸外传，谁有权当场定下来？
        help: 预案叫“授权”……
        fields:
          - id: night-authority            # stable for ever: promises, findings and drills name it
            label: 夜间授权人
            kind: contact
            size: card                     # the smallest size that contains it: card ⊂ short ⊂ full
            required: true                 # asked for before approval, in every size that contains it
            example: {any: 示例甲，夜里由厂长授权}
            promise: {kind: person, text: "夜里由{value}拍板"}
            basis: [practice]

What an answer looks like for each kind stands in `plan_values`. Rows of a table carry an `id`, so that
a promise is named `field.row.column` and lasts; rows that a user adds get one from the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue, StringConstraints

from secretguard.content.plan_sections import SectionNumber
from secretguard.content.playbook import LAW_BASIS, ClockName, ContentModel, Line, Prose

Size = Literal["card", "short", "full"]
SIZES: Final[tuple[Size, ...]] = ("card", "short", "full")
"""From the wall card to the whole plan; each contains the one before."""

FieldKind = Literal[
    "text", "lines", "contact", "contacts", "minutes", "hours", "days", "yuan", "percent", "date", "yes_no",
    "choice", "choices", "table", "secrets", "register_people",
]  # fmt: skip
ColumnKind = Literal["text", "minutes", "hours", "days", "yuan", "percent", "date", "yes_no", "choice"]
PromiseKind = Literal["at_most", "at_least", "person", "exists"]

DUTY_CODES: Final = ("GM", "CO", "IT", "HR", "RD", "LEG", "PRD", "SAL")
"""The duties of the register that a contact may be proposed from."""

SOURCES: Final = (
    "register.name", "register.credit_code", "register.address", "register.sites", "register.core_secrets",
    "register.measures", "register.partners", "law.list", "drills.last", "drills.findings",
    *(f"register.duty:{duty}" for duty in DUTY_CODES),
)  # fmt: skip
"""Where a first proposal may come from; `none` (the default) where nothing else knows."""

KebabId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
RowId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,39}$")]
PlanBasis = Annotated[str, StringConstraints(pattern=rf"^({LAW_BASIS}|rule:[1-5]|practice)$")]


class FieldOption(ContentModel):
    """One choice; `default` ones are taken until the user says otherwise."""

    id: RowId
    label: Line
    default: bool = False


class Column(ContentModel):
    """A column of a table. `width` is in characters of two cells; `promised` cells are measured by drills."""

    id: RowId
    label: Line
    kind: ColumnKind = "text"
    width: Annotated[int, Field(ge=2, le=40)] = 10
    options: tuple[FieldOption, ...] = ()
    required: bool = False
    promised: bool = False


class PromiseForm(ContentModel):
    """What an answer promises (承诺 ‡). `text` holds {value}; for a cell also {row} and {column}.

    The promise's id is the field's, or `field.row.column`. `clock`: the clock of a drill that measures it.
    """

    text: Line
    kind: PromiseKind
    clock: ClockName | None = None


class FormField(ContentModel):
    """One question of the form, with all that is shown beside it."""

    id: KebabId
    label: Annotated[Line, StringConstraints(max_length=24)]
    kind: FieldKind
    size: Size
    required: bool = False
    default: JsonValue = None
    example: dict[str, Prose] = Field(default_factory=dict)
    unit: Annotated[str | None, StringConstraints(max_length=12)] = None
    placeholder: Line | None = None
    source: str = "none"
    promise: PromiseForm | None = None
    basis: tuple[PlanBasis, ...] = Field(min_length=1)
    options: tuple[FieldOption, ...] = ()
    columns: tuple[Column, ...] = ()
    row_label: RowId | None = Field(default=None, description="the column that names a row")
    rows: tuple[dict[str, JsonValue], ...] = ()
    min_rows: Annotated[int, Field(ge=0, le=50)] = 0
    slogan: bool = Field(default=False, description="checked for empty talk: person, time or record")

    def within(self, size: Size) -> bool:
        """Whether the size contains this field."""
        return SIZES.index(self.size) <= SIZES.index(size)

    def first_answer(self) -> JsonValue:
        """What stands there before anybody answers: default, chosen options or default rows; else None."""
        if self.kind == "table":
            return [dict(row) for row in self.rows] or None
        chosen: list[JsonValue] = [option.id for option in self.options if option.default]
        if self.kind == "choices":
            return chosen or None
        if self.kind == "choice":
            return chosen[0] if chosen else None
        return self.default

    def example_for(self, industry: str) -> str | None:
        """The example of the first industry that the enterprise's own names, else the general one.

        A key may hold several names: `化工、材料`.
        """
        for names, text in self.example.items():
            if any(name in industry for name in names.split("、")):
                return text
        return self.example.get("any")

    def column(self, column_id: str) -> Column | None:
        """The column of that id, if the table has it."""
        return next((column for column in self.columns if column.id == column_id), None)


class Topic(ContentModel):
    """One screen of the wizard: the plain question first, the term in `help`."""

    id: KebabId
    section: SectionNumber
    title: Line
    question: Line
    help: Annotated[Prose, StringConstraints(max_length=240)]
    fields: tuple[FormField, ...] = Field(min_length=1, max_length=6)

    def size(self) -> Size:
        """The smallest size that shows this topic."""
        return min((field.size for field in self.fields), key=SIZES.index)


class FloorTest(ContentModel):
    """One of the ten tests that a reviewer makes on the shop floor, by hand."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-j]$")]
    question: Line
    how: Line
    met: Line
    fields: tuple[KebabId, ...] = ()


class Trigger(ContentModel):
    """Something after which the plan must be looked at again."""

    id: KebabId
    text: Line
    ask: Line


class PlanForm(ContentModel):
    """The whole form: topics in the order of the plan, floor tests, triggers of a review."""

    kind: Literal["plan-form"]
    version: Annotated[int, Field(ge=1)] = 1
    title: Line
    topics: tuple[Topic, ...] = Field(min_length=1)
    floor_tests: tuple[FloorTest, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    def all_fields(self) -> Iterator[FormField]:
        """Every field, in the order of the form."""
        return (field for topic in self.topics for field in topic.fields)

    def fields_within(self, size: Size) -> tuple[FormField, ...]:
        """The fields that a size contains, in the order of the form."""
        return tuple(field for field in self.all_fields() if field.within(size))

    def topics_within(self, size: Size) -> tuple[Topic, ...]:
        """The topics of which a size shows something."""
        return tuple(topic for topic in self.topics if any(field.within(size) for field in topic.fields))

    def field(self, field_id: str) -> FormField | None:
        """The field of that id, if the form has it."""
        return next((field for field in self.all_fields() if field.id == field_id), None)

    def topic_of(self, field_id: str) -> Topic | None:
        """The topic that asks for a field."""
        return next((topic for topic in self.topics if any(f.id == field_id for f in topic.fields)), None)

    def trigger(self, trigger_id: str) -> Trigger | None:
        """The trigger of that id, if the form has it."""
        return next((trigger for trigger in self.triggers if trigger.id == trigger_id), None)
