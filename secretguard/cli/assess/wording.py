"""How results and answers read on a command line, and how programs are told of them."""

from __future__ import annotations

from typing import Any

from secretguard.compliance import AssessmentState, AutoAnswer, Result, Tally
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
