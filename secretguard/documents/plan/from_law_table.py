"""Articles and limits of the law table as a plan prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secretguard.content import LawTable, PlanSections, find_ground
from secretguard.documents.from_law import legal_limits
from secretguard.documents.plan.model import PlanArticle, PlanClock
from secretguard.i18n import _


def article_facts(bases: Iterable[str], law: LawTable, sections: PlanSections) -> Iterator[PlanArticle]:
    """The legal grounds among some bases. Raises RefusedError for one that nothing answers to."""
    for basis in bases:
        ground = find_ground(basis, law, sections)
        if ground.legal:
            yield PlanArticle(
                basis=basis,
                name=ground.name.removesuffix(_("（待核）")),
                says=ground.says,
                pending=ground.pending,
                note=_checked(basis, ground.note, law),
            )


def _checked(basis: str, note: str, law: LawTable) -> str:
    """The day on which the project compared the text; somebody else's check with their name."""
    found = law.article(basis)
    day = found[1].checked_on if found and found[1].mark == "checked" else None
    return day.isoformat() if day else note


def clock_facts(law: LawTable) -> Iterator[PlanClock]:
    """Every limit that the law table knows."""
    for clock in law.clocks:
        limit = legal_limits((clock.id,), law)[clock.id]
        yield PlanClock(
            event=clock.event,
            limit=clock.limit,
            ground=limit.ground,
            pending=clock.mark == "pending",
            note=clock.note or "",
        )
