"""Lines over time; the first series carries its figures."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.documents.charts import ink
from secretguard.documents.charts.data import ChartData, Drawing

_HEIGHT, _LEFT, _BELOW, _TOP = 176.0, 30.0, 40.0, 16.0
_STEPS = 4


def trend(data: ChartData) -> Drawing:
    """From `lowest` to the highest value, left to right in the order of the rows."""
    parts = [*_grid(data)]
    for row, name in enumerate(data.labels()):
        parts.append(ink.text(_x(data, row), _HEIGHT - _BELOW + 13, name, 8.5, "middle"))
    for series in range(len(data.series)):
        parts.extend(_line(data, series))
    parts.append(ink.legend(data.series, _LEFT, _HEIGHT - 6))
    return ink.finished(parts, _HEIGHT)


def _x(data: ChartData, row: int) -> float:
    return _LEFT + 20 + (ink.WIDTH - _LEFT - 50) * row / max(1, len(data.rows) - 1)


def _y(data: ChartData, figure: float) -> float:
    span = data.top() - data.lowest or 1.0
    return _HEIGHT - _BELOW - (_HEIGHT - _BELOW - _TOP) * (figure - data.lowest) / span


def _grid(data: ChartData) -> Iterator[str]:
    for step in range(_STEPS + 1):
        figure = data.lowest + (data.top() - data.lowest) * step / _STEPS
        y = _y(data, figure)
        base = step == 0
        yield ink.line((_LEFT, y), (ink.WIDTH, y), ink.INK if base else ink.PALE, 0.8 if base else 0.5)
        yield ink.text(_LEFT - 5, y + 3, ink.number(figure), 8, "end", ink.MIDDLE)


def _line(data: ChartData, series: int) -> Iterator[str]:
    figures = data.figures(series)
    points = [(_x(data, row), _y(data, figure)) for row, figure in enumerate(figures) if figure is not None]
    yield ink.polyline(points, ink.INK if series == 0 else ink.MIDDLE, 1.5, ink.DASHES[series % 3])
    for row, figure in enumerate(figures):
        if figure is None:
            continue
        point = (_x(data, row), _y(data, figure))
        yield ink.marker(series, point)
        if series == 0:
            words = ink.number(figure) + data.unit
            yield ink.text(point[0], point[1] - 7, words, 8.5, "middle", bold=True)
