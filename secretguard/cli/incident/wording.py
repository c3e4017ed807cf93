"""How levels, statuses and clocks read on a command line."""

from __future__ import annotations

from secretguard.cli.moments import span_words
from secretguard.i18n import _
from secretguard.incidents import Clock, IncidentState


def zone_of(state: IncidentState) -> int:
    """The zone in which the incident was opened: minutes east of UTC."""
    return state.opened_stamp.tz if state.opened_stamp else 0


def left_words(left: int | None) -> str:
    """How long is left of a limit, or by how much it is over."""
    if left is None:
        return "—"
    word = span_words(left)
    return _("余 {span}", span=word) if left >= 0 else _("超 {span}", span=word)


def clock_left_words(clock: Clock) -> str:
    """How long is left of a limit; nothing of one that is stopped, or past its end and not certain."""
    if clock.stopped or (clock.state == "uncertain" and clock.left is not None and clock.left < 0):
        return "—"
    return left_words(clock.left)


def level_word(level: str | None) -> str:
    """Ⅰ to Ⅳ; a dash before one is declared."""
    return {"I": _("Ⅰ级"), "II": _("Ⅱ级"), "III": _("Ⅲ级"), "IV": _("Ⅳ级")}.get(level or "", "—")


def incident_status_word(status: str) -> str:
    """进行中, 已控制, 已结束."""
    words = {"open": _("进行中"), "contained": _("已控制"), "closed": _("已结束"), "empty": _("没有建完")}
    return words.get(status, status)


def clock_state_word(clock: Clock) -> str:
    """Where a limit stands, with what is not certain about it."""
    words = {"running": _("在走"), "met": _("做到"), "missed": _("没做到"), "uncertain": _("待定")}
    word = words[clock.state]
    if clock.unrecorded:
        return _("没有记，待补")
    if clock.stopped and clock.state != "missed":
        return _("已停（事件已结束）")
    if clock.certain or clock.state == "met":
        return word
    if clock.kind == "started":
        return _("{word}（节假日安排未公布，待核）", word=word)
    return _("{word}（待答）", word=word)


def clock_kind_word(clock: Clock) -> str:
    """法律, 合同, 预案, 另起."""
    words = {"legal": _("法律"), "contract": _("合同"), "promise": _("预案"), "started": _("另起")}
    return words[clock.kind]
