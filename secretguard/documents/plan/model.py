"""What the papers of an emergency plan (应急预案) are made from: facts only, frozen, and no room behind them.

An answer's `value` is JSON in the shape of its field's kind (`{"person": "P1"}`, 30, `[{"step": "…"}]`); the
words for it are made in the reader's language when a paper is printed. None always means “there is none”.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from secretguard.documents.first_hour_card import CardWords
from secretguard.documents.quick_report.model import Ground, Sha256Hex

PaperSize = Literal["card", "short", "full"]
PaperStatus = Literal["draft", "review", "approved", "effective", "superseded"]
AnswerStatus = Literal["met", "default", "proposed", "stale", "unknown", "missing"]

DECIDED: Final = frozenset({"met", "default", "stale"})
"""An answer that the enterprise stands by; a proposal is not one yet."""

ISSUED: Final = frozenset({"approved", "effective", "superseded"})
"""A version that somebody has approved."""


class Facts(BaseModel):
    """Strict and frozen; errors never echo the data."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Labelled(Facts):
    """A code and the words that stand for it: an option, or a table's column with the kind of its cells."""

    id: str
    label: str
    kind: str = "text"
    options: tuple[Labelled, ...] = ()


class PlanAnswer(Facts):
    """One field of the form as it stands. `owner` and `due` belong to an answer of “不知道”."""

    field: str
    section: str
    label: str
    kind: str = "text"
    unit: str = ""
    value: JsonValue = None
    status: AnswerStatus = "missing"
    required: bool = False
    owner: str = ""
    due: date | None = None
    why: str = ""
    basis: tuple[str, ...] = ()
    options: tuple[Labelled, ...] = ()
    columns: tuple[Labelled, ...] = ()
    row_label: str = ""
    """The column that names a table's row."""


class PlanPromiseLine(Facts):
    """A testable promise (‡) of an answer, or of a cell of one (id `field.row.column`)."""

    number: Annotated[int, Field(ge=1)]
    id: str
    text: str
    section: str
    field: str
    clock: Literal["detect", "preserve", "report"] | None = None
    minutes: int | None = None
    basis: tuple[str, ...] = ()


class PlanPerson(Facts):
    """Somebody of the register. `phones` and `out_of_band` never stand on a wall; `deputy` is a name."""

    id: str
    name: str
    post: str = ""
    duties: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    deputy: str = ""
    out_of_band: str = ""
    authority: str = ""
    trained: date | None = None
    confirmed: date | None = None


class PlanSecret(Facts):
    """A trade secret's line: its code name and what protects it, never its content."""

    id: str
    code_name: str
    grade: Literal["core", "important", "general"]
    holder: str = ""
    carriers: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    circle: str = ""
    measures: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    partners: tuple[str, ...] = ()
    value: str = ""
    status: str = ""
    reviewed: date | None = None


class PlanLaw(Facts):
    """A law that the plan leans on; `checked` is None while nobody has compared the text (待核)."""

    id: str
    name: str
    checked: date | None = None


class PlanArticle(Facts):
    """An article behind a field of the plan, what it asks in a line, and who has compared its text."""

    basis: str
    name: str
    says: str
    pending: bool = False
    note: str = ""


class PlanClock(Facts):
    """A limit that the law sets."""

    event: str
    limit: str
    ground: str
    pending: bool = False
    note: str = ""


class PlanRevision(Facts):
    """An approved version, and what changed in it, in the enterprise's words."""

    number: str
    approved: date
    effective: date | None = None
    by: str = ""
    changes: tuple[str, ...] = ()


class PlanDrill(Facts):
    """A drill that was held on this plan."""

    held: date
    title: str
    grade: str = ""


class PlanFinding(Facts):
    """A finding that is not closed yet."""

    text: str
    section: str = ""
    owner: str = ""
    due: date | None = None


class PlanVersion(Facts):
    """Which version this is, and who stands for it. `hash` is that of `plan_text`, once approved."""

    number: str
    status: PaperStatus = "draft"
    by: str = ""
    post: str = ""
    approved: date | None = None
    effective: date | None = None
    review_due: date | None = None
    hash: Sha256Hex | None = None

    @property
    def issued(self) -> bool:
        """Whether somebody has approved it; everything else is a draft on paper."""
        return self.status in ISSUED


class PlanSectionTitle(Facts):
    """A section (`5.3`) or annex (`D`) as this enterprise's outline calls it."""

    number: str
    title: str


class PlanPaper(Facts):
    """Everything that the papers of a plan print. `moment` is the one time that a paper carries."""

    moment: AwareDatetime
    enterprise: str
    plan_number: str
    title: str
    size: PaperSize
    form_version: int
    version: PlanVersion
    sections: tuple[PlanSectionTitle, ...]
    answers: tuple[PlanAnswer, ...]
    grounds: dict[str, Ground] = {}
    promises: tuple[PlanPromiseLine, ...] = ()
    people: tuple[PlanPerson, ...] = ()
    secrets: tuple[PlanSecret, ...] = ()
    law: tuple[PlanLaw, ...] = ()
    articles: tuple[PlanArticle, ...] = ()
    clocks: tuple[PlanClock, ...] = ()
    revisions: tuple[PlanRevision, ...] = ()
    drills: tuple[PlanDrill, ...] = ()
    findings: tuple[PlanFinding, ...] = ()
    card: CardWords | None = None

    def answer(self, field: str) -> PlanAnswer | None:
        """The answer to a field; None where this enterprise's form does not ask it."""
        return next((answer for answer in self.answers if answer.field == field), None)

    def person(self, person_id: str) -> PlanPerson | None:
        """Somebody of the register by id."""
        return next((person for person in self.people if person.id == person_id), None)
