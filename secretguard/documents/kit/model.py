"""What the papers of a drill are made from: the planned drill, and what stands outside its journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from secretguard.content import Inject, Playbook, Role
from secretguard.documents.quick_report.grounds import GroundList
from secretguard.documents.quick_report.model import Ground
from secretguard.drills import DrillState
from secretguard.drills.entries import DrillPlanned, SeatTaken
from secretguard.drills.quality import ReadinessSheet
from secretguard.errors import RefusedError
from secretguard.i18n import _

Words = dict[str, object]


@dataclass(frozen=True, slots=True)
class KitContext:
    """What the papers need beside the drill.

    `moment` is when they are printed, `when` the time agreed for the drill (None: a blank to fill in by
    hand). `deputies` are names by seat; `grounds` the bases in words; `readiness` is None where no shelf
    holds the very playbook that was planned.
    """

    enterprise: str
    moment: datetime
    grounds: Mapping[str, Ground]
    readiness: ReadinessSheet | None = None
    when: datetime | None = None
    stop_word: str = ""
    deputies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KitDrill:
    """A planned drill and its context, as every paper reads it. Made by `kit_drill`."""

    state: DrillState
    planned: DrillPlanned
    playbook: Playbook
    context: KitContext

    def fill(self, text: str) -> str:
        """A playbook text with the enterprise's own words in its places."""
        return self.state.fill(text)

    def ground_list(self) -> GroundList:
        """The legal grounds numbered, as the papers of the staff name them."""
        return GroundList(self.context.grounds.values())

    def players(self) -> list[Role]:
        """The roles that people of the enterprise play; the others are the facilitator's voices."""
        return [role for role in self.playbook.roles if role.played_by == "player"]

    def voices(self) -> list[Role]:
        """The roles that the facilitator plays. Never named on a player's paper: they give the story away."""
        return [role for role in self.playbook.roles if role.played_by == "facilitator"]

    def role_title(self, role_id: str) -> str:
        """The title of a role of the playbook."""
        return next((role.title for role in self.playbook.roles if role.id == role_id), role_id)

    def seat(self, seat_id: str) -> SeatTaken | None:
        """Who sits there; None while the seat is empty."""
        return self.state.seats.get(seat_id)

    def name_at(self, seat_id: str) -> str:
        """The name at a seat; empty while nobody sits there."""
        taken = self.seat(seat_id)
        return taken.name if taken else ""

    def injects(self, *kinds: str) -> Iterator[Inject]:
        """The injects of the form to be played, in the order of the playbook."""
        for inject in self.playbook.injects:
            if inject.kind in kinds and (self.planned.form == "full" or inject.short):
                yield inject


def kit_drill(state: DrillState, context: KitContext) -> KitDrill:
    """Raises RefusedError for a journal in which no drill is planned."""
    if state.planned is None or state.playbook is None:
        raise RefusedError(_("这个卷宗里没有计划好的推演。"), _("先用 drill new 新建。"))
    return KitDrill(state, state.planned, state.playbook, context)


def bases_in(state: DrillState) -> list[str]:
    """Every basis that an expected action of the planned playbook names, once, variants included."""
    injects = state.playbook.injects if state.playbook else ()
    expected = [action for inject in injects for action in inject.expected]
    expected += [
        action for inject in injects for variant in inject.variants for action in variant.expected or ()
    ]
    return list(dict.fromkeys(basis for action in expected for basis in action.basis))
