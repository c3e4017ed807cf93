"""The emergency plan as a face reads it: state, form view, checks, score, versions."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Literal

from secretguard.clock import Clock
from secretguard.content import FormField, PlanForm, PlanRules
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.plans.checks import Defect, check
from secretguard.plans.difference import FieldChange, Reading, difference
from secretguard.plans.facts import PlanFacts
from secretguard.plans.fold import PlanState, Version, fold
from secretguard.plans.form_state import FieldState, PlanView, further, view
from secretguard.plans.models import JOURNAL_KIND, Size
from secretguard.plans.promises import Promise, promises
from secretguard.plans.reminders import Reminder, reminders
from secretguard.plans.score import Score, score
from secretguard.plans.triggers import Fired, fired
from secretguard.plans.typed import NotKnown, parse, show
from secretguard.plans.versions import facts_of, reading_of, view_of
from secretguard.register import Register
from secretguard.vault import Json, Vault


class PlanReader:
    """One enterprise's emergency plan in an open vault, to read."""

    def __init__(
        self,
        vault: Vault,
        enterprise_id: str,
        form: PlanForm,
        rules: PlanRules,
        clock: Clock,
        *,
        register: Register | None = None,
    ) -> None:
        self._vault = vault
        self._enterprise = enterprise_id
        self.form = form
        self.rules = rules
        self._clock = clock
        self._register = register or Register(vault, bytes.fromhex(enterprise_id))
        self._journal: bytes | None = next(
            (info.id for info in vault.journals(JOURNAL_KIND) if info.enterprise == enterprise_id), None
        )
        self._state = PlanState()

    @property
    def journal(self) -> bytes | None:
        """The journal's id; None until the plan is begun."""
        return self._journal

    @property
    def register(self) -> Register:
        """The enterprise's register."""
        return self._register

    @property
    def state(self) -> PlanState:
        """The folded state, extended by what was appended since."""
        if self._journal is not None:
            self._state = fold(self._vault.entries(self._journal, self._state.seq), self._state)
        return self._state

    @property
    def today(self) -> date:
        """The day on the user's clock."""
        return self._clock().date()

    def view(self, facts: PlanFacts, size: Size | None = None) -> PlanView:
        """The form with its answers, at the plan's own size or another."""
        return view(self.form, self.state, facts, size)

    def further(self, facts: PlanFacts) -> tuple[FieldState, ...]:
        """What the next larger size would ask for, what drills found first."""
        return further(self.form, self.state, facts)

    def check(self, facts: PlanFacts, size: Size | None = None) -> tuple[Defect, ...]:
        """Everything that is wrong with the draft, gravest class first."""
        return check(self.form, self.rules, self.state, facts, size)

    def score(self, facts: PlanFacts, size: Size | None = None) -> Score:
        """The draft's score; show it with the defects, never alone."""
        seen, defects = self.view(facts, size), self.check(facts, size)
        return score(seen, self.state, self.rules, self.form.floor_tests, defects, facts)

    def promises(self) -> tuple[Promise, ...]:
        """Every promise that the draft makes."""
        return promises(self.form, self.state, self._register.state)

    def reminders(self, facts: PlanFacts) -> tuple[Reminder, ...]:
        """What is due, or asks for a new version, soonest first."""
        return reminders(self.form, self.state, facts)

    def fired(self, facts: PlanFacts) -> tuple[Fired, ...]:
        """What happened since the last version and was not answered."""
        return fired(self.form, self.state, facts)

    def version(self, number: int) -> Version:
        """An approved version. Raises RefusedError if there is none of that number."""
        found = next((item for item in self.state.versions if item.number == number), None)
        if found is None:
            numbers = _("、").join(str(item.number) for item in self.state.versions)
            raise RefusedError(
                _("没有第 {number} 版预案。", number=number),
                _("已批准的版本：{numbers}。", numbers=numbers) if numbers else _("还没有批准过任何一版。"),
            )
        return found

    def version_view(self, number: int) -> PlanView:
        """An approved version as it reads, for ever the same. Raises RefusedError as `version`."""
        return view_of(self.version(number))

    def version_facts(self, number: int) -> PlanFacts:
        """The facts that an approved version rests on. Raises RefusedError as `version`."""
        return facts_of(self.version(number))

    def difference(self, facts: PlanFacts, old: int, new: int | None = None) -> tuple[FieldChange, ...]:
        """Which fields read differently in two versions; without `new`, in the draft. Raises RefusedError."""
        later = self._draft_reading(facts) if new is None else reading_of(self.version(new))
        return difference(reading_of(self.version(old)), later)

    def parse(self, field_id: str, text: str) -> Json | Literal[NotKnown.NOT_KNOWN]:
        """Typed text as the field's value, or NOT_KNOWN. Raises UsageError that says what would be right."""
        return parse(self._field(field_id), text, self._register.state, today=self.today)

    def show(self, field_id: str, value: Json) -> str:
        """A value in words."""
        return show(self._field(field_id), value, self._register.state)

    def _draft_reading(self, facts: PlanFacts) -> Reading:
        return Reading(self.form, self.view(facts), facts.register)

    def _field(self, field_id: str) -> FormField:
        field = self.form.field(field_id)
        if field is None:
            known = [one.id for one in self.form.all_fields()]
            near = difflib.get_close_matches(field_id, known, n=3)
            raise RefusedError(
                _("预案里没有“{field}”这一项。", field=field_id),
                _("是不是：{names}？", names=_("、").join(near))
                if near
                else _("用 plan missing 看各项的编号。"),
            )
        return field
