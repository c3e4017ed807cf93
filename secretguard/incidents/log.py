"""The log under stress: lines typed in a hurry, corrected, taken back. All refuse a closed incident."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.entries import EntryModel
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.incidents import entries as kinds
from secretguard.incidents.acting import added_task
from secretguard.incidents.quick_entry import Parsed
from secretguard.incidents.recording import make, occurred
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.state import TimelineLine
from secretguard.vault import Entry


@dataclass(frozen=True, slots=True)
class Written:
    """What a line became: the note's entry number (None if it held only tasks), the tasks' ids."""

    note: int | None
    tasks: tuple[str, ...]


def write_line(room: IncidentRoom, parsed: Parsed) -> Written:
    """Record a line typed in a hurry: the note and its tasks, all or nothing. Raises UsageError if empty."""
    with room.guard:
        state = room.require_open()
        if parsed.is_empty:
            raise UsageError(_("这一笔是空的。"), _("写一句话，例如：-10 发现群里有人转发。"))
        models: list[EntryModel] = []
        has_note = bool(parsed.text or parsed.tags or parsed.items)
        note_seq = state.seq + 1 if has_note else None
        moment = None if parsed.occurred is None else occurred(room, parsed.occurred)
        if has_note:
            models.append(
                make(
                    kinds.NoteAdded,
                    text=parsed.text or _("（只有标记）"),
                    people=tuple(one.id for one in parsed.people),
                    secrets=tuple(one.id for one in parsed.secrets),
                    items=parsed.items,
                    tags=parsed.tags,
                    decision=parsed.decision,
                    occurred=moment,
                )
            )
        first = state.seq + 1 + len(models)
        tasks = [added_task(seq, text, None, None, note_seq) for seq, text in enumerate(parsed.tasks, first)]
        room.append_all([*models, *tasks])
        return Written(note_seq, tuple(task.task for task in tasks))


def correct(room: IncidentRoom, seq: int, text: str) -> Entry:
    """Say a note better; what stood before stays readable. Raises RefusedError if it is no note."""
    with room.guard:
        line = room.require_open().line(seq)
        if line is None or line.kind != kinds.NoteAdded.kind or line.undone_by is not None:
            raise RefusedError(
                _("第 {seq} 条不是一笔记录，不能更正。", seq=seq),
                _("请选时间轴里的一笔；别的可以另记一笔说明。"),
            )
        return room.append(make(kinds.Corrected, seq=seq, text=text))


def undo(room: IncidentRoom, seq: int | None = None, *, why: str | None = None) -> int:
    """Take back an entry, the last one that may be if none is named; its number. The record keeps it.

    Naming an undoing takes that back. Raises RefusedError: evidence, custody, reports outside, levels and
    cuts stand.
    """
    with room.guard:
        lines = room.require_open().timeline
        if seq is None:
            standing = (line for line in reversed(lines) if _may_go(line, kinds.UNDOABLE))
            line = next(standing, None)
            if line is None:
                raise RefusedError(_("没有可以撤销的。"), _stands())
        else:
            named = kinds.UNDOABLE | {kinds.EntryUndone.kind}
            line = next((one for one in lines if one.stamp.seq == seq and _may_go(one, named)), None)
            if line is None:
                raise RefusedError(_("第 {seq} 条不能撤销。", seq=seq), _stands())
        room.append(make(kinds.EntryUndone, seq=line.stamp.seq, why=why))
        room.write_summary()
        return line.stamp.seq


def _may_go(line: TimelineLine, allowed: frozenset[str]) -> bool:
    return line.kind in allowed and line.undone_by is None


def _stands() -> str:
    return _("证据、交接、对外报告和等级不能撤销，只能另记说明。")
