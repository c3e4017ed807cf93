"""承诺一览: every testable promise of the plan, those of one table row on one line."""

from __future__ import annotations

from collections.abc import Sequence

from secretguard.documents.plan.answers import Answers
from secretguard.documents.plan.grounds import ground_words
from secretguard.documents.plan.model import PlanPaper, PlanPromiseLine
from secretguard.documents.quick_report.grounds import GroundList
from secretguard.documents.quick_report.words import clock_word, duration
from secretguard.i18n import _


def promise_lines(paper: PlanPaper, answers: Answers, grounds: GroundList) -> list[dict[str, str]]:
    """The index in the order of the marks; a legal ground goes by its number in the list of grounds."""
    rows: dict[str, list[PlanPromiseLine]] = {}
    for promise in paper.promises:
        row, _dot, column = promise.id.rpartition(".")
        rows.setdefault(row if column and row else promise.id, []).append(promise)
    return [_line(key, promises, paper, answers, grounds) for key, promises in rows.items()]


def _line(
    key: str, promises: Sequence[PlanPromiseLine], paper: PlanPaper, answers: Answers, grounds: GroundList
) -> dict[str, str]:
    first, last = promises[0], promises[-1]
    in_row = len(promises) > 1
    return {
        "mark": f"‡{first.number}" + (f"—‡{last.number}" if in_row else ""),
        "text": _row_text(key, promises, answers) if in_row else first.text,
        "section": first.section,
        "measured": _measured(promises),
        "ground": _("、").join(_short(basis, paper, grounds) for basis in first.basis) or "—",
    }


def _row_text(key: str, promises: Sequence[PlanPromiseLine], answers: Answers) -> str:
    """The row by its name, then each promised cell under its column's label."""
    said = answers.look(promises[0].field)
    row_id = key.rpartition(".")[2]
    row = next(
        (row for row, raw in zip(said.rows, said.raw_rows, strict=True) if raw.get("id") == row_id), None
    )
    if row is None:
        return _("；").join(promise.text for promise in promises)
    labels = {column["id"]: column["label"] for column in said.columns}
    cells = []
    for promise in promises:
        column = promise.id.rpartition(".")[2]
        cells.append(f"{labels.get(column, column)} {row[column].partition('‡')[0]}")
    return _("{row}：{cells}", row=row[said.row_label], cells=_("，").join(cells))


def _measured(promises: Sequence[PlanPromiseLine]) -> str:
    timed = promises[0]
    if timed.clock is None:
        return "—"
    if timed.minutes is None or len(promises) > 1:
        return clock_word(timed.clock)
    return _("{clock}，{length}", clock=clock_word(timed.clock), length=duration(timed.minutes))


def _short(basis: str, paper: PlanPaper, grounds: GroundList) -> str:
    ground = paper.grounds.get(basis)
    if ground is not None and ground.kind == "law":
        return grounds.short((ground,))
    return ground_words(ground, basis)
