"""What the register's screens share: the register at hand, and slow work done in a thread, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.worker import get_current_worker

from secretguard.errors import RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.register import Register
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.register_look import is_small
from secretguard.tui.widgets.busy import BusyLine

Found = TypeVar("Found")


class RegisterDeskScreen(DeskScreen):
    """A screen of the register at hand, with a line that moves while something slow goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._at_work = ""

    @property
    def register(self) -> Register:
        """The register at hand. Raises RefusedError without one."""
        register = self.desk.register
        if register is None:
            raise RefusedError(_("还没有选企业。"), _("先在首页按 7 选一家。"))
        return register

    def in_thread(self, words: str, job: Callable[[], Found], then: Callable[[Found], object]) -> None:
        """Do something slow while keys are still answered; a refusal is told in a line.

        Raises RefusedError while something else goes on: two changes at a time would not know of each other.
        """
        if self._at_work:
            raise RefusedError(_("还在忙：{words}", words=self._at_work), _("等它做完再按一次。"))
        self._at_work = words
        self.query_one(BusyLine).show(words)

        def work() -> None:
            try:
                found = job()
            except SecretGuardError as error:
                self.app.call_from_thread(self._ended, error)
                return
            except BaseException:
                self.app.call_from_thread(self._ended)
                raise
            self.app.call_from_thread(self._ended, None, lambda: then(found))

        self.run_worker(work, thread=True, exit_on_error=False, group="register work")

    def change(self, words: str, job: Callable[[], Found], then: Callable[[Found], object]) -> None:
        """Change the register: at once, or in a thread where there is much to read for it."""
        if is_small(self.register.state):
            self.attempt(lambda: then(job()))
        else:
            self.attempt(lambda: self.in_thread(words, job, then))

    def look_again(self, job: Callable[[], Found], then: Callable[[Found], object]) -> None:
        """Look at something in a thread; a look that began later takes its place."""

        def work() -> None:
            worker = get_current_worker()
            found = job()
            if not worker.is_cancelled:
                self.app.call_from_thread(self._looked, lambda: then(found))

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="register look")

    def _looked(self, then: Callable[[], object]) -> None:
        if self.is_mounted and self.desk.unlocked:
            then()

    def _ended(self, error: SecretGuardError | None = None, then: Callable[[], object] | None = None) -> None:
        self._at_work = ""
        if not self.is_mounted or not self.desk.unlocked:
            return
        self.query_one(BusyLine).hide()
        if error is not None:
            self.tell(f"{error.message} {error.remedy}".strip(), bad=True)
        elif then is not None:
            then()
        self.redraw()
