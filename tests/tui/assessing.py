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


async def see(table: Table, name: str) -> None:
    """The table, with one of the assessment's screens over it."""
    open_assessment_screen(table.app)
    await table.press()
    await table.app.workers.wait_for_complete()
    if name != "table":
        go_to_assessment(table.app, name)
        await table.press()
