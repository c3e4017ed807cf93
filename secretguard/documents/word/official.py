"""The frame of an official document (GB/T 9704-2012): head, signature, colophon."""

from __future__ import annotations

from math import ceil

from secretguard.documents.charts.ink import text_width
from secretguard.documents.tree.blocks import Colophon, Issued, RedHead
from secretguard.documents.word.grids import Line, cell, grid, row
from secretguard.documents.word.look import RED
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import POINTS_PER_MM, eighths, points, twips, twips_of_mm
from secretguard.documents.word.spacing import gap
from secretguard.documents.word.xml import Element, element, paragraph, run, tab
from secretguard.i18n import _

_ABOVE_ISSUER = 35.0
_TO_RULE = 8
_LINE_OVER_TYPE = 12.9
"""A line is 28.9 points high, its type 16: space that the line brings by itself."""
_DATE_FROM_RIGHT = 4
_COLOPHON_SIZE, _COLOPHON_LINE, _COLOPHON_PADDING = 14.0, 22.0, 4.0
_COLOPHON_ROW = _COLOPHON_LINE + 2 * _COLOPHON_PADDING
_OUTER, _INNER = Line(0.35 * POINTS_PER_MM), Line(0.25 * POINTS_PER_MM)


def draw_red_head(node: RedHead, place: Place) -> list[Element]:
    """Secrecy and urgency, the issuer in red, the number over the red line, the title."""
    pitch = place.look.pitch
    marks = [words for words in (node.secrecy, node.urgency) if words]
    drawn = [paragraph("AnnexNumber", [run(words)]) for words in marks]
    above = max(0.0, points(_ABOVE_ISSUER) - 22 * len(marks) - 11)
    issuer = element("spacing", before=twips(above), after=twips(2 * pitch - _LINE_OVER_TYPE))
    rule = element("bottom", val="single", sz=eighths(1.6), space=_TO_RULE, color=RED)
    return [
        *drawn,
        paragraph("Issuer", [run(node.organisation)], issuer),
        paragraph("Centred", [run(node.number)], element("pBdr", rule)),
        paragraph("Title", [run(place.manuscript.meta.title)], _title_spacing(pitch)),
    ]


def draw_issued(node: Issued, place: Place) -> list[Element]:
    """The date four characters from the right, the issuer centred over it."""
    size = place.look.body
    date, issuer = text_width(node.date, size), text_width(node.organisation, size)
    from_right = _DATE_FROM_RIGHT * size + (date - issuer) / 2
    shift = max(0.0, -from_right)
    above = element("spacing", before=twips(place.look.pitch))
    return [
        paragraph("ToTheRight", [run(node.organisation)], _from_right(from_right + shift), above,
                  element("keepNext")),
        paragraph("ToTheRight", [run(node.date)], _from_right(_DATE_FROM_RIGHT * size + shift)),
    ]  # fmt: skip


def draw_colophon(node: Colophon, place: Place) -> list[Element]:
    """版记, held at the foot of the page on which the text ends."""
    rows, heights = [], [_COLOPHON_ROW]
    if node.copies_to:
        words = _("抄送：") + node.copies_to
        hanging = element("ind", left=twips(4 * _COLOPHON_SIZE), hanging=twips(3 * _COLOPHON_SIZE))
        rows.append(_colophon_row([run(words)], place, hanging))
        room = points(place.width) - 5 * _COLOPHON_SIZE
        heights.append(_COLOPHON_ROW + _COLOPHON_LINE * (ceil(text_width(words, _COLOPHON_SIZE) / room) - 1))
    printed = [run(node.printer), tab(), run(node.printed)]
    stop = twips_of_mm(place.width) - twips(_COLOPHON_SIZE)
    rows.append(
        _colophon_row(
            printed,
            place,
            element("tabs", element("tab", val="right", pos=stop)),
            element("ind", left=twips(_COLOPHON_SIZE)),
        )
    )
    sheet = place.look.portrait
    top = twips_of_mm(sheet.height - sheet.bottom) - twips(sum(heights))
    at_foot = element("tblpPr", vertAnchor="page", horzAnchor="margin", tblpXSpec="center", tblpY=top)
    lines = {"top": _OUTER, "bottom": _OUTER, "insideH": _INNER}
    # A table that floats hangs on the paragraph after it.
    return [grid([place.width], rows, lines, (0, _COLOPHON_PADDING), at_foot), gap(1)]


def _colophon_row(content: list[Element], place: Place, *layout: Element) -> Element:
    return row([cell(place.width, [paragraph("Colophon", content, *layout)])])


def _title_spacing(pitch: float) -> Element:
    return element("spacing", before=twips(2 * pitch - _TO_RULE), after=twips(pitch - _LINE_OVER_TYPE))


def _from_right(distance: float) -> Element:
    return element("ind", right=twips(distance), firstLineChars=0, firstLine=0)
