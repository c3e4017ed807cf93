"""Lines of text for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from secretguard.documents.terminal.wrapping import ChineseText
from secretguard.documents.tree.inlines import (
    Badge,
    Blank,
    Break,
    Checkbox,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Strong,
)

_BADGE_STYLES: Mapping[str, str] = {
    "good": "bold",
    "mid": "bold",
    "warn": "bold reverse",
    "bad": "bold reverse",
}


def tick(checked: bool) -> str:
    """A box."""
    return "☑" if checked else "☐"


def runs(content: Inlines, notes: list[Inlines], style: str = "") -> ChineseText:
    """A line; footnotes that it calls are appended to `notes`."""
    line = ChineseText(style=style)
    for inline in content:
        _append(line, inline, notes)
    return line


def note_line(number: int, content: Inlines) -> ChineseText:
    """A footnote at the end of the document."""
    line = ChineseText(f"[{number}] ")
    line.append_text(runs(content, []))
    return line


def _append(line: ChineseText, inline: Inline, notes: list[Inlines]) -> None:
    match inline:
        case str():
            line.append(inline)
        case Strong(content=content):
            line.append_text(runs(content, notes, "bold"))
        case Emphasis(content=content):
            line.append_text(runs(content, notes, "italic"))
        case Link(content=content):
            line.append_text(runs(content, notes, "underline"))
        case Note(content=content):
            notes.append(content)
            line.append(f"[{len(notes)}]", "dim")
        case Code(text=text):
            line.append(text, "cyan")
        case Badge(text=text, tone=tone):
            line.append(f"[{text}]", _BADGE_STYLES[tone])
        case Checkbox() | Blank() | Break():
            line.append(_sign(inline))


def _sign(sign: Checkbox | Blank | Break) -> str:
    match sign:
        case Checkbox(checked=checked):
            return tick(checked)
        case Blank(width=width):
            return "＿" * max(2, int(width))
        case Break():
            return "\n"
