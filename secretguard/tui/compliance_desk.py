"""Assessments of the enterprise at hand, as the screens ask for them, and the standards they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from secretguard import compliance
from secretguard.actions import Actions
from secretguard.compliance import Assessment, AssessmentLine, AutoAnswer, Side
from secretguard.content import Crosswalk, Profile, Standard, StandardShelf, content_folders, load_standards
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.locations import imported_content_folder
from secretguard.tui.desk import Place
from secretguard.tui.views.assessment_new_view import CarryFrom

if TYPE_CHECKING:
    from secretguard.compliance.exchange import Imported
    from secretguard.content import LawTable
    from secretguard.register import Register
    from secretguard.tui.desk import Desk


class ComplianceDesk:
    """One enterprise's assessments on the desk, and the one that is open."""

    def __init__(self, desk: Desk, register: Register) -> None:
        self._desk, self.register = desk, register
        self.room: Assessment | None = None
        """The assessment at hand."""
        self.place: str | None = None
        """The requirement under the cursor, so that the table is found again where it was left."""
        self._shelf: StandardShelf | None = None
        self._autos: tuple[tuple[object, ...], Mapping[str, AutoAnswer]] | None = None

    # ---- which assessment

    def lines(self) -> list[AssessmentLine]:
        """The enterprise's assessments from their summaries: the open first, then the newest."""
        own = compliance.list_assessments(self._desk.vault, self.register.id)
        newest = reversed([line for line in own if line.status != "empty"])
        return sorted(newest, key=lambda line: line.status != "open")

    def open(self, wanted: str | None = None) -> Assessment:
        """Make one the assessment at hand: by id, else the newest. Raises RefusedError."""
        if self.room is None or wanted is None or self.room.id != wanted:
            self._take(self.read(wanted))
        return self.at_hand()

    def read(self, wanted: str | None) -> Assessment:
        """One of the enterprise's assessments, without making it the one at hand. Raises RefusedError."""
        return compliance.open_assessment(self._desk.vault, wanted, self.register, self._desk.clock)

    def at_hand(self) -> Assessment:
        """The assessment at hand. Raises RefusedError without one."""
        if self.room is None:
            raise RefusedError(_("没有打开的评估。"), _("先在首页按 4，选一次或新开一次。"))
        return self.room

    def begin(
        self, standard: Standard, profile: Profile, year: int, side: Side, carry: CarryFrom | None = None
    ) -> int:
        """Begin one and make it the one at hand; gives how many answers came over. Slow for large standards.

        A bureau's review names the newest self-assessment by the same profile as what it looks at.
        """
        source = self.read(carry.line.id) if carry is not None else None
        over = carry.crosswalk if carry is not None else None
        looked_at = self._self_assessment(profile) if side == "bureau" else None
        room = compliance.begin_assessment(
            self._desk.vault,
            self.register,
            standard,
            profile,
            self._desk.clock,
            year=year,
            side=side,
            opened_by=self.member,
            previous=source if over is None else None,
            reviews=looked_at,
        )
        if source is not None and over is not None:
            room.carry_from(source, over)
        self._take(room)
        return len(room.state.answers)

    def _self_assessment(self, profile: Profile) -> Assessment | None:
        found = [line for line in self.lines() if line.side == "self" and line.profile == profile.id]
        return self.read(max(found, key=lambda line: line.year).id) if found else None

    def _take(self, room: Assessment) -> None:
        self.room, self.place, self._autos = room, None, None
        if self._desk.room is None:
            self._desk.place = Place("assessment", assessment=room.id)

    def others(self) -> list[AssessmentLine]:
        """What the one at hand may be compared with: same standard, the reviewed one and its year first."""
        room = self.at_hand()
        opened = room.state.opened
        if opened is None:
            return []
        subject, near = opened.subject, (opened.reviews, opened.previous)
        found = [line for line in self.lines() if line.id != room.id and line.standard == subject.standard]
        return sorted(
            found, key=lambda line: (line.id not in near, line.profile != subject.profile, -line.year)
        )

    def leave(self) -> None:
        """The user went elsewhere: unlocking does not go back to it."""
        if self._desk.place.assessment is not None:
            self._desk.place = Place()

    # ---- what the records say

    @property
    def autos(self) -> Mapping[str, AutoAnswer] | None:
        """What the records say of the assessment at hand, as last looked at; None before `look`."""
        if self._autos is None or self.room is None or self._autos[0][0] != self.room.id:
            return None
        return self._autos[1]

    @property
    def autos_stale(self) -> bool:
        """Whether something else than answers was written since the last look, or it was never taken."""
        return self._autos is None or self._autos[0] != self._autos_key

    def look(self) -> None:
        """Look at the records again. It reads several journals: call it from a worker."""
        room, key = self.at_hand(), self._autos_key
        room.look_again()
        self._autos = (key, room.autos())

    @property
    def _autos_key(self) -> tuple[object, ...]:
        room = self.at_hand()
        state = room.state
        return room.id, state.status, self._desk.vault.length() - state.seq, room.today

    # ---- what it stands on

    @property
    def member(self) -> str:
        """Who answers."""
        return self._desk.vault.member.name

    @property
    def law(self) -> LawTable:
        """The law table."""
        return self._desk.grounds()[0]

    @property
    def actions(self) -> Actions:
        """The enterprise's findings."""
        return Actions(self._desk.vault, self.register.id)

    def shelf(self) -> StandardShelf:
        """All standards, profiles and crosswalks: what ships, what was imported, the user's own folder."""
        if self._shelf is None:
            shipped, *overlay = content_folders("standards", self._desk.content)
            folders = (shipped, imported_content_folder() / "standards", *overlay)
            self._shelf = load_standards(folders, self.law)
        return self._shelf

    def keep(self, imported: Imported) -> None:
        """Keep an imported standard as a file, and read the shelf anew: call it from a worker.

        Raises RefusedError, StorageError.
        """
        from secretguard.compliance.exchange import keep_standard

        keep_standard(imported, self._desk.content or imported_content_folder())
        self._shelf = None
        self.shelf()

    def carries(self, profile: Profile) -> tuple[CarryFrom, ...]:
        """The assessments whose answers a new one by this profile may start from, the nearest first."""
        found = []
        for line in self.lines():
            if line.standard == profile.standard:
                found.append(CarryFrom(line))
            else:
                found += [CarryFrom(line, over) for over in self._crosswalks(line.standard, profile.standard)]
        return tuple(sorted(found, key=_nearest))

    def _crosswalks(self, source: str, target: str) -> list[Crosswalk]:
        found = self.shelf().crosswalks_between(source, target)
        return [each.crosswalk for each in found]


def _nearest(carry: CarryFrom) -> tuple[bool, bool, int]:
    return carry.crosswalk is not None, carry.line.side != "self", -carry.line.year
