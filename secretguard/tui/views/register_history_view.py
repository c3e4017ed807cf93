"""What happened to a record, line by line: when, who, from what to what. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.register import FieldChange
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row


def history_rows(
    changes: Sequence[FieldChange], names: Mapping[bytes, str], *, whole: bool
) -> tuple[Row, ...]:
    """Every change, the newest first; `whole` names the field of each."""
    rows = []
    for number, change in enumerate(changes):
        who = names.get(change.author, _("不认识的成员"))
        when = f"{change.moment:%Y-%m-%d %H:%M}"
        text = line(_sign(change), f"{when} {who}　")
        if change.removed:
            text.append(safe(_("移出：{why}", why=change.what or "")))
        else:
            text.append_text(_from_to(change, whole=whole))
            if change.what:
                text.append(f"　{safe(change.what)}", style="dim")
        text.append("　" + _("第 {seq} 笔", seq=change.seq), style="dim")
        rows.append(Row(f"{change.seq}:{number}", text, words=text.plain))
    return tuple(reversed(rows))


def _sign(change: FieldChange) -> Text:
    if change.removed:
        return badge(_p("history", "移"), "bad")
    if change.undoes is not None:
        return badge(_p("history", "撤"), "care")
    return badge(_p("history", "改"), "info") if change.before else badge(_p("history", "新"), "good")


def _from_to(change: FieldChange, *, whole: bool) -> Text:
    text = Text(f"{safe(change.label)} " if whole else "", style="bold")
    before, after = (safe(words.replace("\n", " ")) for words in (change.before, change.after))
    if before:
        text.append(before, style="not bold strike")
        text.append(" ＞ ", style="not bold dim")
    text.append(after or _("清空"), style="not bold" if after else "not bold italic")
    return text
