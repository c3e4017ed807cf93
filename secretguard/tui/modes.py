"""The modes, each with a stack of screens of its own, and how a remembered place is opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from secretguard.tui.desk import Place

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp


def _door() -> Screen[Any]:
    from secretguard.tui.screens.door import DoorScreen

    return DoorScreen()


def _home() -> Screen[Any]:
    from secretguard.tui.screens.home import HomeScreen

    return HomeScreen()


def _drill() -> Screen[Any]:
    from secretguard.tui.screens.library import LibraryScreen

    return LibraryScreen()


def _records() -> Screen[Any]:
    from secretguard.tui.screens.reports import ReportsScreen

    return ReportsScreen()


def _plan() -> Screen[Any]:
    from secretguard.tui.screens.plan_wizard import PlanWizardScreen

    return PlanWizardScreen()


def _incident() -> Screen[Any]:
    from secretguard.tui.screens.incident_list import IncidentListScreen

    return IncidentListScreen()


def _assessment() -> Screen[Any]:
    from secretguard.tui.screens.assessment_list import AssessmentListScreen

    return AssessmentListScreen()


MODES: dict[str, Callable[[], Screen[Any]]] = {
    "door": _door,
    "home": _home,
    "drill": _drill,
    "records": _records,
    "plan": _plan,
    "incident": _incident,
    "assessment": _assessment,
}


def open_place(app: SecretGuardApp, place: Place) -> None:
    """Go where the user was before the lock."""
    if place.incident is not None:
        from secretguard.tui.screens.incident_door import open_incident_screen

        open_incident_screen(app, place.incident)
        return
    if place.assessment is not None:
        from secretguard.tui.screens.assessment_door import open_assessment_screen

        open_assessment_screen(app, place.assessment)
        return
    if place.drill is None:
        return
    from secretguard.tui.screens.drill_door import open_drill_screen

    app.switch_mode("drill")
    app.desk.open_drill(place.drill)
    open_drill_screen(app)
