"""What an automatic rule says: a verdict with its reason and the records it looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from secretguard.compliance.entries import Found, Shown
from secretguard.compliance.holdings import Holdings
from secretguard.i18n import _
from secretguard.register import PersonSet, Record, RegisterState, ref_of

YEAR = timedelta(days=366)
TWO_YEARS = timedelta(days=731)
HALF_YEAR = timedelta(days=180)
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """`unknown` says why nothing can be said; it is never a yes."""

    found: Found
    why: str
    shown: tuple[Shown, ...] = ()


RuleFunction: TypeAlias = Callable[[Holdings], RuleFinding]


def unknown(why: str, shown: Iterable[Shown] = ()) -> RuleFinding:
    """Nothing can be said."""
    return RuleFinding("unknown", why, tuple(shown))


def all_or_those(wrong: Sequence[Shown], looked_at: Sequence[Shown], fine: str, fault: str) -> RuleFinding:
    """Met with everything looked at; unmet with those that are wrong. Nothing to look at is unknown."""
    if not looked_at:
        return unknown(_("台账里还没有可看的记录。"))
    if wrong:
        return RuleFinding("unmet", f"{fault}{names_of(wrong)}", tuple(wrong))
    return RuleFinding("met", fine, tuple(looked_at))


def names_of(shown: Sequence[Shown]) -> str:
    """The first names of a row, and how many there are."""
    names = _("、").join(each.words for each in shown[:_MOST_NAMES])
    return names if len(shown) <= _MOST_NAMES else _("{names} 等 {count} 项", names=names, count=len(shown))


def record(item: Record, words: str | None = None) -> Shown:
    """A line of the register."""
    ref = ref_of(item)
    return Shown(place=f"register:{ref.kind}:{ref.id}", words=words or item.name)


def person_name(state: RegisterState, person: str) -> str:
    """Somebody of the register as called."""
    held = state.people.get(person)
    return held.name if held else person


def within(day: date | None, span: timedelta, today: date) -> bool:
    """Whether a day lies in the span before today; no day, or one to come, does not."""
    return day is not None and today - span <= day <= today


def on_duty(duty: str, held: Holdings) -> list[PersonSet]:
    """Who has a duty and has not left."""
    return [each for each in held.register.in_service() if duty in each.duties]
