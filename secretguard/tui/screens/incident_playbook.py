"""Another response playbook for an incident that has turned out to be of another kind."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from secretguard import incidents
from secretguard.content import LoadedResponse, suggest_responses
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_base import IncidentScreen
from secretguard.tui.views.incident_start_view import response_rows
from secretguard.tui.widgets import Panel, PickList


class IncidentPlaybookScreen(IncidentScreen):
    """Enter takes the highlighted playbook; tasks of the same name keep what was done."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "take", lambda: _("换成这个")),
        Key("escape", "back", lambda: _("不换")),
    )

    @property
    def crumb(self) -> str:
        """Below the war room."""
        return _("换剧本")

    def body(self) -> ComposeResult:
        """The playbooks, and what the highlighted one is for."""
        with Vertical(id="playbooks"):
            yield Panel(_("响应剧本"), PickList(id="responses"), id="responses-panel")
            yield Static("", id="says", markup=False)

    def on_mount(self) -> None:
        """The focus on the list."""
        super().on_mount()
        self.query_one("#responses").focus()

    def redraw(self) -> None:
        """The playbooks, the one followed marked."""
        super().redraw()
        if self.at_hand:
            story = self.room.state.story
            rows = response_rows(self._offered(), story.id if story else "")
            self.query_one("#responses", PickList).show(rows)

    def _offered(self) -> tuple[LoadedResponse, ...]:
        return suggest_responses(self.incident.responses(), self.room.state.what)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What it is for."""
        event.stop()
        if self.at_hand:
            found = next((one for one in self._offered() if one.playbook.id == event.option.id), None)
            self.query_one("#says", Static).update(safe(found.playbook.summary) if found else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: follow it from here on."""
        event.stop()
        found = next(one.playbook for one in self._offered() if one.playbook.id == event.option.id)
        steps = self.incident.plan_steps()
        if self.attempt(lambda: incidents.take_playbook(self.room, found, steps)):
            self.tell(_("改用“{title}”，做过的都算。", title=found.title))
            self.app.call_later(self.desk_app.go_back)

    def action_take(self) -> None:
        """Enter is the list's own; a click on the key line takes the highlighted one."""
        self.query_one("#responses", PickList).action_select()
