"""White space between blocks. Word joins tables that touch, and a table itself has no space around it."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from secretguard.documents.word.measures import twips
from secretguard.documents.word.xml import Element, element, given, local_name, paragraph, style_of

_SPACED = ("Heading", "Caption", "Figure", "Gap", "AnnexNumber")
"""Styles that bring their own space above, or are nothing but space."""


def gap(height: float, *layout: Element) -> Element:
    """White space, in points."""
    return paragraph("Gap", (), element("spacing", line=max(twips(height), 20), lineRule="exact"), *layout)


def apart(drawn: Sequence[Element], height: float) -> list[Element]:
    """The same blocks with white space around each table that has none."""
    spaced: list[Element] = []
    for index, one in enumerate(drawn):
        if index and _touch(drawn[index - 1], one):
            spaced.append(_between(drawn[index - 1], one, height))
        spaced.append(one)
    return spaced


def _between(above: Element, below: Element, height: float) -> Element:
    """White space that goes with the table below it, so that a heading above is not left behind."""
    if local_name(below) != "tbl":
        return gap(height / 2)
    return gap(height if local_name(above) == "tbl" else height / 2, element("keepNext"))


def at_page_top(drawn: Sequence[Element]) -> None:
    """Take the space above from what starts a page: it is for the middle of one."""
    for index, one in enumerate(drawn):
        starts = not index or drawn[index - 1].find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
        if starts and style_of(one).startswith(("Heading", "Caption", "Figure")):
            given(one, element("spacing", before=0))


def _touch(above: Element, below: Element) -> bool:
    if local_name(below) == "tbl":
        return local_name(above) == "tbl" or not style_of(above).startswith(("Caption", "Gap"))
    return local_name(above) == "tbl" and not style_of(below).startswith(_SPACED)
