"""A foreign document as plain data, with a way to say where in it something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretguard.content import ContentProblem, YamlPath, YamlSource, quoted


@dataclass(frozen=True)
class Document:
    """`data`: dict, list, str, number, bool or None. `lines` is None for JSON: a place there is a pointer."""

    file: str
    data: object
    lines: Mapping[YamlPath, int] | None = None

    def problem(self, place: YamlPath, message: str, hint: str = "") -> ContentProblem:
        """A finding: in YAML with its line, in JSON with its pointer (RFC 6901)."""
        if self.lines is None:
            return ContentProblem(self.file, None, pointer(place), message, hint)
        return YamlSource(self.file, self.data, self.lines).problem(place, message, hint)


def pointer(place: YamlPath) -> str:
    """A place as a JSON pointer: `/catalog/groups/0/id`."""
    steps = (quoted(str(step)).replace("~", "~0").replace("/", "~1") for step in place)
    return "".join(f"/{step}" for step in steps)
