"""What a paper needs from outside the incident's journal: kept with the issue, so that a reprint needs none.

Clocks in the words of the day's law table, the plan's promises, and the names behind ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from secretguard.content import LawTable, PlanSections
from secretguard.content.basis import article_name, statute_name
from secretguard.i18n import _
from secretguard.incidents import (
    Clock,
    ClockKind,
    ClockState,
    IncidentState,
    clocks_at,
    heads_of,
    published_calendar,
)
from secretguard.register import PlanPromise, RegisterState, duties_in_words


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class KeptClock(_Kept):
    """A limit as it stood, in words. Moments in microseconds UTC. `promise` is its id, if it is one."""

    promise: str = ""
    stopped: bool = False
    kind: ClockKind
    event: str
    title: str
    limit: str
    due: int | None
    met: int | None
    state: ClockState
    certain: bool
    grounds: tuple[str, ...]
    own_grounds: tuple[str, ...]


class Outside(_Kept):
    """All of it. `roles` are names with duties, `events` legal duties by the clock's id."""

    clocks: tuple[KeptClock, ...] = ()
    promises: tuple[PlanPromise, ...] = ()
    people: Mapping[str, str] = Field(default_factory=dict)
    secrets: Mapping[str, str] = Field(default_factory=dict)
    authors: Mapping[str, str] = Field(default_factory=dict)
    roles: tuple[tuple[str, str], ...] = ()
    events: Mapping[str, str] = Field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """As an entry keeps it."""
        return self.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Tables:
    """The law table and the plan's outline of the day."""

    law: LawTable
    sections: PlanSections


def outside_of(
    state: IncidentState, register: RegisterState, tables: Tables, authors: Mapping[str, str], now: int
) -> Outside:
    """What stands outside, at a moment (microseconds UTC); of the register only what the incident names."""
    law = tables.law
    clocks = clocks_at(state, law, register.promises, now, published_calendar(), heads_of(register))
    named = {person for line in state.timeline for person in line.people}
    secrets = {secret for line in state.timeline for secret in line.secrets}
    spoken = _spoken(state, authors.values())
    known = register.people.values()
    duties = {one.duty for one in state.reported}
    events = ((duty, law.clock(duty)) for duty in sorted(duties))
    return Outside(
        clocks=tuple(_clock(clock, tables) for clock in clocks),
        promises=tuple(register.promises),
        people={one.id: one.name for one in known if one.id in named},
        secrets={key: register.secrets[key].name for key in sorted(secrets) if key in register.secrets},
        authors=dict(authors),
        roles=tuple(
            (one.name, duties_in_words(one.duties))
            for one in known
            if one.duties and (one.id in named or one.name in spoken)
        ),
        events={duty: clock.event for duty, clock in events if clock is not None},
    )


def _spoken(state: IncidentState, authors: Iterable[str]) -> set[str]:
    """Everybody whom the journal calls by a typed name."""
    found = {*authors, *(mark.by for mark in state.marks.values()), *(line.by for line in state.timeline)}
    if state.opened is not None:
        found |= {state.opened.reported_by or "", *state.opened.knows}
    for item in state.evidence.values():
        found |= {item.taken.holder, item.taken.witness or ""}
        for link in item.chain:
            found |= {link.entry.giver, link.entry.taker}
    return found


def _clock(clock: Clock, tables: Tables) -> KeptClock:
    entry = tables.law.clock(clock.id) if clock.kind in ("legal", "started") else None
    words = [(basis, _ground(basis, tables)) for basis in clock.basis]
    pending = _("（待核）") if entry is not None and entry.mark == "pending" else ""
    return KeptClock(
        promise=clock.id if clock.kind == "promise" else "",
        stopped=clock.stopped,
        kind=clock.kind,
        event=entry.event if entry is not None else "",
        title="" if clock.kind == "legal" else clock.title,
        limit=clock.limit + pending if clock.limit else "",
        due=clock.due,
        met=clock.met_at,
        state=clock.state,
        certain=clock.certain,
        grounds=tuple(word for _basis, word in words if word),
        own_grounds=tuple(basis for basis, word in words if not word),
    )


def _ground(basis: str, tables: Tables) -> str:
    """A legal ground or a section of the plan in words; empty for what somebody typed."""
    kind, _colon, rest = basis.partition(":")
    if kind == "plan":
        section = tables.sections.find(rest)
        return _("预案 {section}", section=f"{rest} {section.title}" if section else rest)
    found = tables.law.article(basis)
    if found is None:
        return ""
    statute, article = found
    pending = _("（待核）") if article.mark == "pending" else ""
    return statute_name(statute) + (article.name or article_name(article.id)) + pending
