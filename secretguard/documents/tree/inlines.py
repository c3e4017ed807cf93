"""What a line of text is made of. Plain text is a `str`; line ends in values are `Break`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

BadgeTone = Literal["good", "mid", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold, in the sans face."""

    kind: ClassVar[str] = "strong"
    content: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """楷体, never italic."""

    kind: ClassVar[str] = "emphasis"
    content: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    """Monospaced text, on one line."""

    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to http(s), mailto or `#id`; any other target is empty and only its content is shown."""

    kind: ClassVar[str] = "link"
    target: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, at the place that calls it."""

    kind: ClassVar[str] = "note"
    content: Inlines


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A box to tick."""

    kind: ClassVar[str] = "checkbox"
    checked: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on, `width` in em."""

    kind: ClassVar[str] = "blank"
    width: float


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word in a frame whose fill tells good from bad without colour."""

    kind: ClassVar[str] = "badge"
    text: str
    tone: BadgeTone


@dataclass(frozen=True, slots=True)
class Break:
    """A line end."""

    kind: ClassVar[str] = "break"


Inline = str | Strong | Emphasis | Code | Link | Note | Checkbox | Blank | Badge | Break
Inlines = tuple[Inline, ...]


def flat(content: Inlines) -> str:
    """The words of a line alone: no footnotes, a box as ☑ or ☐, a line end as a space."""
    return "".join(_flat(inline) for inline in content)


def _flat(inline: Inline) -> str:
    match inline:
        case str():
            return inline
        case Strong(content=content) | Emphasis(content=content) | Link(content=content):
            return flat(content)
        case Code(text=text) | Badge(text=text):
            return text
        case Checkbox(checked=checked):
            return "☑" if checked else "☐"
        case Blank() | Break():
            return " "
        case Note():
            return ""
