"""Which papers of an incident can be made, which were issued, and how they are wanted. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rich.text import Text

from secretguard.clock import from_microseconds
from secretguard.i18n import _, _p, deferred
from secretguard.incidents import IncidentState, PaperIssued, ReportKind
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.plan_export_view import FORMATS, format_word
from secretguard.tui.widgets.lists import Row

PAPERS: Final[tuple[ReportKind, ...]] = ("incident", "timeline", "tasks", "evidence", "custody")
_WORDS: Final[Mapping[str, str]] = {
    "incident": deferred("事件报告"),
    "timeline": deferred("时间轴"),
    "tasks": deferred("任务清单"),
    "evidence": deferred("证据保全清单"),
    "custody": deferred("交接单"),
}
_SAYS: Final[Mapping[str, str]] = {
    "incident": deferred("知道什么、不知道什么、做了什么、接着做什么"),
    "timeline": deferred("发生和记录两栏，补记和更正都标出"),
    "tasks": deferred("谁、几时、时限守没守住"),
    "evidence": deferred("按件：指纹、封条、证明什么、监管链"),
    "custody": deferred("一次交接，一式两份，签字栏"),
}


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """How papers are wanted: masked or not, and in which formats."""

    masked: bool = False
    formats: frozenset[str] = frozenset(("pdf",))

    def turn_mask(self) -> PaperChoice:
        """With names, or for outsiders."""
        return replace(self, masked=not self.masked)

    def turn_format(self, name: str) -> PaperChoice:
        """Tick or untick a format."""
        return replace(self, formats=self.formats ^ {name})

    @property
    def in_order(self) -> tuple[str, ...]:
        """The formats wanted, PDF first."""
        return tuple(name for name in FORMATS if name in self.formats)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What a row stands for: a paper to be made (of an item, for a hand-over sheet), or one issued."""

    paper: ReportKind
    item: int | None = None
    number: str | None = None

    @property
    def id(self) -> str:
        """As the list knows it."""
        return f"{self.paper}:{self.item or ''}:{self.number or ''}"


def row_of(row_id: str) -> PaperRow:
    """The inverse of `PaperRow.id`."""
    paper, item, number = row_id.split(":", 2)
    found = next(one for one in PAPERS if one == paper)
    return PaperRow(found, int(item) if item else None, number or None)


def paper_word(paper: str) -> str:
    """事件报告, 时间轴, 任务清单, 证据保全清单, 交接单."""
    return _(_WORDS[paper])


def paper_rows(state: IncidentState, issued: Sequence[PaperIssued]) -> tuple[Row, ...]:
    """The papers, a hand-over sheet for each item, then what was issued, the newest first."""
    rows = [_new(PaperRow(paper), _(_SAYS[paper])) for paper in PAPERS if paper != "custody"]
    for item in state.evidence.values():
        rows.append(_new(PaperRow("custody", item.number), f"{item.name} {item.taken.title} {item.holder}"))
    if not state.evidence:
        words = _("交接单　收了证据才有")
        rows.append(Row("none", line(badge(_p("badge", "空"), "off"), words), enabled=False))
    if issued:
        rows.append(Row("head", Text(safe(_("已出具（重印一字不差）")), style="bold dim"), enabled=False))
    rows += [_issued(one) for one in reversed(issued)]
    return tuple(rows)


def _new(row: PaperRow, says: str) -> Row:
    words = paper_word(row.paper)
    return Row(row.id, line(badge(_p("badge", "新"), "info"), f"{words}　{says}"), words=words, short=True)


def _issued(one: PaperIssued) -> Row:
    moment = from_microseconds(one.issued, one.tz)
    masked = _("　遮盖") if one.masked else ""
    item = f" E-{one.item:02d}" if one.item is not None else ""
    words = f"{one.number} {paper_word(one.paper)}{item}{masked}　{moment:%m-%d %H:%M}"
    return Row(
        PaperRow(one.paper, one.item, one.number).id,
        line(badge(_p("badge", "完"), "good"), words),
        words=words,
    )


def choice_line(choice: PaperChoice) -> Text:
    """Mask and formats, ticked or not."""
    parts = [_ticked(choice.masked, _("空格 遮盖（给外人看）"))]
    parts += [
        _ticked(name in choice.formats, f"{number} {format_word(name)}")
        for number, name in enumerate(FORMATS, 1)
    ]
    return Text("　").join(parts)


def _ticked(on: bool, words: str) -> Text:
    return line(badge(_p("badge", "勾"), "good") if on else badge(_p("badge", "空"), "off"), words)


def mask_words(counts: Mapping[str, int]) -> str:
    """遮盖了：人名 12 处、单位 3 处; empty where nothing was."""
    if not counts:
        return ""
    told = _("、").join(_("{what} {count} 处", what=what, count=count) for what, count in counts.items())
    return _("遮盖了 {told}。", told=told)
