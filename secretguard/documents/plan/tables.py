"""The two tables that a plan stands on, laid out for paper: grading (§4) and response (§6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from secretguard.documents.plan.answers import Answers, Said
from secretguard.documents.plan.wording import yuan
from secretguard.i18n import _

LEVELS: Final = ("I", "II", "III", "IV")

_MINUTES_IN_A_DAY: Final = 1440


def grading_matrix(answers: Answers) -> list[dict[str, str]]:
    """One row a criterion, the situations under their level; the money row last. Empty without answers."""
    said, money = answers["grading"], answers["loss-levels"]
    criteria = dict.fromkeys(row.get("criterion", "") for row in said.rows)
    matrix = [_criterion(criterion, said) for criterion in criteria]
    return [*matrix, _losses(money)] if matrix and money.rows else matrix


def response_phases(answers: Answers) -> list[dict[str, object]]:
    """The steps by phase, numbered through. Empty without answers."""
    said = answers["response"]
    phases: dict[str, list[dict[str, object]]] = {}
    for number, (row, raw) in enumerate(zip(said.rows, said.raw_rows, strict=True), 1):
        phases.setdefault(row.get("phase", ""), []).append(_step(number, row, raw, said))
    return [{"title": title or _("其他"), "steps": steps} for title, steps in phases.items()]


def _criterion(criterion: str, said: Said) -> dict[str, str]:
    cells: dict[str, list[str]] = {level: [] for level in LEVELS}
    for row, raw in zip(said.rows, said.raw_rows, strict=True):
        if row.get("criterion", "") == criterion:
            cells.setdefault(str(raw.get("level")), []).append(row.get("situation", ""))
    return {"criterion": criterion, **{level: _("；").join(cells[level]) for level in LEVELS}}


def _losses(money: Said) -> dict[str, str]:
    row = {"criterion": _("损失或者价值")}
    floors = {str(raw.get("id")): raw for raw in money.raw_rows}
    row.update({level: _floor(floors[level]) for level in LEVELS if level in floors})
    return dict.fromkeys(LEVELS, _("低于左边的数")) | row


def _floor(raw: Mapping[str, object]) -> str:
    amount, share = raw.get("yuan"), raw.get("percent")
    parts = [_("{amount}以上", amount=yuan(amount))] if isinstance(amount, int) else []
    if isinstance(share, int):
        parts.append(_("年销售额的 {share}% 以上", share=share))
    return _("，或者").join(parts)


def _step(number: int, row: Mapping[str, str], raw: Mapping[str, object], said: Said) -> dict[str, object]:
    return {
        "number": number,
        "step": row.get("step", ""),
        "role": row.get("role") or _("〔未定〕"),
        "record": row.get("record") or "—",
        "before": _("；").join(_before(row, raw)) or "—",
        **{level: _limit(level, row, raw, said) for level in LEVELS},
    }


def _before(row: Mapping[str, str], raw: Mapping[str, object]) -> Iterator[str]:
    """What must hold first: a step that the suspect would notice waits for the duplicate, or says why not."""
    if raw.get("after-duplicate"):
        yield _("复制做完以后")
    elif raw.get("restricts") and not row.get("exception"):
        yield _("〔会惊动当事人，没有写例外的理由〕")
    if row.get("exception"):
        yield _("例外：{reason}", reason=row["exception"])


def _limit(level: str, row: Mapping[str, str], raw: Mapping[str, object], said: Said) -> str:
    amount, counted = raw.get(level), raw.get("counted")
    if counted == "by-clock":
        return _("按各自时限")
    if not isinstance(amount, int):
        return "—"
    mark = said.cell_mark(str(raw.get("id", "")), level)
    if counted == "every":
        return _("每{length}", length=row[level])
    if counted == "after-end" and amount % _MINUTES_IN_A_DAY == 0:
        return _("结束后 {days} 个工作日", days=amount // _MINUTES_IN_A_DAY) + mark
    return row[level]
