"""Horizontal bars, one group a row, with thresholds as dashed lines."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.documents.charts import ink
from secretguard.documents.charts.data import ChartData, Drawing

_TOP = 6.0
_GAP = 5.0
_THICKNESS = 9.0
_LABEL_SIZE = 9.0
_WIDEST_LABEL = 190.0
_FIGURE_ROOM = 40.0
_MARK_ROOM = 12.0
_LEGEND_ROOM = 18.0


def bars(data: ChartData) -> Drawing:
    """Bars from zero; the figure stands at the end of its bar."""
    several = len(data.series) > 1
    label = min(_WIDEST_LABEL, max(ink.text_width(name, _LABEL_SIZE) for name in data.labels()) + 10)
    scale = (ink.WIDTH - label - _FIGURE_ROOM) / data.top()
    group = len(data.series) * _THICKNESS + _GAP
    bottom = _TOP + len(data.rows) * group
    parts = [*_marks(data, label, scale, bottom)]
    for index, name in enumerate(data.labels()):
        top = _TOP + index * group
        parts.append(ink.text(label - 8, top + (group - _GAP) / 2 + 3.2, name, _LABEL_SIZE, "end"))
        parts.extend(_group(data, index, (label, top), scale))
    parts.append(ink.line((label, 0), (label, bottom), ink.INK, 0.8))
    height = bottom + (_MARK_ROOM if data.marks else 2)
    if several:
        height += _LEGEND_ROOM
        parts.append(ink.legend(data.series, label, height - 4, filled=True))
    return ink.finished(parts, height)


def _marks(data: ChartData, label: float, scale: float, bottom: float) -> Iterator[str]:
    for mark in data.marks:
        x = label + mark * scale
        yield ink.line((x, 0), (x, bottom), ink.MIDDLE, 0.5, "2 2")
        yield ink.text(x, bottom + 9, ink.number(mark), 8, "middle", ink.MIDDLE)


def _group(data: ChartData, row: int, corner: ink.Point, scale: float) -> Iterator[str]:
    x, top = corner
    for series in range(len(data.series)):
        figure = data.figures(series)[row]
        y = top + series * _THICKNESS
        if figure is None:
            yield ink.text(x + 4, y + _THICKNESS - 2.6, "—", 8, fill=ink.MIDDLE)
            continue
        length = max(0.0, figure) * scale
        yield ink.box((x, y), (length, _THICKNESS - 1), ink.FILLS[series % 3], ink.INK, 0.4)
        words = ink.number(figure) + data.unit
        fill = ink.INK if series == 0 else ink.MIDDLE
        room = ink.text_width(words, 8) + 6
        yield ink.box((x + length + 1, y), (room, _THICKNESS - 1), "#ffffff")
        yield ink.text(x + length + 4, y + _THICKNESS - 2.9, words, 8, fill=fill)
