"""How results and answers read on a command line, and how programs are told of them."""

from __future__ import annotations

from typing import Any

from secretguard.compliance import AssessmentState, AutoAnswer, Result, Tally, side_word
from secretguard.documents.compliance.words import place_word
from secretguard.i18n import _

_ID_LENGTH = 8


def points(percent: float | None) -> str:
    """`62.5`, `100`, or a dash."""
    return "—" if percent is None else f"{percent:g}"


def short_id(identifier: str) -> str:
    """What people type of an assessment's id."""
    return identifier[:_ID_LENGTH].upper()


def status_word(status: str) -> str:
    """在评 or 已封存."""
    words = {"open": _("在评"), "frozen": _("已封存"), "empty": _("没有建完")}
    return words.get(status, status)


def title_of(state: AssessmentState, requirement: str) -> str:
    """A requirement by number and title."""
    item = state.requirement(requirement)
    return f"{item.printed_number} {item.title}" if item else requirement


def result_line(result: Result) -> str:
    """The score in a line: points, grade, what holds it down, how many wait."""
    grade = _("{points} 分，{letter} 级", points=points(result.total.percent), letter=result.letter or "—")
    capped = _("（按分数是 {letter}，被拦住）", letter=result.uncapped) if result.is_capped else ""
    left = _("，还有 {count} 项待答", count=result.total.open) if result.total.open else ""
    return grade + capped + left


def is_looked_at(state: AssessmentState, requirement: str) -> bool:
    """Answered in this assessment, not only carried over from an earlier one."""
    answered = state.answers.get(requirement)
    return answered is not None and answered.given.carried is None


def carried_line(state: AssessmentState) -> str | None:
    """That answers were only carried over from an earlier assessment; None where none was."""
    count = sum(1 for answered in state.answers.values() if answered.given.carried is not None)
    return _("{count} 项是沿用以前评估的回答（印“沿”），这一次没有重新看过。", count=count) if count else None


def heading_line(identifier: str, state: AssessmentState) -> str:
    """Which assessment it is: several may be open at once."""
    subject = state.opened.subject if state.opened else None
    named = f"{subject.title}　{side_word(subject.side)}　" if subject else ""
    return named + short_id(identifier)


def result_facts(result: Result) -> dict[str, Any]:
    """The result for programs."""
    return {
        "percent": result.total.percent,
        "letter": result.letter,
        "uncapped": result.uncapped,
        "capped": result.is_capped,
        **tally_facts(result.total),
        "caps": list(result.caps),
        "stops": list(result.stops),
        "unmet_musts": list(result.unmet_musts),
    }


def tally_facts(tally: Tally) -> dict[str, int]:
    """How many were answered in which way."""
    return {name: getattr(tally, name) for name in ("all", "met", "partly", "unmet", "na", "open")}


def auto_facts(auto: AutoAnswer) -> dict[str, Any]:
    """What the records say, for programs."""
    return {
        "rule": auto.rule,
        "decides": auto.decides,
        "found": auto.found,
        "why": auto.why,
        "shown": [{"place": one.place, "words": one.words} for one in auto.shown],
    }


def shown_line(auto: AutoAnswer) -> str:
    """The records that an answer rests on."""
    return _("、").join(f"{place_word(one.place)} {one.words}".strip() for one in auto.shown)
