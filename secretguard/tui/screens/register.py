"""S10: the register. Seven kinds of records, each a table: typed to narrow, edited in place, gaps below."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.register import RECORD_TYPES, Gap, RecordKind, RecordRef, column_of
from secretguard.tui.keys import Key
from secretguard.tui.screens.register_changing import RegisterChanging
from secretguard.tui.views.register_cell_view import called
from secretguard.tui.views.register_look import KINDS, RegisterLook, is_small, look_at
from secretguard.tui.views.register_view import (
    Wanted,
    cell_words,
    field_rows,
    gap_rows,
    ground_in_words,
    kind_word,
    register_view,
)
from secretguard.tui.widgets import LineInput, Panel, PickList
from secretguard.tui.widgets.busy import BusyLine
from secretguard.tui.widgets.cell_editor import CellHelp, CellInput
from secretguard.tui.widgets.cell_grid import CellGrid
from secretguard.tui.widgets.grid_view import Order


class RegisterScreen(RegisterChanging):
    """Arrows walk the cells, Enter edits, typing narrows, a digit changes the kind."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "edit", lambda: _("改这格"), lambda: _("Tab 存了改下一格；上下键选；Esc 留着不存")),
        Key("space", "pick", lambda: _("选行"), lambda: _("选了几行，回车就一起改这一栏")),
        Key("f4", "add", lambda: _("新增")),
        Key("ctrl+o", "gaps_only", lambda: _("缺项"), lambda: _("只看缺东西的行")),
        Key("f9", "export", lambda: _("导出")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f8", "import", lambda: _("导入")),
        Key("f2", "history", lambda: _("这格的历史")),
        Key("delete", "remove", lambda: _("移出")),
        Key("ctrl+g", "sort", lambda: _("排序"), lambda: _("按光标所在的栏；在表头按空格也行")),
        Key("0", "pick_all", lambda: _("全选")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
        *(
            Key(str(number), f"kind('{kind}')", lambda: "", lambda kind=kind: kind_word(kind))  # type: ignore[misc]
            for number, kind in enumerate(KINDS, 1)
        ),
    )

    def __init__(self, kind: RecordKind = "secret", record_id: str | None = None) -> None:
        super().__init__()
        self.wanted = Wanted(kind)
        self._wanted_id = record_id
        self._orders: dict[RecordKind, Order | None] = {}
        self._gaps: tuple[Gap, ...] = ()

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Kinds left; right the filter, the table, the cell in full, what the line lacks."""
        with Horizontal(id="register"):
            yield Panel(_("台账"), PickList(id="kinds"), id="kinds-panel")
            with Vertical(id="register-side"):
                yield LineInput(placeholder=_("打字筛选"), id="filter")
                box = Container(
                    CellGrid(id="cells"),
                    Static("", id="nothing", markup=False),
                    CellHelp(id="cell-help"),
                    CellInput(id="cell-line"),
                    id="table-box",
                )
                yield Panel("", box, id="table-panel")
                yield Static("", id="cell", markup=False)
                yield BusyLine()
                with Horizontal(id="under"):
                    yield Panel("", PickList(id="gaps"), id="gaps-panel")
                    yield Panel(_("整条"), PickList(id="fields"), id="fields-panel")

    def on_mount(self) -> None:
        """Focus the table."""
        super().on_mount()
        self.grid.focus()

    # ---- drawing

    def redraw(self) -> None:
        """Look at the register again if it changed, and draw; a large one is looked at in a thread."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        state, today, kind = self.register.state, self.desk.clock().date(), self.wanted.kind
        if not self.look.holds(state, today, kind):
            before = self.look
            if not is_small(state):
                self.look_again(lambda: look_at(before, state, today, kind), self._take_look)
            else:
                self.look = look_at(before, state, today, kind)
        self._draw()

    def _take_look(self, look: RegisterLook) -> None:
        self.look = look
        self.redraw()
        # Drawn first, since only what is in sight needs its cells; the filter needs them all.
        for shown in look.tables.values():
            self.look_again(shown.prepare_search, lambda _done: None)

    def _draw(self) -> None:
        kind = self.wanted.kind
        self.head(_("台账 ＞ {kind} ・ {name}", kind=RECORD_TYPES[kind].label, name=self.register.name))
        if kind not in self.look.tables:
            self.head(_("台账 ＞ {kind}", kind=RECORD_TYPES[kind].label), _("正在打开⋯"))
            return
        view = register_view(self.look, self.wanted)
        self.head(
            _("台账 ＞ {kind} ・ {name}", kind=RECORD_TYPES[kind].label, name=self.register.name), view.count
        )
        kinds = self.query_one("#kinds", PickList)
        kinds.show(view.kinds)
        kinds.choose(kind)
        self.grid.show(view.grid)
        nothing = self.query_one("#nothing", Static)
        nothing.update(view.nothing)
        nothing.display = bool(view.nothing)
        if self._wanted_id in self.grid.line_ids:
            self.grid.choose(self._wanted_id or "")
            self._wanted_id = None
        self._draw_line_under()
        self.call_after_refresh(self._draw_title)

    def _draw_title(self) -> None:
        grid, kind = self.grid, RECORD_TYPES[self.wanted.kind]
        parts = [kind.label]
        if grid.line_ids:
            parts.append(f"{grid.position}/{len(grid.line_ids)}")
        if grid.beyond:
            parts.append(_("右边还有 {count} 栏", count=grid.beyond))
        self.query_one("#table-panel", Panel).retitle("　".join(parts))

    def _draw_line_under(self) -> None:
        """The cell in full, and what its record lacks."""
        kind, line_id, column_id = self.wanted.kind, self.grid.line_id, self.grid.column_id
        table = self.look.tables.get(kind)
        row = self.look.rows[kind].get(line_id) if table is not None and line_id is not None else None
        words, panel = self.query_one("#cell", Static), self.query_one("#gaps-panel", Panel)
        self._gaps = self.look.gaps.get(RecordRef(kind, line_id), ()) if line_id else ()
        self.query_one("#gaps", PickList).show(gap_rows(self._gaps, self._ground))
        fields = self.query_one("#fields", PickList)
        fields.show(field_rows(table, row) if table is not None and row is not None else ())
        if column_id is not None and not fields.has_focus:
            fields.choose(column_id)
        if table is None or row is None or column_id is None:
            label = column_of(kind, column_id).label if column_id else ""
            words.update(_("空格：按{column}排序", column=label) if self.grid.on_head else "")
            panel.retitle(_("缺什么"))
            return
        words.update(cell_words(table, row, column_id, self.draft_here()))
        name = called(row.record, table)
        panel.retitle(
            _("{name} 缺 {count} 项（回车去补）", name=name, count=len(self._gaps))
            if self._gaps
            else _("{name} 齐了", name=name)
        )

    def _ground(self, basis: str) -> str:
        try:
            return ground_in_words(basis, *self.desk.grounds())
        except SecretGuardError:
            return basis  # a law table of the user's own may lack it; what is missing is still missing

    def on_cell_grid_moved(self, event: CellGrid.Moved) -> None:
        """Another cell."""
        event.stop()
        self._draw_line_under()
        self._draw_title()

    def on_resize(self) -> None:
        """What stands over a cell would stand elsewhere now."""
        self.leave_cell()
        self.call_after_refresh(self._draw_title)

    # ---- what is shown

    def on_input_changed(self, event: Input.Changed) -> None:
        """The filter; the line over a cell is the editing's own."""
        super().on_input_changed(event)
        if event.input.id == "filter":
            self.wanted = replace(self.wanted, words=event.value)
            self.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the table."""
        event.stop()
        self.grid.focus()

    def action_kind(self, kind: RecordKind) -> None:
        """A digit, or a line of the list: another kind, the filter empty."""
        self.leave_cell()
        if kind != self.wanted.kind:
            self._orders[self.wanted.kind] = self.wanted.order
            self.wanted = Wanted(kind, gaps_only=self.wanted.gaps_only, order=self._orders.get(kind))
            self.query_one("#filter", LineInput).value = ""
            self.redraw()

    def action_gaps_only(self) -> None:
        """^O: only lines that lack something, or all."""
        self.leave_cell()
        self.wanted = replace(self.wanted, gaps_only=not self.wanted.gaps_only)
        self.redraw()

    def action_sort(self) -> None:
        """By the column under the cursor: upwards, downwards, as entered."""
        column = self.grid.column_id
        if column is not None:
            order = self.wanted.order
            if order is None or order.column != column:
                order = Order(column)
            else:
                order = None if order.descending else Order(column, descending=True)
            self.wanted = replace(self.wanted, order=order)
            self.redraw()

    # ---- picking

    def action_pick(self) -> None:
        """Space: pick this line and go on; on the headings sort."""
        if not self.grid.has_focus:
            return
        line_id = self.grid.line_id
        if self.grid.on_head:
            self.action_sort()
        elif line_id is None:
            self.tell_empty()
        else:
            self.wanted = replace(self.wanted, picked=self.wanted.picked ^ {line_id})
            self.redraw()
            self.grid.action_move(1, 0)

    def action_pick_all(self) -> None:
        """0: all lines shown, or none."""
        picked = frozenset() if self.wanted.picked else frozenset(self.grid.line_ids)
        self.wanted = replace(self.wanted, picked=picked)
        self.redraw()

    # ---- going about

    def action_edit(self) -> None:
        """Enter in the table; the lists' own Enter comes to the same."""
        if self.grid.has_focus and self.grid.on_head:
            self.action_sort()
        elif self.grid.has_focus:
            self.open_cell()
        elif isinstance(self.focused, PickList):
            self.focused.action_select()

    def on_cell_grid_opened(self, event: CellGrid.Opened) -> None:
        """A double click; a click on a heading."""
        event.stop()
        self.action_edit()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The table follows the list of kinds while one walks through it."""
        event.stop()
        kind = next((kind for kind in KINDS if kind == event.option.id), None)
        if event.option_list.id == "kinds" and event.option_list.has_focus and kind is not None:
            self.action_kind(kind)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a kind goes into its table; on a gap or a field, to its cell."""
        event.stop()
        chosen, line_id = event.option.id or "", self.grid.line_id
        self.grid.focus()
        if event.option_list.id == "gaps":
            gap = self._gaps[int(chosen)]
            self.grid.choose(gap.ref.id, gap.column)
        elif event.option_list.id == "fields" and line_id is not None:
            self.grid.choose(line_id, chosen)
            self.open_cell()

    async def action_back(self) -> None:
        """Esc: leave a field, let go of picked lines, clear the filter, then one screen up."""
        line = self.query_one("#filter", LineInput)
        if self.focused is not self.grid and self.focused is not None:
            self.grid.focus()
        elif self.wanted.picked:
            self.action_pick_all()
        elif line.value:
            line.value = ""
        else:
            self.app.call_later(self.desk_app.go_back)
