"""The plan's entries and sizes in words, for what a step did and what undoing it brought back."""

from __future__ import annotations

from secretguard.content import PlanForm
from secretguard.entries import EntryModel
from secretguard.i18n import _
from secretguard.plans.fold import PlanState
from secretguard.plans.models import (
    AnswerCleared,
    AnswerSet,
    AnswerUnknown,
    FloorAnswered,
    Size,
    SizeChosen,
    TriggerAnswered,
    VersionReturned,
    VersionSubmitted,
)
from secretguard.plans.typed.showing import show
from secretguard.register import RegisterState

_LONGEST: int = 40


def size_word(size: Size) -> str:
    """一页纸, 简版, 完整版."""
    return {"card": _("一页纸"), "short": _("简版"), "full": _("完整版")}[size]


def undone_sentence(step: EntryModel, form: PlanForm, after: PlanState, register: RegisterState) -> str:
    """What an undo took back, and what stands there now."""
    match step:
        case AnswerSet(field=field) | AnswerUnknown(field=field) | AnswerCleared(field=field):
            return _("已撤销对“{label}”的改动，现在是：{now}", label=_label(form, field),
                     now=_now(form, field, after, register))  # fmt: skip
        case SizeChosen():
            return _("已撤销换大小，现在是{size}。", size=size_word(after.size or "card"))
        case VersionSubmitted(number=number):
            return _("已撤回第 {number} 版的提交。", number=number)
        case VersionReturned(by=by):
            return _("已撤销{by}的退回，这一稿仍在审批中。", by=by)
        case FloorAnswered(test=test):
            return _("已撤销现场测试 {test} 的记录。", test=test)
        case TriggerAnswered(trigger=trigger):
            known = form.trigger(trigger)
            return _("已撤销对“{trigger}”的答复。", trigger=known.text if known else trigger)
        case _:
            return _("已撤销上一步。")


def _label(form: PlanForm, field_id: str) -> str:
    field = form.field(field_id)
    return field.label if field else field_id


def _now(form: PlanForm, field_id: str, state: PlanState, register: RegisterState) -> str:
    answer, field = state.answers.get(field_id), form.field(field_id)
    if answer is None or field is None:
        return _("没有填。")
    if answer.unknown is not None:
        return _(
            "还不知道，{owner} {due}前弄清。", owner=answer.unknown.owner, due=answer.unknown.due.isoformat()
        )
    text = show(field, answer.value, register).replace("\n", _("；"))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
