"""What the plan refuses to record, and what would be right instead. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from pydantic import JsonValue

from secretguard.content import FormField, value_problem
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.plans.checks import Defect, blocking
from secretguard.plans.fold import PlanState
from secretguard.plans.values import people_in, secrets_in
from secretguard.register import RegisterState
from secretguard.vault import Json


def refuse_unfit(field: FormField, value: Json, register: RegisterState) -> None:
    """Raises UsageError for a value of a wrong shape, RefusedError for a person or secret not there."""
    problem = value_problem(field, cast(JsonValue, value))
    if problem is not None:
        raise UsageError(_("“{label}”：{problem}", label=field.label, problem=problem), field=field.id)
    for person in sorted(people_in(field, value) - register.people.keys()):
        raise RefusedError(
            _("“{label}”：台账里没有人员“{person}”。", label=field.label, person=person),
            _("先把这个人登记到台账，或直接写姓名和两个电话。"),
        )
    for secret in sorted(secrets_in(field, value) - register.secrets.keys()):
        raise RefusedError(
            _("“{label}”：台账里没有秘密“{secret}”。", label=field.label, secret=secret),
            _("先把这项秘密登记到台账，或只写代号和存放的地方。"),
        )


def refuse_unless_handed_in(state: PlanState) -> None:
    """Raises RefusedError while the draft was not handed in, or was changed afterwards."""
    if state.review is not None:
        return
    if state.handed_in is not None:
        raise RefusedError(
            _("第 {number} 版提交之后又改过，批准的人看到的不是现在这一稿。", number=state.draft_number),
            _("请重新提交，再批准。"),
        )
    raise RefusedError(
        _("第 {number} 版还没有提交审批。", number=state.draft_number), _("先提交，写明谁提交、交给谁批。")
    )


def refuse_dates(today: date, effective: date, review_due: date) -> None:
    """Raises RefusedError for a plan that would be in force before it is approved, or never reviewed."""
    if effective < today:
        raise RefusedError(
            _("生效日期 {day} 早于批准的这一天。", day=effective.isoformat()),
            _("预案不能倒签，请写今天或以后的日期。"),
        )
    if review_due <= effective:
        raise RefusedError(
            _("复审日期 {day} 不在生效之后。", day=review_due.isoformat()),
            _("一般定在生效后一年以内。"),
        )


def refuse_blocked(defects: Iterable[Defect]) -> None:
    """Raises RefusedError listing every defect that keeps a version from being approved."""
    stopping = blocking(defects)
    if stopping:
        listed = "\n".join(f"· {defect.section}  {defect.message}" for defect in stopping)
        raise RefusedError(
            _("还有 {count} 处不能批准：", count=len(stopping)) + "\n" + listed,
            _("逐项补上或改写；泄密和违法风险只能改写或清空，不能跳过。"),
            defects=[
                {"rule": one.rule, "field": one.field, "class": one.defect_class, "message": one.message}
                for one in stopping
            ],
        )
