"""What a reader finds in a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

_NOT_TEXT = re.compile("[\\s\u200b\ufffe\x02\r]")


def squeezed(text: str) -> str:
    """The text without white space and line-end marks, for searching."""
    return _NOT_TEXT.sub("", text)


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def whole_text(pdf: bytes) -> str:
    """All text, squeezed."""
    return squeezed("".join(pages(pdf)))


def structure(pdf: bytes) -> set[str]:
    """The names of all tags."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return set(_tags(opened.Root.StructTreeRoot))


def _tags(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S).removeprefix("/")
        if "/K" in node:
            yield from _tags(node.K)


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """Titles of the outline with their page numbers, counted from 1."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        (entry.get_title(), (entry.get_dest().get_index() or 0) + 1)
        for entry in document.get_toc(max_depth=9)
    ]
