"""What ^Z says: what was taken back, or what was last and why it stands. Pure."""

from __future__ import annotations

from typing import Final

from secretguard.i18n import _
from secretguard.incidents import IncidentState, TimelineLine, kind_word, line_words
from secretguard.incidents.entries import UNDOABLE

_ASIDE: Final = frozenset({"undone", "evidence.checked", "paper.issued", "erased", "erased-body"})
"""Nobody means these by the last thing done: undoing itself, readings by the clock, papers."""


def last_that_stands(state: IncidentState) -> TimelineLine | None:
    """What was done last, if that is something that cannot be taken back; None if it can, or nothing was."""
    done = (one for one in reversed(state.timeline) if one.undone_by is None and one.kind not in _ASIDE)
    last = next(done, None)
    return last if last is not None and last.kind not in UNDOABLE else None


def stands_words(one: TimelineLine) -> tuple[str, str]:
    """That it stands and why, and what to do instead."""
    head = _(
        "最后一条是第 {seq} 条 {kind} {text}。",
        seq=one.stamp.seq,
        kind=kind_word(one.kind),
        text=line_words(one),
    )
    return head + _why(one.kind), _("写错了就打字另记一笔；要撤销更早的，在时间轴里选中按 Del。")


def undone_words(state: IncidentState, seq: int) -> str:
    """Which line was taken back."""
    one = state.line(seq)
    kind, words = (kind_word(one.kind), line_words(one)) if one is not None else ("", "")
    return _("已撤销第 {seq} 条 {kind} {text}", seq=seq, kind=kind, text=words)


def _why(kind: str) -> str:
    if kind == "cut.made":
        return _("切断已经做了，外面变了样，撤不回来。")
    if kind == "outside.reported":
        return _("已经报出去了，撤不回来。")
    if kind in ("evidence.taken", "custody.event"):
        return _("证据和交接一环也不能少，不能撤销。")
    if kind in ("severity.set", "playbook.taken"):
        return _("这一条不能撤销，只能再改一次。")
    if kind == "closed":
        return _("结束不能撤销，在「结束」里重开。")
    return _("这一条不能撤销。")
