"""The emergency plan of the enterprise at hand, as the screens ask for it: facts, view, checks, papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from secretguard import drills
from secretguard.actions import Actions
from secretguard.content import content_folders, load_plan_form, load_plan_rules
from secretguard.plans import (
    Defect,
    PlanFacts,
    Plans,
    PlanView,
    Reminder,
    Score,
    Version,
    gather,
    score,
)

if TYPE_CHECKING:
    from secretguard.content import PlanForm, PlanRules
    from secretguard.documents.from_plan import PlanContent
    from secretguard.documents.plan import PlanPaper
    from secretguard.register import Register
    from secretguard.tui.desk import Desk

Found = TypeVar("Found")
_CHUNK = 1 << 20
_PLAYED = ("ended", "hotwash", "finished")


@dataclass(slots=True)
class PlanPlace:
    """Where the user is in the plan: the topic on the screen, and what was typed that is no answer yet.

    The ids outlive a lock, the typed words do not.
    """

    topic: str | None = None
    missing_only: bool = False
    drafts: dict[str, str] = field(default_factory=dict)


class PlanShelf:
    """The form and its rules, read once, and what finished drills have told."""

    def __init__(self, content: Path | None) -> None:
        self._content = content
        self._form: tuple[PlanForm, PlanRules] | None = None
        self.drills: drills.KnownDrills = {}
        """What finished drills told; each is folded once."""

    def form(self) -> tuple[PlanForm, PlanRules]:
        """The form with its rules. Raises ContentError."""
        if self._form is None:
            folders = content_folders("standards", self._content)
            form = load_plan_form(folders)
            self._form = (form, load_plan_rules(folders, form))
        return self._form


class PlanDesk:
    """One enterprise's plan on the desk. What is worked out is kept until something was written."""

    def __init__(self, desk: Desk, register: Register, shelf: PlanShelf) -> None:
        self._desk, self._shelf, self.register = desk, shelf, register
        form, rules = shelf.form()
        self.plans = Plans(desk.vault, register.id, form, rules, desk.clock, register=register)
        self.place = PlanPlace()
        self._kept: dict[str, tuple[object, object]] = {}
        if desk.vault.writable:
            self.plans.mend_promises()

    # ---- what is known

    @property
    def begun(self) -> bool:
        """Whether a size was chosen."""
        return self.plans.state.opened is not None

    @property
    def industry(self) -> str:
        """What the enterprise makes, for the examples."""
        profile = self.register.state.profile
        return (profile.industry or "") if profile else ""

    def facts(self) -> PlanFacts:
        """The day, the register, the findings, the law, the drills."""
        return self._keep("facts", self._gather)

    def _gather(self) -> PlanFacts:
        law, _sections = self._desk.grounds()
        return gather(
            self.register.state,
            Actions(self._desk.vault, self.register.id).state,
            law,
            self.plans.today,
            drills=drills.drill_facts(self._desk.vault, self.register.id, self._shelf.drills),
        )

    def view(self) -> PlanView:
        """The form with its answers at the plan's size."""
        return self._keep("view", lambda: self.plans.view(self.facts()))

    def defects(self) -> tuple[Defect, ...]:
        """Everything wrong with the draft."""
        return self._keep("defects", lambda: self.plans.check(self.facts()))

    def score(self) -> Score:
        """The draft's score; shown with the defects, never alone."""
        plans = self.plans

        def work() -> Score:
            # The defects are known already; asking the plan itself would look for them again.
            return score(
                self.view(), plans.state, plans.rules, plans.form.floor_tests, self.defects(), self.facts()
            )

        return self._keep("score", work)

    def reminders(self) -> tuple[Reminder, ...]:
        """What is due."""
        return self._keep("reminders", lambda: self.plans.reminders(self.facts()))

    def _keep(self, name: str, work: Callable[[], Found]) -> Found:
        """What was worked out last time, if nothing has been written and no day has passed since."""
        vault = self._desk.vault
        key = (vault.id, vault.length(), self.plans.today)
        kept = self._kept.get(name)
        if kept is None or kept[0] != key:
            kept = self._kept[name] = (key, work())
        return cast(Found, kept[1])

    def start_topic(self) -> str | None:
        """Where to go on: the place left, else the topic answered last, else the first with a gap."""
        view = self.view()
        if self.place.topic is not None and view.topic(self.place.topic) is not None:
            return self.place.topic
        answered = [getattr(step.model, "field", None) for step in self.plans.state.log]
        last = next((view.topic_of(name) for name in reversed(answered) if name), None)
        if last is not None and not any(state.is_gap for state in last.fields):
            last = view.next_topic(last.topic.id, missing_only=True) or last
        found = last or view.next_topic(missing_only=True) or view.next_topic()
        return found.topic.id if found else None

    def defects_on(self, field_id: str) -> tuple[Defect, ...]:
        """What is wrong with one field."""
        return tuple(one for one in self.defects() if one.field == field_id)

    # ---- papers

    def paper(self, number: int | None = None) -> PlanPaper:
        """The facts of the papers: of the draft, or of an approved version."""
        from secretguard.documents.from_plan import draft_paper, version_paper

        moment = self._desk.clock()
        if number is None:
            return draft_paper(self.plans, self.facts(), self._content(), moment)
        return version_paper(self.plans, number, self._content(), moment)

    def approve(self, by: str, post: str, effective: date, review_due: date) -> Version:
        """Approve the draft as it prints now. Raises RefusedError with the list of what blocks."""
        from secretguard.documents.plan import plan_hash

        return self.plans.approve(by, post, effective, review_due, self.facts(), plan_hash(self.paper()))

    def _content(self) -> PlanContent:
        from secretguard.content.first_hour import load_first_hour
        from secretguard.documents.from_plan import PlanContent

        law, sections = self._desk.grounds()
        folders = content_folders("standards", self._desk.content)
        return PlanContent(law, sections, load_first_hour(folders, law, sections))
