"""footnotes.xml, which python-docx does not write."""

from __future__ import annotations

from collections.abc import Iterable

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.parts.document import DocumentPart

from secretguard.documents.word.xml import Element, element, paragraph, run

_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


class Footnotes:
    """The notes of one document, numbered from 1 in the order in which the text calls them."""

    def __init__(self, main: DocumentPart) -> None:
        self._root = element("footnotes", *(_separator(number, kind) for number, kind in _SEPARATORS))
        self.part = XmlPart(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self._root, main.package
        )
        self._main = main
        self._count = 0

    def add(self, content: Iterable[Element]) -> Element:
        """Keep a note and give back the run that calls it."""
        if not self._count:
            self._main.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._count += 1
        style = element("rStyle", val="FootnoteReference")
        number = element("r", element("rPr", style), element("footnoteRef"))
        note = paragraph("FootnoteText", (number, run(" "), *content))
        self._root.append(element("footnote", note, id=self._count))
        called = element("rPr", element("rStyle", val="FootnoteReference"))
        return element("r", called, element("footnoteReference", id=self._count))

    @property
    def any(self) -> bool:
        """Whether the text calls a note."""
        return self._count > 0


def separator_references() -> list[Element]:
    """What settings.xml says of the lines between text and notes."""
    return [element("footnote", id=number) for number, _kind in _SEPARATORS]


def _separator(number: int, kind: str) -> Element:
    line = paragraph("Gap", (element("r", element(kind)),), element("spacing", line=240, lineRule="auto"))
    return element("footnote", line, type=kind, id=number)
