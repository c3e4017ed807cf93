"""What a reader finds in a .docx."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parts(word: bytes) -> dict[str, bytes]:
    """Every file of the package."""
    with zipfile.ZipFile(BytesIO(word)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def main_text(word: bytes) -> etree._Element:
    """The root of document.xml."""
    return etree.fromstring(parts(word)["word/document.xml"])


def text_of(node: etree._Element) -> str:
    """The words below a node in order; a line end as a line end."""
    return "".join(
        "\n" if found.tag == f"{W}br" else found.text or "" for found in node.iter(f"{W}t", f"{W}br")
    )


def style_of(line: etree._Element) -> str:
    """The style of a paragraph."""
    return line.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def lines_in(word: bytes, style: str) -> list[str]:
    """The paragraphs in a style (or in one whose id starts like it), in order."""
    lines = main_text(word).iter(f"{W}p")
    return [text_of(line) for line in lines if style_of(line).startswith(style)]


def data_tables(word: bytes) -> list[list[list[str]]]:
    """The tables whose head is repeated on each page, as rows of cells."""
    found = []
    for table in main_text(word).iter(f"{W}tbl"):
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None:
            rows = table.findall(f"{W}tr")
            found.append([[text_of(cell) for cell in row.findall(f"{W}tc")] for row in rows])
    return found


def outside_links(word: bytes) -> list[str]:
    """The targets that the package points at outside itself."""
    return [
        relation.get("Target")
        for name, content in parts(word).items()
        if name.endswith(".rels")
        for relation in etree.fromstring(content).iter(_RELATIONSHIPS)
        if relation.get("TargetMode") == "External"
    ]
