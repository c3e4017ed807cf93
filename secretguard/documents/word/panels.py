"""What holds other blocks: lists, callouts, columns, quotations."""

from __future__ import annotations

from collections.abc import Callable

from secretguard.documents.tree.blocks import Blocks, Callout, Group, ListBlock, ListEntry, Paragraph
from secretguard.documents.word.grids import Line, Lines, cell, grid
from secretguard.documents.word.inlines import runs, tick
from secretguard.documents.word.look import CALLOUT_FILLS, HAIR
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import POINTS_PER_MM, twips
from secretguard.documents.word.numbering import BULLETS, LEVELS, list_indent
from secretguard.documents.word.xml import Element, element, given, local_name, paragraph, run, tab

Flow = Callable[[Blocks, Place], list[Element]]

_PANEL_PADDING = (10.0, 4.0)
_COLUMN_GUTTER = 6.0
_BARS: dict[str, Lines] = {
    "note": {"left": Line(1.25, HAIR)},
    "key": {"left": Line(3)},
    "warn": {"left": Line(3), "top": Line(0.8), "right": Line(0.8), "bottom": Line(0.8)},
}


def draw_list(node: ListBlock, place: Place, flow: Flow) -> list[Element]:
    """A real list of Word; an entry with a box carries the box instead of its bullet."""
    number = place.manuscript.ordered_list() if node.ordered else BULLETS
    return [drawn for entry in node.entries for drawn in _entry(entry, number, place, flow)]


def draw_callout(node: Callout, place: Place, flow: Flow) -> list[Element]:
    """A framed passage as wide as the text."""
    held = callout_cell(node, place.width, place, flow)
    return [grid([place.width], [element("tr", held)], {}, _PANEL_PADDING)]


def callout_cell(node: Callout, width: float, place: Place, flow: Flow) -> Element:
    """The callout as a cell of a table."""
    inner = place.within(width - 2 * _PANEL_PADDING[0] / POINTS_PER_MM, "Callout")
    title = [paragraph("CalloutTitle", [run(node.title)])] if node.title else []
    content = [*title, *flow(node.blocks, inner)]
    return cell(width, content, fill=CALLOUT_FILLS[node.tone], lines=_BARS[node.tone], upright="top")


def draw_columns(node: Group, place: Place, flow: Flow) -> list[Element]:
    """Blocks side by side, each in its own column."""
    count = max(1, len(node.blocks))
    width = (place.width - _COLUMN_GUTTER * (count - 1)) / count
    cells: list[Element] = []
    widths: list[float] = []
    for index, block in enumerate(node.blocks):
        if index:
            cells.append(cell(_COLUMN_GUTTER, []))
            widths.append(_COLUMN_GUTTER)
        widths.append(width)
        if isinstance(block, Callout):
            cells.append(callout_cell(block, width, place, flow))
        else:
            inner = place.within(width, "Plain")
            cells.append(cell(width, flow((block,), inner), padding=(0, 0), upright="top"))
    return [grid(widths, [element("tr", *cells)], {}, _PANEL_PADDING)] if cells else []


def draw_quote(node: Group, place: Place, flow: Flow) -> list[Element]:
    """A quotation in 楷体, set in from both sides."""
    quoted = flow(node.blocks, place.within(place.width, "Quote"))
    side = place.look.body
    for one in quoted:
        if local_name(one) == "p":
            given(one, element("ind", left=twips(2 * side), right=twips(side)))
    return quoted


def draw_kept(node: Group, place: Place, flow: Flow) -> list[Element]:
    """Blocks that stand on one page."""
    drawn = flow(node.blocks, place)
    for one in drawn[:-1]:
        for line in [one] if local_name(one) == "p" else one.xpath(".//w:p"):
            given(line, element("keepNext"))
    return drawn


def _entry(entry: ListEntry, number: int, place: Place, flow: Flow) -> list[Element]:
    level = min(place.depth, LEVELS - 1)
    left, hanging = list_indent(place.look, level)
    drawn: list[Element] = []
    for position, block in enumerate(entry.blocks):
        if not isinstance(block, Paragraph):
            drawn += flow((block,), place.deeper())
        elif position or entry.checked is not None:
            sign = [tick(entry.checked), tab()] if not position and entry.checked is not None else []
            indent = element("ind", left=twips(left), hanging=twips(hanging if sign else 0))
            stop = element("tabs", element("tab", val="left", pos=twips(left)))
            drawn.append(paragraph(place.entry, [*sign, *runs(block.content, place)], indent, stop))
        else:
            counted = element("numPr", element("ilvl", val=level), element("numId", val=number))
            indent = element("ind", left=twips(left), hanging=twips(hanging))
            drawn.append(paragraph(place.entry, runs(block.content, place), counted, indent))
    return drawn
