"""Undo as a compensating entry: the earlier one stays on record and no longer counts."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.drills.entries import EntryUndone
from secretguard.drills.room import DrillRoom
from secretguard.drills.state import DrillState, TimelineLine
from secretguard.errors import RefusedError
from secretguard.i18n import _

MOVES = ("story", "contingency", "jump", "unplanned", "step", "decision", "ended")
"""What moves the story: only the last of these can be taken back, since the later ones rest on it."""

UNDOABLE = (*MOVES, "mark", "unmarked", "note", "rating", "declined", "seat", "seat-cleared", "said")


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    line: TimelineLine


def last_undoable(state: DrillState) -> TimelineLine | None:
    """The newest line that undo would take back; what was prepared before the start only by its number."""
    begun = state.started.seq if state.started else 0
    settled = MOVES if state.status == "hotwash" else ()
    return next(
        (
            line
            for line in reversed(state.timeline)
            if _counts(line) and line.stamp.seq > begun and line.kind not in settled
        ),
        None,
    )


def undo(room: DrillRoom, seq: int | None = None, why: str | None = None) -> Undone:
    """Take back the newest entry, or the one numbered `seq`.

    Raises RefusedError if there is none, if later steps of the story rest on it, or, for a step of the
    story, once the hotwash has begun.
    """
    state = room.require("planned", "running", "paused", "ended", "hotwash")
    line = last_undoable(state) if seq is None else _line(state, seq)
    if line is None:
        raise RefusedError(_("没有可以撤销的记录。"), _("开场、暂停和结束不能撤销。"))
    if line.kind in MOVES:
        _refuse_if_rested_upon(state, line)
    room.append(EntryUndone(seq=line.stamp.seq, why=why))
    return Undone(line)


def _refuse_if_rested_upon(state: DrillState, line: TimelineLine) -> None:
    if state.status == "hotwash":
        raise RefusedError(
            _("已经在复盘，情节不能再退。"), _("标记、记录和发言仍可撤销；情节上的出入，用 drill note 记下。")
        )
    later = [other for other in state.timeline if other.stamp.seq > line.stamp.seq and _counts(other)]
    if any(other.kind in MOVES for other in later):
        raise RefusedError(
            _("第 {seq} 条之后情节又往前走了，不能只撤销它。", seq=line.stamp.seq),
            _("从最后一步开始，一步一步撤销。"),
        )


def _line(state: DrillState, seq: int) -> TimelineLine:
    for line in state.timeline:
        if line.stamp.seq == seq and _counts(line):
            return line
    raise RefusedError(
        _("第 {seq} 条不能撤销，或已经撤销。", seq=seq), _("用 drill status --log 看每一条的编号。")
    )


def _counts(line: TimelineLine) -> bool:
    return line.undone_by is None and line.kind in UNDOABLE
