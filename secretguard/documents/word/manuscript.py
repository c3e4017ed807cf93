"""What a paper gathers while it is drawn: bookmarks, lists, pictures, links, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from secretguard.documents.tree.document import Meta, OutlineEntry
from secretguard.documents.word.footnotes import Footnotes
from secretguard.documents.word.look import Look
from secretguard.documents.word.numbering import BULLETS
from secretguard.documents.word.xml import Element, element

_LONGEST_BOOKMARK = 40
"""Word cuts a longer name."""


class Manuscript:
    """One paper in the making. `outline` is what its table of contents lists."""

    def __init__(self, main: DocumentPart, meta: Meta, look: Look, outline: tuple[OutlineEntry, ...]) -> None:
        self.main = main
        self.meta = meta
        self.look = look
        self.outline = outline
        self.footnotes = Footnotes(main)
        self.ordered_lists = 0
        self._bookmarks: dict[str, str] = {}
        self._marked = 0
        self._pictures = 0

    def bookmark(self, identifier: str) -> str:
        """The name that Word knows an id by; the same for its links and its place."""
        if identifier not in self._bookmarks:
            readable = re.sub(r"\W", "_", identifier)
            self._bookmarks[identifier] = f"b{len(self._bookmarks) + 1}_{readable}"[:_LONGEST_BOOKMARK]
        return self._bookmarks[identifier]

    def marked(self, identifier: str, content: list[Element]) -> list[Element]:
        """The content with its bookmark around it; unchanged where there is no id."""
        if not identifier:
            return content
        self._marked += 1
        start = element("bookmarkStart", id=self._marked, name=self.bookmark(identifier))
        return [start, *content, element("bookmarkEnd", id=self._marked)]

    def ordered_list(self) -> int:
        """The number of a new list that starts at 1."""
        self.ordered_lists += 1
        return BULLETS + self.ordered_lists

    def drawing_number(self) -> int:
        """A number that no other picture of the paper has."""
        self._pictures += 1
        return self._pictures


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is drawn: how wide it may be (mm), the style of its text, how deep in lists."""

    manuscript: Manuscript
    part: Part
    width: float
    text: str = "Normal"
    entry: str = "ListParagraph"
    depth: int = 0

    @property
    def look(self) -> Look:
        """The look of the paper."""
        return self.manuscript.look

    def within(self, width: float, text: str) -> Place:
        """A panel or a cell: narrower, its text and list entries in a style of their own."""
        return replace(self, width=width, text=text, entry=text)

    def deeper(self) -> Place:
        """Inside a list entry."""
        return replace(self, text=self.entry, depth=self.depth + 1)

    def in_footnote(self) -> Place:
        """Inside a note, which has its own links."""
        return replace(self, part=self.manuscript.footnotes.part, text="FootnoteText")

    def outside_link(self, target: str) -> str:
        """The relationship of a link that leaves the paper."""
        return self.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
