"""A drill's real clock: unpaused time since the start, computed from moments, never counted in ticks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time counted without a break: the clock showed `elapsed` at `since` and ran until `until`."""

    elapsed: int
    since: int
    until: int

    def at(self, moment: int) -> int:
        """What the clock showed at a moment; within the stretch, or at the nearer end of it."""
        return self.elapsed + max(0, min(moment, self.until) - self.since) // 1000


@dataclass(frozen=True, slots=True)
class RunningClock:
    """`elapsed` milliseconds stood on the clock at `since` (microseconds UTC; None while stopped).

    `earlier` are the stretches before the last break, so that something told late (`--at`) finds its time.
    """

    elapsed: int = 0
    since: int | None = None
    earlier: tuple[Stretch, ...] = ()

    @property
    def running(self) -> bool:
        """Whether time is being counted."""
        return self.since is not None

    def at(self, moment: int) -> int:
        """Milliseconds on the clock at `moment` (microseconds UTC); never less than it already showed."""
        if self.since is None:
            return self.elapsed
        return self.elapsed + max(0, moment - self.since) // 1000

    def was_at(self, moment: int) -> int:
        """What it showed at a moment that may lie before the last break."""
        if self.since is not None and moment >= self.since:
            return self.at(moment)
        for stretch in reversed(self.earlier):
            if moment >= stretch.since:
                return stretch.at(moment)
        return 0 if self.earlier else self.elapsed

    def started(self, moment: int, elapsed: int | None = None) -> RunningClock:
        """Counting from `moment`, from where it stood or from a given reading."""
        shown = self.elapsed if elapsed is None else elapsed
        if self.since is None:
            return RunningClock(shown, moment, self.earlier)
        # A crash: what ran counts up to the reading that the clock goes on from.
        return RunningClock(shown, moment, self._with_stretch(self.since + (shown - self.elapsed) * 1000))

    def stopped(self, moment: int) -> RunningClock:
        """Standing still at what it showed at `moment`."""
        return RunningClock(self.at(moment), None, self._with_stretch(moment))

    def _with_stretch(self, until: int) -> tuple[Stretch, ...]:
        if self.since is None:
            return self.earlier
        return (*self.earlier, Stretch(self.elapsed, self.since, until))

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
