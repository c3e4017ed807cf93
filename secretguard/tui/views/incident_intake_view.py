"""What a folder holds before it is taken in, and what became of it, in words and lines. Pure."""

from __future__ import annotations

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.incidents import FolderTaken, Listing, Taken
from secretguard.incidents.safe_source import shown_name
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.incident_evidence_view import size_words
from secretguard.tui.widgets import Row

_SHOWN = 200
"""So many lines of a folder are shown; the rest is counted."""


def taken_words(taken: Taken) -> str:
    """What became of one file."""
    item = taken.item
    if taken.already:
        return _("这一份早就收过：{item}，没有再记。", item=item.name)
    size = size_words(item.blob.size) if item.blob else ""
    words = _("{item} 已封存 {size}，读回来核对一致。", item=item.name, size=size)
    if taken.same_as is not None:
        words += _("内容和 E-{number} 一样。", number=f"{taken.same_as:02d}")
    return words


def listing_words(listing: Listing) -> str:
    """1 204 files, 5 GB, 3 not."""
    count, size = len(listing.files), size_words(listing.size)
    if listing.left_out:
        return _("{count} 个文件 {size}　不收 {out} 项", count=count, size=size, out=len(listing.left_out))
    return _("{count} 个文件 {size}", count=count, size=size)


def listing_rows(listing: Listing) -> list[Row]:
    """First what is not taken, each with its reason; then the files."""
    rows = [
        Row(f"out:{number}", line(badge(_p("badge", "略"), "care"), f"{one.shown}　{one.why}"))
        for number, one in enumerate(listing.left_out[:_SHOWN])
    ]
    rows += [
        Row(
            f"file:{number}",
            line(
                badge(_p("badge", "收"), "info"),
                f"{shown_name(found.path.relative_to(listing.folder))}　{size_words(found.identity.size)}",
            ),
        )
        for number, found in enumerate(listing.files[: _SHOWN - len(rows)])
    ]
    return [*rows, *_more(len(listing.files) + len(listing.left_out) - len(rows))]


def folder_taken_words(taken: FolderTaken) -> str:
    """How many came to what."""
    parts = [_("收入 {count} 份", count=taken.count("taken"))]
    if already := taken.count("already"):
        parts.append(_("早就收过 {count} 份", count=already))
    if twice := taken.count("duplicate"):
        parts.append(_("内容重复没收 {count} 份", count=twice))
    if refused := taken.count("refused"):
        parts.append(_("没收成 {count} 份", count=refused))
    if taken.left_out:
        parts.append(_("不收 {count} 项", count=len(taken.left_out)))
    return _("，").join(parts)


def folder_taken_rows(taken: FolderTaken) -> list[Row]:
    """First what was not taken and why, then the rest."""
    signs: dict[str, tuple[str, Tone]] = {
        "refused": (_p("badge", "拒"), "bad"),
        "duplicate": (_p("badge", "重"), "care"),
        "already": (_p("badge", "有"), "off"),
        "taken": (_p("badge", "收"), "good"),
    }
    rows = [
        Row(f"out:{number}", line(badge(_p("badge", "略"), "care"), f"{one.shown}　{one.why}"))
        for number, one in enumerate(taken.left_out[:_SHOWN])
    ]
    order = list(signs)
    outcomes = sorted(taken.outcomes, key=lambda one: order.index(one.outcome))
    for number, one in enumerate(outcomes[: max(0, _SHOWN - len(rows))]):
        name = f"E-{one.item:02d} {one.shown}" if one.item is not None else one.shown
        words = f"{name}　{one.why}" if one.why else name
        rows.append(Row(f"one:{number}", line(badge(*signs[one.outcome]), words)))
    return [*rows, *_more(len(outcomes) + len(taken.left_out) - len(rows))]


def _more(left: int) -> list[Row]:
    if left <= 0:
        return []
    return [Row("more", Text(safe(_("还有 {count} 项没有列出", count=left)), "dim"), enabled=False)]
