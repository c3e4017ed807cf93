"""From what somebody typed to an entry: values that do not fit, and moments to come, are refused in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from secretguard.clock import to_microseconds
from secretguard.entries import EntryModel, unfit_values
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.incidents.room import IncidentRoom

Model = TypeVar("Model", bound=EntryModel)


def make(kind: type[Model], **values: Any) -> Model:
    """An entry of what somebody typed. Raises UsageError that says which value does not fit."""
    try:
        return kind(**values)
    except ValidationError as error:
        raise in_words(error) from error


def in_words(error: ValidationError) -> UsageError:
    """Which value does not fit and why, with the field's name as a person calls it."""
    return unfit_values(error, _field_words())


def occurred(room: IncidentRoom, at: datetime | None) -> int | None:
    """A stated moment as an entry keeps it. Raises UsageError if it is still to come."""
    if at is None:
        return None
    moment = to_microseconds(at)
    if moment > room.now():
        raise UsageError(_("这个时间还没有到。"), _("请写已经过去的时间，例如 -10（十分钟前）或 14:05。"))
    return moment


def _field_words() -> dict[str, str]:
    """The fields of this room's entries as a person calls them."""
    return {
        "broke_order": _("不按先后的原因"),
        "category": _("证据种类"),
        "clock": _("时限编号"),
        "condition": _("状况"),
        "criteria": _("结束标准"),
        "duty": _("对外义务"),
        "giver": _("交出的人"),
        "holder": _("保管人"),
        "hours": _("小时数"),
        "knows": _("谁知道"),
        "lessons": _("教训"),
        "lines": _("费用"),
        "method": _("怎么取得"),
        "note": _("说明"),
        "number": _("编号或回执"),
        "override": _("另定等级的原因"),
        "path": _("泄露途径"),
        "proves": _("能证明什么"),
        "purpose": _("用途"),
        "question": _("问题"),
        "reported_by": _("谁报告的"),
        "seal": _("封签号"),
        "seal_after": _("新封签号"),
        "seal_before": _("原封签号"),
        "source": _("来源"),
        "tags": _("标记"),
        "taker": _("接收的人"),
        "task": _("任务编号"),
        "title": _("名称"),
        "to": _("报给谁"),
        "tool": _("工具"),
        "tool_version": _("工具版本"),
        "what": _("什么事"),
        "whys": _("五个为什么"),
        "witness": _("见证人"),
        "working_days": _("工作日数"),
        "yuan": _("元"),
    }
