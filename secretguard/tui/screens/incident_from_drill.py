"""From a drill to a real incident in one key: the clock stops, the questions know what the drill knew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretguard import drills, incidents
from secretguard.i18n import _
from secretguard.tui.screens.incident_door import ask_three_questions

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.screens.base import DrillScreen


def ask_to_turn_real(screen: DrillScreen) -> None:
    """Ask once, then do it."""
    question = _("真的泄密了？推演停钟，转到实战，带上这场推演的标题")
    screen.ask(question, lambda: turn_real(screen.desk_app, screen.room))


def turn_real(app: SecretGuardApp, room: drills.DrillRoom) -> None:
    """Pause the drill if it runs, take its enterprise, and ask the three questions with its title filled in.

    Raises RefusedError where the drill's enterprise is gone.
    """
    desk = app.desk
    if room.state.status == "running":
        drills.pause(room)
    enterprise = desk.vault.journal(room.journal).enterprise
    if enterprise is not None and (desk.register is None or desk.register.id != enterprise):
        desk.choose_enterprise(enterprise)
    title = room.state.playbook.title if room.state.playbook else ""
    known = incidents.from_drill(
        incidents.DrillHandover(drill=room.id, title=title),
        incidents.Answers(what="", found=desk.clock()),
    )
    app.switch_mode("incident")
    app.call_later(ask_three_questions, app, known)
