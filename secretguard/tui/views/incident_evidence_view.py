"""S12 as drawn: the evidence by how soon it is lost, one item's facts and its chain of custody. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from secretguard.clock import from_microseconds
from secretguard.i18n import _, _p
from secretguard.incidents import (
    CustodyLink,
    EvidenceCategory,
    IncidentState,
    Item,
    Stamp,
    category_of,
    event_word,
    gaps,
    preserve_first,
)
from secretguard.tui.marks import STYLES, Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets import Row
from secretguard.tui.widgets.lists import PAGE

_SPEEDS = ("minutes", "days", "stable")
_BAR = 12
_SIZES = ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"))


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What the screen shows: the list's title and lines, and what is still to be preserved."""

    title: str
    rows: tuple[Row, ...]
    advice: str


def size_words(size: int) -> str:
    """2.6 GB, 812 KB, 17 字节."""
    for unit, word in _SIZES:
        if size >= unit:
            return f"{size / unit:.1f} {word}"
    return _("{size} 字节", size=size)


def evidence_view(state: IncidentState) -> EvidenceView:
    """All items, the soonest lost first, with a heading for each speed."""
    items = list(state.evidence.values())
    rows: list[Row] = []
    for speed in _SPEEDS:
        own = [item for item in items if item.taken.volatility == speed]
        if own:
            rows.append(Row(f"head:{speed}", Text(safe(speed_word(speed)), "italic"), enabled=False))
            rows += [_row(item) for item in own]
    wrong = sum(1 for item in items if item.wrong)
    title = _("证据 {count}", count=len(items))
    if wrong:
        title = _("证据 {count}　对不上 {wrong}", count=len(items), wrong=wrong)
    if len(rows) > PAGE:
        title = _("{title}　只列前 {shown} 行，打字筛选", title=title, shown=PAGE)
    return EvidenceView(title, tuple(rows), advice(state))


def speed_word(speed: str) -> str:
    """How soon it is lost."""
    return {
        "minutes": _("几分钟到几小时就没了"),
        "days": _("几天到几周就没了"),
        "stable": _("放得住"),
    }[speed]


def advice(state: IncidentState) -> str:
    """Which kinds the playbook wants preserved and nobody has taken in yet, the soonest lost first."""
    wanted = missing_kinds(state)
    if not wanted:
        return ""
    words = _("、").join(one.label for one in wanted[:4])
    return _("还没有收：{kinds}。最怕：{killed}", kinds=words, killed=wanted[0].warning)


def missing_kinds(state: IncidentState) -> tuple[EvidenceCategory, ...]:
    """One category for each family that the playbook names and no item belongs to."""
    if state.story is None:
        return ()
    families = {family for task in state.story.tasks for family in task.preserves}
    for item in state.evidence.values():
        known = category_of(item.taken.category)
        if known is not None:
            families.discard(known.family)
    found: dict[str, EvidenceCategory] = {}
    for one in preserve_first(families):
        found.setdefault(one.family, one)
    return tuple(found.values())


def sign_of(item: Item) -> tuple[str, Tone]:
    """错 does not match, 还 given back, 固 a file in the vault, 封 sealed, 物 an object."""
    if item.wrong:
        return _p("badge", "错"), "bad"
    if item.is_returned:
        return _p("badge", "还"), "off"
    if item.blob is not None:
        return _p("badge", "固"), "good"
    if item.seal:
        return _p("badge", "封"), "info"
    return _p("badge", "物"), "info"


def category_word(category: str) -> str:
    """The kind in the user's language; one that this edition does not know by its id."""
    known = category_of(category)
    return known.label if known else category


def _row(item: Item) -> Row:
    size = size_words(item.blob.size) if item.blob else _("没有文件")
    words = f"{item.name} {item.taken.title}"
    text = line(badge(*sign_of(item)), words)
    if item.wrong:
        text = line(badge(*sign_of(item)), Text(safe(words), STYLES["bad"]), _("对不上"))
    text = line(text, Text(safe(_("{holder}　{size}", holder=item.holder, size=size)), "dim"))
    everything = f"{words} {item.holder} {category_word(item.taken.category)} {item.taken.source}"
    return Row(str(item.number), text, everything)


# ---- one item


def item_words(item: Item) -> Text:
    """Everything known of an item: what is wrong first, then its chain, then its facts and digests."""
    lines = [Text(safe(f"{item.name} {item.taken.title}"), "bold")]
    if item.wrong:
        lines.append(Text(safe(_("对不上：{wrong}", wrong=item.wrong)), STYLES["bad"]))
    lines.append(Text(safe(_("现在在 {holder} 处", holder=item.holder)), "bold"))
    lines += _chain(item)
    lines += [Text(safe(f"{name}　{value}")) for name, value in _facts(item) if value]
    return Text("\n").join(lines)


def _chain(item: Item) -> Iterator[Text]:
    taken = item.taken
    yield Text(safe(_("{time} 收入，由 {holder} 保管", time=_moment(item.stamp), holder=taken.holder)))
    for link in item.chain:
        yield link_words(link)
    for gap in gaps(item):
        yield Text(safe(_("缺一环：{gap}", gap=gap)), STYLES["bad"])


def link_words(link: CustodyLink) -> Text:
    """One event: when, from whom to whom, what for; whether it still matched."""
    entry = link.entry
    words = _(
        "{time} {event} {giver} 到 {taker}：{purpose}",
        time=_moment(link.stamp),
        event=event_word(entry.event),
        giver=entry.giver,
        taker=entry.taker,
        purpose=entry.purpose,
    )
    text = Text(safe(words))
    if entry.seal_after:
        text.append(safe(_("　封签 {seal}", seal=entry.seal_after)))
    if entry.condition:
        text.append(safe(_("　{condition}", condition=entry.condition)))
    if entry.matches:
        text.append(safe(_("　核对一致")), "dim")
    for fault in entry.faults:
        text.append("\n")
        text.append(safe(_("对不上：{wrong}", wrong=fault)), STYLES["bad"])
    return text


def _moment(stamp: Stamp) -> str:
    return f"{from_microseconds(stamp.occurred, stamp.tz):%m-%d %H:%M}"


def _facts(item: Item) -> Iterator[tuple[str, str | None]]:
    taken = item.taken
    tool = " ".join(part for part in (taken.tool, taken.tool_version) if part)
    yield _("是什么"), category_word(taken.category)
    yield _("从哪来"), taken.source
    yield _("怎么取得"), taken.method
    yield _("工具"), tool
    yield _("地点"), taken.place
    yield _("见证"), taken.witness
    yield _("是否原件"), _("原件") if taken.original == "original" else _("复制件")
    yield _("证明"), taken.proves
    yield _("封签"), item.seal
    if taken.same_as is not None:
        yield _("相同"), _("内容和 E-{number} 一样", number=f"{taken.same_as:02d}")
    if taken.origin is not None:
        yield _("文件"), taken.origin.name
    if item.blob is not None:
        yield _("大小"), size_words(item.blob.size)
        yield "SHA-256", item.blob.sha256
        yield "SM3", item.blob.sm3


# ---- what goes on


def work_words(words: str, done: int, size: int, seconds: float, now: str = "") -> str:
    """正在收入 1.8/2.6 GB 69% 约 12 秒; counts of small numbers without a unit."""
    parts = [words]
    if size:
        share = min(1.0, done / size)
        amount = f"{size_words(done)}/{size_words(size)}" if size > 2**16 else f"{done}/{size}"
        full = round(share * _BAR)
        parts.append(f"[{'=' * full}{' ' * (_BAR - full)}] {amount} {share:.0%}")
        if share > 0.02 and seconds > 1:
            parts.append(_("约 {seconds} 秒", seconds=round(seconds / share - seconds)))
    if now:
        parts.append(now)
    return "　".join(parts)
