"""Marks on paper, as SVG text. Lengths are points; everything reads in black and white."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from secretguard.documents.charts.data import Drawing
from secretguard.documents.coverage import printable

WIDTH = 442.0
"""The text width of a report: 156 mm."""

INK, MIDDLE, PALE, BAND = "#1f1f1f", "#6b6b6b", "#d4d4d4", "#f4f4f4"
FILLS = ("#2b2b2b", "#9a9a9a", "#d9d9d9")
DASHES = ("", "5 3", "1.5 2.5")
MARKER_FILLS = ("#2b2b2b", "#ffffff", "#9a9a9a")

_FONT = "Noto Sans SC"
_WIDE_FROM = "\u2e7f"
_LATIN_WIDTH = 0.56
_LEGEND_SIZE = 8.5
_LEGEND_KEY = 25.0
_LEGEND_GAP = 16.0

Point = tuple[float, float]


def number(value: float) -> str:
    """At most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text_width(text: str, size: float) -> float:
    """About how wide a text is; Chinese is one em a character."""
    return sum(size if character > _WIDE_FROM else size * _LATIN_WIDTH for character in text)


def text(
    x: float,
    y: float,
    words: str,
    size: float = 9,
    anchor: str = "start",
    fill: str = INK,
    *,
    bold: bool = False,
) -> str:
    """Words with their baseline at y; anchor is start, middle or end."""
    weight = " font-weight='700'" if bold else ""
    shown = escape(printable(words))
    return (
        f"<text x='{number(x)}' y='{number(y)}' font-size='{number(size)}'"
        f" text-anchor='{anchor}' fill='{fill}'{weight}>{shown}</text>"
    )


def line(start: Point, end: Point, stroke: str = PALE, width: float = 0.6, dash: str = "") -> str:
    """A straight line."""
    return (
        f"<line x1='{number(start[0])}' y1='{number(start[1])}' x2='{number(end[0])}' y2='{number(end[1])}'"
        f" stroke='{stroke}' stroke-width='{number(width)}'{_dashed(dash)}/>"
    )


def box(
    corner: Point, size: Point, fill: str, stroke: str = "none", width: float = 0.5, dash: str = ""
) -> str:
    """A rectangle from its upper left corner."""
    return (
        f"<rect x='{number(corner[0])}' y='{number(corner[1])}' width='{number(size[0])}'"
        f" height='{number(size[1])}' fill='{fill}' stroke='{stroke}' stroke-width='{number(width)}'"
        f"{_dashed(dash)}/>"
    )


def circle(centre: Point, radius: float, fill: str, stroke: str = INK, width: float = 1.0) -> str:
    """A circle."""
    return (
        f"<circle cx='{number(centre[0])}' cy='{number(centre[1])}' r='{number(radius)}'"
        f" fill='{fill}' stroke='{stroke}' stroke-width='{number(width)}'/>"
    )


def polygon(corners: Iterable[Point], stroke: str, width: float, *, shade: float = 0, dash: str = "") -> str:
    """A closed outline; `shade` is how dark its inside is (0–1)."""
    fill = f"fill='#000000' fill-opacity='{number(shade)}'" if shade else "fill='none'"
    return (
        f"<polygon {fill} stroke='{stroke}' stroke-width='{number(width)}'{_dashed(dash)}"
        f" points='{_points(corners)}'/>"
    )


def polyline(corners: Iterable[Point], stroke: str, width: float, dash: str = "") -> str:
    """An open line through some points."""
    return (
        f"<polyline fill='none' stroke='{stroke}' stroke-width='{number(width)}'{_dashed(dash)}"
        f" points='{_points(corners)}'/>"
    )


def marker(series: int, centre: Point, radius: float = 2.8) -> str:
    """A series' own sign: disc, square, triangle."""
    x, y = centre
    fill = MARKER_FILLS[series % 3]
    if series % 3 == 0:
        return circle(centre, radius, fill)
    if series % 3 == 1:
        return box((x - radius, y - radius), (2 * radius, 2 * radius), fill, INK, 1)
    corners = ((x, y - radius - 1), (x + radius + 1, y + radius), (x - radius - 1, y + radius))
    return f"<polygon fill='{fill}' stroke='{INK}' stroke-width='1' points='{_points(corners)}'/>"


def legend(names: Sequence[str], x: float, y: float, *, filled: bool = False) -> str:
    """The series' names with their signs; `filled` for bars, else line and marker."""
    drawn: list[str] = []
    for series, name in enumerate(names):
        if filled:
            drawn.append(box((x, y - 7), (14, 8), FILLS[series % 3], INK))
        else:
            stroke = INK if series == 0 else MIDDLE
            drawn.append(line((x, y - 3), (x + 20, y - 3), stroke, 1.4, DASHES[series % 3]))
            drawn.append(marker(series, (x + 10, y - 3), 2.4))
        drawn.append(text(x + _LEGEND_KEY, y, name, _LEGEND_SIZE, fill=MIDDLE))
        x += _LEGEND_KEY + text_width(name, _LEGEND_SIZE) + _LEGEND_GAP
    return "".join(drawn)


def legend_width(names: Sequence[str]) -> float:
    """How wide a legend is."""
    return sum(_LEGEND_KEY + text_width(name, _LEGEND_SIZE) + _LEGEND_GAP for name in names) - _LEGEND_GAP


def finished(parts: Iterable[str], height: float, width: float = WIDTH) -> Drawing:
    """The whole drawing."""
    box_and_size = (
        f"viewBox='0 0 {number(width)} {number(height)}'"
        f" width='{number(width)}pt' height='{number(height)}pt'"
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' {box_and_size} font-family='{_FONT}'>{''.join(parts)}</svg>"
    )
    return Drawing(svg, width, height)


def _points(corners: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _dashed(dash: str) -> str:
    return f" stroke-dasharray='{dash}'" if dash else ""
