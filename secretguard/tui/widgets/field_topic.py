"""One topic of the plan on the screen: question, term, fields, and the notes on the field one is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from secretguard.plans import FieldState
from secretguard.tui.safe_text import safe
from secretguard.tui.views.plan_wizard_view import TopicPage
from secretguard.tui.widgets.cell_grid import CellGrid
from secretguard.tui.widgets.field_block import FieldBlock
from secretguard.tui.widgets.panel import Panel

StateOf = Callable[[FieldBlock], FieldState]


class TopicPane(Panel):
    """Fields are made anew for another topic only, so that nothing being typed is lost in a redraw."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self._question = Static("", id="question", markup=False)
        self._help = Static("", id="help", classes="quiet", markup=False)
        self._fields = Vertical(id="fields")
        self._notes = Static("", id="notes", markup=False)
        self._scroll = VerticalScroll(self._question, self._help, self._fields, id="topic", can_focus=False)

    def compose(self) -> ComposeResult:
        """The topic scrolls, the notes stay."""
        yield self._scroll
        yield VerticalScroll(self._notes, id="notes-scroll", can_focus=False)

    @property
    def blocks(self) -> list[FieldBlock]:
        """The fields on the screen, in order."""
        return list(self.query(FieldBlock))

    def block_of(self, widget: Widget | None) -> FieldBlock | None:
        """The field that a widget belongs to."""
        return next((block for block in self.blocks if block.editor is widget), None)

    def beside(self, block: FieldBlock | None, step: int) -> FieldBlock | None:
        """The field above (-1) or below (1) another."""
        blocks = self.blocks
        place = blocks.index(block) + step if block in blocks and block is not None else -1
        return blocks[place] if 0 <= place < len(blocks) else None

    @property
    def first_line(self) -> Input | None:
        """The first line that waits for an answer, where typing goes that begins elsewhere."""
        lines = [block.editor for block in self.blocks if isinstance(block.editor, Input)]
        empty = [one for one in lines if not one.value]
        return next(iter([*empty, *lines]), None)

    # ---- drawing

    def show_head(self, page: TopicPage) -> None:
        """Title, question, term."""
        self.retitle(page.title)
        self._question.update(safe(page.question))
        self._help.update(safe(page.help))

    async def make(self, page: TopicPage, drafts: Mapping[str, str], state_of: StateOf) -> None:
        """The fields of another topic."""
        await self._fields.remove_children()
        await self._fields.mount_all([FieldBlock(one, drafts.get(one.field.id)) for one in page.fields])
        self._scroll.scroll_home(animate=False)
        self.show(page, state_of)

    def show(self, page: TopicPage, state_of: StateOf) -> None:
        """The same fields as they stand now."""
        for block in self.blocks:
            line = next((one for one in page.fields if one.field.id == block.field.id), None)
            if line is None:
                continue
            block.show(line)
            if isinstance(block.editor, CellGrid):
                block.show_table(state_of(block).value)

    def note(self, words: Text) -> None:
        """What stands below the fields."""
        self._notes.update(words)

    def focus_first(self, wanted: str | None, state_of: StateOf) -> None:
        """The field wanted, else the first that waits for an answer, else the first."""
        named = [block for block in self.blocks if block.field.id == wanted]
        gaps = [block for block in self.blocks if state_of(block).is_gap]
        first = next(iter([*named, *gaps, *self.blocks]), None)
        if first is not None:
            first.editor.focus()
