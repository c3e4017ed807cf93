"""The parts of an OSCAL control or group, sorted into what is asked, how, and what an assessor looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from secretguard.compliance.exchange.fields import FieldReader, Fields
from secretguard.compliance.exchange.limits import MAX_TEXT, MAX_TITLE
from secretguard.compliance.exchange.oscal_names import NAMESPACE
from secretguard.compliance.exchange.oscal_text import Parameter, Prose
from secretguard.compliance.exchange.texts import Cleaner
from secretguard.content import YamlPath

_STATEMENTS: Final = ("statement", "item")
_ASK: Final = "ask"
_METHOD: Final = "assessment-method"
_OBJECTIVES: Final = ("assessment-objective", "objective")
_STEP: Final = "  "


@dataclass(slots=True)
class Said:
    """What the parts say."""

    text: list[str] = field(default_factory=list)
    guidance: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    objectives: int = 0


class Parts:
    """Reads the parts of one catalogue."""

    def __init__(self, reader: FieldReader, prose: Prose) -> None:
        self.reader = reader
        self.prose = prose

    def said(self, holder: Fields, place: YamlPath) -> Said:
        """What the parts of a control or group say."""
        said = Said()
        for here, part in self.reader.each(holder, "parts", place):
            name = self.reader.line(part, "name", here)
            if name in _STATEMENTS:
                said.text.extend(self._lines(part, here, 0))
            elif name == _ASK:
                said.asks.extend(" ".join(line.split()) for line in self._lines(part, here, 0))
            elif name == _METHOD:
                said.asks.extend(self._method(part, here))
            elif name in _OBJECTIVES:
                said.objectives += 1
            else:
                said.guidance.extend(self._titled(part, here, name))
        return said

    def _titled(self, part: Fields, place: YamlPath, name: str) -> Iterator[str]:
        title = self.prose.plain(self.reader.name(part, "title", place)) or prop(part, "label")
        lines = list(self._lines(part, place, 0, labelled=False))
        if title and lines and name != "guidance":
            yield f"{title}:"
        yield from lines

    def _lines(self, part: Fields, place: YamlPath, depth: int, *, labelled: bool = True) -> Iterator[str]:
        prose = self.prose.plain(self.reader.text(part, "prose", place)).strip()
        label = prop(part, "label") if labelled else ""
        line = " ".join(word for word in (label, prose) if word)
        if line:
            yield _STEP * max(0, depth - 1) + line
        for here, inner in self.reader.each(part, "parts", place):
            yield from self._lines(inner, here, depth + 1)

    def _method(self, part: Fields, place: YamlPath) -> Iterator[str]:
        objects = "; ".join(
            " ".join(line.split())
            for text in self._lines(part, place, 0, labelled=False)
            for line in text.split("\n")
            if line.strip()
        )
        method = prop(part, "method")
        if objects:
            yield f"{method}: {objects}" if method else objects


def prop(holder: Fields, name: str, *, ours: bool = False) -> str:
    """The value of a property (one without a class before one with); of our namespace only, or of any other.

    Labels have classes that say for whom they are padded; the bare one is the text's own.
    """
    props = holder.get("props")
    if not isinstance(props, list):
        return ""
    found = [
        one
        for one in props
        if isinstance(one, dict)
        and one.get("name") == name
        and isinstance(one.get("value"), str)
        and (one.get("ns") == NAMESPACE) is ours
    ]
    bare = [one for one in found if "class" not in one]
    one = next(iter(bare or found), None)
    return "" if one is None else Cleaner().line(str(one["value"]))[:MAX_TITLE]


def prop_remarks(holder: Fields, name: str) -> str:
    """The remarks of a property of ours, which hold several lines where its value holds one."""
    for one in props if isinstance(props := holder.get("props"), list) else ():
        if isinstance(one, dict) and (one.get("name"), one.get("ns")) == (name, NAMESPACE):
            return Cleaner().text(str(one.get("remarks") or ""))[:MAX_TEXT]
    return ""


def parameters_of(reader: FieldReader, catalog: Fields) -> Mapping[str, Parameter]:
    """Every parameter of a catalogue, of its groups and controls, by id."""
    found: dict[str, Parameter] = {}
    waiting: list[tuple[YamlPath, Fields]] = [(("catalog",), catalog)]
    while waiting:
        place, holder = waiting.pop()
        for here, one in reader.each(holder, "params", place):
            name = reader.line(one, "id", here)
            select = reader.fields(one, "select", here)
            found.setdefault(
                name,
                Parameter(
                    label=reader.name(one, "label", here),
                    value=", ".join(reader.words(one, "values", here)),
                    choices=reader.words(select, "choice", (*here, "select")),
                ),
            )
        for key in ("groups", "controls"):
            waiting.extend(reader.each(holder, key, place))
    return found
