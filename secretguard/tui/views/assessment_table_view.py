"""The table of an assessment: areas with their requirements, looked at whole or by what is open. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.text import Text

from secretguard.compliance import AssessmentState, AutoAnswer, Result, Tally, result_of
from secretguard.content import Requirement
from secretguard.i18n import _, _p
from secretguard.tui.marks import badge
from secretguard.tui.safe_text import safe
from secretguard.tui.views.assessment_words import (
    area_words,
    origin_mark,
    percent_words,
    says_something,
    titled,
    verdict_mark,
)

Autos = Mapping[str, AutoAnswer]


@dataclass(frozen=True, slots=True)
class TableLook:
    """How the table is looked at: typed words, and whether only what is to be answered."""

    words: str = ""
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class TableLine:
    """A requirement, or (without one) the heading of an area. Keys of headings are below 0."""

    key: int
    area: str
    item: Requirement | None = None


@dataclass(frozen=True, slots=True)
class TableView:
    """The lines, the result as answered so far, and how much the records say."""

    lines: tuple[TableLine, ...]
    result: Result
    by_records: int

    @property
    def keys(self) -> tuple[int, ...]:
        """Of all lines."""
        return tuple(one.key for one in self.lines)


def table_view(state: AssessmentState, autos: Autos, look: TableLook) -> TableView:
    """Areas in the standard's order; an area of which nothing is looked at is left out."""
    wanted = look.words.casefold().split()
    areas: dict[str, list[TableLine]] = {}
    for number, item in enumerate(state.requirements):
        area = areas.setdefault(item.area, [])
        if look.open_only and not is_to_look_at(state, item.id):
            continue
        if not wanted or _holds(item, state, wanted):
            area.append(TableLine(number, item.area, item))
    lines: list[TableLine] = []
    for number, (area_id, found) in enumerate(areas.items()):
        if found:
            lines += [TableLine(-1 - number, area_id), *found]
    said = sum(1 for auto in autos.values() if says_something(auto))
    return TableView(tuple(lines), result_of(state), said)


def is_to_look_at(state: AssessmentState, requirement: str) -> bool:
    """Not answered, or answered by an earlier assessment only."""
    answered = state.answers.get(requirement)
    return answered is None or answered.given.carried is not None


def _holds(item: Requirement, state: AssessmentState, wanted: list[str]) -> bool:
    answered = state.answers.get(item.id)
    remark = answered.given.remark if answered else None
    known = f"{item.printed_number} {item.title} {item.title_en or ''} {item.text} {remark or ''}".casefold()
    return all(word in known for word in wanted)


def line_text(one: TableLine, state: AssessmentState, autos: Autos, view: TableView, width: int) -> Text:
    """合 自　 PEOPLE-03 接触前签订保密协议; an area with how much of it is answered."""
    item = one.item
    if item is None:
        tally = view.result.areas[one.area]
        done = tally.all - tally.open
        words = _("{area}　{done}/{all}", area=area_words(state, one.area), done=done, all=tally.all)
        text = Text(safe(words) + " ", style="bold", no_wrap=True)
        return text.append("─" * max(0, width - text.cell_len), style="not bold dim")
    auto = autos.get(item.id)
    text = Text(" ", no_wrap=True)
    text.append_text(verdict_mark(state.verdict(item.id)))
    text.append(f" {origin_mark(state, item, auto)} ")
    text.append(safe(f"{item.printed_number} {titled(item)}"))
    if item.stop:
        text.append(" ")
        text.append_text(badge(_p("assessment", "基"), "off"))
    return text


def head_words(view: TableView) -> str:
    """109 项　自动 35　待您答 8　71 分 C."""
    total = view.result.total
    words = _("{all} 项　自动 {auto}　待您答 {open}", all=total.all, auto=view.by_records, open=total.open)
    if total.open == total.all:
        return words
    return f"{words}　{percent_words(total.percent)} {view.result.letter or ''}".rstrip()


def area_details(state: AssessmentState, area: str, tally: Tally, autos: Autos) -> Text:
    """How an area stands, and what can be taken over from the records in it."""
    text = Text()
    text.append(safe(area_words(state, area)), style="bold")
    text.append("\n")
    counts = {
        "met": tally.met,
        "partly": tally.partly,
        "unmet": tally.unmet,
        "na": tally.na,
        None: tally.open,
    }
    for verdict, count in counts.items():
        text.append_text(verdict_mark(verdict))
        text.append(f" {count}　")
    text.append("\n" + percent_words(tally.percent))
    ready = [
        item
        for item in state.requirements
        if item.area == area and item.id not in state.answers and says_something(autos.get(item.id))
    ]
    if ready:
        words = _("其中 {count} 项记录里看得出答案：到那一行按空格采纳，或 F7 一起采纳。", count=len(ready))
        text.append("\n\n" + safe(words))
    return text
