"""The record of an incident as lines of one row each, and what is said of the one chosen. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from rich.text import Text

from secretguard.clock import from_microseconds
from secretguard.i18n import _, _p, deferred
from secretguard.incidents import (
    Filter,
    IncidentState,
    Order,
    Show,
    Stamp,
    TimelineLine,
    item_name,
    kind_word,
    late_by,
    line_words,
    timeline,
)
from secretguard.tui.glance import span_words
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe

SHOWS: Final[tuple[Show, ...]] = ("all", "decisions", "tasks", "evidence", "notes")
_SHOW_WORDS: Final[Mapping[Show, str]] = {
    "all": deferred("全部"),
    "decisions": deferred("决定"),
    "tasks": deferred("任务"),
    "evidence": deferred("证据"),
    "notes": deferred("记录"),
}
_LATE_FROM: Final = 5 * 60_000_000
"""From how long after it happened a line counts as recorded late, in microseconds."""
_WIDE: Final = 90
"""From how many cells a line shows both its times."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the record is looked at: the order, the group, the words, whether what was undone is shown."""

    order: Order = "occurred"
    show: Show = "all"
    words: str = ""
    undone: bool = True

    def turned(self) -> Look:
        """The other order."""
        return replace(self, order="recorded" if self.order == "occurred" else "occurred")


@dataclass(frozen=True, slots=True)
class Names:
    """People, secrets and members (by hex id) as the lines name them."""

    people: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)


def show_word(show: Show) -> str:
    """全部, 决定, 任务, 证据, 记录."""
    return _(_SHOW_WORDS[show])


def order_word(order: Order) -> str:
    """Which moment the lines are sorted by."""
    return _("按发生先后") if order == "occurred" else _("按记录先后")


def in_order(state: IncidentState, order: Order) -> IncidentState:
    """The same incident, its record standing in that order."""
    return replace(state, timeline=timeline(state, order))


def lines_of(ordered: IncidentState, look: Look) -> tuple[TimelineLine, ...]:
    """The lines that are looked at, of a record put `in_order`."""
    return timeline(ordered, "recorded", filter_of(look))


def filter_of(look: Look) -> Filter:
    """What was typed as a filter: `@王芳` and `#E-02` are words of the line as well, without their sign."""
    words = [word.lstrip("@#＠＃") for word in look.words.split()]
    return Filter(text=" ".join(word for word in words if word), show=look.show, undone=look.undone)


def look_line(look: Look, shown: int, all_lines: int) -> Text:
    """The groups with their digits, the one in force marked; order and count behind them."""
    parts: list[Text | str] = []
    for number, show in enumerate(SHOWS, 1):
        word = f"{number} {show_word(show)}"
        parts.append(Text(safe(word), style="bold reverse") if show == look.show else word)
    hidden = "" if look.undone else _("　不看已撤销")
    count = _("{shown}/{all} 条", shown=shown, all=all_lines)
    return line(*parts, f"　{order_word(look.order)}{hidden}　{count}")


def row_text(one: TimelineLine, look: Look, width: int) -> Text:
    """A line of the record in one row: when, what kind, what; 迟 撤 更 说明 how it came about."""
    moment = one.stamp.occurred if look.order == "occurred" else one.stamp.recorded
    row = Text(f"{_moment(moment, one.stamp.tz):%m-%d %H:%M} ")
    if width >= _WIDE:
        other = one.stamp.recorded if look.order == "occurred" else one.stamp.occurred
        row.append(_("记") if look.order == "occurred" else _("发"), style="dim")
        row.append(f"{_moment(other, one.stamp.tz):%m-%d %H:%M} ", style="dim")
    row.append_text(badge(*_badge(one)))
    row.append(" ")
    for word, tone in _flags(one):
        row.append_text(badge(word, tone))
        row.append(" ")
    style = "strike dim" if one.undone_by is not None else ""
    row.append(safe(f"{kind_word(one.kind)} {line_words(one)}").replace("\n", " "), style=style)
    return row


def _badge(one: TimelineLine) -> tuple[str, Tone]:
    group = one.kind.partition(".")[0]
    if one.decision or one.kind == "severity.set":
        return _p("badge", "决"), "info"
    if group == "task" or one.kind == "cut.made":
        return _p("badge", "办"), "good" if one.kind == "task.done" else "care"
    if group in ("evidence", "custody"):
        return _p("badge", "证"), "bad" if _is_wrong(one) else "good"
    if one.kind == "note.added":
        return _p("badge", "注"), "off"
    if one.kind in ("outside.reported", "answer.given", "clock.started"):
        return _p("badge", "报"), "info"
    if one.kind in ("erased", "erased-body"):
        return _p("badge", "清"), "off"
    return _p("badge", "事"), "off"


def _is_wrong(one: TimelineLine) -> bool:
    return (one.kind == "custody.event" and bool(one.tags)) or (
        one.kind == "evidence.checked" and bool(one.text)
    )


def _flags(one: TimelineLine) -> list[tuple[str, Tone]]:
    found: list[tuple[str, Tone]] = []
    if one.undone_by is not None:
        found.append((_p("badge", "撤"), "off"))
    if one.corrections:
        found.append((_p("badge", "更"), "care"))
    if late_by(one) >= _LATE_FROM and one.kind != "incident.opened":
        found.append((_p("badge", "补"), "care"))
    return found


def details(one: TimelineLine, names: Names) -> Text:
    """Everything known of a line: both times, who, what it names, what corrected it, what took it back."""
    stamp = one.stamp
    head = _(
        "第 {seq} 条 {kind}　发生 {occurred}　记录 {recorded}",
        seq=stamp.seq,
        kind=kind_word(one.kind),
        occurred=_full(stamp.occurred, stamp),
        recorded=_full(stamp.recorded, stamp),
    )
    late = late_by(one)
    parts = [Text(safe(head), style="bold")]
    if late >= _LATE_FROM and one.kind != "incident.opened":
        parts.append(line(badge(_p("badge", "补"), "care"), _("事后 {span} 补记", span=span_words(late))))
    parts.append(Text(safe(line_words(one))))
    for earlier, after in zip((one.text, *(c.text for c in one.corrections)), one.corrections, strict=False):
        when = _full(after.stamp.recorded, after.stamp)
        parts.append(
            line(badge(_p("badge", "更"), "care"), _("{when} 更正；原来写：{text}", when=when, text=earlier))
        )
    if one.undone_by is not None:
        parts.append(line(badge(_p("badge", "撤"), "off"), _("被第 {seq} 条撤销", seq=one.undone_by)))
    if one.kind == "erased-body":
        parts.append(
            Text(safe(_("内容和密钥已销毁，读不回来；这一条的位置、时间和指纹还在链上，可以验证。")))
        )
    named = [
        *(names.people.get(one_id, one_id) for one_id in one.people),
        *(names.secrets.get(one_id, one_id) for one_id in one.secrets),
        *(item_name(number) for number in one.items),
        *(f"#{tag}" for tag in (one.tags if one.kind == "note.added" else ())),
    ]
    if named:
        parts.append(Text(safe(_("涉及：{named}", named=_("、").join(named)))))
    writer = names.members.get(stamp.author, stamp.author[:8])
    parts.append(Text(safe(_("记录人：{name}", name=writer)), style="dim"))
    return Text("\n").join(parts)


def proof_words(one: TimelineLine, why: str, size: int, root: str) -> str:
    """What to tell once a body is destroyed: what stays provable, and by what."""
    return _(
        "第 {seq} 条的内容已清除：{why}。它曾在这里仍可验证：日志共 {size} 条，校验根 {root}。",
        seq=one.stamp.seq,
        why=why,
        size=size,
        root=root[:16],
    )


def keys_of(lines: Sequence[TimelineLine]) -> tuple[int, ...]:
    """What tells the lines apart."""
    return tuple(one.stamp.seq for one in lines)


def _moment(moment: int, tz: int) -> datetime:
    return from_microseconds(moment, tz)


def _full(moment: int, stamp: Stamp) -> str:
    return from_microseconds(moment, stamp.tz).strftime("%m-%d %H:%M:%S")
