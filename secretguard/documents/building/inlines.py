"""Lines of text: what the author wrote, with the values put back where their marks stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.tree import SyntaxTreeNode

from secretguard.documents.problems import TemplateFault
from secretguard.documents.tree.inlines import (
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
    flat,
)
from secretguard.documents.values import CLOSE, OPEN, SLOT, Node, RowTone, Slots
from secretguard.i18n import _


class Inserted(str):
    """Text that came in as a value: never searched for the author's signs."""

    __slots__ = ()


class LineEnd:
    """A line end in the author's source: nothing between Chinese, a space between Latin words."""


Piece = Inline | LineEnd | RowTone

_SIGNS = re.compile(r"(\[[ xX]\]|_{3,})")
_ENCODED_MARK = re.compile("%EE%80%8([01])", re.IGNORECASE)
_ALLOWED_TARGET = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_FIRST_CHINESE = "\u2e80"


def _is_chinese(character: str) -> bool:
    return character >= _FIRST_CHINESE


def joined(pieces: Iterable[Piece]) -> Inlines:
    """Pieces as a finished line: neighbouring texts become one, line ends are settled, row tones go."""
    line: list[Inline] = []
    waiting = False
    for piece in pieces:
        if isinstance(piece, RowTone):
            continue
        if isinstance(piece, LineEnd):
            waiting = True
            continue
        text: Inline = str(piece) if isinstance(piece, str) else piece
        if waiting and _needs_space(line, text):
            _append(line, " ")
        waiting = False
        _append(line, text)
    return tuple(line)


def _append(line: list[Inline], piece: Inline) -> None:
    last = line[-1] if line else None
    if isinstance(piece, str) and isinstance(last, str):
        line[-1] = last + piece
    elif piece != "":
        line.append(piece)


def _needs_space(line: list[Inline], following: Inline) -> bool:
    before, after = flat(tuple(line[-1:])), flat((following,))
    return bool(before and after) and not _is_chinese(before[-1]) and not _is_chinese(after[0])


class InlineBuilder:
    """Builds lines from inline syntax nodes, the slots, and the footnotes met so far (by number)."""

    def __init__(self, slots: Slots, notes: Mapping[int, Inlines]) -> None:
        self._slots = slots
        self._notes = notes

    def line(self, node: SyntaxTreeNode) -> Inlines:
        """The finished line of an `inline` node (or of any node with inline children)."""
        return joined(self.pieces(node.children))

    def pieces(self, nodes: Sequence[SyntaxTreeNode]) -> list[Piece]:
        """The line in pieces, values still told apart from what the author wrote."""
        return [piece for node in nodes for piece in self._node(node)]

    def plain(self, text: str) -> str:
        """Plain text with values filled in, for attributes."""
        return self._slots.filled(text)

    def plain_lines(self, text: str) -> str:
        """Plain text with values filled in and their line ends kept."""
        return self._slots.filled_lines(text)

    def written(self, text: str) -> list[Piece]:
        """Pieces of one text that the author wrote, marks included."""
        return list(self._text(text))

    def _node(self, node: SyntaxTreeNode) -> Iterator[Piece]:
        match node.type:
            case "text":
                yield from self._text(node.content)
            case "softbreak":
                yield LineEnd()
            case "hardbreak":
                yield Break()
            case "code_inline":
                yield Code(self.plain(node.content))
            case "strong":
                yield Strong(self.line(node))
            case "em":
                yield Emphasis(self.line(node))
            case "link":
                yield Link(self._target(str(node.attrs.get("href", ""))), self.line(node))
            case "footnote_ref":
                yield Note(self._notes.get(int(node.meta["id"]), ()))
            case "footnote_anchor":
                return
            case other:
                raise TemplateFault(_("不支持的写法：{kind}", kind=other), _("请改用普通文字。"))

    def _target(self, encoded: str) -> str:
        marked = _ENCODED_MARK.sub(lambda match: OPEN if match[1] == "0" else CLOSE, encoded)
        target = self.plain(marked)
        return target if _ALLOWED_TARGET.match(target) else ""

    def _text(self, text: str) -> Iterator[Piece]:
        position, before = 0, ""
        for match in SLOT.finditer(text):
            value = self._slots.at(match)
            shown = "" if isinstance(value, Node) else value
            yield from _signs(_without_spaces(text[position : match.start()], before, shown))
            yield from _value(value)
            position, before = match.end(), shown
        yield from _signs(_without_spaces(text[position:], before, ""))


def _value(value: str | Node) -> Iterator[Piece]:
    if isinstance(value, Node):
        yield value.content
        return
    for index, line in enumerate(value.split("\n")):
        if index:
            yield Break()
        yield Inserted(line)


def _without_spaces(written: str, before: str, after: str) -> str:
    """The author's text without the space that sets a Chinese value off from Chinese words."""
    starts_chinese, ends_chinese = _is_chinese(after[:1]), bool(before) and _is_chinese(before[-1])
    if after and starts_chinese and written[-1:] == " " and _is_chinese(written[-2:-1]):
        written = written[:-1]
    if ends_chinese and written[:1] == " " and _is_chinese(written[1:2]):
        written = written[1:]
    return written


def _signs(written: str) -> Iterator[Piece]:
    for part in _SIGNS.split(written):
        if part.startswith("___"):
            yield Blank(len(part) / 2)
        elif _SIGNS.fullmatch(part):
            yield Checkbox(part[1] in "xX")
        elif part:
            yield part
