"""Tables with captions, charts, and QR codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from secretguard.documents.building.directive import Directive
from secretguard.documents.building.tables import build_table
from secretguard.documents.building.workshop import Workshop
from secretguard.documents.charts import draw
from secretguard.documents.charts.data import ChartData
from secretguard.documents.qr import qr_svg
from secretguard.documents.tree.blocks import Align, Block, Chart, ChartKind, Image
from secretguard.documents.tree.inlines import flat
from secretguard.i18n import _

_NOTHING = ("", "-", "—")
_QR_WIDTH = 25.0


def table(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: table caption= id= widths= size=small`."""
    return [build_table(directive.inner("table"), workshop, directive)]


def chart(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: chart radar|bars|trend|timeline`: the table inside is its data."""
    data = _chart_data(directive, workshop)
    caption, identifier = directive.option("caption"), directive.option("id")
    drawing = draw(data)
    yield Chart(
        chart=data.chart,
        id=identifier,
        caption=caption,
        number=workshop.numberer.figure(identifier) if caption else "",
        unit=data.unit,
        lowest=data.lowest,
        highest=data.highest,
        marks=data.marks,
        head=data.head,
        rows=data.rows,
        alt=directive.option("alt") or _in_words(caption, data),
        svg=drawing.svg,
        width=drawing.width,
        height=drawing.height,
    )


def qr_image(directive: Directive, _workshop: Workshop) -> Iterable[Block]:
    """`::: qr data= alt= width= align=`; the width is in mm."""
    content = directive.option("data")
    if not content:
        raise directive.fault(_("二维码没有内容"), _('请写 data="…"。'))
    width = directive.number("width", _QR_WIDTH)
    align: Align = "left"
    for known in get_args(Align):
        if directive.option("align", "left") == known:
            align = known
    yield Image(qr_svg(content), width, width, align, directive.option("alt") or _("二维码"))


def _chart_data(directive: Directive, workshop: Workshop) -> ChartData:
    written = build_table(directive.inner("table"), workshop)
    kind = _kind(directive)
    words = [[flat(cell).strip() for cell in row.cells] for row in written.rows]
    if not words:
        raise directive.fault(_("图中没有数据"), _("请至少写一行。"))
    text_columns = {0, 1, 3} if kind == "timeline" else {0}
    rows = tuple(
        tuple(cell if column in text_columns else _figure(cell, directive) for column, cell in enumerate(row))
        for row in words
    )
    return ChartData(
        chart=kind,
        head=tuple(flat(cell) for cell in written.head),
        rows=rows,
        unit=directive.option("unit"),
        lowest=directive.number("min", 0.0),
        highest=directive.number("max", 0.0) or None,
        marks=tuple(directive.as_number(mark) for mark in directive.option("marks").split()),
    )


def _kind(directive: Directive) -> ChartKind:
    for known in get_args(ChartKind):
        if directive.word() == known:
            kind: ChartKind = known
            return kind
    raise directive.fault(_("没有说明图的种类"), _("可用：radar、bars、trend、timeline。"))


def _figure(cell: str, directive: Directive) -> float | None:
    return None if cell in _NOTHING else directive.as_number(cell)


def _in_words(caption: str, data: ChartData) -> str:
    rows = (_("，").join(_word(cell) for cell in row if cell is not None) for row in data.rows)
    return _("{caption}：{rows}", caption=caption, rows=_("；").join(rows))


def _word(cell: str | float | None) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
