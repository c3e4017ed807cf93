"""The console's small questions: why this option, what they said instead, who did it and when."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from secretguard import drills
from secretguard.content.playbook import Option
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.times import minutes
from secretguard.tui.screens.question import NoticeLine, TextLine
from secretguard.tui.views.choice_words import option_digit

if TYPE_CHECKING:
    from secretguard.tui.screens.console import ConsoleScreen


def ask_reason(screen: ConsoleScreen, option: str) -> None:
    """One line for the reason they gave; empty is allowed, Esc takes nothing."""

    def answered(text: str | None) -> None:
        if text is not None:
            reason = text.strip() or None
            screen.attempt(lambda: drills.decide(screen.room, option, reason=reason))

    visit = screen.room.state.current
    number = option_digit(screen.room.state, visit.inject.id, option) if visit else option
    screen.app.push_screen(TextLine(_("选 {option}，他们的理由（可空）", option=number)), answered)


def ask_free_answer(screen: ConsoleScreen) -> None:
    """Their own words first, then the option it comes nearest to, by its digit."""
    options = _options(screen)

    def map_to(words: str, digit: str) -> None:
        option = _option_of(options, digit)
        if option is None:
            screen.tell(_("没有第「{typed}」项。", typed=digit), bad=True)
            # Asked again: their words must not have to be typed twice.
            screen.call_later(ask_digit, words)
        else:
            drills.decide(screen.room, option, words=words)

    def ask_digit(words: str) -> None:
        question = _("归到最近的哪一项（1 到 {count}）", count=len(options))
        screen.ask_text(question, lambda digit: map_to(words, digit))

    screen.ask_text(_("他们怎么做"), ask_digit)


def _options(screen: ConsoleScreen) -> tuple[Option, ...]:
    visit = screen.room.state.current
    return visit.inject.decision.options if visit and visit.inject.decision else ()


def _option_of(options: Sequence[Option], typed: str) -> str | None:
    """The option behind a digit, full-width ones too; None if there is no such one."""
    digit = unicodedata.normalize("NFKC", typed).strip()
    found = digit.isdecimal() and 1 <= int(digit) <= len(options)
    return options[int(digit) - 1].id if found else None


def ask_mark_details(screen: ConsoleScreen, action: str) -> None:
    """Add to a mark: the time they state (20h) and what was seen; `20h 两人在场` or `两人在场`."""
    state = screen.room.state
    marked = state.marks.get(action)

    def noted(text: str) -> None:
        stated, why = _split(text)
        if marked is None and stated is None:
            raise RefusedError(_("先按数字标完、迟、半、漏，再写看到了什么。"))
        evaluator = marked.entry.evaluator if marked else None
        if marked is not None and stated is None:
            # A word added later leaves the time as it was marked.
            kept = marked.minute if marked.entry.stated else None
            then = None if marked.entry.stated else marked.stamp.occurred
            again = drills.mark(
                screen.room, action, marked.entry.mark, stated=kept, why=why, evaluator=evaluator,
                occurred=then,
            )  # fmt: skip
        else:
            again = drills.mark(screen.room, action, stated=stated, why=why, evaluator=evaluator)
        screen.tell_doubt(again)

    screen.ask_text(_("他们说的用时和看到的（例 20h 两人在场）"), noted)


def _split(text: str) -> tuple[int | None, str | None]:
    first, _space, rest = text.strip().partition(" ")
    if first[:1].isdigit() or first.startswith("+"):
        return minutes(first), rest.strip() or None
    return None, text.strip()


def show_feed(screen: ConsoleScreen) -> None:
    """Open the second window, or show where it is; Del in that line closes it."""

    def answered(close: bool | None) -> None:
        if close:
            screen.attempt(screen.desk_app.toggle_feed)

    app = screen.desk_app
    if not app.feed_words and not screen.attempt(app.toggle_feed):
        return
    where = _("浏览器打开它，或在另一个终端运行 secretguard stage；只有这台电脑打得开。")
    screen.app.push_screen(NoticeLine(f"{app.feed_words}　{where}"), answered)
