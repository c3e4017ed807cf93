"""What stands before the text: cover, table of contents, the title of an annex."""

from __future__ import annotations

from math import ceil

from secretguard.documents.charts.ink import text_width
from secretguard.documents.tree.blocks import Annex, Contents, Cover
from secretguard.documents.tree.document import OutlineEntry
from secretguard.documents.word.fields import closing, field, opening
from secretguard.documents.word.grids import HAIRLINE, Line, cell, grid, row
from secretguard.documents.word.look import GREY, INK
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import eighths, half_points, points, twips, twips_of_mm
from secretguard.documents.word.spacing import gap
from secretguard.documents.word.xml import Element, element, paragraph, run, styled, tab
from secretguard.i18n import _

_RULE, _ROWS, _LABEL, _NOTE = 26.0, 126.0, 30.0, 118.0
_GRADE_LABEL_SIZE = 10.5
_GRADE_WORD = 22.0
_ABOVE_TITLE = 1 / 2.2
"""The white space of the cover stands 1 : 1.2 above and below the title."""
_RESERVE = 24.0
_DEEPEST_CONTENTS = 3


def draw_cover(node: Cover, place: Place) -> list[Element]:
    """A page of its own: title in the upper half, particulars below, organisation and date at the foot."""
    meta = place.manuscript.meta
    foot = [
        paragraph("CoverBy", [run(meta.organisation)], element("spacing", before=twips(points(13)))),
        paragraph("CoverDate", [run(meta.date)]),
    ]
    title, particulars = _title(place), _particulars(node)
    white = max(points(20), _free_height(node, place))
    drawn = [*_cover_head(place), gap(white * _ABOVE_TITLE), *title, gap(white * (1 - _ABOVE_TITLE))]
    return [*drawn, *particulars, *foot]


def draw_contents(node: Contents, place: Place) -> list[Element]:
    """A field that Word fills anew, holding the titles until it does."""
    depth = min(node.depth, _DEEPEST_CONTENTS)
    listed = [entry for entry in place.manuscript.outline if entry.level <= depth]
    drawn = [paragraph("ContentsTitle", [run(node.title)])]
    for index, entry in enumerate(listed):
        line = [_contents_link(entry, place)]
        if not index:
            line = [*opening(f'TOC \\o "1-{depth}" \\h \\z \\u', stale=True), *line]
        if index == len(listed) - 1:
            line.append(closing())
        stop = element("tab", val="right", leader="dot", pos=twips_of_mm(place.width))
        indent = element("ind", left=twips(24 * (entry.level - 1)), firstLineChars=0, firstLine=0)
        drawn.append(paragraph(f"TOC{entry.level}", line, element("tabs", stop), indent))
    return drawn


def draw_annex_title(node: Annex, place: Place) -> list[Element]:
    """附件 n on a new page, its title centred below; both in the contents."""
    first = [] if node.landscape else [element("pageBreakBefore")]
    number = paragraph("AnnexNumber", [run(node.number)], *first)
    return [number, paragraph("AnnexTitle", place.manuscript.marked(node.id, [run(node.title)]))]


def _cover_head(place: Place) -> list[Element]:
    meta = place.manuscript.meta
    stop = element("tabs", element("tab", val="right", pos=twips_of_mm(place.width)))
    number = run(meta.number, element("color", val=GREY), element("sz", val=half_points(10.5)))
    drawn = [paragraph("CoverTop", [run(meta.secrecy), tab(), number], stop)]
    if meta.draft:
        mark = styled(f"\u00a0{meta.draft}\u00a0", "Draft")
        drawn.append(paragraph("CoverTop", [mark], element("spacing", before=twips(11))))
    return drawn


def _title(place: Place) -> list[Element]:
    meta = place.manuscript.meta
    drawn = [
        _short_rule(1.6, place.width),
        paragraph("Title", [run(meta.title)], element("spacing", before=twips(points(9)))),
    ]
    if meta.subtitle:
        drawn.append(paragraph("Subtitle", [run(meta.subtitle)], element("spacing", before=twips(points(4)))))
    drawn += [gap(points(8)), _short_rule(0.5, place.width)]
    return [*drawn, *_grade(place)]


def _grade(place: Place) -> list[Element]:
    meta = place.manuscript.meta
    if not meta.grade:
        return []
    label = run(f"{_('综合评定')}　", element("rStyle", val="Grey"), element("sz", val=half_points(10.5)))
    words = paragraph("Grade", [label, run(meta.grade)])
    wide = text_width(_("综合评定"), _GRADE_LABEL_SIZE) + text_width(meta.grade, _GRADE_WORD) + points(22)
    width = min(place.width, wide / points(1))
    edges = dict.fromkeys(("top", "left", "bottom", "right"), Line(1, INK))
    drawn = [gap(points(12)), grid([width], [row([cell(width, [words])])], edges, (6, 7))]
    if meta.grade_note:
        side = twips_of_mm((place.width - _NOTE) / 2)
        layout = (element("ind", left=side, right=side), element("spacing", before=twips(points(3.5))))
        drawn.append(paragraph("CoverNote", [run(meta.grade_note)], *layout))
    return drawn


def _short_rule(thickness: float, width: float) -> Element:
    side = twips_of_mm((width - _RULE) / 2)
    line = element("bottom", val="single", sz=eighths(thickness), space=0, color=INK)
    return gap(3, element("pBdr", line), element("ind", left=side, right=side))


def _particulars(node: Cover) -> list[Element]:
    widths = [_LABEL, _ROWS - _LABEL]
    rows = [
        row(
            [
                cell(widths[0], [paragraph("CoverLabel", [run(label)])]),
                cell(widths[1], [paragraph("CoverText", [run(content)])]),
            ]
        )
        for label, content in node.rows
    ]
    return [grid(widths, rows, {"bottom": HAIRLINE, "insideH": HAIRLINE}, (0, 5))] if rows else []


def _free_height(node: Cover, place: Place) -> float:
    """What the cover's text leaves of the page, in points; a little is kept back."""
    meta, sheet = place.manuscript.meta, place.look.cover
    page = points(sheet.height - sheet.top - sheet.bottom)
    width = points(place.width)
    used = 19 + (30 if meta.draft else 0) + 6 + points(17)
    used += 42 * _lines(meta.title, 28, width)
    used += (25 * _lines(meta.subtitle, 17, width) + points(4)) if meta.subtitle else 0
    used += (points(12) + 48) if meta.grade else 0
    used += (14 * _lines(meta.grade_note, 9, points(_NOTE)) + points(3.5)) if meta.grade_note else 0
    used += sum(11 + 16 * _lines(content, 11, points(_ROWS - _LABEL)) for _label, content in node.rows)
    return page - used - points(13) - 43 - _RESERVE


def _lines(text: str, size: float, width: float) -> int:
    return max(1, ceil(text_width(text, size) / width))


def _contents_link(entry: OutlineEntry, place: Place) -> Element:
    name = place.manuscript.bookmark(entry.id)
    page = field(f"PAGEREF {name} \\h")
    return element("hyperlink", run(f"{entry.number}{entry.text}"), tab(), *page, anchor=name, history=1)
