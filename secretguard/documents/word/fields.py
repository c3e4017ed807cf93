"""Fields: what Word computes when it lays the pages out."""

from __future__ import annotations

from docx.oxml.ns import qn

from secretguard.documents.word.xml import Element, element, run

PAGE, PAGES = "PAGE", "NUMPAGES"
CHAPTER = "STYLEREF 1"
"""The last heading of level 1. By number: a style's name is another in each language of Word."""


def field(code: str, shown: str = "") -> list[Element]:
    """A field and what is shown until Word has computed it."""
    return [*opening(code), *([run(shown)] if shown else []), closing()]


def opening(code: str, *, stale: bool = False) -> list[Element]:
    """The start of a field; a stale one is computed anew when the file is opened."""
    begin = element("fldChar", fldCharType="begin")
    if stale:
        begin.set(qn("w:dirty"), "true")
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    separate = element("fldChar", fldCharType="separate")
    return [element("r", begin), element("r", instruction), element("r", separate)]


def closing() -> Element:
    """The end of a field."""
    return element("r", element("fldChar", fldCharType="end"))
