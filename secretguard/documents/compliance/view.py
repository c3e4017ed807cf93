"""What the papers are made from: the assessment as of an entry, what stood outside, the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from secretguard.compliance import (
    AssessmentState,
    AutoAnswer,
    ComplianceGap,
    Result,
    Story,
    gaps_of_assessment,
    result_of,
)
from secretguard.content import Requirement
from secretguard.documents.compliance.outside import Outside
from secretguard.documents.quick_report.grounds import GroundList
from secretguard.i18n import _

Words = dict[str, object]


@dataclass(frozen=True, slots=True)
class Proof:
    """What an issued paper can be held against."""

    number: str
    journal: str
    last_entry: int
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Frame:
    """When a paper was made; without a proof it is a draft."""

    moment: datetime
    proof: Proof | None = None


@dataclass(frozen=True)
class View:
    """One assessment with all that its papers ask for; what several parts need is worked out once."""

    state: AssessmentState
    story: Story
    outside: Outside
    frame: Frame

    @cached_property
    def result(self) -> Result:
        """Sum, grade, areas, caps."""
        return result_of(self.state)

    @cached_property
    def gaps(self) -> tuple[ComplianceGap, ...]:
        """Ranked."""
        return gaps_of_assessment(self.state)

    @cached_property
    def grounds(self) -> GroundList:
        """The legal grounds, numbered as the requirements name them: a kept mapping has lost its order."""
        bases = dict.fromkeys(basis for item in self.state.requirements for basis in item.grounds)
        return GroundList(self.outside.grounds[basis] for basis in bases)

    @cached_property
    def autos(self) -> Mapping[str, AutoAnswer]:
        """What the records said, by requirement: when frozen, else when the paper was made."""
        if self.state.frozen is None:
            return self.outside.autos
        said = {each.rule: each for each in self.state.frozen.autos}
        return {item.id: said[item.auto] for item in self.state.requirements if item.auto in said}

    @cached_property
    def links(self) -> Mapping[int, int]:
        """The number of each piece of evidence (凭1, 凭2…), by the entry that named it."""
        seqs = (
            link.stamp.seq for item in self.state.requirements for link in self.state.links.get(item.id, ())
        )
        return {seq: number for number, seq in enumerate(seqs, 1)}

    @property
    def is_park(self) -> bool:
        """Whether a park is assessed."""
        return self.story.profile.subject == "park"

    @cached_property
    def tells_weights(self) -> bool:
        """Whether the requirements differ in level or weight."""
        return len({(item.level, self.state.weight(item)) for item in self.state.requirements}) > 1

    @property
    def behind_a_text(self) -> bool:
        """Whether our requirements stand for a text with clause numbers of its own.

        An imported standard assessed whole is that text: its numbers are printed as imported.
        """
        return self.story.profile.stands_for_a_text and self.story.profile.id != self.story.standard.id

    def title(self, requirement: str) -> str:
        """`ORG-01 最高负责人及其权限`."""
        item = self.story.by_id.get(requirement)
        return f"{item.printed_number} {item.title}" if item else requirement

    def clause(self, item: Requirement) -> str:
        """The clause numbers that somebody checked; empty where nobody did."""
        return _("、").join(self.outside.clauses.get(item.id, ()))
