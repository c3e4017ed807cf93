"""Kinds of cells: how a value of a record is shown as text, and how text is read back. Pure.

`read` takes tidy text and gives None (or an empty list) for an empty cell; errors are UsageError or
RefusedError and say what would be right. `read(show(value)) == value` for every value a model allows.
"""

# Every kind of cell is asked alike, though only some need the names of other records.
# ruff: noqa: ARG002

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.register.duties import duties_in_words, read_duties
from secretguard.register.names import Names
from secretguard.register.phones import read_phone
from secretguard.register.records import RecordKind
from secretguard.register.typed import folded, is_nothing, read_day, read_number, read_yes


class Value(Protocol):
    """One kind of cells."""

    def show(self, value: Any, names: Names) -> str:
        """The value as text; nothing is the empty string."""
        ...

    def read(self, text: str, names: Names) -> Any:
        """The text as a value of the model."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are; `needed` ones cannot be cleared."""

    needed: bool = False

    def show(self, value: Any, names: Names) -> str:
        return value or ""

    def read(self, text: str, names: Names) -> Any:
        if is_nothing(text):
            if self.needed:
                raise UsageError(_("这一格不能空着。"), _("请写上名称；不要了的整条移出。"))
            return None
        return text


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number."""

    def show(self, value: Any, names: Names) -> str:
        return value or ""

    def read(self, text: str, names: Names) -> Any:
        return None if is_nothing(text) else read_phone(text)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, shown as 2026-06-01."""

    def show(self, value: Any, names: Names) -> str:
        return value.isoformat() if value else ""

    def read(self, text: str, names: Names) -> Any:
        return None if is_nothing(text) else read_day(text)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    def show(self, value: Any, names: Names) -> str:
        return "" if value is None else str(value)

    def read(self, text: str, names: Names) -> Any:
        return None if is_nothing(text) else read_number(text)


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否; empty counts as 否."""

    def show(self, value: Any, names: Names) -> str:
        return _("是") if value else _("否")

    def read(self, text: str, names: Names) -> Any:
        return False if is_nothing(text) else read_yes(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few; `options` are value → deferred word, `empty` the value of an empty cell."""

    options: Mapping[Any, str]
    empty: Any = None

    def show(self, value: Any, names: Names) -> str:
        return "" if value is None else _(self.options.get(value, str(value)))

    def read(self, text: str, names: Names) -> Any:
        if is_nothing(text):
            return self.empty
        wanted = folded(text)
        for value, word in self.options.items():
            if wanted in (folded(_(word)), folded(word), folded(str(value))):
                return value
        raise UsageError(
            _("“{text}”不在可选的范围里。", text=text[:40]),
            _("可以写：{words}。", words=_("、").join(_(word) for word in self.options.values())),
        )


@dataclass(frozen=True, slots=True)
class Ref:
    """Another record, shown as `P5 示例戊`."""

    kinds: tuple[RecordKind, ...]

    def show(self, value: Any, names: Names) -> str:
        return names.label(self.kinds, value) if value else ""

    def read(self, text: str, names: Names) -> Any:
        return None if is_nothing(text) else names.find(self.kinds, text)


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties as words."""

    def show(self, value: Any, names: Names) -> str:
        return duties_in_words(value)

    def read(self, text: str, names: Names) -> Any:
        return () if is_nothing(text) else read_duties(text)


@dataclass(frozen=True, slots=True)
class Many:
    """Several values of one kind, set apart by `；`; one that stands inside an item has a `\\` before it."""

    item: Value

    def show(self, value: Any, names: Names) -> str:
        return joined(self.item.show(one, names) for one in value)

    def read(self, text: str, names: Names) -> Any:
        if is_nothing(text):
            return ()
        items = (self.item.read(part.strip(), names) for part in _split(text, "；;\n") if part.strip())
        return tuple(dict.fromkeys(item for item in items if item is not None))


@dataclass(frozen=True)
class Fields:
    """A few fields of one thing, set apart by ` | `; what is empty at the end is left out."""

    build: Callable[..., Any]
    fields: Mapping[str, Value]
    form: str
    """How it is written, for whoever got it wrong; deferred."""

    def show(self, value: Any, names: Names) -> str:
        if value is None:
            return ""
        cells = [
            _escaped(kind.show(getattr(value, name), names), "|｜") for name, kind in self.fields.items()
        ]
        while cells and not cells[-1]:
            cells.pop()
        return " | ".join(cells)

    def read(self, text: str, names: Names) -> Any:
        if is_nothing(text):
            return None
        cells = [cell.strip() for cell in _split(text, "|｜")]
        if len(cells) > len(self.fields):
            raise UsageError(_("“{text}”里的竖线太多。", text=text[:40]), self._hint())
        values: dict[str, Any] = {}
        for (name, kind), cell in zip(self.fields.items(), cells, strict=False):
            value = kind.read(cell, names)
            if value is not None:
                values[name] = value
        try:
            return self.build(**values)
        except ValueError as error:
            raise UsageError(_("“{text}”没写全，或写法不对。", text=text[:40]), self._hint()) from error

    def _hint(self) -> str:
        return _("写成这样：{form}。", form=_(self.form))


def form_of(value: Value) -> str:
    """How a cell of this kind is written, where that needs saying; else nothing."""
    match value:
        case Many(item=item):
            return form_of(item)
        case Fields(form=form):
            return _(form)
        case Choice(options=options):
            return _("、").join(_(word) for word in options.values())
    return ""


def joined(items: Iterable[str]) -> str:
    """Items of a list as one cell."""
    return "；".join(_escaped(item, "；;\n") for item in items)


def _escaped(text: str, marks: str) -> str:
    if text.isalnum():
        return text  # as most are: a long table asks for a hundred thousand
    for mark in "\\" + marks:
        text = text.replace(mark, "\\" + mark)
    return text


def _split(text: str, marks: str) -> list[str]:
    """The pieces between unescaped marks, with their own escapes of these marks undone."""
    pieces, piece, characters = [], "", iter(text)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            known = following in marks or following == "\\"
            piece += following if known and following else character + following
        elif character in marks:
            pieces.append(piece)
            piece = ""
        else:
            piece += character
    return [*pieces, piece]
