"""The console's small questions: why this option, what they said instead, who did it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretguard import drills
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.times import minutes
from secretguard.tui.screens.question import TextLine

if TYPE_CHECKING:
    from secretguard.tui.screens.console import ConsoleScreen


def ask_reason(screen: ConsoleScreen, option: str) -> None:
    """One line for the reason they gave; empty is allowed, Esc takes nothing."""

    def answered(text: str | None) -> None:
        if text is not None:
            reason = text.strip() or None
            screen.attempt(lambda: drills.decide(screen.room, option, reason=reason))

    screen.app.push_screen(TextLine(_("选 {option}，他们的理由（可空）", option=option)), answered)


def ask_free_answer(screen: ConsoleScreen) -> None:
    """Their own words first, then the option it comes nearest to."""

    def mapped(words: str, letter: str) -> None:
        drills.decide(screen.room, letter, words=words)

    def said(words: str) -> None:
        question = _("归到哪一项（{letters}）", letters=_letters(screen))
        screen.ask_text(question, lambda letter: mapped(words, letter))

    screen.ask_text(_("他们怎么做"), said)


def _letters(screen: ConsoleScreen) -> str:
    visit = screen.room.state.current
    decision = visit.inject.decision if visit else None
    return " ".join(option.id for option in decision.options) if decision else ""


def ask_mark_details(screen: ConsoleScreen, action: str) -> None:
    """Add to a mark: the time they state (20h) and what was seen; `20h 两人在场` or `两人在场`."""
    state = screen.room.state
    marked = state.marks.get(action)

    def noted(text: str) -> None:
        stated, why = _split(text)
        wanted = marked.entry.mark if marked and stated is None else None
        if wanted is None and stated is None:
            raise RefusedError(_("先按数字标完、迟、半、漏，再写看到了什么。"))
        drills.mark(
            screen.room,
            action,
            wanted,
            stated=stated,
            why=why,
            evaluator=marked.entry.evaluator if marked else None,
        )

    screen.ask_text(_("他们说的用时和看到的（例 20h 两人在场）"), noted)


def _split(text: str) -> tuple[int | None, str | None]:
    first, _space, rest = text.strip().partition(" ")
    if first[:1].isdigit() or first.startswith("+"):
        return minutes(first), rest.strip() or None
    return None, text.strip()
