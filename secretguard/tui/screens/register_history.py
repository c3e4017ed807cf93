"""The history of one cell of the register, or of the whole record."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Static

from secretguard.i18n import _
from secretguard.register import Column, FieldChange, RecordRef
from secretguard.tui.keys import Key
from secretguard.tui.screens.register_base import RegisterDeskScreen
from secretguard.tui.views.register_history_view import history_rows
from secretguard.tui.views.register_look import is_small
from secretguard.tui.widgets import LineInput, Panel, PickList


class RegisterHistoryScreen(RegisterDeskScreen):
    """The newest change first; Space shows all fields of the record."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("space", "whole", lambda: _("整条/这一格")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, ref: RecordRef, called: str, column: Column) -> None:
        super().__init__()
        self._ref, self._called, self._column = ref, called, column
        self._whole = False

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, changes."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        yield Panel("", PickList(id="changes"), id="changes-panel")
        yield Static("", id="none", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Focus the changes."""
        super().on_mount()
        self.query_one("#changes").focus()

    def redraw(self) -> None:
        """Every change, the newest first; of a long journal, read in a thread."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        self.head(_("台账 ＞ {record} ＞ 历史", record=self._called), _("正在读⋯"))
        register, ref, column = self.register, self._ref, None if self._whole else self._column.id
        if is_small(register.state):
            self._show(register.history(ref, column))
        else:
            self.look_again(lambda: register.history(ref, column), self._show)

    def _show(self, changes: tuple[FieldChange, ...]) -> None:
        rows = history_rows(changes, self.desk.member_names(), whole=self._whole)
        self.head(_("台账 ＞ {record} ＞ 历史", record=self._called), _("{count} 次改动", count=len(rows)))
        what = _("整条") if self._whole else self._column.label
        self.query_one("#changes-panel", Panel).retitle(_("{what}的改动，新的在上", what=what))
        self.query_one("#changes", PickList).show(rows)
        self._draw_none()

    def _draw_none(self) -> None:
        typed, changes = self.query_one("#filter", LineInput).value, self.query_one("#changes", PickList)
        words = "" if changes.option_count else _("这一格没有改过。按空格看整条。")
        if typed and not changes.option_count:
            words = _("没有含「{words}」的。", words=typed)
        self.query_one("#none", Static).update(words)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.query_one("#changes", PickList).filter_by(event.value)
        self._draw_none()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#changes").focus()

    def action_whole(self) -> None:
        """Space: the record, or the cell alone."""
        self._whole = not self._whole
        self.redraw()
