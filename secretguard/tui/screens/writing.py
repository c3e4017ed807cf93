"""Papers written in the background: progress in a line, Del stops it, the screen may be left meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeAlias

from textual.widgets import Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.plan_export_view import progress_line

Job: TypeAlias = Callable[[Event], str]
"""Work in a thread: looks at the event between files and gives the sentence to tell at the end."""


class WritingScreen(DeskScreen):
    """A screen with a line `#progress`; a subclass begins a job by `begin_writing`."""

    _stop: Event | None = None
    """Set while something is being written."""
    _told: Callable[..., object]
    """Brings a call into the app's thread; kept from the beginning, for the screen may be gone by then."""

    def is_writing(self) -> bool:
        """Whether something is under way; then it is said how to stop it."""
        if self._stop is not None:
            self.tell(_("正在写，Del 停下。"))
        return self._stop is not None

    def begin_writing(self, job: Job, group: str) -> None:
        """Run a job in a thread of the app, which goes on when the screen is left."""
        app, stop = self.desk_app, Event()
        self._stop, self._told = stop, app.call_from_thread

        def work() -> None:
            try:
                told, bad = job(stop), False
            except SecretGuardError as error:
                told, bad = f"{error.message} {error.remedy}".strip(), True
            except BaseException:
                app.call_from_thread(self._tell_end, _("没有写成。"), True)
                raise
            app.call_from_thread(self._tell_end, told, bad)

        app.run_worker(work, thread=True, exit_on_error=False, group=group)

    def tell_progress(self, done: int, total: int, now: str, seconds: float) -> None:
        """How far it is; called from the job's thread."""
        self._told(self._show_progress, done, total, now, seconds)

    def _show_progress(self, done: int, total: int, now: str, seconds: float) -> None:
        if self.is_mounted:
            self.query_one("#progress", Static).update(progress_line(done, total, now, seconds))

    def _tell_end(self, told: str, bad: bool) -> None:
        self._stop = None
        if self.is_mounted and self.desk.unlocked:
            self.query_one("#progress", Static).update(safe(told))
            self.redraw()
        self.desk_app.tell(told, bad=bad)

    def action_stop(self) -> None:
        """Del: stop after the file at hand; what is written stays."""
        if self._stop is None:
            self.tell(_("现在没有在写。"))
        else:
            self._stop.set()
            self.tell(_("写完手上这一份就停。"))
