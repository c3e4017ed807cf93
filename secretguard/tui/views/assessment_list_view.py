"""The assessments of an enterprise as rows, and how the finished ones have gone over the years. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from secretguard.compliance import AssessmentLine, side_word
from secretguard.i18n import _, _p
from secretguard.tui.marks import badge, line
from secretguard.tui.views.assessment_words import letter_mark, percent_words
from secretguard.tui.widgets.lists import Row

_BAR = 20


def assessment_rows(lines: Sequence[AssessmentLine]) -> tuple[Row, ...]:
    """正 open, 封 frozen; who, how far, which grade."""
    return tuple(_row(one) for one in lines)


def _row(one: AssessmentLine) -> Row:
    frozen = one.status == "frozen"
    sign = badge(_p("assessment", "封"), "off") if frozen else badge(_p("assessment", "正"), "good")
    left = one.all - one.answered
    if frozen:
        how = _("{day} 封存", day=one.on or "")
    else:
        how = _("待答 {left}/{all}", left=left, all=one.all) if left else _("答完，没封存")
    aside = Text("  ").join(
        (Text(percent_words(one.percent)), letter_mark(one.letter if one.percent is not None else None))
    )
    words = f"{one.title}　{side_word(one.side)}　{how}"
    return Row(one.id, line(sign, words), words=words, aside=aside)


def trend_words(lines: Sequence[AssessmentLine]) -> Text:
    """A bar for each finished one, of each profile by itself, the oldest first."""
    frozen = [one for one in lines if one.status == "frozen" and one.percent is not None]
    text = Text()
    for profile in dict.fromkeys(one.profile for one in frozen):
        rows = sorted((one for one in frozen if one.profile == profile), key=lambda one: one.on or "")
        if len(frozen) > len(rows):
            text.append(f"{profile}\n", style="bold")
        for one in rows:
            filled = round(_BAR * (one.percent or 0) / 100)
            bar = "=" * filled + "." * (_BAR - filled)
            text.append(f"{one.year} {side_word(one.side)} [{bar}] {percent_words(one.percent)} ")
            text.append_text(letter_mark(one.letter))
            text.append("\n")
    text.rstrip()
    return text if frozen else Text(_("封存过的评估在这里逐年比。"), style="dim")


def home_rows(lines: Sequence[AssessmentLine]) -> tuple[Row, ...]:
    """For the home screen: those that are open, else the last one with the one before it."""
    opened = [one for one in lines if one.status == "open"]
    if opened:
        return tuple(_home_row(one, badge(_p("assessment", "评"), "care")) for one in opened)
    if not lines:
        return ()
    row = _home_row(lines[0], badge(_p("assessment", "评"), "off"))
    before = next((one for one in lines[1:] if one.profile == lines[0].profile), None)
    if before is None or before.percent is None:
        return (row,)
    told = _("{words}　上次 {percent}", words=row.words, percent=percent_words(before.percent))
    return (Row(row.id, line(badge(_p("assessment", "评"), "off"), told), words=told),)


def _home_row(one: AssessmentLine, sign: Text) -> Row:
    left = one.all - one.answered
    words = f"{one.title}　{percent_words(one.percent)} {one.letter or ''}".rstrip()
    if one.status == "open":
        words = _("{title}　待答 {left}/{all}", title=one.title, left=left, all=one.all)
    return Row(f"assessment:{one.id}", line(sign, words), words=words)
