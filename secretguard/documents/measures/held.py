"""What other rooms recorded up to the day: approved versions of the plan, drills held. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from secretguard.clock import from_microseconds
from secretguard.documents.measures.books import OpenBook
from secretguard.documents.measures.model import ApprovalRow, DrillRow, MeasureRow
from secretguard.documents.quick_report.words import cover_grade
from secretguard.drills import DrillState, ReportIssued, confirmed_grade
from secretguard.drills.entries import DrillPlanned
from secretguard.i18n import _
from secretguard.plans import PlanState


@dataclass(frozen=True, slots=True)
class HeldDrill:
    """A drill's book, its title and its state as of the day."""

    book: OpenBook
    title: str
    state: DrillState


def approval_rows(state: PlanState, book: OpenBook) -> Iterator[ApprovalRow]:
    """Every version approved."""
    for version in state.versions:
        approval = version.approval
        yield ApprovalRow(
            number=approval.number,
            on=approval.on,
            effective=approval.effective,
            by=_("{name}（{post}）", name=approval.by, post=approval.post),
            hash=version.hash,
            cites=book.cite(book.at(1), book.at(version.stamp.seq)),
        )


def drill_row(drill: HeldDrill) -> DrillRow | None:
    """A drill as held; None before it was started."""
    state, book = drill.state, drill.book
    if state.started is None or state.planned is None:
        return None
    stamps = [state.started.seq]
    stamps += [stamp.seq for stamp in (state.ended, state.finished) if stamp is not None]
    stamps += [stamp.seq for _issue, stamp in state.issued]
    planned = next(entry for entry in book.entries if entry.kind == DrillPlanned.kind)
    grade = confirmed_grade(state) if state.ended or state.finished or state.hotwash else None
    playbook = state.planned.playbook
    return DrillRow(
        title=drill.title,
        playbook=_("{id} 第 {version} 版", id=playbook.id, version=playbook.version),
        started=from_microseconds(state.started.occurred, state.started.tz),
        finished=state.finished is not None,
        grade=cover_grade(grade) if grade else "",
        reports=tuple(_report(issue) for issue, _stamp in state.issued),
        cites=book.cite(book.at(1), planned, *(book.at(seq) for seq in stamps)),
    )


def _report(issue: ReportIssued) -> str:
    return issue.number


def other_measures(
    approvals: Sequence[ApprovalRow], drills: Sequence[DrillRow], day: date
) -> Iterator[MeasureRow]:
    """Plan and drills as rows of the seventh item, 其他合理保密措施."""
    for approval in approvals:
        yield MeasureRow(
            id=_("预案"),
            what=_("批准商业秘密侵权应急预案第 {number} 版", number=approval.number),
            since=approval.effective,
            covers="",
            note=_("{day} 批准", day=approval.on) + (_("；其时尚未生效") if approval.effective > day else ""),
            cites=approval.cites[-1:],
        )
    for drill in drills:
        yield MeasureRow(
            id=_("推演"),
            what=_("桌面推演：{title}", title=drill.title),
            since=drill.started.date(),
            covers="",
            note=_("综合评定{grade}", grade=drill.grade) if drill.grade else _("尚无评定"),
            cites=drill.cites[-1:],
        )
