"""The first-hour card (第一小时处置卡) in words, for screen and paper: who does what, whom to call, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from secretguard.content import LawTable, PlanSections, find_ground
from secretguard.content.basis import article_name
from secretguard.content.first_hour import Call, FirstHour
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document
from secretguard.i18n import _
from secretguard.register import PersonSet, RegisterState

TEMPLATE = "first-hour-card.md"
LONGEST_NAME = 12
"""Characters of a statute's own name that a card has room for; a longer one goes by its short name."""


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step: until which minute, who, what, how, on what ground."""

    within: int
    who: str
    do: str
    how: str
    ground: str


@dataclass(frozen=True, slots=True)
class NeverWords:
    """What not to do, why, on what ground."""

    what: str
    why: str
    ground: str


@dataclass(frozen=True, slots=True)
class CallWords:
    """Whom to call and for what; `name` and `phones` are empty where nobody is known."""

    whom: str
    what: str
    name: str
    phones: tuple[str, ...]
    deputy: str


@dataclass(frozen=True, slots=True)
class ClockWords:
    """A limit that the law sets."""

    event: str
    limit: str
    ground: str


@dataclass(frozen=True, slots=True)
class CardWords:
    """The whole card; `enterprise` is empty on the public one."""

    title: str
    lead: str
    enterprise: str
    steps: tuple[StepWords, ...]
    exception: tuple[str, str]
    after: str
    never: tuple[NeverWords, ...]
    calls: tuple[CallWords, ...]
    clocks: tuple[ClockWords, ...]
    state_secret: str


def card_words(
    card: FirstHour, law: LawTable, sections: PlanSections, register: RegisterState | None = None
) -> CardWords:
    """The card with its grounds in words and, where a register is open, the people to call by name."""
    titles = {call.duty: _before_bracket(call.whom) for call in card.calls if call.duty}
    titles["FINDER"] = _("发现的人")
    steps = tuple(
        StepWords(
            step.within,
            titles.get(step.who, step.who),
            step.do,
            step.how,
            _grounds(step.basis, law, sections),
        )
        for step in card.steps
    )
    never = tuple(NeverWords(item.what, item.why, _grounds(item.basis, law, sections)) for item in card.never)
    profile = register.profile if register else None
    return CardWords(
        title=card.title,
        lead=card.lead,
        enterprise=profile.name if profile else "",
        steps=steps,
        exception=(card.exception.when, card.exception.do),
        after=card.after,
        never=never,
        calls=tuple(_call(call, register) for call in card.calls),
        clocks=_clocks(card, law),
        state_secret=card.state_secret,
    )


def first_hour_card(words: CardWords, moment: datetime) -> Document:
    """The card on one sheet, for the wall. Raises ContentError when the template is broken."""
    data = {"card": asdict(words), "date": moment.date().isoformat()}
    return read(TEMPLATE, data, moment=moment)


def _call(call: Call, register: RegisterState | None) -> CallWords:
    if call.number:
        return CallWords(call.whom, call.what, "", (call.number,), "")
    person = register.with_duty(call.duty) if register and call.duty else None
    if register is None or person is None:
        return CallWords(call.whom, call.what, "", (), "")
    deputy = register.deputy_of(person.person.id)
    return CallWords(
        call.whom, call.what, person.person.name, _phones(person), _reached(deputy) if deputy else ""
    )


def _phones(person: PersonSet) -> tuple[str, ...]:
    return tuple(phone for phone in (person.phones.first, person.phones.second) if phone)


def _reached(person: PersonSet) -> str:
    return " ".join((person.person.name, *_phones(person)[:1]))


def _clocks(card: FirstHour, law: LawTable) -> tuple[ClockWords, ...]:
    clocks = [clock for clock in map(law.clock, card.clocks) if clock is not None]
    return tuple(
        ClockWords(
            clock.event,
            clock.limit + (_("（待核）") if clock.mark == "pending" else ""),
            _("、").join(_short_law(basis, law) for basis in clock.basis),
        )
        for clock in clocks
    )


def _grounds(bases: Iterable[str], law: LawTable, sections: PlanSections) -> str:
    return _("、").join(_short(basis, law, sections) for basis in bases)


def _short(basis: str, law: LawTable, sections: PlanSections) -> str:
    """A ground as short as a card needs it; 待核 stays where nobody has compared the text."""
    ground = find_ground(basis, law, sections)
    kind, _colon, rest = basis.partition(":")
    if kind == "rule":
        return _("次序 {number}", number=rest)
    if kind == "plan":
        return _("预案 {section}", section=rest)
    if kind == "law":
        return _short_law(basis, law) + (_("（待核）") if ground.pending else "")
    return ground.name


def _short_law(basis: str, law: LawTable) -> str:
    found = law.article(basis)
    assert found is not None, basis  # the loader has refused what the table does not answer to
    statute, article = found
    name = statute.name if len(statute.name) <= LONGEST_NAME else statute.short or statute.name
    return f"《{name}》" + (article.name or article_name(article.id))


def _before_bracket(text: str) -> str:
    return text.partition("（")[0]
