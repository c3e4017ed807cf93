"""Who did what when: one lane a role, one sign an action; neighbours that would touch take another row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretguard.documents.charts import ink
from secretguard.documents.charts.data import ChartData, Drawing
from secretguard.documents.problems import TemplateFault
from secretguard.i18n import _

STATES = ("ok", "late", "missed")

_ROW = 19.0
_PADDING = 4.0
_TOP = 4.0
_BELOW = 36.0
_RADIUS = 7.2
_APART = 2 * _RADIUS + 1
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440, 2880, 10080)


@dataclass(frozen=True, slots=True)
class _Event:
    label: str
    lane: str
    minute: float
    state: str


@dataclass(frozen=True, slots=True)
class _Lane:
    name: str
    rows: tuple[tuple[_Event, ...], ...]
    height: float


def timeline(data: ChartData) -> Drawing:
    """Rows are label, lane, minute, state (ok, late, missed). Raises TemplateFault."""
    events = [_event(row) for row in data.rows]
    names = list(dict.fromkeys(event.lane for event in events))
    left = max(ink.text_width(name, 9) for name in names) + 14
    scale = _Scale(left, data.highest or max(event.minute for event in events) or 1.0)
    lanes = [_lane(name, [event for event in events if event.lane == name], scale) for name in names]
    bottom = _TOP + sum(lane.height for lane in lanes)
    parts = [*_bands(lanes, left), *_axis(scale, bottom), *_signs(lanes, scale)]
    parts.extend(_legend(left, bottom + _BELOW - 5))
    return ink.finished(parts, bottom + _BELOW)


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    highest: float

    def x(self, minute: float) -> float:
        return self.left + 12 + (ink.WIDTH - self.left - 24) * minute / self.highest


def _event(row: tuple[str | float | None, ...]) -> _Event:
    label, lane, minute, state = row
    if not isinstance(minute, float) or state not in STATES:
        raise TemplateFault(
            _("时间线的一行不完整：{row}", row=_("，").join(str(cell) for cell in row)),
            _("每行写序号、角色、分钟数、状态（ok、late、missed）。"),
        )
    return _Event(str(label), str(lane), minute, str(state))


def _lane(name: str, events: list[_Event], scale: _Scale) -> _Lane:
    rows: list[list[_Event]] = []
    for event in sorted(events, key=lambda one: one.minute):
        for row in rows:
            if scale.x(event.minute) - scale.x(row[-1].minute) >= _APART:
                row.append(event)
                break
        else:
            rows.append([event])
    return _Lane(name, tuple(tuple(row) for row in rows), len(rows) * _ROW + _PADDING)


def _bands(lanes: list[_Lane], left: float) -> Iterator[str]:
    top = _TOP
    for index, lane in enumerate(lanes):
        if index % 2 == 0:
            yield ink.box((left, top), (ink.WIDTH - left, lane.height), ink.BAND)
        yield ink.text(left - 8, top + lane.height / 2 + 3, lane.name, 9, "end")
        top += lane.height


def _axis(scale: _Scale, bottom: float) -> Iterator[str]:
    step = next((step for step in _STEPS if scale.highest / step <= 10), scale.highest / 10)
    minute = 0.0
    while minute <= scale.highest:
        x = scale.x(minute)
        yield ink.line((x, _TOP), (x, bottom), ink.PALE, 0.5)
        yield ink.text(x, bottom + 11, ink.number(minute), 8, "middle", ink.MIDDLE)
        minute += step
    yield ink.line((scale.left, bottom), (ink.WIDTH, bottom), ink.INK, 0.8)
    yield ink.text(scale.left - 8, bottom + 11, _("分钟"), 8, "end", ink.MIDDLE)


def _signs(lanes: list[_Lane], scale: _Scale) -> Iterator[str]:
    top = _TOP
    for lane in lanes:
        for index, row in enumerate(lane.rows):
            y = top + _PADDING / 2 + _ROW * (index + 0.5)
            for event in row:
                yield from _sign(event, (scale.x(event.minute), y))
        top += lane.height


def _sign(event: _Event, centre: ink.Point) -> Iterator[str]:
    x, y = centre
    if event.state == "missed":
        side = 2 * _RADIUS - 0.6
        yield ink.box((x - side / 2, y - side / 2), (side, side), "#ffffff", ink.INK, 1.1, "2 1.5")
    else:
        yield ink.circle(centre, _RADIUS, ink.INK if event.state == "ok" else "#ffffff", width=1.1)
    colour = "#ffffff" if event.state == "ok" else ink.INK
    yield ink.text(x, y + 2.8, event.label, 7.4, "middle", colour, bold=True)


def _legend(x: float, y: float) -> Iterator[str]:
    for fill, words in ((ink.INK, _("按时完成")), ("#ffffff", _("迟或部分完成"))):
        yield ink.circle((x + 5, y - 3), 4.5, fill)
        yield ink.text(x + 14, y, words, 8.5, fill=ink.MIDDLE)
        x += 14 + ink.text_width(words, 8.5) + 16
    yield ink.box((x, y - 7.5), (9, 9), "#ffffff", ink.INK, 1, "2 1.5")
    yield ink.text(x + 14, y, _("未完成（虚框）；数字为表中序号"), 8.5, fill=ink.MIDDLE)
