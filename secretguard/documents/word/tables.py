"""Data tables, forms, figures at a glance, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence

from secretguard.documents.charts.ink import text_width
from secretguard.documents.tree.blocks import Align, Facts, Form, Lines, Pair, Row, Table
from secretguard.documents.tree.inlines import Inlines, flat
from secretguard.documents.word.grids import HAIRLINE, Line, cell, grid, row
from secretguard.documents.word.inlines import runs
from secretguard.documents.word.look import GROUP_FILL, HEAD_FILL, LABEL_FILL, ROW_FILLS
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import POINTS_PER_MM
from secretguard.documents.word.xml import Element, element, paragraph, run

_EDGE, _UNDER_HEAD, _FORM_LINE = Line(1), Line(0.6), Line(0.6, "595959")
_CELL_SIDE = 4.0
_LEAST_COLUMN = 12.0
_FORM_PADDING = (6.0, 4.0)
_WIDEST_LABELS = 0.45
_FACES_DIFFER = 1.05
"""Faces differ from machine to machine; a label should stay on one line on each."""
_WRITING_LINE = 9.0
_FACTS_PADDING = (4.0, 2.0)
_FIGURE_SIZE = 1.5
"""The figures' size in ems of the text, with a little to spare."""


def draw_table(node: Table, place: Place) -> list[Element]:
    """The caption above, then the table; its head stands again on every page."""
    widths = column_widths(node.widths, place.width)
    small = "Small" if node.small else ""
    across = zip(node.head, widths, node.align, strict=True)
    head = row(
        (
            cell(width, [_line(content, f"CellHead{small}", align, place, keep=True)], fill=HEAD_FILL,
                 lines={"bottom": _UNDER_HEAD})
            for content, width, align in across
        ),
        head=True,
    )  # fmt: skip
    rows = [_table_row(one, node.align, widths, small, place) for one in node.rows]
    lines = {"top": _EDGE, "bottom": _EDGE, "insideH": HAIRLINE}
    padding = (_CELL_SIDE, _upright_padding(node.small, place))
    named = [element("tblCaption", val=f"{node.number}　{node.caption}")] if node.caption else []
    return [*_caption(node, place), grid(widths, [head, *rows], lines, padding, *named)]


def _upright_padding(small: bool, place: Place) -> float:
    """What is left of the padding when the line, half as high again as its type, brings its own."""
    look = place.look
    return max(1.0, look.pad - look.small / 4 if small else look.pad + 1.2 - look.table / 4)


def column_widths(wanted: Sequence[float | None], whole: float) -> list[float]:
    """Widths in mm: what is fixed, the rest shared; all narrowed alike when they would not fit."""
    fixed = sum(width for width in wanted if width is not None)
    free = sum(width is None for width in wanted)
    share = max(_LEAST_COLUMN, (whole - fixed) / free) if free else 0
    widths = [share if width is None else width for width in wanted]
    scale = min(1.0, whole / sum(widths))
    return [width * scale for width in widths]


def draw_form(node: Form, place: Place) -> list[Element]:
    """Labels on grey, answers beside them, framed."""
    widths = _form_widths(node, place)
    rows = [row(_form_cells(pairs, node.columns, widths, place)) for pairs in node.rows]
    lines = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), _FORM_LINE)
    return [grid(widths, rows, lines, _FORM_PADDING)]


def draw_facts(node: Facts, place: Place) -> list[Element]:
    """A few large figures between two lines."""
    if not node.entries:
        return []
    widths = _fact_widths(node, place)
    labels = row(
        cell(width, [paragraph("FactLabel", runs(pair.label, place), element("keepNext"))], padding=(4, 4))
        for pair, width in zip(node.entries, widths, strict=True)
    )
    figures = row(
        cell(width, [paragraph("FactFigure", runs(pair.content, place))])
        for pair, width in zip(node.entries, widths, strict=True)
    )
    lines = {"top": _EDGE, "bottom": Line(0.5, HAIRLINE.colour)}
    return [grid(widths, [labels, figures], lines, _FACTS_PADDING)]


def draw_lines(node: Lines, place: Place) -> list[Element]:
    """Empty lines to write on."""
    rows = [
        row([cell(place.width, [paragraph("Plain")])], height=_WRITING_LINE, exact=True)
        for _line_number in range(node.count)
    ]
    return [grid([place.width], rows, {"bottom": HAIRLINE, "insideH": HAIRLINE}, (0, 0))]


def _fact_widths(node: Facts, place: Place) -> list[float]:
    """Each as wide as it needs, the rest shared alike."""
    figure, label = place.look.body * _FIGURE_SIZE, place.look.body
    wanted = [
        max(text_width(flat(pair.content), figure), text_width(flat(pair.label), label)) / POINTS_PER_MM + 5
        for pair in node.entries
    ]
    rest = place.width - sum(wanted)
    if rest < 0:
        return [width * place.width / sum(wanted) for width in wanted]
    return [width + rest / len(wanted) for width in wanted]


def _caption(node: Table, place: Place) -> list[Element]:
    if not node.caption:
        return []
    words = [run(f"{node.number}　{node.caption}")]
    return [paragraph("Caption", place.manuscript.marked(node.id, words))]


def _table_row(one: Row, align: Sequence[Align], widths: list[float], small: str, place: Place) -> Element:
    if one.group:
        title = _line(one.cells[0], f"CellHead{small}", "left", place, keep=True)
        return row([cell(sum(widths), [title], fill=GROUP_FILL, span=len(widths))])
    across = zip(one.cells, widths, align, strict=True)
    return row(
        cell(width, [_line(content, f"Cell{small}", side, place)], fill=ROW_FILLS[one.tone])
        for content, width, side in across
    )


def _line(content: Inlines, style: str, align: Align, place: Place, *, keep: bool = False) -> Element:
    layout = [] if align == "left" else [element("jc", val=align)]
    if keep:
        layout.append(element("keepNext"))
    return paragraph(style, runs(content, place), *layout)


def _form_widths(node: Form, place: Place) -> list[float]:
    """Each column of labels as wide as its longest; the answers share the rest."""
    size = place.look.form
    labels = [0.0] * node.columns
    for pairs in node.rows:
        for index, pair in enumerate(pairs):
            wanted = text_width(flat(pair.label), size * _FACES_DIFFER) + 2 * _FORM_PADDING[0]
            labels[index] = max(labels[index], wanted / POINTS_PER_MM)
    scale = min(1.0, place.width * _WIDEST_LABELS / max(1.0, sum(labels)))
    labels = [width * scale for width in labels]
    answer = (place.width - sum(labels)) / node.columns
    return [width for label in labels for width in (label, answer)]


def _form_cells(pairs: tuple[Pair, ...], columns: int, widths: list[float], place: Place) -> list[Element]:
    drawn = []
    for index, pair in enumerate(pairs):
        span = 2 * (columns - index) - 1 if index == len(pairs) - 1 else 1
        label = paragraph("FormLabel", runs(pair.label, place))
        answer = paragraph("FormText", runs(pair.content, place))
        drawn.append(cell(widths[2 * index], [label], fill=LABEL_FILL))
        drawn.append(cell(sum(widths[2 * index + 1 : 2 * index + 1 + span]), [answer], span=span))
    return drawn
