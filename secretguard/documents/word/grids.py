"""The bare bones of every Word table: fixed widths, lines, cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from secretguard.documents.word.look import HAIR, INK
from secretguard.documents.word.measures import eighths, twips, twips_of_mm
from secretguard.documents.word.xml import Element, element, local_name, paragraph, properties

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_SIDES = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its width in points, its colour, solid or dashed."""

    width: float
    colour: str = INK
    pattern: str = "single"


HAIRLINE = Line(0.4, HAIR)
Lines = Mapping[str, Line]


def grid(
    widths: Sequence[float],
    rows: Iterable[Element],
    lines: Lines,
    padding: tuple[float, float],
    *layout: Element,
) -> Element:
    """A centred table; `widths` in mm, `padding` across and up-and-down in points."""
    across, upright = (twips(one) for one in padding)
    margins = element("tblCellMar")
    for side, width in zip(_SIDES, (upright, across, upright, across), strict=True):
        margins.append(element(side, w=width, type="dxa"))
    about = properties(
        "tblPr",
        element("tblW", w=sum(twips_of_mm(width) for width in widths), type="dxa"),
        element("jc", val="center"),
        _borders("tblBorders", lines, _EDGES),
        element("tblLayout", type="fixed"),
        margins,
        *layout,
    )
    columns = element("tblGrid", *(element("gridCol", w=twips_of_mm(width)) for width in widths))
    return element("tbl", about, columns, *rows)


def row(cells: Iterable[Element], *, head: bool = False, height: float = 0, exact: bool = False) -> Element:
    """A row that stays on one page; a head is repeated on each; `height` in mm, at least or exactly."""
    about = [element("cantSplit")]
    if head:
        about.append(element("tblHeader"))
    if height:
        rule = "exact" if exact else "atLeast"
        about.append(element("trHeight", val=twips_of_mm(height), hRule=rule))
    return element("tr", properties("trPr", *about), *cells)


def cell(
    width: float,
    content: Iterable[Element],
    *,
    fill: str = "",
    span: int = 1,
    lines: Lines | None = None,
    padding: tuple[float, float] | None = None,
    upright: str = "center",
) -> Element:
    """A cell, `width` mm wide; what it holds ends with a paragraph, as Word asks."""
    about = [element("tcW", w=twips_of_mm(width), type="dxa"), element("vAlign", val=upright)]
    if span > 1:
        about.append(element("gridSpan", val=span))
    if fill:
        about.append(element("shd", val="clear", color="auto", fill=fill))
    if lines:
        about.append(_borders("tcBorders", lines, _SIDES))
    if padding:
        about.append(_cell_margins(padding))
    held = list(content)
    if not held or local_name(held[-1]) != "p":
        held.append(paragraph("Gap"))
    return element("tc", properties("tcPr", *about), *held)


def _cell_margins(padding: tuple[float, float]) -> Element:
    across, upright = (twips(one) for one in padding)
    margins = element("tcMar")
    for side, width in zip(_SIDES, (upright, across, upright, across), strict=True):
        margins.append(element(side, w=width, type="dxa"))
    return margins


def _borders(tag: str, lines: Lines, edges: Sequence[str]) -> Element:
    made = element(tag)
    for edge in edges:
        line = lines.get(edge)
        if line is not None:
            made.append(element(edge, val=line.pattern, sz=eighths(line.width), space=0, color=line.colour))
        elif tag == "tblBorders":
            made.append(element(edge, val="nil"))
    return made
