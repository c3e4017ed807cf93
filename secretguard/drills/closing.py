"""After the story: the hotwash, a person's ratings, findings by machine, the end, and issuing a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from secretguard.actions import Actions, Finding
from secretguard.drills.entries import (
    CommentMade,
    DrillFinished,
    GradeLetter,
    HotwashSaid,
    HotwashStarted,
    Pin,
    RatingOverridden,
    ReportIssued,
    ReportKind,
)
from secretguard.drills.findings import proposals
from secretguard.drills.fold import fold
from secretguard.drills.room import DrillRoom, occurred_microseconds
from secretguard.drills.state import DrillState
from secretguard.errors import RefusedError
from secretguard.i18n import _

TOPICS = ("worked", "hindered", "change", "other")
"""The round's three questions (哪一步顺、哪里卡住、明天就改的一件事), and anything else."""


def begin_hotwash(room: DrillRoom) -> None:
    """Stop the clocks and begin the round; also from the middle of a story that is broken off."""
    room.require("running", "paused", "ended")
    room.append(HotwashStarted())


def say(room: DrillRoom, role: str, topic: str, text: str, name: str | None = None) -> None:
    """One role's answer. Raises RefusedError outside the hotwash or for an unknown question."""
    state = room.require("hotwash")
    if topic not in TOPICS:
        raise RefusedError(
            _("复盘没有“{topic}”这一问。", topic=topic),
            _("可用：worked 顺在哪里、hindered 卡在哪里、change 明天改哪一件、other 其他。"),
        )
    seat = state.seats.get(role)
    speaker = name or (seat.name if seat else None)
    room.append(HotwashSaid.model_validate({"role": role, "topic": topic, "text": text, "name": speaker}))


def override_rating(
    room: DrillRoom, objective: str, rating: GradeLetter, why: str, by: str | None = None
) -> None:
    """A person's rating instead of the machine's, with the reason. Raises RefusedError if unknown."""
    state = room.require("running", "paused", "ended", "hotwash", "finished")
    known = {item.id for item in state.playbook.objectives} if state.playbook else set()
    if objective not in known:
        raise RefusedError(
            _("没有目标“{objective}”。", objective=objective),
            _("可用：{names}。", names=_("、").join(sorted(known))),
        )
    if not why.strip():
        raise RefusedError(_("改评级要写理由。"), _("用 --why 写一句：看到了什么，所以改。"))
    room.append(RatingOverridden(objective=objective, rating=rating, why=why, by=by))


def raise_machine_findings(room: DrillRoom, actions: Actions) -> list[Finding]:
    """Record what the drill itself shows (late, missed, lost, no deputy…); asked twice, raised once."""
    return actions.raise_proposals(room.id, proposals(room.state))


def finish(room: DrillRoom) -> None:
    """Close the drill: afterwards only ratings, comments and reports are recorded."""
    state = room.require("running", "paused", "ended", "hotwash")
    if state.status == "running" and state.current is not None:
        raise RefusedError(
            _("情节还没有走完。"), _("先用 drill hotwash 收场；确实要中断，也先 hotwash 再 finish。")
        )
    room.append(DrillFinished())


def comment(room: DrillRoom, text: str, by: str | None = None, report: str | None = None) -> None:
    """Record what the enterprise says about the report; the final one prints it.

    Raises RefusedError before the story's end, or for a report number that was never issued.
    """
    state = room.require("ended", "hotwash", "finished")
    if report is not None and last_issue(room, report) is None:
        numbers = _("、").join(entry.number for entry, _stamp in state.issued)
        raise RefusedError(
            _("没有编号为 {number} 的报告。", number=report),
            _("已签发的：{numbers}。", numbers=numbers or _("无")),
        )
    room.append(CommentMade(text=text, by=by, report=report))


def issue_report(
    room: DrillRoom,
    actions: Actions,
    kind: ReportKind,
    *,
    enterprise: str,
    grounds: Mapping[str, object],
    previous: Mapping[str, GradeLetter],
    limits: Mapping[str, object],
) -> ReportIssued:
    """Fix a report: a checkpoint first, then an entry that names what the report shows.

    A quick report may be issued from the story's end on, a final one once the drill is finished and every
    finding has an action, an owner and a date; either again after new entries. Raises RefusedError.
    """
    state = _issuable(room, actions, kind)
    checkpoint = room.vault.checkpoint()
    pins = [Pin(journal=room.id, seq=state.seq)]
    if actions.journal is not None:
        pins.append(Pin(journal=actions.journal.hex(), seq=actions.state.seq))
    moment, zone = occurred_microseconds(room.clock())
    entry = ReportIssued(
        report=kind,
        number=_report_number(room, kind, len(state.issued) + 1),
        pins=tuple(pins),
        checkpoint_size=checkpoint.size,
        checkpoint_root=checkpoint.root.hex(),
        issued=moment,
        tz=zone,
        enterprise=enterprise,
        grounds=dict(grounds),
        previous=dict(previous),
        limits=dict(limits),
    )
    room.append(entry)
    return entry


def _issuable(room: DrillRoom, actions: Actions, kind: ReportKind) -> DrillState:
    if kind == "quick":
        return room.require("hotwash", "finished", "ended")
    state = room.require("finished")
    gaps = plan_gaps(actions.state.of(room.id))
    if gaps:
        raise RefusedError(
            _("终稿的改进计划还缺：{gaps}。", gaps=_("；").join(gaps)),
            _("用 action assign 补上，或用 action decline 写明不采纳的理由；想先看样子用 --draft。"),
            missing=gaps,
        )
    return state


def plan_gaps(findings: Iterable[Finding]) -> list[str]:
    """What an improvement plan still lacks, a text a finding: F3 责任人、期限. Declined ones need nothing."""
    gaps = []
    for finding in findings:
        if finding.status == "declined":
            continue
        needed = ((_("整改措施"), finding.what), (_("责任人"), finding.owner), (_("期限"), finding.due))
        lacking = [word for word, value in needed if not value]
        if lacking:
            gaps.append(_("{id} {what}", id=finding.id, what=_("、").join(lacking)))
    return gaps


def last_issue(
    room: DrillRoom, number: str | None = None, kind: ReportKind | None = None
) -> ReportIssued | None:
    """The last report issued, or the one of a number, or the last of a kind; None if there is none."""
    found = [
        entry
        for entry, _stamp in room.state.issued
        if number in (None, entry.number) and kind in (None, entry.report)
    ]
    return found[-1] if found else None


def is_current(room: DrillRoom, actions: Actions, issue: ReportIssued) -> bool:
    """Whether nothing that a report shows was recorded since; the issuing of reports does not count."""
    pins = {pin.journal: pin.seq for pin in issue.pins}
    state, pinned = room.state, pins.get(room.id, 0)
    reports_since = sum(stamp.seq > pinned for _entry, stamp in state.issued)
    findings = actions.state.seq if actions.journal else 0
    findings_pinned = pins.get(actions.journal.hex(), 0) if actions.journal else 0
    return state.seq - pinned == reports_since and findings == findings_pinned


def state_as_issued(room: DrillRoom, issue: ReportIssued) -> DrillState:
    """The drill as of the report's pin, whatever was recorded since."""
    pin = next(pin.seq for pin in issue.pins if pin.journal == room.id)
    return fold([entry for entry in room.vault.entries(room.journal) if entry.seq <= pin])


def _report_number(room: DrillRoom, kind: ReportKind, count: int) -> str:
    series = {"quick": "TY", "final": "TZ"}[kind]
    return f"{series}-{room.clock():%Y%m%d}-{room.id[:4].upper()}-{count}"
