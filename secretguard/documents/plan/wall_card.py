"""The first-hour card as this enterprise's plan decides it: whom to call, by which minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from secretguard.content.first_hour import FirstHour
from secretguard.documents.first_hour_card import CallWords, CardWords
from secretguard.documents.plan.model import DECIDED, PlanAnswer, PlanPerson
from secretguard.documents.plan.wording import Reached, reached_by

_CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "CO": ("liaison", "liaison-deputy"),
    "GM": ("head", "deputy"),
    "IT": ("it-helper", ""),
    "LEG": ("lawyer", ""),
    "GUIDE": ("guide", ""),
}
"""The plan's fields for the person that the card calls by duty, and for the deputy."""

_TELL, _LEVEL = "tell", "level"
_FINDER, _HEAD = "report-finder-minutes", "report-head-minutes"


def with_plan(
    words: CardWords, card: FirstHour, answers: Sequence[PlanAnswer], people: Sequence[PlanPerson]
) -> CardWords:
    """The card with the people and the minutes that the plan has decided; the rest stays as it was."""
    decided = {answer.field: answer for answer in answers if answer.status in DECIDED}
    known = {person.id: person for person in people}
    calls = tuple(
        _called(shown, _CALLED.get(call.duty or "", ("", "")), decided, known)
        for shown, call in zip(words.calls, card.calls, strict=True)
    )
    minutes = _minutes(decided)
    steps = [
        replace(shown, within=minutes.get(step.id, shown.within))
        for shown, step in zip(words.steps, card.steps, strict=True)
    ]
    return replace(words, calls=calls, steps=tuple(sorted(steps, key=lambda step: step.within)))


def _called(
    shown: CallWords,
    fields: tuple[str, str],
    decided: Mapping[str, PlanAnswer],
    people: Mapping[str, PlanPerson],
) -> CallWords:
    found, deputy = (_reached(field, decided, people) for field in fields)
    if found is None:
        return shown
    stand_in = " ".join((str(deputy), *deputy.phones[:1])) if deputy else ""
    return replace(shown, name=str(found), phones=found.phones, deputy=stand_in or _deputy(found, people))


def _reached(
    field: str, decided: Mapping[str, PlanAnswer], people: Mapping[str, PlanPerson]
) -> Reached | None:
    answer = decided.get(field)
    return reached_by(answer.value, people) if answer else None


def _deputy(found: Reached, people: Mapping[str, PlanPerson]) -> str:
    person = next((person for person in people.values() if person.name == found.deputy), None)
    return " ".join((found.deputy, *person.phones[:1])) if person else ""


def _minutes(decided: Mapping[str, PlanAnswer]) -> dict[str, int]:
    """By step of the card, counted from discovery: the head hears after finder and liaison have spoken."""
    finder, head = (decided[field].value if field in decided else None for field in (_FINDER, _HEAD))
    found = {}
    if isinstance(finder, int):
        found[_TELL] = finder
        if isinstance(head, int):
            found[_LEVEL] = finder + head
    return found
