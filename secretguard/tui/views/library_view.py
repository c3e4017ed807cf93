"""The drill library as a frozen view. Pure."""

from __future__ import annotations

from collections.abc import Collection

from secretguard.content import LoadedPlaybook, Playbook, Shelf
from secretguard.content.loading import BrokenFile
from secretguard.i18n import _
from secretguard.tui.marks import Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row


def library_rows(shelf: Shelf, played: Collection[str], industry: str) -> tuple[Row, ...]:
    """Playbooks, the recommended first; broken files last, greyed, with their line."""
    order = sorted(shelf.playbooks, key=lambda item: (item.playbook.id in played, not _fits(item, industry)))
    rows = [_row(item.playbook, item.playbook.id in played, _fits(item, industry)) for item in order]
    return (*rows, *(_broken(file) for file in shelf.broken))


def _fits(loaded: LoadedPlaybook, industry: str) -> bool:
    return bool(industry) and any(word in industry or industry in word for word in loaded.playbook.industry)


def _row(book: Playbook, played: bool, fits: bool) -> Row:
    word, tone = (_("演"), "off") if played else (_("荐"), "good") if fits else ("　", "off")
    sign = badge(word, tone) if word.strip() else "  "  # type: ignore[arg-type]
    words = f"{book.title} {book.id} {' '.join(book.industry)}"
    return Row(f"book:{book.id}", line(sign, book.title), words=words)


def _broken(file: BrokenFile) -> Row:
    problem = file.problems[0]
    grey: Tone = "off"
    text = line(badge(_("坏"), grey), str(problem))
    text.stylize("dim")
    return Row(f"broken:{file.path.name}", text, words=file.path.name, enabled=False)


def preview(book: Playbook, *, whole: bool) -> str:
    """What a playbook is about; the whole of it (spoilers) only when asked for."""
    levels = {1: _("入门"), 2: _("中等"), 3: _("较难")}
    players = [role.title for role in book.roles if role.played_by == "player"]
    lines = [
        book.title,
        _("{industry}　{full}分钟（短版{short}）　{level}", industry=_("、").join(book.industry),
          full=book.minutes.full, short=book.minutes.short, level=levels[book.level]),
        "",
        book.summary.strip(),
        "",
        _("谁来：{roles}", roles=_("、").join(players)),
        "",
        *(f"{goal.id} {goal.title}" for goal in book.objectives),
    ]  # fmt: skip
    if whole:
        lines += ["", _("—— 以下有剧透，不要投影 ——")]
        for inject in book.injects:
            star = "*" if inject.short else " "
            lines += ["", f"{inject.id}{star} {inject.title}", inject.text.strip()]
            lines += [_("问 {question}", question=question) for question in inject.questions]
    return safe("\n".join(lines))
