"""What is due on the plan: open items, numbers to confirm, the review, a drill, unanswered triggers. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from secretguard.content import PlanForm
from secretguard.i18n import _
from secretguard.plans.facts import PlanFacts
from secretguard.plans.fold import PlanState
from secretguard.plans.triggers import fired
from secretguard.register import unconfirmed_in_words

CONFIRM_DAYS: Final = 180
DRILL_DAYS: Final = 365
_AHEAD: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that is due. `field` or `trigger` is where to answer it; `late` means past its day."""

    id: str
    text: str
    due: date | None = None
    late: bool = False
    field: str | None = None
    trigger: str | None = None


def reminders(form: PlanForm, state: PlanState, facts: PlanFacts) -> tuple[Reminder, ...]:
    """Everything due, what is late first, then by date. A plan that was not begun reminds of nothing."""
    if state.opened is None:
        return ()
    found = [
        *_review(state, facts.today),
        *_open_items(form, state, facts.today),
        *_triggers(form, state, facts),
        *_numbers(facts),
        *_drill(state, facts),
    ]
    return tuple(sorted(found, key=lambda item: (not item.late, item.due or date.max)))


def _review(state: PlanState, today: date) -> Iterator[Reminder]:
    last = state.last_version
    if last is None:
        return
    due = last.approval.review_due
    if due <= today + _AHEAD:
        late = due < today
        text = (
            _("第 {number} 版预案该复审了，已过 {days} 天。", number=last.number, days=(today - due).days)
            if late
            else _("第 {number} 版预案 {day} 到复审日。", number=last.number, day=due.isoformat())
        )
        yield Reminder("review", text, due, late)


def _open_items(form: PlanForm, state: PlanState, today: date) -> Iterator[Reminder]:
    for answer in state.answers.values():
        field = form.field(answer.field)
        if answer.unknown is None or field is None:
            continue
        due, owner = answer.unknown.due, answer.unknown.owner
        text = _("“{label}”还不知道，{owner}负责弄清。", label=field.label, owner=owner)
        yield Reminder(f"unknown.{field.id}", text, due, due < today, field=field.id)


def _triggers(form: PlanForm, state: PlanState, facts: PlanFacts) -> Iterator[Reminder]:
    for one in fired(form, state, facts):
        text = _("{trigger}：{what}。请看预案要不要改。", trigger=one.trigger.text, what=one.what)
        yield Reminder(f"trigger.{one.trigger.id}", text, None, trigger=one.trigger.id)


def _numbers(facts: PlanFacts) -> Iterator[Reminder]:
    people = (person for person in facts.register.in_service() if person.duties)
    words = unconfirmed_in_words(people, facts.today, CONFIRM_DAYS)
    if words:
        yield Reminder("numbers", words, None, True)


def _drill(state: PlanState, facts: PlanFacts) -> Iterator[Reminder]:
    if state.last_version is None:
        return
    last = facts.last_drill
    if last is None:
        yield Reminder("drill", _("预案还没有演练过。"))
        return
    due = last.on + timedelta(days=DRILL_DAYS)
    if due <= facts.today + _AHEAD:
        yield Reminder(
            "drill", _("上次演练是 {day}，一年至少一次。", day=last.on.isoformat()), due, due < facts.today
        )
