"""Small widgets that the screens share."""

from secretguard.tui.widgets.bars import KeyBar, TopBar
from secretguard.tui.widgets.lines import LineInput, NoteInput, SecretInput
from secretguard.tui.widgets.lists import PickList, Row
from secretguard.tui.widgets.panel import Panel
from secretguard.tui.widgets.player_wall import PlayerWall

__all__ = [
    "KeyBar",
    "LineInput",
    "NoteInput",
    "Panel",
    "PickList",
    "PlayerWall",
    "Row",
    "SecretInput",
    "TopBar",
]
