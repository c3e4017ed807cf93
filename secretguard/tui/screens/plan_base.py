"""What the plan's screens share: the plan at hand, undo, and the ways to one another."""

from __future__ import annotations

from secretguard.tui.plan_desk import PlanDesk
from secretguard.tui.screens.base import DeskScreen


class PlanScreen(DeskScreen):
    """A screen of the plan at hand."""

    @property
    def plan(self) -> PlanDesk:
        """The plan at hand."""
        return self.desk.plan()

    @property
    def version_shown(self) -> int | None:
        """The approved version that papers are wanted of; None for the draft."""
        return None

    def before_leaving(self) -> None:
        """Save what is being typed."""

    def action_undo(self) -> None:
        """^Z: the last step, told; an approval stays."""
        told: list[str] = []
        if self.attempt(lambda: told.append(self.plan.plans.undo())):
            self.tell(told[0])

    def action_size(self) -> None:
        """^G: another size; every answer stays."""
        from secretguard.tui.screens.plan_size import PlanSizeScreen

        self.before_leaving()
        self.app.push_screen(PlanSizeScreen())

    def action_paper(self) -> None:
        """F5: the whole document as it prints."""
        from secretguard.tui.screens.plan_paper import PlanPaperScreen

        self.before_leaving()
        self.app.push_screen(PlanPaperScreen(self.version_shown))

    def action_checks(self) -> None:
        """F2: what is wrong, and the score."""
        from secretguard.tui.screens.plan_checks import PlanChecksScreen

        self.before_leaving()
        self.app.push_screen(PlanChecksScreen())

    def action_versions(self) -> None:
        """F7: hand in, approve, compare."""
        from secretguard.tui.screens.plan_versions import PlanVersionsScreen

        self.before_leaving()
        self.app.push_screen(PlanVersionsScreen())

    def action_export(self) -> None:
        """F9: the papers as files."""
        from secretguard.tui.screens.plan_export import PlanExportScreen

        self.before_leaving()
        self.app.push_screen(PlanExportScreen(self.version_shown))

    def action_nothing(self) -> None:
        """Enter is the lists' own."""
