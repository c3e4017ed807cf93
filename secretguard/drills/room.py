"""One drill in an open vault: its state, its clock, and the one way in which it is written.

While a session holds a drill, the journal's sealed summary carries the running clock and the session's
name. A session that ends in order takes its name off; one that dies leaves it there, and so the next
one knows where the clock stood (DETAILS "Drill time").
"""

from __future__ import annotations

import threading
from datetime import datetime

from secretguard.clock import Clock, offset_minutes, to_microseconds
from secretguard.drills.entries import JOURNAL_KIND, Resumed
from secretguard.drills.history import History
from secretguard.drills.state import DrillState
from secretguard.drills.timing import RunningClock, clock_text
from secretguard.entries import EntryModel, unrecorded
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.vault import Entry, Vault
from secretguard.vault.lockfile import current_holder

REFRESH_SECONDS = 5
"""How often a session writes the running clock; what a crash may cost at most."""


class DrillRoom:
    """A drill as its faces use it. Safe to use from the thread that ticks and the one that types."""

    def __init__(self, vault: Vault, journal: bytes, clock: Clock) -> None:
        self.vault, self.journal, self.clock = vault, journal, clock
        self.guard = threading.RLock()
        self._session = ""
        self._history = History.of(list(vault.entries(journal)))
        # Where somebody else writes now, the name in the summary is theirs and alive.
        alone = vault.writable or current_holder(vault.folder) is None
        self._crashed = self._find_crash() if alone else None

    @property
    def id(self) -> str:
        """The drill's id: the hex id of its journal."""
        return self.journal.hex()

    @property
    def state(self) -> DrillState:
        """The folded state, extended by what was appended since; once locked, as last seen."""
        with self.guard:
            self._follow()
            return self._history.state

    def _follow(self) -> None:
        if self.vault.locked:
            return
        new = list(self.vault.entries(self.journal, self._history.state.seq))
        if new:
            self._history = self._history.grown(new)

    @property
    def crashed_at(self) -> int | None:
        """Where the clock stood (milliseconds) when an earlier session died; None if none did."""
        return self._crashed[0] if self._crashed else None

    def now(self) -> int:
        """The present moment, microseconds UTC."""
        return to_microseconds(self.clock())

    def running_clock(self) -> RunningClock:
        """The real clock, standing still where it was last known if a session died."""
        clock = self.state.clock
        return clock.standing_at(self._crashed[0]) if self._crashed else clock

    def elapsed(self) -> int:
        """Milliseconds on the real clock now."""
        return self.running_clock().at(self.now())

    def scenario(self) -> int | None:
        """Scenario minutes now; None before the first inject."""
        current = self.state.current
        return current.scenario_at(self.elapsed()) if current else None

    def append(self, model: EntryModel) -> Entry:
        """Record one entry and the summary that goes with it; both are durable when this returns."""
        with self.guard:
            entry = self.vault.append(
                self.journal,
                model.kind,
                model.parts(),
                version=model.version,
                summary=self._summary(self._foreseen(model)),
            )
            self._follow()
            return entry

    def require(self, *allowed: str) -> DrillState:
        """The state, if its status is one of `allowed`; raises RefusedError that names the next step."""
        state = self.state
        if self._crashed and "running" in allowed:
            raise RefusedError(
                _("上次中断时推演还在进行，时钟停在 {clock}。", clock=clock_text(self._crashed[0])),
                _("先用 drill resume 接着演。"),
                elapsed=self._crashed[0],
            )
        if state.status not in allowed:
            message, remedy = _status_words(state.status)
            raise RefusedError(message, remedy, status=state.status)
        return state

    def resume(self) -> Resumed:
        """Let the clocks go on after a pause or a crash. Raises RefusedError if they are not standing."""
        with self.guard:
            state, now = self.state, self.now()
            if self._crashed:
                elapsed, moment = self._crashed
                entry = Resumed(elapsed=elapsed, gap=max(0, now - moment) // 1000, after="crash")
            elif state.status == "paused" and state.last is not None:
                paused = _paused_moment(state)
                entry = Resumed(elapsed=state.clock.elapsed, gap=max(0, now - paused) // 1000)
            else:
                raise RefusedError(_("推演没有暂停，也没有中断。"), _("用 drill status 看现在到哪一步。"))
            self._crashed = None
            self.append(entry)
            return entry

    def hold(self, session: str) -> None:
        """Begin a session: from now on `tick` keeps the clock in the summary under its name."""
        with self.guard:
            self._session = session
            self.write_clock()

    def tick(self) -> None:
        """Write the running clock; called every REFRESH_SECONDS while a session holds the drill."""
        with self.guard:
            if self._session and not self._crashed and self.state.clock.running:
                self.write_clock()

    def release(self) -> None:
        """End the session in order: the clock goes on by the wall, nobody holds the drill."""
        with self.guard:
            self._session = ""
            self.write_clock()

    def write_clock(self) -> None:
        """Write the drill's sealed summary (derived, no entry); a crash not yet resumed keeps its mark."""
        self.vault.write_summary(self.journal, self._summary(self.state))

    def _summary(self, state: DrillState) -> dict[str, str | int]:
        moment, holder = self.now(), self._session
        elapsed = state.clock.at(moment)
        if self._crashed:
            (elapsed, moment), holder = self._crashed, "?"
        return {
            "seq": state.seq,
            "status": state.status,
            "playbook": state.planned.playbook.id if state.planned else "",
            "elapsed": elapsed,
            "at": moment,
            "holder": holder,
        }

    def _foreseen(self, model: EntryModel) -> DrillState:
        """The state as it will be once `model` is recorded."""
        state = self.state
        return self._history.grown(unrecorded([model], state.seq + 1, self.now())).state

    def moment_at(self, elapsed: int) -> int:
        """The moment (microseconds UTC) at which the real clock showed `elapsed` milliseconds.

        Raises RefusedError before the start or beyond now.
        """
        state = self.state
        if state.started is None or elapsed > self.elapsed():
            raise RefusedError(
                _("推演时钟还没有走到 {clock}。", clock=clock_text(elapsed)),
                _("--at 写的是开场以来的推演时间，例如 +12m。"),
            )
        skipped = sum(gap.length for gap in state.gaps if gap.stamp.elapsed <= elapsed)
        return state.started.occurred + (elapsed + skipped) * 1000

    def _find_crash(self) -> tuple[int, int] | None:
        state = self._history.state
        if not state.clock.running or state.last is None:
            return None
        # What the clock showed when the last entry was recorded, whenever that entry says it happened.
        shown = state.clock.at(state.last.recorded)
        summary = self.vault.summary(self.journal) or {}
        elapsed, moment = summary.get("elapsed"), summary.get("at")
        if isinstance(elapsed, int) and isinstance(moment, int):
            if not summary.get("holder") and summary.get("seq") == state.seq:
                return None
            if moment >= state.last.recorded:
                return max(elapsed, shown), moment
        return shown, state.last.recorded


def _paused_moment(state: DrillState) -> int:
    paused = [line.stamp.occurred for line in state.timeline if line.kind == "paused" and not line.undone_by]
    return paused[-1] if paused else 0


def _status_words(status: str) -> tuple[str, str]:
    return {
        "planned": (_("推演还没有开始。"), _("人员和开场检查好了，用 drill start 开始。")),
        "running": (_("推演正在进行。"), _("先把这一场演完，或用 drill pause 暂停。")),
        "paused": (_("推演暂停着。"), _("用 drill resume 继续。")),
        "ended": (_("情节已经走完。"), _("接着做 drill hotwash 复盘，或 drill finish 结束。")),
        "hotwash": (_("已经在复盘。"), _("记完发现后用 drill finish 结束。")),
        "finished": (
            _("这场推演已经结束，不再记入新内容。"),
            _("用 report make 出报告；再练一次请 drill new。"),
        ),
    }[status]


def occurred_microseconds(moment: datetime) -> tuple[int, int]:
    """An aware datetime as (microseconds UTC, minutes east of Greenwich)."""
    return to_microseconds(moment), offset_minutes(moment)


def list_drills(vault: Vault) -> list[tuple[str, str, str, str]]:
    """Every drill of the vault: id, title, enterprise id, status as last summarised."""
    lines = []
    for info in vault.journals(JOURNAL_KIND):
        status = (info.summary or {}).get("status", "planned")
        lines.append((info.id.hex(), info.title, info.enterprise or "", str(status)))
    return lines


def open_drill(vault: Vault, wanted: str | None, clock: Clock) -> DrillRoom:
    """One drill by id or its beginning; without a wish, the only unfinished one, else the last one.

    Raises RefusedError when nothing fits or more than one does.
    """
    lines = list_drills(vault)
    if wanted:
        lines = [line for line in lines if len(wanted) >= 4 and line[0].startswith(wanted.lower())]
    elif len(unfinished := [line for line in lines if line[3] != "finished"]) >= 1:
        lines = unfinished
    else:
        lines = lines[-1:]
    if not lines:
        raise RefusedError(_("没有找到推演。"), _("用 drill list 看已有的，或用 drill new 新建。"))
    if len(lines) > 1:
        raise RefusedError(
            _("有 {count} 场推演符合，不知道是哪一场。", count=len(lines)),
            _("用 --drill 写明编号的前几位：{ids}。", ids=_("、").join(line[0][:8] for line in lines[:5])),
        )
    return DrillRoom(vault, bytes.fromhex(lines[0][0]), clock)
