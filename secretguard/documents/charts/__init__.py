"""Charts as SVG of our own: one drawing for HTML, PDF and Word; every figure is printed beside its mark."""

from __future__ import annotations

from secretguard.documents.charts.bars import bars
from secretguard.documents.charts.data import ChartData, Drawing
from secretguard.documents.charts.radar import radar
from secretguard.documents.charts.timeline import timeline
from secretguard.documents.charts.trend import trend

__all__ = ["ChartData", "Drawing", "draw"]

_KINDS = {"bars": bars, "radar": radar, "trend": trend, "timeline": timeline}


def draw(data: ChartData) -> Drawing:
    """The drawing of a chart's data. Raises TemplateFault where the data does not fit the kind."""
    return _KINDS[data.chart](data)
