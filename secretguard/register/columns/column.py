"""A column: one field of a record as a cell, shown, edited, compared and exported alike everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from pydantic import ValidationError

from secretguard.entries import unfit_values
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.columns.values import Day, Number, Value, form_of
from secretguard.register.names import Names
from secretguard.register.records import Record

Parts = dict[str, Any]
Put = Callable[[Parts, Any, Names], None]
Get = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One field. `path` is where it stands in the record (`phones.first`), unless `get` and `put` say.

    `listed` columns make the short table on a screen; `private` ones (phones, values, reasons) are
    withheld from prints that hang on walls. The id, and what is `shown_only`, cannot be typed over.
    """

    id: str
    words: str
    width: int
    value: Value
    path: str = ""
    listed: bool = False
    private: bool = False
    shown_only: bool = False
    get: Get | None = None
    put: Put | None = None

    @property
    def label(self) -> str:
        """The heading, in the user's language."""
        return _(self.words)

    @property
    def editable(self) -> bool:
        """Whether a cell of it can be typed over."""
        return self.id != "id" and not self.shown_only

    @property
    def is_number(self) -> bool:
        """Whether its cells are whole numbers."""
        return isinstance(self.value, Number)

    @property
    def is_day(self) -> bool:
        """Whether its cells are days."""
        return isinstance(self.value, Day)

    @property
    def form(self) -> str:
        """How a cell is written, where that needs saying; the words to choose from, or an example."""
        return form_of(self.value)

    def raw(self, record: Record) -> Any:
        """The field's value; None where a part on the way is absent."""
        if self.get is not None:
            return self.get(record)
        try:
            return _getter(self.path)(record)
        except AttributeError:
            return None

    def text(self, record: Record, names: Names) -> str:
        """The cell as text."""
        return self.value.show(self.raw(record), names)

    def sort_key(self, record: Record, names: Names) -> tuple[bool, Any]:
        """What the column is sorted by: days and numbers by size, all else as text; empty cells last."""
        if isinstance(self.value, Day | Number):
            raw = self.raw(record)
            empty: Any = date.min if isinstance(self.value, Day) else 0
            return raw is None, empty if raw is None else raw
        text = self.text(record, names)
        return not text, text

    def changed(self, record: Record, value: Any, names: Names) -> Record:
        """The record with another value in this field. Raises UsageError if the model refuses it."""
        parts = record.model_dump(exclude={"batch", "undoes", "occurred"})
        self.write(parts, value, names)
        return built(type(record), parts)

    def write(self, parts: Parts, value: Any, names: Names) -> None:
        """Set the field in a record's dumped parts. Raises RefusedError for a column that only shows."""
        if not self.editable:
            raise RefusedError(
                _("“{column}”不能直接改。", column=self.label), _("它由别的内容算出来，或是编号。")
            )
        if self.put is not None:
            self.put(parts, value, names)
            return
        *way, last = self.path.split(".")
        for step in way:
            parts = parts.setdefault(step, {})
        parts[last] = value


@cache
def _getter(path: str) -> Get:
    """Made once for every column: a table asks each of them for each of its records."""
    return attrgetter(path)


def built(model: type[Record], parts: Parts) -> Record:
    """A record from its parts. Raises UsageError that names the field."""
    try:
        return model.model_validate(parts)
    except ValidationError as error:
        raise unfit_values(error) from error
