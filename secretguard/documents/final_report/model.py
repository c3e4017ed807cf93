"""What a final report (终稿) is made from: the quick report's facts, and what came after it. Frozen.

Times of day are aware datetimes, `clock` is unpaused milliseconds since the start, scenario times are
minutes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime

from secretguard.documents.quick_report.model import Facts, Mark, Minutes, QuickReport


class Story(Facts):
    """What the drill was about, as told at the table."""

    summary: str
    setting: tuple[str, ...]
    ending: str = ""
    ending_text: tuple[str, ...] = ()


class TimelineEvent(Facts):
    """Something that moved the drill on."""

    clock: int
    scenario: Minutes | None
    kind: str
    text: str
    by: str = ""


class MarkedMoment(Facts):
    """When an expected action was marked at the table; `number` is its row in the table of actions."""

    number: int
    role: str
    clock: int
    mark: Mark


class Improvement(Facts):
    """A line of the improvement plan: the finding, why it happened, what is done about it, how it stands."""

    number: str
    text: str
    nature: str
    plan_section: str = ""
    cause: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None
    status: Literal["open", "assigned", "closed"]
    closing: str = ""


class DeclinedFinding(Facts):
    """A finding that was not taken up, and why."""

    number: str
    text: str
    reason: str


class Statement(Facts):
    """What somebody said in the hotwash, whole."""

    role: str
    name: str = ""
    topic: Literal["worked", "hindered", "change", "other"]
    text: str


class EnterpriseComment(Facts):
    """What the enterprise said about the report."""

    text: str
    by: str = ""
    report: str = ""
    at: AwareDatetime


class JournalLine(Facts):
    """An entry of the drill's journal. `link` is hex; an erased entry has no kind, time or text any more."""

    seq: int
    recorded: AwareDatetime | None
    kind: str
    text: str
    link: str


class FinalReport(Facts):
    """A drill's final report. Number, proof and moment are those of `report`."""

    report: QuickReport
    story: Story
    timeline: tuple[TimelineEvent, ...]
    moments: tuple[MarkedMoment, ...]
    improvements: tuple[Improvement, ...]
    declined: tuple[DeclinedFinding, ...] = ()
    statements: tuple[Statement, ...] = ()
    comments: tuple[EnterpriseComment, ...] = ()
    journal: tuple[JournalLine, ...]

    @property
    def moment(self) -> datetime:
        """The one time that the paper carries."""
        return self.report.moment
