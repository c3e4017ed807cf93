"""Word's units: twentieths, halves and eighths of a point; English Metric Units for pictures."""

from __future__ import annotations

POINTS_PER_MM = 72 / 25.4
EMU_PER_POINT = 12700


def points(millimetres: float) -> float:
    """Millimetres in points."""
    return millimetres * POINTS_PER_MM


def twips(length: float) -> int:
    """Points in twentieths of a point."""
    return round(length * 20)


def twips_of_mm(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return twips(points(millimetres))


def half_points(size: float) -> int:
    """A type size in half points, the finest that Word knows."""
    return round(size * 2)


def eighths(width: float) -> int:
    """The width of a line in eighths of a point; the thinnest that Word draws is two."""
    return max(2, round(width * 8))
