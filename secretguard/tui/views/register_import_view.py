"""What an import would do, line by line, before anything is saved; spreadsheets that lie about. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.register import RECORD_TYPES
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import PAGE, Row

if TYPE_CHECKING:
    # Importing spreadsheets is slow to load, and few come here.
    from secretguard.register.exchange import Change, Preview

_FIELDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A spreadsheet in a folder where one would look for it."""

    path: Path
    changed: datetime


@dataclass(frozen=True, slots=True)
class PreviewView:
    """Rows, problems first; the sums; whether F8 may import."""

    rows: tuple[Row, ...]
    summary: str
    ready: bool


def file_rows(files: Sequence[FoundFile]) -> tuple[Row, ...]:
    """Spreadsheets to choose from, the newest first."""
    rows = []
    for file in sorted(files, key=lambda each: each.changed, reverse=True)[:PAGE]:
        text = Text(f"{safe(file.path.name)}　", style="bold")
        text.append(f"{file.changed:%Y-%m-%d %H:%M}　{safe(str(file.path.parent))}", style="not bold dim")
        rows.append(Row(str(file.path), text, words=str(file.path), short=True))
    return tuple(rows)


def preview_view(preview: Preview) -> PreviewView:
    """All that would happen: what is wrong, what is added and changed, what the file leaves out."""
    rows = list(_rows(preview))
    if len(rows) > PAGE:
        left = len(rows) - PAGE + 1
        rows[PAGE - 1 :] = [_row("rest", "　", "off", _("以下还有 {count} 行没有列出。", count=left))]
    return PreviewView(tuple(rows), _summary(preview), preview.ok and not preview.is_empty)


def _rows(preview: Preview) -> Iterator[Row]:
    for number, problem in enumerate(preview.problems):
        yield _row(f"problem:{number}", _p("import", "错"), "bad", str(problem))
    for number, note in enumerate(preview.notes):
        yield _row(f"note:{number}", _p("import", "注"), "info", note)
    for change in preview.changed:
        yield _change_row(change, _p("import", "改"), "care")
    for change in preview.added:
        yield _change_row(change, _p("import", "新"), "good")
    for ref, name in preview.missing:
        kind = RECORD_TYPES[ref.kind].label
        words = _("表里没有 {kind} {id} {name}，台账里的不动", kind=kind, id=ref.id, name=name)
        yield _row(f"missing:{ref.kind}:{ref.id}", _p("import", "在"), "off", words)


def _row(row_id: str, word: str, tone: Tone, text: str) -> Row:
    return Row(row_id, line(badge(word, tone), text), words=text)


def _change_row(change: Change, word: str, tone: Tone) -> Row:
    kind = RECORD_TYPES[change.ref.kind].label
    text = line(badge(word, tone), f"{kind} {change.ref.id} {change.name}　")
    parts = [
        _("{label}：{before} ＞ {after}", label=each.label, before=each.before, after=each.after or _("清空"))
        if each.before
        else _("{label}：{after}", label=each.label, after=each.after)
        for each in change.fields[:_FIELDS_SHOWN]
    ]
    if len(change.fields) > _FIELDS_SHOWN:
        parts.append(_("还有 {count} 栏", count=len(change.fields) - _FIELDS_SHOWN))
    text.append(safe(_("；").join(part.replace("\n", " ") for part in parts)))
    text.append(f"　{safe(str(change.place))}", style="dim")
    return Row(f"change:{change.ref.kind}:{change.ref.id}", text, words=text.plain)


def _summary(preview: Preview) -> str:
    parts = [
        _("新增 {count} 条", count=len(preview.added)),
        _("改 {count} 条", count=len(preview.changed)),
        _("不变 {count} 条", count=preview.unchanged),
    ]
    if preview.missing:
        parts.append(_("表里没有的 {count} 条不动", count=len(preview.missing)))
    if preview.problems:
        parts.append(_("有错 {count} 处，改好表格再来，什么都没存", count=len(preview.problems)))
    elif preview.is_empty:
        parts.append(_("和台账一样，不用导入"))
    else:
        parts.append(_("还没有存，按 F8 导入"))
    return _("，").join(parts) + _("。")
