"""What the wizard's screen knows of its fields: the one in hand, how the plan has it, tables, undo."""

from __future__ import annotations

from textual.widgets import Input

from secretguard.i18n import _
from secretguard.plans import FieldState, TopicView
from secretguard.tui.screens.plan_base import PlanScreen
from secretguard.tui.screens.plan_table import edit_cell, remove_row
from secretguard.tui.widgets.cell_grid import CellGrid
from secretguard.tui.widgets.field_block import FieldBlock
from secretguard.tui.widgets.field_topic import TopicPane


class PlanFieldsScreen(PlanScreen):
    """A screen with the fields of one topic."""

    @property
    def pane(self) -> TopicPane:
        """The topic's own part of the screen."""
        return self.query_one("#topic-panel", TopicPane)

    @property
    def type_target(self) -> Input | None:
        """The first line of the topic that waits for an answer."""
        return self.pane.first_line

    @property
    def topic(self) -> TopicView | None:
        """The topic on the screen."""
        return self.plan.view().topic(self.plan.place.topic or "")

    @property
    def here(self) -> FieldBlock | None:
        """The field one is in."""
        return self.pane.block_of(self.focused)

    def state_of(self, block: FieldBlock) -> FieldState:
        """How the plan has a field now."""
        state = self.plan.view().field(block.field.id)
        assert state is not None
        return state

    def action_remove_row(self) -> None:
        """Del: the row under the cursor."""
        block = self.here
        if block is not None and isinstance(block.editor, CellGrid):
            remove_row(self, block)

    def action_cell(self) -> None:
        """Enter on a cell edits it."""
        block = self.here
        if block is not None and isinstance(block.editor, CellGrid):
            edit_cell(self, block)

    def on_cell_grid_opened(self, event: CellGrid.Opened) -> None:
        """A double click does the same."""
        event.stop()
        self.action_cell()

    def on_cell_grid_moved(self, event: CellGrid.Moved) -> None:
        """The cell in full below the grid."""
        event.stop()
        block = self.here
        if block is not None and isinstance(block.editor, CellGrid):
            block.show_cell(self.state_of(block).value)

    def action_undo(self) -> None:
        """^Z: the last step, told; words being typed are in its way."""
        if self.here is not None and self.here.changed:
            self.tell(_("这一格还没存：先按回车存，或者自己改回去。"))
        else:
            super().action_undo()

    def go_on(self, block: FieldBlock) -> None:
        """The field after this one; after the last the next topic."""
        following = self.pane.beside(block, 1)
        if following is not None:
            following.editor.focus()
        else:
            self.turn(1)

    def turn(self, step: int) -> None:
        """Another topic; a screen of one topic has none."""
