"""Places to sign, a place for the seal, and the QR code beside it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from secretguard.documents.tree.blocks import Pair, Signatures
from secretguard.documents.tree.inlines import Strong
from secretguard.documents.word.grids import Line, cell, grid, row
from secretguard.documents.word.inlines import runs
from secretguard.documents.word.look import GREY, HAIR
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import EMU_PER_POINT, half_points, points, twips
from secretguard.documents.word.pictures import picture
from secretguard.documents.word.spacing import gap
from secretguard.documents.word.xml import Element, element, paragraph, properties, run
from secretguard.i18n import _

_GUTTER, _LABEL = 9.0, 12.0
_NAME_ROW, _SIGNATURE_ROW, _DATE_ROW = 7.0, 10.5, 8.0
_SEAL, _CODE = 38.0, 22.0
_INSCRIBED = 0.5**0.5
"""The square inside a circle, where a shape's text stands."""
_LINE = {"bottom": Line(0.6)}
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def draw_signatures(node: Signatures, place: Place) -> list[Element]:
    """Two or three parties beside each other; the whole stands on one page."""
    abreast = 3 if len(node.parties) == 3 else 2
    line = (place.width - _GUTTER * (abreast - 1)) / abreast - _LABEL
    widths = [_LABEL, line, *([_GUTTER, _LABEL, line] * (abreast - 1))]
    below = bool(node.seal or node.qr)
    rows: list[Element] = []
    for first in range(0, len(node.parties), abreast):
        parties: list[Pair | None] = [*node.parties[first : first + abreast]]
        parties += [None] * (abreast - len(parties))
        rows += _party_rows(parties, line, place, more=below or first + abreast < len(node.parties))
    drawn: list[Element] = [gap(place.look.apart * 0.6, element("keepNext"))]
    if rows:
        drawn.append(grid(widths, rows, {}, (1, 1)))
    if below:
        drawn += [gap(points(3), element("keepNext")), _seal_and_code(node, place)]
    return drawn


def _party_rows(parties: list[Pair | None], line: float, place: Place, *, more: bool) -> list[Element]:
    """Name, signature, date; `more` of the block follows on the same page."""
    names = _abreast([_name(pair, line, place)] for pair in parties)
    signatures = _abreast(_to_fill(pair, line, _("签名"), "", keep=True) for pair in parties)
    dates = _abreast(_to_fill(pair, line, _("日期"), _("年　　月　　日"), keep=more) for pair in parties)
    return [
        row(names, height=_NAME_ROW),
        row(signatures, height=_SIGNATURE_ROW),
        row(dates, height=_DATE_ROW),
    ]


def _abreast(parties: Iterable[list[Element]]) -> list[Element]:
    """The cells of each party, with a gutter between."""
    cells: list[Element] = []
    for party in parties:
        cells += [cell(_GUTTER, []), *party] if cells else party
    return cells


def _name(pair: Pair | None, line: float, place: Place) -> Element:
    if pair is None:
        return cell(_LABEL + line, [], span=2)
    words = runs((Strong(pair.label),), place)
    if pair.content:
        words += [run("　"), *runs(pair.content, place)]
    return cell(_LABEL + line, [_line(words, keep=True)], span=2, upright="bottom", padding=(1, 3))


def _to_fill(pair: Pair | None, line: float, label: str, shown: str, *, keep: bool) -> list[Element]:
    if pair is None:
        return [cell(_LABEL, []), cell(line, [])]
    blank = [run(shown, element("color", val=GREY))] if shown else []
    return [
        cell(_LABEL, [_line([run(label)], keep=keep)], upright="bottom"),
        cell(line, [_line(blank, element("jc", val="right"), keep=keep)], upright="bottom", lines=_LINE),
    ]


def _line(content: list[Element], *layout: Element, keep: bool) -> Element:
    return paragraph("FormText", content, element("keepNext", val=int(keep)), *layout)


def _seal_and_code(node: Signatures, place: Place) -> Element:
    code: list[Element] = []
    if node.qr:
        size = points(_CODE)
        code = [
            paragraph("Picture", [picture(node.qr, (size, size), node.qr_note, place)]),
            paragraph("Quiet", [run(node.qr_note)]),
        ]
    seal = (
        [paragraph("Picture", [_circle(node.seal, place)], element("jc", val="right"))] if node.seal else []
    )
    half = place.width / 2
    return grid([half, half], [row([cell(half, code, upright="bottom"), cell(half, seal)])], {}, (1, 0))


def _circle(words: str, place: Place) -> Element:
    """A dashed circle with the words in it: text that can be searched, not a picture of text."""
    side = round(points(_SEAL) * EMU_PER_POINT)
    number = place.manuscript.drawing_number()
    shape = parse_xml(
        f"""<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}" xmlns:wps="{_SHAPES}" {nsdecls("w", "wp", "a")}>
        <mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
        <wp:extent cx="{side}" cy="{side}"/><wp:docPr id="{number}" name="{number}" descr="{escape(words)}"/>
        <wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPES}"><wps:wsp><wps:cNvSpPr/>
        <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>
        <a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>
        <a:ln w="7620"><a:solidFill><a:srgbClr val="{HAIR}"/></a:solidFill><a:prstDash val="dash"/></a:ln>
        </wps:spPr><wps:txbx><w:txbxContent/></wps:txbx>
        <wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">
        <a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic>
        </wp:inline></w:drawing></mc:Choice></mc:AlternateContent>"""
    )
    look = (element("color", val=GREY), element("sz", val=half_points(place.look.form)))
    inside = shape.xpath(".//*[local-name()='txbxContent']")[0]
    above = (points(_SEAL) * _INSCRIBED - place.look.pitch) / 2
    inside.append(paragraph("Centred", [run(words, *look)], element("spacing", before=twips(above))))
    return element("r", properties("rPr"), shape)
