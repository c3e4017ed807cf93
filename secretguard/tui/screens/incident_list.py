"""The incidents of the enterprise at hand: choose one, or start one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from secretguard.clock import to_microseconds
from secretguard.i18n import _
from secretguard.incidents import Answers
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.incident_door import open_card, open_incident_screen
from secretguard.tui.views.incident_list_view import incident_rows, list_title
from secretguard.tui.widgets import LineInput, Panel, PickList


class IncidentListScreen(DeskScreen):
    """Enter opens the war room, F4 starts another incident; typing filters."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "take", lambda: _("打开")),
        Key("f4", "start", lambda: _("又发生一起")),
        Key("f5", "card", lambda: _("第一小时卡")),
        Key("escape", "back", lambda: _("返回")),
    )

    _count = 0
    """How many incidents there are, whatever the filter leaves."""

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, list, what to do when there is nothing."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        yield Panel("", PickList(id="incidents"), id="incidents-panel")
        yield Static("", id="none", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#incidents").focus()

    def on_screen_resume(self) -> None:
        """Back from the war room: unlocking goes home again."""
        self.desk.leave_incident()
        super().on_screen_resume()

    def redraw(self) -> None:
        """The list, from its summaries."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        lines = self.desk.incident().lines()
        now = self.desk.clock()
        self.head(_("事件 ・ {name}", name=self.desk.register.name), f"{now:%m-%d %H:%M}")
        self.query_one("#incidents", PickList).show(incident_rows(lines, to_microseconds(now), now.tzinfo))
        self.query_one("#incidents-panel", Panel).retitle(list_title(lines))
        self._count = len(lines)
        self._draw_none()

    def incident_words(self) -> str:
        """Nothing more: the rows say it."""
        return ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list; what finds nothing says so, and how to start one."""
        event.stop()
        self.query_one("#incidents", PickList).filter_by(event.value)
        self._draw_none()

    def _draw_none(self) -> None:
        words = ""
        if not self._count:
            words = _("还没有事件。发生泄密就按 F4：三问，一分钟。")
        elif not self.query_one("#incidents", PickList).option_count:
            words = _("没有找到，F4 新开。")
        self.query_one("#none", Static).update(words)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#incidents").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: its war room."""
        event.stop()
        open_incident_screen(self.desk_app, event.option.id)

    def action_take(self) -> None:
        """Enter is the list's own; a click on the key line takes the highlighted one."""
        self.query_one("#incidents", PickList).action_select()

    def action_start(self, known: Answers | None = None) -> None:
        """F4: the three questions."""
        from secretguard.tui.screens.incident_start import IncidentStartScreen

        self.app.push_screen(IncidentStartScreen(known))

    def action_card(self) -> None:
        """F5: the card of the first hour."""
        open_card(self.desk_app)
