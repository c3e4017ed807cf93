"""A drill's real clock: unpaused time since the start, computed from moments, never counted in ticks."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RunningClock:
    """`elapsed` milliseconds stood on the clock at `since` (microseconds UTC; None while stopped)."""

    elapsed: int = 0
    since: int | None = None

    @property
    def running(self) -> bool:
        """Whether time is being counted."""
        return self.since is not None

    def at(self, moment: int) -> int:
        """Milliseconds on the clock at `moment` (microseconds UTC); never less than it already showed."""
        if self.since is None:
            return self.elapsed
        return self.elapsed + max(0, moment - self.since) // 1000

    def started(self, moment: int, elapsed: int | None = None) -> RunningClock:
        """Counting from `moment`, from where it stood or from a given reading."""
        return RunningClock(self.elapsed if elapsed is None else elapsed, moment)

    def stopped(self, moment: int) -> RunningClock:
        """Standing still at what it showed at `moment`."""
        return RunningClock(self.at(moment), None)

    def standing_at(self, elapsed: int) -> RunningClock:
        """Standing still at a given reading: where it was last known after a crash."""
        return replace(self, elapsed=elapsed, since=None)


def minutes_of(milliseconds: int) -> int:
    """Whole minutes begun are not counted: 00:59 is 0."""
    return milliseconds // 60_000


def clock_text(milliseconds: int) -> str:
    """`00:23:41`."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def scenario_text(minutes: int) -> str:
    """Scenario time as people say it at the table: `T+20时`, `T+3天 02:30`."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    if days == 0 and left == 0 and hours:
        return _("T+{hours}时", hours=hours)
    if days == 0:
        return f"T+{hours}:{left:02d}"
    day = _("T+{days}天", days=days)
    return day if rest == 0 else f"{day} {hours:02d}:{left:02d}"
