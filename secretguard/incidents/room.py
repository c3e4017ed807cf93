"""One incident in an open vault: its state, and the one way in which it is written."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secretguard.clock import Clock, to_microseconds
from secretguard.entries import EntryModel, unrecorded
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents.entries import JOURNAL_KIND
from secretguard.incidents.fold import extend, fold
from secretguard.incidents.state import IncidentState
from secretguard.incidents.tasks import tasks_at
from secretguard.register import collector_paused
from secretguard.vault import Entry, NewEntry, StagedBlob, Vault


class IncidentRoom:
    """An incident as its faces use it, from the thread that takes files in and the one that types."""

    def __init__(self, vault: Vault, journal: bytes, clock: Clock) -> None:
        self.vault, self.journal, self.clock = vault, journal, clock
        self.guard = threading.RLock()
        self._state = self._folded()

    @property
    def id(self) -> str:
        """The incident's id: the hex id of its journal."""
        return self.journal.hex()

    @property
    def state(self) -> IncidentState:
        """The folded state, extended by what was appended since; once locked, as last seen."""
        with self.guard:
            if not self.vault.locked:
                self._follow()
            return self._state

    def now(self) -> int:
        """The present moment, microseconds UTC."""
        return to_microseconds(self.clock())

    def append(self, model: EntryModel, *, blob: StagedBlob | None = None, summarise: bool = True) -> Entry:
        """Record one entry, with its file and the list's summary; all durable when this returns.

        Without `summarise` the summary is left for a later `write_summary` (thousands of files in a row).
        """
        with self.guard:
            summary = self._summary(self._foreseen([model])) if summarise else None
            entry = self.vault.append(
                self.journal, model.kind, model.parts(), version=model.version, summary=summary, blob=blob
            )
            self._follow()
            return entry

    def append_all(self, models: Sequence[EntryModel]) -> list[Entry]:
        """Record several entries: all of them, or none."""
        with self.guard:
            news = [NewEntry(model.kind, model.parts(), model.version) for model in models]
            summary = self._summary(self._foreseen(models))
            entries = self.vault.append_all(self.journal, news, summary=summary)
            self._follow()
            return entries

    def write_summary(self) -> None:
        """Write the list's summary (derived, no entry)."""
        with self.guard:
            self.vault.write_summary(self.journal, self._summary(self.state))

    def entry(self, seq: int) -> Entry:
        """One entry of the journal. Raises RefusedError if there is none of that number."""
        with self.guard:
            found = self.vault.entry(self.journal, seq)
        if found is None:
            raise RefusedError(_("这起事件没有第 {seq} 条记录。", seq=seq), _("请核对编号。"))
        return found

    def require_open(self) -> IncidentState:
        """The state, unless the incident is closed. Raises RefusedError that names the next step."""
        state = self.state
        if state.opened is None:
            raise RefusedError(_("这起事件没有建完，里面还没有内容。"), _("请用 incident start 重新建一起。"))
        if state.status == "closed":
            raise RefusedError(
                _("这起事件已经结束，不再记入新内容。"),
                _("又有新情况，先用 incident reopen 写明为什么，再接着记。"),
            )
        return state

    def _follow(self) -> None:
        new = list(self.vault.entries(self.journal, self._state.seq))
        if not new:
            return
        self._state = extend(self._state, new) or self._folded()

    def _folded(self) -> IncidentState:
        """The whole journal, folded."""
        with collector_paused():
            return fold(list(self.vault.entries(self.journal)))

    def _foreseen(self, models: Sequence[EntryModel]) -> IncidentState:
        """The state as it will be once `models` are recorded; taking back is summarised afterwards."""
        state = self.state
        return extend(state, unrecorded(models, state.seq + 1, self.now())) or state

    def _summary(self, state: IncidentState) -> dict[str, str | int]:
        tasks = tasks_at(state, self.now())
        dues = [
            task.due for task in tasks if task.due is not None and task.mark is None and not task.is_asked
        ]
        return {
            "seq": state.seq,
            "what": state.what,
            "status": state.status,
            "level": state.level or "",
            "found": state.found,
            "tasks": len(tasks),
            "done": sum(1 for task in tasks if task.mark is not None),
            "next_due": min(dues, default=0),
            "evidence": len(state.evidence),
            "wrong": sum(1 for item in state.evidence.values() if item.wrong),
        }


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident in a list, from its sealed summary alone. Moments in microseconds UTC, 0 for none."""

    id: str
    what: str
    enterprise: str
    status: str
    """open, contained, closed; `empty` if the program died while it was being opened."""
    level: str
    found: int
    tasks: int
    done: int
    next_due: int
    wrong: int


def list_incidents(vault: Vault) -> list[IncidentLine]:
    """Every incident of the vault, oldest first."""
    lines = []
    for info in vault.journals(JOURNAL_KIND):
        summary = info.summary or {}

        def number(name: str, summary: Mapping[str, Any] = summary) -> int:
            value = summary.get(name, 0)
            return value if isinstance(value, int) else 0

        lines.append(
            IncidentLine(
                id=info.id.hex(),
                what=str(summary.get("what") or info.title),
                enterprise=info.enterprise or "",
                status=str(summary.get("status", "empty")),
                level=str(summary.get("level", "")),
                found=number("found"),
                tasks=number("tasks"),
                done=number("done"),
                next_due=number("next_due"),
                wrong=number("wrong"),
            )
        )
    return lines


def shredded_count(vault: Vault) -> int:
    """How many incidents were shredded. Of a shredded journal no kind is left; only incidents ever are."""
    return sum(1 for info in vault.journals() if info.shredded)


def open_incident(vault: Vault, wanted: str | None, clock: Clock) -> IncidentRoom:
    """One incident by id or its beginning; without a wish, the only one not closed, else the last one.

    Raises RefusedError when nothing fits or more than one does.
    """
    lines = list_incidents(vault)
    if wanted:
        lines = [line for line in lines if len(wanted) >= 4 and line.id.startswith(wanted.lower())]
    elif unfinished := [line for line in lines if line.status in ("open", "contained")]:
        lines = unfinished
    else:
        lines = lines[-1:]
    if not lines:
        raise RefusedError(_("没有找到事件。"), _("用 incident list 看已有的，或用 incident start 开始。"))
    if len(lines) > 1:
        raise RefusedError(
            _("有 {count} 起事件符合，不知道是哪一起。", count=len(lines)),
            _("用 --incident 写明编号的前几位：{ids}。", ids=_("、").join(line.id[:8] for line in lines[:5])),
        )
    return IncidentRoom(vault, bytes.fromhex(lines[0].id), clock)
