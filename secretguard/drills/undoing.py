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

UNDOABLE = (*MOVES, "mark", "note", "rating", "declined", "seat", "said")


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    line: TimelineLine


def last_undoable(state: DrillState) -> TimelineLine | None:
    """The newest line that undo would take back."""
    return next((line for line in reversed(state.timeline) if _counts(line)), None)


def undo(room: DrillRoom, seq: int | None = None, why: str | None = None) -> Undone:
    """Take back the newest entry, or the one numbered `seq`.

    Raises RefusedError if there is none, or if later steps of the story rest on it.
    """
    state = room.require("planned", "running", "paused", "ended", "hotwash")
    line = last_undoable(state) if seq is None else _line(state, seq)
    if line is None:
        raise RefusedError(_("没有可以撤销的记录。"), _("开场、暂停和结束不能撤销。"))
    if line.kind in MOVES:
        later = [other for other in state.timeline if other.stamp.seq > line.stamp.seq and _counts(other)]
        if any(other.kind in MOVES for other in later):
            raise RefusedError(
                _("第 {seq} 条之后情节又往前走了，不能只撤销它。", seq=line.stamp.seq),
                _("从最后一步开始，一步一步撤销。"),
            )
    room.append(EntryUndone(seq=line.stamp.seq, why=why))
    return Undone(line)


def _line(state: DrillState, seq: int) -> TimelineLine:
    for line in state.timeline:
        if line.stamp.seq == seq and _counts(line):
            return line
    raise RefusedError(
        _("第 {seq} 条不能撤销，或已经撤销。", seq=seq), _("用 drill status --log 看每一条的编号。")
    )


def _counts(line: TimelineLine) -> bool:
    return line.undone_by is None and line.kind in UNDOABLE
