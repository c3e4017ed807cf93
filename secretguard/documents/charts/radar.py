"""A radar of a few areas; the first series is filled, the others are dashed."""

from __future__ import annotations

import math
from collections.abc import Iterator

from secretguard.documents.charts import ink
from secretguard.documents.charts.data import ChartData, Drawing
from secretguard.documents.problems import TemplateFault
from secretguard.i18n import _

_HEIGHT, _RADIUS, _CENTRE_Y = 212.0, 66.0, 97.0
_CENTRE_X = ink.WIDTH / 2
_MOST_RINGS = 10


def radar(data: ChartData) -> Drawing:
    """Needs at least three rows. Raises TemplateFault."""
    if len(data.rows) < 3:
        raise TemplateFault(_("雷达图至少要三行"), _("请补足，或改用 bars。"))
    parts = [*_grid(data), *_axes(data)]
    for series in reversed(range(len(data.series))):
        parts.extend(_outline(data, series))
    left = (ink.WIDTH - ink.legend_width(data.series)) / 2
    parts.append(ink.legend(data.series, left, _HEIGHT - 4))
    return ink.finished(parts, _HEIGHT)


def _at(data: ChartData, row: int, figure: float) -> ink.Point:
    angle = 2 * math.pi * row / len(data.rows)
    reach = _RADIUS * figure / data.top()
    return _CENTRE_X + reach * math.sin(angle), _CENTRE_Y - reach * math.cos(angle)


def _grid(data: ChartData) -> Iterator[str]:
    top = data.top()
    step = max(1, math.ceil(top / _MOST_RINGS))
    for ring in [*range(step, math.ceil(top), step), top]:
        corners = (_at(data, row, ring) for row in range(len(data.rows)))
        yield ink.polygon(corners, ink.PALE, 0.9 if ring == top else 0.5)


def _axes(data: ChartData) -> Iterator[str]:
    for row, name in enumerate(data.labels()):
        yield ink.line((_CENTRE_X, _CENTRE_Y), _at(data, row, data.top()))
        x, y = _at(data, row, data.top() * 1.12)
        anchor = "middle" if abs(x - _CENTRE_X) < 8 else "start" if x > _CENTRE_X else "end"
        if y < _CENTRE_Y - _RADIUS * 0.9:
            y -= 13
        elif y > _CENTRE_Y + _RADIUS * 0.9:
            y += 10
        figures = (data.figures(series)[row] for series in range(len(data.series)))
        words = " / ".join("—" if figure is None else ink.number(figure) for figure in figures)
        yield ink.text(x, y, name, 9.5, anchor, bold=True)
        yield ink.text(x, y + 11.5, words, 8, anchor, ink.MIDDLE)


def _outline(data: ChartData, series: int) -> Iterator[str]:
    corners = [_at(data, row, figure or 0) for row, figure in enumerate(data.figures(series))]
    if series == 0:
        yield ink.polygon(corners, ink.INK, 1.7, shade=0.09)
    else:
        yield ink.polygon(corners, ink.MIDDLE, 1.2, dash=ink.DASHES[series % 3])
    for corner in corners:
        yield ink.marker(series, corner)
