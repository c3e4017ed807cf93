"""What the screens of a real incident share: which one it is, the line that says it is real, its clock."""

from __future__ import annotations

from secretguard.clock import to_microseconds
from secretguard.incidents import IncidentRoom
from secretguard.tui.incident_desk import IncidentDesk
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.incident_head_view import HeadView, head_view


class IncidentScreen(DeskScreen):
    """A screen of the incident at hand. Its top line is marked 实战 and runs; `crumb` names the screen.

    `redraw` of a subclass begins with `super().redraw()`; it returns at once while no incident is at hand.
    """

    @property
    def incident(self) -> IncidentDesk:
        """The incidents of the enterprise at hand, and what they stand on."""
        return self.desk.incident()

    @property
    def room(self) -> IncidentRoom:
        """The incident at hand. Raises RefusedError without one."""
        return self.incident.at_hand()

    @property
    def crumb(self) -> str:
        """Where in the incident this screen is; empty on its first screen."""
        return ""

    @property
    def at_hand(self) -> bool:
        """Whether there is an incident to draw: not while the vault is locked."""
        return self.desk.unlocked and self.desk.register is not None and self.incident.room is not None

    def on_mount(self) -> None:
        """The first drawing, then the top line every second."""
        self._head: HeadView | None = None
        super().on_mount()
        self.set_interval(1, self.draw_head)

    def redraw(self) -> None:
        """The top line anew; a subclass draws the rest."""
        if self.at_hand:
            self._head = head_view(self.room.state, self.incident.clocks(), self.crumb)
            self.draw_head()

    def draw_head(self) -> None:
        """The top line alone: by the wall clock from what was last read, never from the vault."""
        if self._head is not None:
            # The space keeps a shortened left side from running into the limit.
            self.head(self._head.left, " " + self._head.right(to_microseconds(self.desk.clock())))

    def incident_words(self) -> str:
        """Nothing more: this very incident stands in the line."""
        return ""
