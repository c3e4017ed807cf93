"""A field of the plan as it is left: read, recorded, or kept as a draft with a red line under it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretguard.content import Column
from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _
from secretguard.plans import NOT_KNOWN, Answered, parse_cell
from secretguard.tui.views.plan_wizard_view import field_line
from secretguard.tui.widgets.field_block import FieldBlock
from secretguard.vault import Json

if TYPE_CHECKING:
    from secretguard.tui.screens.plan_fields import PlanFieldsScreen

_DAYS_TO_FIND_OUT = 7
_LIAISON = "CO"


def leave_field(screen: PlanFieldsScreen, block: FieldBlock, *, take: bool) -> bool:
    """Save what was typed; with `take` a proposal of the register too. False: stay, something is wrong.

    Words that were refused a moment ago and still stand there are a draft, and no reason to stay.
    """
    typed = block.typed
    if typed is None:
        return True
    if not block.changed and not (take and block.line.proposed):
        _forget_draft(screen, block)
        return True
    screen.plan.place.drafts[block.field.id] = typed
    if block.complained == typed:
        return True
    return _record(screen, block, typed, asking=take)


def _record(screen: PlanFieldsScreen, block: FieldBlock, typed: str, *, asking: bool) -> bool:
    plans = screen.plan.plans
    try:
        if not typed.strip():
            plans.clear(block.field.id)
            _done(screen, block, ())
            return True
        value = plans.parse(block.field.id, typed)
        if value is NOT_KNOWN:
            ask_who_finds_out(screen, block)
            return False
        answered = plans.answer(block.field.id, value, hand_over=False)
    except SecretGuardError as error:
        block.complain(f"{error.message} {error.remedy}".strip())
        return False
    _done(screen, block, answered.notes)
    _ask_about_the_register(screen, block, answered, asking=asking)
    return True


def _ask_about_the_register(
    screen: PlanFieldsScreen, block: FieldBlock, answered: Answered, *, asking: bool
) -> None:
    """Whether the register shall follow the plan; who leaves the screen is told that it has not."""
    if not answered.waiting:
        return
    if not asking:
        screen.tell(_("台账没有跟着改：{questions}要改，到台账里改。", questions="".join(answered.waiting)))
        return

    def follow() -> None:
        done = screen.plan.plans.answer(block.field.id, answered.value)
        screen.tell("".join((*done.notes, _("要撤回，到台账里按 ^Z。"))))

    screen.ask("".join(answered.waiting), follow)


def keep_ticked(screen: PlanFieldsScreen, block: FieldBlock, chosen: tuple[str, ...]) -> None:
    """Save options as they are ticked."""
    kind, name = block.field.kind, block.field.id
    value: Json = list(chosen)
    if kind == "yes_no":
        value = chosen[:1] == ("yes",)
    elif kind == "choice":
        value = chosen[0]
    screen.attempt(lambda: screen.plan.plans.answer(name, value))


def put_answer(screen: PlanFieldsScreen, block: FieldBlock, value: Json) -> bool:
    """Record a value that was chosen, not typed."""
    return screen.attempt(lambda: record_answer(screen, block, value))


def record_answer(screen: PlanFieldsScreen, block: FieldBlock, value: Json) -> None:
    """As `put_answer`, for who says themselves what was refused. Raises SecretGuardError."""
    answered = screen.plan.plans.answer(block.field.id, value, hand_over=False)
    _done(screen, block, answered.notes)
    _ask_about_the_register(screen, block, answered, asking=True)


def _done(screen: PlanFieldsScreen, block: FieldBlock, notes: tuple[str, ...]) -> None:
    _forget_draft(screen, block)
    # What stands there now is the plan's own wording: 夜里三十分钟 has become 30分钟.
    block.line = field_line(screen.state_of(block), screen.plan.register.state)
    block.put(block.line.text)
    if notes:
        screen.tell("\n".join(notes))
    screen.desk.changed()
    screen.call_later(screen.redraw)


def _forget_draft(screen: PlanFieldsScreen, block: FieldBlock) -> None:
    screen.plan.place.drafts.pop(block.field.id, None)
    block.complain("")


# ---- not known


def ask_who_finds_out(screen: PlanFieldsScreen, block: FieldBlock) -> None:
    """「不知道」: who finds out, by when, in the bottom line; then it is an open item."""
    plan = screen.plan
    liaison = plan.register.state.with_duty(_LIAISON)
    due = plan.plans.today + timedelta(days=_DAYS_TO_FIND_OUT)
    proposed = f"{liaison.person.name if liaison else ''} {due.isoformat()}".strip()
    question = _("「{label}」谁去弄清，哪天以前", label=block.field.label)

    def record(text: str) -> None:
        owner, due = split_owner(text, screen.plan.plans.today)
        screen.plan.plans.unknown(block.field.id, owner, due)
        _done(screen, block, ())
        screen.go_on(block)

    # Until somebody is named it is neither an answer nor an open item; the line over the field says so.
    block.complain(_("还没有定谁去弄清：再按回车，写上谁和哪天；或者直接写答案。"))
    block.complained = None
    screen.ask_text(question, record, value=proposed)


def split_owner(text: str, today: date) -> tuple[str, date]:
    """`示例乙 12月1日` as who and when. Raises UsageError."""
    words = text.replace("，", " ").replace("　", " ").split()
    if len(words) < 2:
        raise UsageError(_("要写两样：谁，哪天以前。"), _("例如：示例乙 2026-12-01"))
    column = Column(id="due", label=_("期限"), kind="date")
    # The day stands last as a rule; who writes it first is understood as well.
    for day, owner in ((words[0], words[1:]), (words[-1], words[:-1])):
        try:
            due = parse_cell(column, day, today=today)
        except UsageError:
            if day == words[-1]:
                raise
            continue
        return " ".join(owner), date.fromisoformat(str(due))
    raise AssertionError(words)
