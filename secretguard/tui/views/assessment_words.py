"""Marks and words that the screens of an assessment share. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.text import Text

from secretguard.compliance import (
    Answered,
    AssessmentState,
    AutoAnswer,
    Letter,
    origin_of,
    verdict_badge,
    verdict_word,
)
from secretguard.content import Requirement
from secretguard.i18n import _, _p, current_language
from secretguard.tui.marks import Tone, badge

VERDICT_TONES: Final[Mapping[str, Tone]] = {
    "met": "good",
    "partly": "care",
    "unmet": "bad",
    "na": "off",
}
LETTER_TONES: Final[Mapping[str, Tone]] = {"A": "good", "B": "info", "C": "care", "D": "bad"}


def verdict_mark(verdict: str | None) -> Text:
    """合 半 缺 免, 待."""
    return badge(verdict_badge(verdict), VERDICT_TONES.get(verdict or "", "info"))


def letter_mark(letter: Letter | str | None) -> Text:
    """A to D in its tone; a dash while nothing counts."""
    return badge(f" {letter or '-'} ", LETTER_TONES.get(letter or "", "off"))


def carried_count(state: AssessmentState) -> int:
    """Answers that were only carried over: nobody has looked at them again this time."""
    return sum(1 for answered in state.answers.values() if answered.given.carried is not None)


def origin_mark(state: AssessmentState, item: Requirement, auto: AutoAnswer | None) -> str:
    """自 人 沿 of an answer; 自合 where only the records have answered. Four cells."""
    answered = state.answers.get(item.id)
    if answered is not None:
        mark = {
            "records": _p("assessment", "自"),
            "person": _p("assessment", "人"),
            "carried": _p("assessment", "沿"),
        }[origin_of(answered)]
        return f"{mark}　"
    if says_something(auto):
        assert auto is not None
        return _p("assessment", "自") + verdict_badge(auto.found)
    return "　　"


def origin_words(answered: Answered) -> str:
    """The same as a sentence."""
    return {
        "records": _("记录判定，已确认"),
        "person": _("人判断"),
        "carried": _("沿用以前的回答，这一次还没有重新看过"),
    }[origin_of(answered)]


def says_something(auto: AutoAnswer | None) -> bool:
    """Whether the records give an answer that can be taken over."""
    return auto is not None and auto.found != "unknown"


def titled(item: Requirement) -> str:
    """The title in the language of the screens, where the standard has it."""
    return item.title_en if current_language() == "en" and item.title_en else item.title


def area_words(state: AssessmentState, area: str) -> str:
    """SCOPE 范围与底数; an area's id alone where the standard has no title for it."""
    found = state.story.standard.area(area) if state.story else None
    if found is None:
        return area
    title = found.title_en if current_language() == "en" and found.title_en else found.title
    return title if found.id in title else f"{found.id} {title}"


def percent_words(percent: float | None) -> str:
    """71.5 分, 100 分; empty while nothing counts."""
    return _("{percent} 分", percent=f"{percent:g}") if percent is not None else ""


def undone_words(state: AssessmentState, requirement: str, verdict: str | None) -> str:
    """What an undo has brought back."""
    item = state.requirement(requirement)
    name = f"{item.printed_number} {titled(item)}" if item is not None else requirement
    return _("已撤销：{name} 回到「{verdict}」。", name=name, verdict=verdict_word(verdict))
