"""From journals read up to a day to the facts of the paper. Pure: no vault, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretguard.documents.measures.books import OpenBook
from secretguard.documents.measures.entries import LegalItem
from secretguard.documents.measures.held import HeldDrill, approval_rows, drill_row, other_measures
from secretguard.documents.measures.items import item_facts
from secretguard.documents.measures.listing import as_facts, used_entries
from secretguard.documents.measures.look import Look
from secretguard.documents.measures.model import (
    Contents,
)
from secretguard.documents.measures.people import (
    leaver_rows,
    partner_rows,
    person_rows,
    secret_rows,
    training_rows,
)
from secretguard.plans import PlanState
from secretguard.register import RegisterState, gaps

_OTHER_GAPS = frozenset({"measures-missing"})
"""Gaps of a secret as a whole; those of single items stand with the items."""
_SAID_ELSEWHERE = frozenset({"since-missing"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What is read for a paper: each journal up to the day's end, with its state."""

    register: OpenBook
    state: RegisterState
    plan: OpenBook | None
    plan_state: PlanState
    drills: tuple[HeldDrill, ...]


def contents(sources: Sources, day: date, items: Sequence[LegalItem]) -> Contents:
    """Everything as of a day. Each book's `cited` names afterwards what must be shown."""
    look = Look.at(sources.state, day, sources.register)
    _cite_frame(look)
    approvals = tuple(approval_rows(sources.plan_state, sources.plan)) if sources.plan else ()
    held = [(drill, row) for drill in sources.drills if (row := drill_row(drill))]
    drills = tuple(row for _drill, row in held)
    found = [gap for gap in gaps(sources.state, day) if gap.rule not in _SAID_ELSEWHERE]
    others = tuple(other_measures(approvals, drills, day))
    item_rows = tuple(item_facts(item, look, found, others if item.number == 7 else ()) for item in items)
    secrets = tuple(secret_rows(look))
    people, leavers = tuple(person_rows(look)), tuple(leaver_rows(look))
    trainings, partners = tuple(training_rows(look)), tuple(partner_rows(look))
    _cite_partners(look)
    books = [sources.register, *([sources.plan] if sources.plan and approvals else [])]
    books += [drill.book for drill, _row in held]
    return Contents(
        enterprise=sources.state.profile.name if sources.state.profile else "",
        items=item_rows,
        secrets=secrets,
        other_gaps=tuple(gap.sentence for gap in found if gap.rule in _OTHER_GAPS),
        people=people,
        trainings=trainings,
        leavers=leavers,
        partners=partners,
        approvals=approvals,
        drills=drills,
        books=tuple(as_facts(book) for book in books),
        used=tuple(used_entries(books)),
    )


def _cite_frame(look: Look) -> None:
    """Whose register it is: the opening, and the profile as it stands."""
    entries = look.book.entries
    profile = [entry for entry in entries if entry.kind == "enterprise.profile"][-1:]
    look.book.cite(entries[0], *profile)


def _cite_partners(look: Look) -> None:
    """Partners who are named as parties."""
    parties = {party for agreement in look.state.agreements.values() for party in agreement.parties}
    for key, partner in look.state.partners.items():
        if key in parties:
            look.cites(partner)
