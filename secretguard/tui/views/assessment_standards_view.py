"""The shelf of standards as rows with details; what an import found, or what is wrong with its file. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from secretguard.content import BrokenFile, ContentProblem, LoadedCrosswalk, LoadedStandard, StandardShelf
from secretguard.errors import SecretGuardError
from secretguard.i18n import _, _p, current_language
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row

if TYPE_CHECKING:
    from secretguard.compliance.exchange import Imported

_MOST_SHOWN = 40
"""Lines of a preview: of problems, of requirements."""


def shelf_rows(shelf: StandardShelf) -> tuple[Row, ...]:
    """标 standards, 表 crosswalks, 坏 files that cannot be read."""
    rows = []
    for standard in shelf.standards:
        known = standard.standard
        words = f"{known.id} {_title(standard)}"
        aside = Text(_("{count} 项", count=len(known.assessed())))
        sign = badge(_p("standard", "标"), "good" if known.own or known.text_checked else "info")
        rows.append(Row(f"standard:{known.id}", line(sign, _title(standard)), words=words, aside=aside))
    for crosswalk in shelf.crosswalks:
        walk = crosswalk.crosswalk
        words = walk.title or walk.id
        aside = Text(_("{count} 行", count=len(walk.rows)))
        sign = badge(_p("standard", "表"), "info")
        rows.append(Row(f"crosswalk:{walk.id}", line(sign, words), words=words, aside=aside))
    for number, broken in enumerate(shelf.broken):
        sign = badge(_p("standard", "坏"), "bad")
        rows.append(Row(f"broken:{number}", line(sign, broken.path.name), words=broken.path.name))
    return tuple(rows)


def _title(loaded: LoadedStandard) -> str:
    known = loaded.standard
    return known.title_en if current_language() == "en" and known.title_en else known.title


def row_details(shelf: StandardShelf, row_id: str) -> Text:
    """What a line of the shelf is."""
    kind, _colon, name = row_id.partition(":")
    if kind == "broken":
        return problems_text(_broken(shelf.broken, name))
    if kind == "crosswalk":
        found = next((one for one in shelf.crosswalks if one.crosswalk.id == name), None)
        return _crosswalk(found) if found is not None else Text()
    standard = next((one for one in shelf.standards if one.standard.id == name), None)
    return _standard(standard, shelf) if standard is not None else Text()


def _broken(files: Sequence[BrokenFile], number: str) -> Sequence[ContentProblem]:
    return files[int(number)].problems if number.isdecimal() and int(number) < len(files) else ()


def _standard(loaded: LoadedStandard, shelf: StandardShelf) -> Text:
    known = loaded.standard
    text = Text(safe(_title(loaded)), style="bold")
    _part(
        text, _("出处"), "　".join(filter(None, (known.issuer, known.number, known.published, known.version)))
    )
    if known.own:
        _part(text, _("正文"), _("密盾自己的话，不冒充任何标准的条文"))
    elif known.text_checked is not None:
        check = known.text_checked
        _part(text, _("正文"), _("{by} {when} 核对过", by=check.by, when=check.when))
    else:
        _part(text, _("正文"), _("没有人对照原文核对过，报告不印条款号"))
    _part(text, _("来源"), known.source_note or known.origin or "")
    _part(text, _("版权"), known.copyright or "")
    for profile in shelf.profiles_of(known.id):
        words = f"{profile.title}　{_('{count} 项', count=len(profile.requirements))}"
        _part(text, _("方案"), words)
    _part(text, _("文件"), str(loaded.path))
    return text


def _crosswalk(loaded: LoadedCrosswalk) -> Text:
    walk = loaded.crosswalk
    text = Text(safe(walk.title or walk.id), style="bold")
    _part(text, _("从"), walk.source + ("" if loaded.source_known else _("（不在手边）")))
    _part(text, _("到"), walk.target + ("" if loaded.target_known else _("（不在手边）")))
    if walk.checked is not None:
        _part(text, _("核对"), f"{walk.checked.by} {walk.checked.when}")
    else:
        _part(text, _("核对"), _("还没有人核对"))
    if loaded.unresolved:
        shown = _("、").join(loaded.unresolved[:_MOST_SHOWN])
        words = _("{count} 个编号找不到：{names}", count=len(loaded.unresolved), names=shown)
        _part(text, _("找不到"), words)
    _part(text, _("说明"), walk.note)
    _part(text, _("文件"), str(loaded.path))
    return text


def _part(text: Text, label: str, words: str) -> None:
    if words:
        text.append("\n" + safe(label) + "　", style="not bold dim")
        text.append(safe(words.strip()), style="not bold")


# ---- importing


def imported_text(imported: Imported, missing: Sequence[str]) -> Text:
    """What an import found, before anybody keeps it; `missing` names what its crosswalks lack."""
    text = Text(safe(imported.title), style="bold")
    _part(text, _("格式"), imported.format_words)
    standard = imported.standard
    if standard is not None:
        _part(text, _("编号"), standard.id)
        _part(
            text,
            _("内容"),
            _("{areas} 章，{count} 项要答", areas=len(standard.areas), count=imported.assessed),
        )
        _part(text, _("版权"), standard.copyright or "")
    if imported.crosswalks:
        words = _("{count} 份，共 {rows} 行", count=len(imported.crosswalks), rows=imported.rows)
        _part(text, _("对照表"), words)
    for note in (*imported.notes, *missing):
        _part(text, _("注"), note)
    if standard is not None:
        text.append("\n")
        for item in standard.assessed()[:_MOST_SHOWN]:
            text.append("\n" + safe(f"{item.printed_number} {item.title}"), style="not bold")
        if imported.assessed > _MOST_SHOWN:
            more = _("⋯⋯还有 {count} 项", count=imported.assessed - _MOST_SHOWN)
            text.append("\n" + safe(more), style="not bold dim")
    return text


def refused_text(error: SecretGuardError) -> Text:
    """Why a file was not taken: every problem with its line."""
    problems = error.facts.get("problems")
    if isinstance(problems, tuple) and problems:
        text = problems_text([one for one in problems if isinstance(one, ContentProblem)])
    else:
        text = Text(safe(error.message), style="bold")
    text.append("\n\n" + safe(error.remedy), style="not bold")
    return text


def problems_text(problems: Sequence[ContentProblem]) -> Text:
    """Each problem on a line of its own, the first ones of many."""
    text = Text(_("{count} 处问题", count=len(problems)), style="bold")
    for problem in problems[:_MOST_SHOWN]:
        text.append("\n" + safe(str(problem)), style="not bold")
    if len(problems) > _MOST_SHOWN:
        more = _("⋯⋯还有 {count} 处", count=len(problems) - _MOST_SHOWN)
        text.append("\n" + safe(more), style="not bold dim")
    return text
