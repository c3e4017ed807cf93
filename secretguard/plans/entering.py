"""A contact typed in the plan becomes a person of the register, so that plan and register never disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from secretguard.content import FormField, PlanForm
from secretguard.i18n import _
from secretguard.plans.fold import PlanState
from secretguard.plans.form_state import standing_value
from secretguard.plans.sources import duty_of
from secretguard.plans.values import Contact, contact, contact_value
from secretguard.register import Identity, PersonSet, Phones, Register, RegisterState, duties_in_words
from secretguard.vault import Json

STANDS_IN_FOR: Final = {"deputy": "GM", "liaison-deputy": "CO"}
"""Fields that name a stand-in, and the duty of the person they stand in for."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The answer as it is recorded, and what was done to the register, in sentences.

    `waiting` are questions about who would have to give up a duty or a stand-in: not done yet.
    """

    value: Json
    notes: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def enter_person(
    form: PlanForm,
    field: FormField,
    value: Json,
    state: PlanState,
    register: Register,
    *,
    hand_over: bool = True,
) -> Entered:
    """Enter the contact of a duty, or a stand-in, into the register, all in one batch.

    A field gives a duty if it promises its person and its source is the duty. Only a single contact of
    the enterprise's own is entered: outsiders carry their organisation, and a new person needs two
    phones. Whoever held the duty before hands it over; without `hand_over` they keep it, and a question
    waits.
    """
    duty = duty_of(field) if field.promise and field.promise.kind == "person" else None
    if field.kind != "contact":
        return Entered(value)
    typed = contact(value, RegisterState())
    known = register.state.people.get(typed.person) if typed.person else None
    if duty is None and field.id not in STANDS_IN_FOR:
        return _enter_phones(field, value, typed, known, register)
    outside = bool(typed.organisation) or (known is not None and known.has_left)
    if outside or (known is None and len(typed.phones) < 2):
        return Entered(value)
    new = known or PersonSet(person=Identity(id=register.next_person_id(), name=typed.name))
    person = _with_phones(new, typed)
    waiting: list[str] = []
    if not hand_over:
        waiting = list(_handed_over(form, field, person, duty, state, register.state))
    changes, notes = _changes(form, field, person, duty, state, register.state, others=not waiting)
    if changes:
        register.set_all(changes, _("应急预案：{label}", label=field.label))
    kept = contact_value(person.name, person=person.id)
    return Entered(kept, tuple(notes), tuple(waiting))


def _handed_over(
    form: PlanForm,
    field: FormField,
    person: PersonSet,
    duty: str | None,
    plan: PlanState,
    register: RegisterState,
) -> Iterator[str]:
    """What somebody else of the register would lose to this person, as questions."""
    for holder in _holders(duty, person, register):
        word = duties_in_words((duty or "",))
        yield _("台账里的{duty}现在是{old}，也改成{new}吗？", duty=word, old=holder.name, new=person.name)
    covered = _covered(form, field, plan, register)
    deputy = register.people.get(covered.deputy) if covered is not None and covered.deputy else None
    if covered is not None and deputy is not None and person.id not in (covered.id, deputy.id):
        yield _(
            "台账里{head}的替补现在是{old}，也改成{new}吗？",
            head=covered.name, old=deputy.name, new=person.name,
        )  # fmt: skip


def _holders(duty: str | None, person: PersonSet, register: RegisterState) -> list[PersonSet]:
    """Who else holds a duty that the person does not."""
    if duty is None or duty in person.duties:
        return []
    return [one for one in register.in_service() if duty in one.duties and one.id != person.id]


def _enter_phones(
    field: FormField, value: Json, typed: Contact, known: PersonSet | None, register: Register
) -> Entered:
    """Phones typed for somebody the register knows: the register has them, or they would be lost."""
    person = _with_phones(known, typed) if known is not None else None
    if person is None or person == known:
        return Entered(value)
    register.set_all([person], _("应急预案：{label}", label=field.label))
    phones = _("、").join(phone for phone in (person.phones.first, person.phones.second) if phone)
    note = _("台账里{name}的电话改为{phones}。", name=person.name, phones=phones)
    return Entered(contact_value(person.name, person=person.id), (note,))


def _changes(
    form: PlanForm,
    field: FormField,
    person: PersonSet,
    duty: str | None,
    plan: PlanState,
    register: RegisterState,
    *,
    others: bool,
) -> tuple[list[PersonSet], list[str]]:
    """The records to set; without `others` only the person's own."""
    changes: list[PersonSet] = []
    notes: list[str] = []
    if person.id not in register.people:
        notes.append(_("{name}已记入台账的人员名单。", name=person.name))
    if others and duty is not None and duty not in person.duties:
        for holder in _holders(duty, person, register):
            rest = tuple(one for one in holder.duties if one != duty)
            changes.append(holder.model_copy(update={"duties": rest}))
            word = duties_in_words((duty,))
            notes.append(_("台账里的{duty}由{old}改为{new}。", duty=word, old=holder.name, new=person.name))
        person = person.model_copy(update={"duties": (*person.duties, duty)})
    if person != register.people.get(person.id):
        changes.insert(0, person)
    covered = _covered(form, field, plan, register) if others else None
    if covered is not None and covered.id != person.id and covered.deputy != person.id:
        changes.append(covered.model_copy(update={"deputy": person.id}))
        notes.append(_("台账里{head}的替补改为{deputy}。", head=covered.name, deputy=person.name))
    return changes, notes


def _with_phones(person: PersonSet, typed: Contact) -> PersonSet:
    if not typed.phones:
        return person
    first, *more = typed.phones
    second = more[0] if more else person.phones.second
    return person.model_copy(update={"phones": Phones(first=first, second=second)})


def _covered(form: PlanForm, field: FormField, plan: PlanState, register: RegisterState) -> PersonSet | None:
    """For whom the field's person stands in: as the plan names them, else the register; None if nobody."""
    duty = STANDS_IN_FOR.get(field.id)
    if duty is None:
        return None
    naming = next((one for one in form.all_fields() if one.promise and duty_of(one) == duty), None)
    value = standing_value(form, plan, naming.id) if naming else None
    named = contact(value, register).person if value is not None else None
    return register.people.get(named) if named else register.with_duty(duty)
