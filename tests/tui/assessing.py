"""An assessment in tests of the screens: begun without keys, answered in part, its screens opened."""

from __future__ import annotations

from secretguard.compliance import Assessment, Side
from secretguard.content import find_profile, find_standard
from secretguard.tui.screens.assessment_door import go_to_assessment, open_assessment_screen
from tests.tui.support import Table


def begin(table: Table, profile: str = "starter", *, year: int = 2026, side: Side = "self") -> Assessment:
    """One by a profile of the project's own catalogue, at hand."""
    desk = table.desk.compliance()
    shelf = desk.shelf()
    standard = find_standard("baseline", shelf).standard
    desk.begin(standard, find_profile(profile, shelf).profile, year, side)
    return desk.at_hand()


def begin_answered(table: Table) -> Assessment:
    """Two, so that they can be compared; the one at hand has an answer with a proof and an owner."""
    first = begin(table, year=2025)
    first.answer(first.state.requirements[0].id, "unmet", remark="去年没有", by="示例乙")
    room = begin(table)
    item = room.state.requirements[0]
    room.answer(item.id, "met", remark="看过原件", by="示例甲")
    room.link(item.id, "outside", "任命书挂在会议室")
    room.own(item.id, "示例丙")
    return room


async def see(table: Table, name: str) -> None:
    """The table, with one of the assessment's screens over it; the list alone under the name `list`."""
    if name == "list":
        await table.press("4")
        return
    open_assessment_screen(table.app)
    await table.press()
    await table.app.workers.wait_for_complete()
    if name != "table":
        go_to_assessment(table.app, name)
        await table.press()
