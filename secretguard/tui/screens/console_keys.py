"""The console's keys and what each digit does there."""

from __future__ import annotations

from functools import partial

from secretguard.drills.scoring import Mark
from secretguard.drills.words import mark_word
from secretguard.i18n import _
from secretguard.tui.keys import Key

MARKS: dict[int, Mark] = {1: "done", 2: "late", 3: "partly", 4: "missed", 5: "skipped"}


def _digit_help(number: int) -> str:
    """What a digit does, for the help page."""
    if number == 0:
        return _("清除这项动作的标记")
    choice = _("决策开着时：选第 {number} 项", number=number)
    if number not in MARKS:
        return choice
    return _("标「{mark}」；{choice}", mark=mark_word(MARKS[number]), choice=choice)


CONSOLE_KEYS: tuple[Key, ...] = (
    Key("f8", "step", lambda: _("下一步")),
    Key("f4", "unplanned", lambda: _("意外")),
    Key("f5", "project", lambda: _("投影")),
    Key("f7", "clock", lambda: _("暂停")),
    Key("ctrl+z", "undo", lambda: _("撤销")),
    Key("f2", "note", lambda: _("记一笔")),
    Key("f6", "app.focus_next", lambda: _("换区")),
    Key("ctrl+g", "feed", lambda: _("第二窗口")),
    Key("ctrl+y", "real", lambda: _("转实战"), lambda: _("演着演着真泄密了：停钟，转到真实事件")),
    Key("space", "turn_handout", lambda: "", lambda: _("材料行上：投影给大家看，再按收回")),
    Key("enter", "nothing", lambda: "", lambda: _("选项：记下选了它；动作：补时间和看到的；证据：看全文")),
    Key("delete", "decline", lambda: "", lambda: _("备用注入上：不用它，写原因")),
    *(
        Key(str(number), f"digit({number})", lambda: "", partial(_digit_help, number))
        for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
    ),
)
