"""`名=值` on the command line, and the times a plan promises: `report=30m`."""

from __future__ import annotations

from collections.abc import Iterable

from secretguard.drills import clock_name
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.register import PlanPromise
from secretguard.times import minutes


def name_and_value(text: str) -> tuple[str, str]:
    """`secret=制动卡钳公差链`. Raises UsageError."""
    name, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(_("“{text}”要写成 名=值。", text=text), _("例：--set secret=制动卡钳公差链"))
    return name.strip(), value.strip()


def read_promises(texts: Iterable[str]) -> tuple[PlanPromise, ...]:
    """`report=30m`, `preserve=24h` as promises of the plan. Raises UsageError."""
    return tuple(_promise(text, number) for number, text in enumerate(texts, 1))


def _promise(text: str, number: int) -> PlanPromise:
    clock, value = name_and_value(text)
    if clock not in ("detect", "preserve", "report"):
        raise UsageError(
            _("没有“{clock}”这个时钟。", clock=clock), _("可用：detect 发现、preserve 固证、report 报告。")
        )
    promised = {"id": f"promise-{number}", "text": clock_name(clock), "clock": clock}
    return PlanPromise.model_validate({**promised, "minutes": minutes(value), "plan": "5"})
