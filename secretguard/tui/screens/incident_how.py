"""How one task is done: steps, why now, what comes first, what it leaves, on what ground; its ways out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from secretguard import incidents
from secretguard.i18n import _
from secretguard.incidents import TaskView
from secretguard.tui.keys import Key
from secretguard.tui.screens.incident_base import IncidentScreen
from secretguard.tui.screens.incident_tasks import ask_who_and_when, ask_why_skipped, complete
from secretguard.tui.views.incident_how_view import how_text


class IncidentHowScreen(IncidentScreen):
    """One task; digits say what became of it."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("space", "complete", lambda: _("完成")),
        Key("1", "who", lambda: _("完成，写几时谁")),
        Key("2", "skip", lambda: _("不做")),
        Key("3", "reopen", lambda: _("重开")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, task_id: str) -> None:
        super().__init__()
        self._task_id = task_id

    @property
    def crumb(self) -> str:
        """Below the war room."""
        return _("怎么做")

    def body(self) -> ComposeResult:
        """The text, scrolled where it is long."""
        with VerticalScroll(id="how-scroll"):
            yield Static("", id="how", markup=False)

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        super().on_mount()
        self.query_one("#how-scroll").focus()

    def the_task(self) -> TaskView | None:
        """The task as of now."""
        tasks = incidents.tasks_at(self.room.state, self.room.now())
        return next((one for one in tasks if one.id == self._task_id), None)

    def redraw(self) -> None:
        """The task as it stands."""
        super().redraw()
        task = self.the_task() if self.at_hand else None
        if task is not None:
            text = how_text(task, self.room.state, self.incident.register_state, *self.desk.grounds())
            self.query_one("#how", Static).update(text)

    def action_complete(self) -> None:
        """Space: done, now, by whoever types."""
        complete(self, self._task_id)

    def action_who(self) -> None:
        """1: done, with when and by whom."""
        ask_who_and_when(self, self._task_id)

    def action_skip(self) -> None:
        """2: not needed, with the reason."""
        ask_why_skipped(self, self._task_id)

    def action_reopen(self) -> None:
        """3: to be done again."""
        self.attempt(lambda: incidents.reopen_task(self.room, self._task_id))
