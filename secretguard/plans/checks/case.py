"""What a predicate is given: the rule with its parameters, and the answers that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from secretguard.content import FormField, PlanForm, Rule
from secretguard.plans.checks.defects import DefectClass
from secretguard.plans.facts import PlanFacts
from secretguard.plans.fold import PlanState
from secretguard.plans.form_state import FieldState
from secretguard.plans.models import Size
from secretguard.plans.typed.tables import row_name
from secretguard.plans.values import MINUTES_IN, number_of, rows_of
from secretguard.vault import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that a predicate found, in a sentence, and the field to jump to.

    `defect_class` and `remedy` stand where this case of the rule is of another class than the others.
    """

    message: str
    field: str | None = None
    defect_class: DefectClass | None = None
    remedy: str | None = None


Predicate = Callable[["Case"], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Case:
    """One rule held against one plan of one size."""

    rule: Rule
    form: PlanForm
    state: PlanState
    facts: PlanFacts
    size: Size
    shown: Mapping[str, FieldState]
    """The fields of this size."""

    def number(self, name: str) -> int:
        """A whole-number parameter."""
        value = self.rule.params[name]
        assert isinstance(value, int)
        return value

    def text(self, name: str) -> str:
        """A parameter that is one id."""
        value = self.rule.params[name]
        assert isinstance(value, str)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A parameter that lists ids; absent means none."""
        value = self.rule.params.get(name, [])
        assert isinstance(value, list)
        return tuple(str(item) for item in value)

    def field(self, field_id: str) -> FormField | None:
        """A field of the form, if this size contains it."""
        field = self.form.field(field_id)
        return field if field is not None and field.within(self.size) else None

    def fields(self, name: str = "fields") -> tuple[FormField, ...]:
        """The fields that a parameter lists, those outside the size left out; absent means every field."""
        if name not in self.rule.params:
            return self.form.fields_within(self.size)
        found = (self.field(field_id) for field_id in self.texts(name))
        return tuple(field for field in found if field is not None)

    def value(self, field_id: str) -> Json:
        """What is written in a field of this size, half filled tables included; None if nothing is.

        A proposal that nobody has taken over is nothing.
        """
        shown = self.shown.get(field_id)
        return None if shown is None or shown.status == "proposed" else shown.value

    def is_silent(self, field_id: str) -> bool:
        """Whether a field of this size has no answer that would do."""
        shown = self.shown.get(field_id)
        return shown is not None and not shown.stands

    def one(self) -> tuple[str, FormField, Json] | None:
        """The field that `field` names with what stands there; None where there is nothing to check."""
        field_id = self.text("field")
        field, value = self.field(field_id), self.value(field_id)
        return None if field is None or value is None else (field_id, field, value)

    def table(self) -> tuple[FormField, tuple[Mapping[str, Json], ...]] | None:
        """The table that `table` names with its rows; None where there is nothing to check."""
        field = self.field(self.text("table"))
        rows = rows_of(self.value(field.id)) if field else ()
        return (field, rows) if field and rows else None

    def named_rows(self) -> Iterator[tuple[FormField, str, Mapping[str, Json]]]:
        """Each row of the rule's table with what it is called."""
        found = self.table()
        if found is not None:
            field, rows = found
            yield from ((field, row_name(field, row), row) for row in rows)

    def limit(self) -> int | None:
        """The number to hold against: `limit`, or the answer of `limit_field`."""
        if "limit" in self.rule.params:
            return self.number("limit")
        return number_of(self.value(self.text("limit_field")))

    def minutes(self, field_id: str) -> int | None:
        """A span of time in minutes, whatever its unit; None if there is none."""
        field, number = self.field(field_id), number_of(self.value(field_id))
        if field is None or number is None:
            return None
        return number * MINUTES_IN.get(field.kind, 1)
