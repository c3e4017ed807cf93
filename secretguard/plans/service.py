"""The emergency plan as a face writes it: answer, undo, submit, approve. Appends to the plan's journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from secretguard.entries import EntryModel, unfit_values
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.plans.entering import enter_person
from secretguard.plans.facts import PlanFacts
from secretguard.plans.fold import PlanState, Version
from secretguard.plans.form_state import field_state
from secretguard.plans.models import (
    JOURNAL_KIND,
    AnswerCleared,
    AnswerSet,
    AnswerUnknown,
    Approval,
    EntryUndone,
    FloorAnswered,
    Met,
    PlanOpened,
    Size,
    SizeChosen,
    TriggerAnswered,
    VersionApproved,
    VersionReturned,
    VersionSubmitted,
)
from secretguard.plans.promises import measurable
from secretguard.plans.reading import PlanReader
from secretguard.plans.refusing import refuse_blocked, refuse_dates, refuse_unfit, refuse_unless_handed_in
from secretguard.plans.values import is_empty
from secretguard.plans.versions import kept_form, promises_of, snapshot
from secretguard.plans.words import undone_sentence
from secretguard.vault import Json


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer did. `recorded` is false where the same stood there already; `notes` are sentences.

    `waiting` are questions whether the register's own duties and stand-ins shall follow; see `answer`.
    """

    value: Json
    recorded: bool
    notes: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class Plans(PlanReader):
    """One enterprise's emergency plan in an open vault. Nothing is written before `open`."""

    def open(self, size: Size) -> None:
        """Begin the plan. Raises RefusedError if it was begun before."""
        if self.state.opened is not None:
            raise RefusedError(_("预案已经开始写了。"), _("要换大小，用“换大小”；已写的都留着。"))
        self._append(PlanOpened(size=size, form_version=self.form.version))

    def grow(self, size: Size) -> None:
        """Change the size; every answer stays. Nothing happens if it is that size already."""
        if self._begun().size != size:
            self._append(SizeChosen(size=size))

    def answer(
        self, field_id: str, value: Json, *, by: str | None = None, hand_over: bool = True
    ) -> Answered:
        """Record the answer to one field, saved when this returns.

        A contact typed with two phones for a duty is entered into the register in the same go; where
        somebody else holds the duty there, it is taken from them, or without `hand_over` a question waits
        (the same answer with `hand_over` is the yes). Raises
        RefusedError for a field, person or secret that is not there, UsageError for a value of a wrong
        shape; an empty value clears.
        """
        field = self._field(field_id)
        state = self._begun()
        if is_empty(value):
            self.clear(field_id)
            return Answered(None, field_id in state.answers)
        refuse_unfit(field, value, self._register.state)
        entered = enter_person(self.form, field, value, state, self._register, hand_over=hand_over)
        now = state.answers.get(field_id)
        if now is not None and now.unknown is None and now.value == entered.value and now.by == by:
            return Answered(entered.value, False, entered.notes, entered.waiting)
        self._append(_entry(AnswerSet, field=field_id, value=entered.value, by=by))
        return Answered(entered.value, True, entered.notes, entered.waiting)

    def accept(self, field_ids: Iterable[str], facts: PlanFacts) -> tuple[str, ...]:
        """Take over the proposals of these fields as answers; gives the fields that had one."""
        state, taken = self._begun(), []
        for field_id in field_ids:
            shown = field_state(self._field(field_id), state, facts)
            if shown.status == "proposed":
                self.answer(field_id, shown.value)
                taken.append(field_id)
        return tuple(taken)

    def unknown(self, field_id: str, owner: str, due: date, why: str | None = None) -> None:
        """Record that nobody knows yet, who finds out and by when. Raises RefusedError for a past day."""
        field = self._field(field_id)
        self._begun()
        if due < self.today:
            raise RefusedError(
                _("{day} 已经过了。", day=due.isoformat()),
                _("“{label}”的期限请定在今天或以后。", label=field.label),
            )
        self._append(_entry(AnswerUnknown, field=field_id, owner=owner, due=due, why=why))

    def clear(self, field_id: str, why: str | None = None) -> None:
        """Take an answer out; nothing happens if there is none."""
        self._field(field_id)
        if field_id in self._begun().answers:
            self._append(_entry(AnswerCleared, field=field_id, why=why))

    def undo(self) -> str:
        """Take back the newest step and say which it was. Raises RefusedError if there is nothing."""
        step = self._begun().last_undoable()
        if step is None:
            raise RefusedError(_("没有可以撤销的步骤。"), _("已批准的版本不能撤销；要改，就写下一版。"))
        self._append(EntryUndone(seq=step.stamp.seq))
        return undone_sentence(step.model, self.form, self.state, self._register.state)

    def answer_floor_test(
        self,
        test: str,
        met: Met,
        words: str,
        by: str,
        *,
        on: date | None = None,
        photo: str | None = None,
        photo_name: str | None = None,
    ) -> None:
        """Record a floor test as seen; `photo` is the SHA-256 of a picture that is kept elsewhere."""
        self._begun()
        if all(one.id != test for one in self.form.floor_tests):
            known = _("、").join(one.id for one in self.form.floor_tests)
            raise RefusedError(_("没有现场测试“{test}”。", test=test), _("可选：{known}。", known=known))
        day = on or self.today
        if day > self.today:
            raise RefusedError(_("现场测试的日期还没到。"), _("写实际去看的那一天。"))
        self._append(
            _entry(
                FloorAnswered,
                test=test,
                met=met,
                words=words,
                photo=photo,
                photo_name=photo_name,
                on=day,
                by=by,
            )
        )

    def answer_trigger(self, trigger: str, what: str, facts: PlanFacts | None = None) -> None:
        """Record what was done about something that asks for a review; `facts` tell what set it off."""
        self._begun()
        if self.form.trigger(trigger) is None:
            known = _("、").join(one.id for one in self.form.triggers)
            raise RefusedError(
                _("没有修订情形“{trigger}”。", trigger=trigger), _("可选：{known}。", known=known)
            )
        seen = (
            next((one.what for one in self.fired(facts) if one.trigger.id == trigger), None)
            if facts
            else None
        )
        self._append(_entry(TriggerAnswered, trigger=trigger, what=what, seen=seen))

    def submit(self, by: str, to: str) -> int:
        """Hand the draft in and give its number. Raises RefusedError if it is handed in already."""
        state = self._begun()
        if state.review is not None:
            raise RefusedError(
                _("第 {number} 版已经提交给{to}了。", number=state.draft_number, to=state.review.to),
                _("要改就直接改，改完再提交一次。"),
            )
        self._append(_entry(VersionSubmitted, number=state.draft_number, by=by, to=to))
        return state.draft_number

    def give_back(self, by: str, why: str) -> None:
        """Give the draft back to its writer. Raises RefusedError if none was handed in."""
        refuse_unless_handed_in(self._begun())
        self._append(_entry(VersionReturned, by=by, why=why))

    def approve(
        self,
        by: str,
        post: str,
        effective: date,
        review_due: date,
        facts: PlanFacts,
        document_hash: str,
    ) -> Version:
        """Approve what was handed in, freeze it, and state its times to the register for the drills.

        `document_hash` is the SHA-256 (hex) of the document's canonical text. Raises RefusedError: not
        handed in, changed since, dates that cannot be, or defects that block (in `facts["defects"]`).
        """
        state = self._begun()
        refuse_unless_handed_in(state)
        refuse_dates(self.today, effective, review_due)
        refuse_blocked(self.check(facts))
        approval = Approval(
            number=state.draft_number,
            by=by,
            post=post,
            on=self.today,
            effective=effective,
            review_due=review_due,
            size=state.size or "card",
            form_version=self.form.version,
        )
        self._append(
            _entry(
                VersionApproved,
                approval=approval,
                hash=document_hash,
                snapshot=snapshot(self.form, state, facts),
                form=kept_form(self.form),
            )
        )
        self.state_promises()
        return self.version(approval.number)

    def state_promises(self) -> bool:
        """State the approved version's times to the register, if it has others; whether it had.

        `approve` does this; after a crash in between, `mend_promises` makes it good.
        """
        last = self.state.last_version
        if last is None:
            return False
        wanted = measurable(promises_of(last))
        if wanted == self._register.state.promises or not (wanted or last.number > 1):
            return False
        self._register.state_promises(wanted)
        return True

    def mend_promises(self) -> bool:
        """State the approved times if a crash came between an approval and stating them; whether it had.

        Times that were stated after the approval, by whomever, stay as they are.
        """
        last = self.state.last_version
        if last is None or measurable(promises_of(last)) == self._register.state.promises:
            return False
        if self._register.promises_stated_since(last.stamp.at):
            return False
        return self.state_promises()

    def _begun(self) -> PlanState:
        state = self.state
        if state.opened is None:
            raise RefusedError(_("预案还没有开始写。"), _("先选大小：一页纸、简版或完整版。"))
        return state

    def _append(self, change: EntryModel) -> None:
        if self._journal is None:
            title = _("应急预案")
            self._journal = self._vault.create_journal(JOURNAL_KIND, title, enterprise=self._enterprise)
        self._vault.append(self._journal, change.kind, change.parts(), version=change.version)
        self._vault.write_summary(self._journal, _summary(self.state))


def _entry(model: type[EntryModel], **values: Any) -> EntryModel:
    """An entry of what was typed. Raises UsageError that names the field."""
    try:
        return model(**values)
    except ValidationError as error:
        raise unfit_values(error) from error


def _summary(state: PlanState) -> dict[str, Json]:
    last = state.last_version
    return {
        "size": state.size or "",
        "answers": len(state.answers),
        "draft": state.draft_number,
        "status": state.draft_status,
        "version": last.number if last else 0,
        "effective": last.approval.effective.isoformat() if last else "",
        "review_due": last.approval.review_due.isoformat() if last else "",
    }
