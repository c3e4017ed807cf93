"""The form with its answers laid in: what stands there, what is missing, where to go next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from secretguard.content import FormField, PlanForm, Topic
from secretguard.i18n import _p
from secretguard.plans.facts import OpenFinding, PlanFacts
from secretguard.plans.fold import Answer, DraftStatus, PlanState
from secretguard.plans.models import Size
from secretguard.plans.sources import differs, is_record, proposal
from secretguard.plans.values import contacts, first_answer, is_complete, is_empty, lines_of, secret_lines
from secretguard.vault import Json

Status = Literal["met", "default", "proposed", "unknown", "stale", "missing"]
Mark = Literal["complete", "missing", "skipped"]

STANDING: Final[tuple[Status, ...]] = ("met", "default", "stale")
"""Statuses under which a field says something that will be printed as the enterprise's own word."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field with what stands there.

    `value` is what would be printed: the answer, else the default, else the proposal (status `proposed`:
    nobody has taken it over yet). A table whose required cells are not all filled is `missing` and shows
    what there is. `answer` is what was recorded, if anything. `findings` name this field.
    """

    field: FormField
    status: Status
    value: Json
    answer: Answer | None = None
    proposed: Json = None
    findings: tuple[OpenFinding, ...] = ()

    @property
    def promise_id(self) -> str | None:
        """The id of the promise that the answer makes; cells of a table add `.row.column`."""
        return self.field.id if self.field.promise else None

    @property
    def stands(self) -> bool:
        """Whether the field counts as answered."""
        return self.status in STANDING

    @property
    def is_gap(self) -> bool:
        """Whether the field still waits for somebody: nothing there, or only a proposal."""
        return self.status in ("missing", "proposed")


@dataclass(frozen=True, slots=True)
class TopicView:
    """One screen of the wizard. `findings` name the topic's section as a whole."""

    topic: Topic
    mark: Mark
    fields: tuple[FieldState, ...]
    findings: tuple[OpenFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its topics."""

    number: str
    mark: Mark
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A 「不知道」: who finds out, by when."""

    field: FormField
    owner: str
    due: date
    why: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole form at one size."""

    size: Size
    number: int
    status: DraftStatus
    sections: tuple[SectionView, ...]
    open_items: tuple[OpenItem, ...]

    @property
    def topics(self) -> tuple[TopicView, ...]:
        """Every topic, in the order of the form."""
        return tuple(topic for section in self.sections for topic in section.topics)

    @property
    def fields(self) -> tuple[FieldState, ...]:
        """Every field, in the order of the form."""
        return tuple(field for topic in self.topics for field in topic.fields)

    @property
    def done(self) -> int:
        """How many fields are answered."""
        return sum(field.stands for field in self.fields)

    @property
    def total(self) -> int:
        """How many fields the size has."""
        return len(self.fields)

    @property
    def completeness(self) -> int:
        """Whole percent of the size's fields that are answered, rounded down: 100 means all."""
        return 100 * self.done // self.total if self.total else 100

    @property
    def missing(self) -> tuple[FieldState, ...]:
        """What still waits for an answer, what approval needs first."""
        gaps = [field for field in self.fields if field.is_gap]
        return tuple(sorted(gaps, key=lambda state: not state.field.required))

    @property
    def missing_required(self) -> tuple[FieldState, ...]:
        """What approval needs and does not have; not known yet is not there yet."""
        return tuple(state for state in self.fields if state.field.required and not state.stands)

    def field(self, field_id: str) -> FieldState | None:
        """One field, if this size has it."""
        return next((state for state in self.fields if state.field.id == field_id), None)

    def topic(self, topic_id: str) -> TopicView | None:
        """One topic, if this size has it."""
        return next((view for view in self.topics if view.topic.id == topic_id), None)

    def topic_of(self, field_id: str) -> TopicView | None:
        """The topic in which a field stands."""
        return next((v for v in self.topics if any(s.field.id == field_id for s in v.fields)), None)

    def next_topic(self, after: str | None = None, *, missing_only: bool = False) -> TopicView | None:
        """The topic after one (from the top without it), the next with gaps if asked; None at the end.

        With `missing_only` the search goes round, so that None means that nothing is missing any more.
        """
        topics = list(self.topics)
        start = next((place + 1 for place, view in enumerate(topics) if view.topic.id == after), 0)
        if not missing_only:
            return topics[start] if start < len(topics) else None
        round_trip = topics[start:] + topics[:start]
        return next((view for view in round_trip if any(state.is_gap for state in view.fields)), None)


def view(form: PlanForm, state: PlanState, facts: PlanFacts, size: Size | None = None) -> PlanView:
    """The form at the plan's own size (or another) with everything that is known about it."""
    chosen: Size = size or state.size or "card"
    states = {field.id: field_state(field, state, facts) for field in form.fields_within(chosen)}
    sections: dict[str, list[TopicView]] = {}
    for topic in form.topics_within(chosen):
        fields = tuple(states[field.id] for field in topic.fields if field.id in states)
        on_section = facts.findings_on(topic.section)
        shown = TopicView(topic, _mark(fields), fields, on_section)
        sections.setdefault(topic.section, []).append(shown)
    return PlanView(
        size=chosen,
        number=state.draft_number,
        status=state.draft_status,
        sections=tuple(
            SectionView(number, _worst(topics), tuple(topics)) for number, topics in sections.items()
        ),
        open_items=tuple(_open_items(states.values(), facts.today)),
    )


def further(form: PlanForm, state: PlanState, facts: PlanFacts) -> tuple[FieldState, ...]:
    """What the next larger size would ask for and nobody has answered, what drills found first."""
    size = state.size or "card"
    larger: Size = "short" if size == "card" else "full"
    here = {field.id for field in form.fields_within(size)}
    seen = view(form, state, facts, larger)
    new = [shown for shown in seen.fields if shown.field.id not in here and shown.is_gap]
    found = {
        shown.field.id for topic in seen.topics for shown in topic.fields if shown.findings or topic.findings
    }
    return tuple(sorted(new, key=lambda shown: (shown.field.id not in found, not shown.field.required)))


def field_state(field: FormField, state: PlanState, facts: PlanFacts) -> FieldState:
    """One field with what stands there."""
    answer = state.answers.get(field.id)
    proposed = proposal(field, facts)
    findings = facts.findings_on(field.id)

    def seen(status: Status, value: Json) -> FieldState:
        return FieldState(field, status, value, answer, proposed, findings)

    if answer is not None and answer.unknown is not None:
        return seen("unknown", None)
    if answer is not None and not is_empty(answer.value):
        if not is_complete(field, answer.value):
            return seen("missing", answer.value)
        return seen("stale" if _is_stale(field, answer.value, facts) else "met", answer.value)
    default = first_answer(field)
    if not is_empty(default):
        return seen("default" if is_complete(field, default) else "missing", default)
    if proposed is not None:
        return seen("default" if is_record(field) else "proposed", proposed)
    return seen("missing", None)


def standing_value(form: PlanForm, state: PlanState, field_id: str) -> Json:
    """The answer of a field, else its default; None if it is unknown, empty or not in the form."""
    answer = state.answers.get(field_id)
    if answer is not None:
        return None if answer.unknown or is_empty(answer.value) else answer.value
    field = form.field(field_id)
    return first_answer(field) if field else None


def mark_word(mark: Mark) -> str:
    """齐 all answered, 缺 something needed is missing, 略 something optional was left out."""
    words = {
        "complete": _p("plan mark", "齐"),
        "missing": _p("plan mark", "缺"),
        "skipped": _p("plan mark", "略"),
    }
    return words[mark]


def _is_stale(field: FormField, value: Json, facts: PlanFacts) -> bool:
    register = facts.register
    match field.kind:
        case "contact" | "contacts":
            named = [one.person for one in contacts(value, register) if one.person]
            return any(_has_gone(person, facts) for person in named)
        case "register_people":
            return any(_has_gone(person, facts) for person in lines_of(value))
        case "secrets":
            return any(line.gone for line in secret_lines(value, register))
        case _:
            return differs(field, value, facts)


def _has_gone(person_id: str, facts: PlanFacts) -> bool:
    person = facts.register.people.get(person_id)
    return person is None or person.has_left


def _mark(fields: Iterable[FieldState]) -> Mark:
    fields = tuple(fields)
    if any(state.field.required and not state.stands for state in fields):
        return "missing"
    return "complete" if all(state.stands for state in fields) else "skipped"


def _worst(topics: Iterable[TopicView]) -> Mark:
    marks = {topic.mark for topic in topics}
    order: tuple[Mark, ...] = ("missing", "skipped", "complete")
    return next(mark for mark in order if mark in marks)


def _open_items(states: Iterable[FieldState], today: date) -> Iterator[OpenItem]:
    for state in states:
        unknown = state.answer.unknown if state.answer else None
        if unknown is not None:
            yield OpenItem(state.field, unknown.owner, unknown.due, unknown.why, unknown.due < today)
