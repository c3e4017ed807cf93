"""Where the war room leads to, by digit: one line at the bottom, since its digits belong to its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import BindingType

from secretguard.i18n import _
from secretguard.tui.keys import Key, bindings
from secretguard.tui.screens.question import BottomLine

_WAYS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("timeline", lambda: _("时间轴")),
    ("clocks", lambda: _("时限")),
    ("questions", lambda: _("问答")),
    ("closing", lambda: _("结束")),
    ("review", lambda: _("复盘")),
    ("level", lambda: _("改等级")),
    ("playbook", lambda: _("换剧本")),
)
"""The war room's actions and what they are called, in the order of their digits."""


def way_words() -> str:
    """All of them with their digits."""
    return "　".join(f"{number} {label()}" for number, (_action, label) in enumerate(_WAYS, 1))


class WayLine(BottomLine[str | None]):
    """A digit goes there, Esc does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            Key(str(number), f"answer('{action}')", lambda: "")
            for number, (action, _label) in enumerate(_WAYS, 1)
        ),
        *bindings((Key("escape", "answer(None)", lambda: ""),)),
    ]

    def __init__(self) -> None:
        super().__init__(_("{ways}　Esc 不去", ways=way_words()))
