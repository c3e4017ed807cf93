"""The emergency plan's entry kinds. One journal per enterprise, opened on first use."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from secretguard.entries import EntryModel, kinds

JOURNAL_KIND: Final = "plan"

Size = Literal["card", "short", "full"]
Met = Literal["yes", "partly", "no"]

FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=1, le=9_999)]


def _plain_json(value: Any) -> Any:
    """Only what the vault's canonical JSON has one form for: no floats, no keys but texts."""
    match value:
        case None | bool() | int() | str():
            return value
        case list():
            return [_plain_json(item) for item in value]
        case dict() if all(isinstance(key, str) for key in value):
            return {key: _plain_json(item) for key, item in value.items()}
    raise ValueError("not plain JSON")


def _some_value(value: Any) -> Any:
    if value is None:
        raise ValueError("an answer has a value; a cleared one has an entry of its own")
    return _plain_json(value)


# The recursive type of JSON is the vault's; pydantic cannot build a schema of it.
Value = Annotated[Any, AfterValidator(_some_value)]
"""An answer as plain JSON; its shape follows the field's kind (see `values`)."""

Kept = Annotated[dict[str, Any], AfterValidator(_plain_json)]
"""What a version keeps, as plain JSON."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class PlanOpened(EntryModel):
    """The enterprise began its plan."""

    kind: ClassVar[str] = "plan.opened"
    size: Size
    form_version: int = 1


class SizeChosen(EntryModel):
    """The plan grew or shrank; no answer is lost."""

    kind: ClassVar[str] = "plan.size"
    size: Size


class AnswerSet(EntryModel):
    """The answer to one field, whole; the last one counts. `by` is who said it, if not the author."""

    kind: ClassVar[str] = "answer.set"
    field: FieldId
    value: Value
    by: Name | None = None


class AnswerUnknown(EntryModel):
    """Not known yet: who finds out, by when."""

    kind: ClassVar[str] = "answer.unknown"
    field: FieldId
    owner: Name
    due: date
    why: Words | None = None


class AnswerCleared(EntryModel):
    """The answer was taken out, perhaps because it should never have stood there."""

    kind: ClassVar[str] = "answer.cleared"
    field: FieldId
    why: Words | None = None


class VersionSubmitted(EntryModel):
    """The draft was handed to somebody to approve."""

    kind: ClassVar[str] = "version.submitted"
    number: Number
    by: Name
    to: Name


class VersionReturned(EntryModel):
    """The one who should approve gave it back."""

    kind: ClassVar[str] = "version.returned"
    by: Name
    why: Words


class Approval(_Frozen):
    """Who approved which version, when, and from when it counts."""

    number: Number
    by: Name
    post: Name
    on: date
    effective: date
    review_due: date
    size: Size
    form_version: int = 1


class VersionApproved(EntryModel):
    """A version as approved. `hash` is the SHA-256 of the document's canonical text.

    `snapshot` holds the answers, the register's lines and the outside facts they rest on, `form` the
    form they answer, so that the version reads and prints the same for ever.
    """

    kind: ClassVar[str] = "version.approved"
    approval: Approval
    hash: Digest
    snapshot: Kept
    form: Kept


class FloorAnswered(EntryModel):
    """A floor test was done: what was seen, by whom, perhaps with a photograph (its digest only)."""

    kind: ClassVar[str] = "floor.answered"
    test: FieldId
    met: Met
    words: Words
    photo: Digest | None = None
    photo_name: Name | None = None
    on: date
    by: Name


class TriggerAnswered(EntryModel):
    """Something happened that asks for a review of the plan, and what was done about it."""

    kind: ClassVar[str] = "trigger.answered"
    trigger: FieldId
    what: Words
    seen: Words | None = None
    """What had set it off when it was answered; something else sets it off again."""


class EntryUndone(EntryModel):
    """An earlier entry no longer counts; it stays on record."""

    kind: ClassVar[str] = "undone"
    seq: Annotated[int, Field(ge=1)]


KINDS: Final = kinds(
    (
        PlanOpened,
        SizeChosen,
        AnswerSet,
        AnswerUnknown,
        AnswerCleared,
        VersionSubmitted,
        VersionReturned,
        VersionApproved,
        FloorAnswered,
        TriggerAnswered,
        EntryUndone,
    )
)
