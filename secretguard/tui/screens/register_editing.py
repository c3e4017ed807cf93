"""Editing the register cell by cell: a line over the cell, one record or all that are picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import Container
from textual.widgets import Input

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.register import Column, Record, RecordKind, RecordRef, column_of, columns
from secretguard.tui.screens.register_base import RegisterDeskScreen
from secretguard.tui.views.register_cell_view import CellView, bulk_words, called, cell_view, typed, with_cell
from secretguard.tui.views.register_look import RegisterLook
from secretguard.tui.views.register_view import Wanted
from secretguard.tui.widgets.cell_editor import CellHelp, CellInput, place_editor, place_help, width_of
from secretguard.tui.widgets.cell_grid import CellGrid

_MANY = 60
"""So many records at once are saved in a thread."""

CellPlace = tuple[RecordKind, tuple[str, ...], str]
"""A kind, the ids of the records, a column: what a draft belongs to."""


@dataclass(frozen=True, slots=True)
class _Edit:
    place: CellPlace
    column: Column
    view: CellView


class RegisterEditing(RegisterDeskScreen):
    """Enter opens the cell, Enter saves, Tab goes on, Esc leaves and keeps what was typed beside the cell."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.look = RegisterLook()
        self._edit: _Edit | None = None
        self._wanted_id: str | None = None
        self._drafts: dict[CellPlace, str] = {}

    @property
    def grid(self) -> CellGrid:
        """The table."""
        return self.query_one(CellGrid)

    @property
    def is_editing(self) -> bool:
        """Whether the line stands over a cell."""
        return self._edit is not None

    @property
    def has_unsaved(self) -> bool:
        """Whether something is typed in it."""
        return self.is_editing and self.query_one(CellInput).changed

    def chosen(self) -> Record | None:
        """The record under the cursor."""
        line_id = self.grid.line_id
        return self.register.state.record(RecordRef(self.wanted.kind, line_id)) if line_id else None

    @property
    def name_column(self) -> str:
        """The column after the id: what a record is called by."""
        return columns(self.wanted.kind)[1].id

    def wait_for(self, record_id: str) -> None:
        """Go to a record as soon as the table shows it."""
        self._wanted_id = record_id

    def called(self, record: Record) -> str:
        """The record by id and name."""
        table = self.look.tables.get(self.wanted.kind)
        return called(record, table) if table is not None else f"{record.id} {record.name}"

    def targets(self) -> list[Record]:
        """What an edit is about: the picked lines that are shown, else the one under the cursor."""
        picked = (
            [line_id for line_id in self.grid.line_ids if line_id in self.wanted.picked]
            if self.wanted.picked
            else []
        )
        state = self.register.state
        records = [state.record(RecordRef(self.wanted.kind, line_id)) for line_id in picked]
        found = [record for record in records if record is not None]
        one = self.chosen()
        return found or ([one] if one is not None else [])

    def tell_empty(self) -> None:
        """There is no line that a key could be about."""
        self.tell(_("这里没有行：F4 新增，^O 或 Esc 看全部。"))

    def draft_here(self) -> str | None:
        """What was left unfinished in the cell under the cursor."""
        line_id, column_id = self.grid.line_id, self.grid.column_id
        if line_id is None or column_id is None:
            return None
        return self._drafts.get((self.wanted.kind, (line_id,), column_id))

    # ---- opening

    def open_cell(self) -> None:
        """Put the line over the cell under the cursor."""
        records, column_id = self.targets(), self.grid.column_id
        if not records or column_id is None:
            self.tell_empty()
            return
        column = column_of(self.wanted.kind, column_id)
        if not column.editable:
            self.tell(_("{column}不能直接改：它是编号，或由别的内容算出来。", column=column.label))
            return
        if len(records) > 1 and column.id == "name":
            self.tell(_("名称要一条一条改：先按 0 取消选中。"))
            return
        if all(record.id != self.grid.line_id for record in records):
            self.grid.choose(records[0].id)
        table = self.look.tables[self.wanted.kind]
        view = cell_view(records, column, table, self.register.state, self.desk.clock().date())
        place = (self.wanted.kind, tuple(record.id for record in records), column.id)
        self._edit = _Edit(place, column, view)
        line = self.query_one(CellInput)
        line.begin(view, self._drafts.get(place, view.text))
        line.display = True
        line.focus()
        self._draw_line()

    def _draw_line(self, wrong: str = "") -> None:
        if self._edit is None:
            return
        line, words = self.query_one(CellInput), self.query_one(CellHelp)
        box = self.query_one("#table-box", Container).size
        offset, width = place_editor(self.grid.cell_region, box, width_of(line.value))
        line.styles.offset, line.styles.width = offset, width
        inside = place_help(offset, 0, box)[1] - 2
        lines = words.tell(self._edit.view, line.fitting, line.place, wrong, inside)
        words.styles.offset, words.styles.width = place_help(offset, lines, box)
        words.display = True
        self.call_after_refresh(self.park_cursor)

    # ---- what the line says

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed over a cell narrows the proposals."""
        event.stop()
        if isinstance(event.input, CellInput) and self.is_editing:
            event.input.typed()

    def on_cell_input_turned(self, event: CellInput.Turned) -> None:
        """Other proposals."""
        event.stop()
        self._draw_line()

    def on_cell_help_chosen(self, event: CellHelp.Chosen) -> None:
        """A click on a proposal."""
        event.stop()
        self.query_one(CellInput).take(event.place)

    def on_cell_input_left(self, event: CellInput.Left) -> None:
        """Esc, or going elsewhere: what was typed stays beside the cell."""
        event.stop()
        if event.gone and self.query_one(CellInput).has_focus:
            return  # it is over the next cell by now
        self.leave_cell(event.text)

    def leave_cell(self, text: str | None = None) -> None:
        """Take the line away; a text that differs from the cell is kept as a draft."""
        if self._edit is None:
            return
        edit, line = self._edit, self.query_one(CellInput)
        text = line.value if text is None else text
        if text != edit.view.text:
            self._drafts[edit.place] = text
        else:
            self._drafts.pop(edit.place, None)
        self._close()
        self.redraw()

    def _close(self) -> None:
        self._edit = None
        line = self.query_one(CellInput)
        if self.focused is line or self.focused is None:
            self.grid.focus()
        line.display = self.query_one(CellHelp).display = False

    # ---- saving

    def on_cell_input_done(self, event: CellInput.Done) -> None:
        """Enter or Tab: save, and go on if it went well."""
        event.stop()
        edit = self._edit
        if edit is None:
            return
        text = typed(event.text, edit.column, self.desk.clock().date())
        if len(edit.place[1]) > _MANY:
            self._drafts[edit.place] = text  # refused in the end, it stands in the line again
            self._close()
            self.attempt(
                lambda: self.in_thread(
                    _("正在改 {count} 条⋯", count=len(edit.place[1])),
                    lambda: self._save(edit, text),
                    lambda count: self._saved(edit, count),
                )
            )
            return
        try:
            count = self._save(edit, text)
        except SecretGuardError as error:
            self._draw_line(wrong=f"{error.message}{error.remedy}")
            return
        self._saved(edit, count)
        self._edit = None
        self.redraw()
        if not event.step or not self._next(edit, event.step):
            self._close()

    def _save(self, edit: _Edit, text: str) -> int:
        state, (kind, ids, _column) = self.register.state, edit.place
        records = [record for key in ids if (record := state.record(RecordRef(kind, key))) is not None]
        changed = with_cell(records, edit.column, text, state)
        if changed:
            self._keep(changed, edit.column, text, bulk=len(records) > 1)
        return len(changed)

    def _keep(self, changed: Sequence[Record], column: Column, text: str, *, bulk: bool) -> None:
        what = bulk_words(column, text, len(changed)) if bulk else None
        self.register.set_all(changed, what)

    def _saved(self, edit: _Edit, count: int) -> None:
        self._drafts.pop(edit.place, None)
        if len(edit.place[1]) > 1:
            self.tell(_("改了 {count} 条的{column}。^Z 一次全撤回。", count=count, column=edit.column.label))

    def _next(self, edit: _Edit, step: int) -> bool:
        """Over the next cell that can be typed over, of the same line; False where there is none."""
        line_id = self.grid.line_id
        if line_id is None or (len(edit.place[1]) == 1 and line_id not in edit.place[1]):
            return False
        column_id = self.grid.column_id
        while column_id is not None:
            self.grid.step(step)
            if self.grid.column_id == column_id:
                return False
            column_id = self.grid.column_id
            if column_id is not None and column_of(self.wanted.kind, column_id).editable:
                self.open_cell()
                return self.is_editing
        return False
