"""Slow work on evidence: taking in, handing over, exporting, reading again. It goes on while screens change.

One at a time for an incident. The thread that works writes where it stands; screens read it when they draw.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from secretguard.errors import RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.incidents import FolderTaken, IncidentRoom, check_evidence

if TYPE_CHECKING:
    from secretguard.incidents import EvidenceChecked
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.desk import Desk

Found = TypeVar("Found")


class StoppedError(SecretGuardError):
    """Somebody stopped the work, or the vault was locked: what was begun last leaves nothing behind."""

    code = "stopped"


@dataclass(slots=True)
class Progress:
    """Where the work stands: bytes (or `unit`s) done of all; `now` is the file at hand."""

    words: str
    size: int = 0
    done: int = 0
    now: str = ""
    began: float = field(default_factory=time.monotonic)
    stopping: bool = False

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began


class EvidenceWork:
    """What is being done with the evidence of the incident at hand, and what the forms hold unfinished."""

    def __init__(self) -> None:
        self.progress: Progress | None = None
        """None while nothing goes on."""
        self.drafts: dict[str, dict[str, str]] = {}
        """What stands in the forms and is not recorded; gone with the keys when the vault is locked."""
        self.paths: dict[str, Path] = {}
        """Paths that were picked, by the words that stand for them."""
        self.last_folder: FolderTaken | None = None
        """What became of the folder taken in last."""

    @property
    def running(self) -> bool:
        """Whether something goes on."""
        return self.progress is not None

    def stop(self) -> bool:
        """Stop at the next piece; False if nothing goes on."""
        if self.progress is None:
            return False
        self.progress.stopping = True
        return True

    def begin(
        self,
        app: SecretGuardApp,
        words: str,
        job: Callable[[Progress], Found],
        then: Callable[[Found], str],
        *,
        size: int = 0,
        alarm: Callable[[Found], bool] = lambda _found: False,
    ) -> None:
        """Do it in a thread of the app. `then` gives the words to tell, bad news where `alarm` says so.

        Raises RefusedError while something else goes on.
        """
        if self.progress is not None:
            raise RefusedError(
                _("还在忙：{words}", words=self.progress.words), _("等它做完，或按 Del 停下。")
            )
        progress = self.progress = Progress(words, size)

        def work() -> None:
            told, bad = "", True
            try:
                found = job(progress)
                told, bad = then(found), alarm(found)
            except SecretGuardError as error:
                told, bad = f"{error.message} {error.remedy}".strip(), not isinstance(error, StoppedError)
            finally:
                app.call_from_thread(self._end, app, told, bad)

        app.run_worker(work, thread=True, exit_on_error=False, group="evidence")

    def _end(self, app: SecretGuardApp, told: str, bad: bool) -> None:
        self.progress = None
        _tell_end(app, told, bad)


def watcher(desk: Desk, progress: Progress) -> Callable[[int], None]:
    """What intake and export tell how many bytes they have done; stops them when asked, or when locked."""

    def tell(done: int) -> None:
        progress.done = done
        stop_if_asked(desk, progress)

    return tell


def stop_if_asked(desk: Desk, progress: Progress) -> None:
    """Raises StoppedError."""
    if progress.stopping or not desk.unlocked:
        raise StoppedError(_("停下了。"), _("做完的都在；做到一半的一份没有留下什么。"))


def check_in_background(app: SecretGuardApp, *, force: bool = False) -> None:
    """Read all files of the incident again, at most every four hours unless `force`; tells what is wrong.

    For the screen on which a case is opened; there it tells nothing while all is well. Raises RefusedError
    while something else goes on, if `force`.
    """
    desk = app.desk
    incident = desk.incident()
    room, work = incident.at_hand(), incident.work
    files = sum(1 for item in room.state.evidence.values() if item.blob is not None)
    if not files or (work.running and not force):
        if force:
            app.tell(_("还没有收进文件，没有可复查的。"))
        return

    def job(progress: Progress) -> EvidenceChecked:
        def tell(done: int, total: int) -> None:
            progress.done, progress.size = done, total
            stop_if_asked(desk, progress)

        return check_evidence(room, force=force, progress=tell)

    work.begin(
        app,
        _("正在复查 {count} 份文件", count=files),
        job,
        lambda checked: checked_words(room, checked) if force or checked.wrong else "",
        alarm=lambda checked: bool(checked.wrong),
    )


def checked_words(room: IncidentRoom, checked: EvidenceChecked) -> str:
    """What a check found, in a sentence."""
    if not checked.wrong:
        return _("{count} 份文件都读了一遍，和收进来时一样。", count=len(checked.items))
    names = _("、").join(room.state.evidence[one.item].name for one in checked.wrong[:5])
    return _(
        "{count} 份对不上：{names}。原来的没有动；请找备份，并告诉律师。",
        count=len(checked.wrong),
        names=names,
    )


def _tell_end(app: SecretGuardApp, told: str, bad: bool) -> None:
    from secretguard.tui.screens.incident_base import IncidentScreen

    if not app.desk.unlocked:
        return
    if told:
        app.tell(told, bad=bad)
    app.desk.changed()
    for screen in app.screen_stack:
        if isinstance(screen, IncidentScreen) and screen.is_mounted:
            screen.redraw()
