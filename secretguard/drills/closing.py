"""After the story: the hotwash, a person's ratings, findings by machine, the end, and issuing a report."""

from __future__ import annotations

from collections.abc import Mapping

from secretguard.actions import Actions, Finding
from secretguard.drills.entries import (
    DrillFinished,
    GradeLetter,
    HotwashSaid,
    HotwashStarted,
    Pin,
    RatingOverridden,
    ReportIssued,
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
    """Close the drill: afterwards only ratings and reports are recorded."""
    state = room.require("running", "paused", "ended", "hotwash")
    if state.status == "running" and state.current is not None:
        raise RefusedError(
            _("情节还没有走完。"), _("先用 drill hotwash 收场；确实要中断，也先 hotwash 再 finish。")
        )
    room.append(DrillFinished())


def issue_quick_report(
    room: DrillRoom,
    actions: Actions,
    *,
    enterprise: str,
    grounds: Mapping[str, object],
    previous: Mapping[str, GradeLetter],
    limits: Mapping[str, object],
) -> ReportIssued:
    """Fix the quick report: a checkpoint first, then an entry that names what the report shows.

    Raises RefusedError before the story's end; it may be issued again after new entries.
    """
    state = room.require("hotwash", "finished", "ended")
    checkpoint = room.vault.checkpoint()
    pins = [Pin(journal=room.id, seq=state.seq)]
    if actions.journal is not None:
        pins.append(Pin(journal=actions.journal.hex(), seq=actions.state.seq))
    moment, zone = occurred_microseconds(room.clock())
    entry = ReportIssued(
        report="quick",
        number=_report_number(room, len(state.issued) + 1),
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


def last_issue(room: DrillRoom, number: str | None = None) -> ReportIssued | None:
    """The last quick report issued, or the one of a number; None if there is none."""
    found = [entry for entry, _stamp in room.state.issued if number is None or entry.number == number]
    return found[-1] if found else None


def is_current(room: DrillRoom, actions: Actions, issue: ReportIssued) -> bool:
    """Whether nothing that a report shows was recorded since it was issued."""
    pins = {pin.journal: pin.seq for pin in issue.pins}
    state = room.state
    shown = max((stamp.seq for _entry, stamp in state.issued), default=0)
    findings = actions.state.seq if actions.journal else 0
    pinned = pins.get(actions.journal.hex(), 0) if actions.journal else 0
    return state.seq == shown and pins.get(room.id, 0) == shown - 1 and findings == pinned


def state_as_issued(room: DrillRoom, issue: ReportIssued) -> DrillState:
    """The drill as of the report's pin, whatever was recorded since."""
    pin = next(pin.seq for pin in issue.pins if pin.journal == room.id)
    return fold([entry for entry in room.vault.entries(room.journal) if entry.seq <= pin])


def _report_number(room: DrillRoom, count: int) -> str:
    return f"TY-{room.clock():%Y%m%d}-{room.id[:4].upper()}-{count}"
