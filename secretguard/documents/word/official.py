"""The frame of an official document (GB/T 9704-2012): head, signature, colophon."""

from __future__ import annotations

from secretguard.documents.charts.ink import text_width
from secretguard.documents.tree.blocks import Colophon, Issued, RedHead
from secretguard.documents.word.look import INK, RED
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
_COLOPHON_SIZE = 14.0


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
    lines = [[run(node.printer), tab(), run(node.printed)]]
    if node.copies_to:
        lines.insert(0, [run(_("抄送：") + node.copies_to)])
    indents = [element("ind", left=twips(_COLOPHON_SIZE), right=twips(_COLOPHON_SIZE))]
    indents.insert(0, element("ind", left=twips(4 * _COLOPHON_SIZE), hanging=twips(3 * _COLOPHON_SIZE)))
    drawn = [
        paragraph("Colophon", line, indent, _right_stop(place), _at_foot(place), _colophon_lines())
        for line, indent in zip(lines, indents[-len(lines) :], strict=True)
    ]
    return [*drawn, gap(1)]  # a frame hangs on the paragraph after it


def _right_stop(place: Place) -> Element:
    at_text_edge = twips_of_mm(place.width) - twips(_COLOPHON_SIZE)
    return element("tabs", element("tab", val="right", pos=at_text_edge))


def _at_foot(place: Place) -> Element:
    return element(
        "framePr", w=twips_of_mm(place.width), hSpace=0, wrap="around", vAnchor="margin", hAnchor="margin",
        xAlign="center", yAlign="bottom",
    )  # fmt: skip


def _colophon_lines() -> Element:
    outer, inner = eighths(0.35 * POINTS_PER_MM), eighths(0.25 * POINTS_PER_MM)
    return element(
        "pBdr",
        element("top", val="single", sz=outer, space=3, color=INK),
        element("bottom", val="single", sz=outer, space=3, color=INK),
        element("between", val="single", sz=inner, space=3, color=INK),
    )


def _title_spacing(pitch: float) -> Element:
    return element("spacing", before=twips(2 * pitch - _TO_RULE), after=twips(pitch - _LINE_OVER_TYPE))


def _from_right(distance: float) -> Element:
    return element("ind", right=twips(distance), firstLineChars=0, firstLine=0)
