"""Whole records of the register: add, take out, take back, look back, import, export."""

from __future__ import annotations

import re
from dataclasses import replace

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import (
    RECORD_TYPES,
    RecordKind,
    RecordRef,
    Undone,
    column_of,
    named_record,
    ref_of,
    removal,
)
from secretguard.tui.screens.register_editing import RegisterEditing
from secretguard.tui.views.register_view import question
from secretguard.tui.widgets import LineInput

_BETWEEN_NAMES = re.compile(r"[、；;，,]")


class RegisterChanging(RegisterEditing):
    """F4 adds, Del takes out, ^Z takes back, F2 looks back, F8 imports, F9 exports."""

    def action_add(self) -> None:
        """F4: the plain question first; the rest cell by cell."""
        self.leave_cell()
        kind = self.wanted.kind
        first = not self.register.state.records(kind)
        self.ask_text(question(kind, first=first), lambda names: self._add(kind, names, several=first))

    def _add(self, kind: RecordKind, names: str, *, several: bool) -> None:
        """The first secrets are asked for at once, and come in one transaction."""
        split = several and kind == "secret"
        wanted = [name.strip() for name in _BETWEEN_NAMES.split(names)] if split else [names]
        wanted = [name for name in wanted if name]
        if not wanted:
            raise RefusedError(_("没有写名称。"), _("写一个代号，或几个用顿号隔开。"))
        if kind == "cleared":
            wanted = [self.register.find_person(name).id for name in wanted]
        ids = self.register.next_ids(kind, len(wanted))
        self.register.set_all(
            [named_record(kind, key, name) for key, name in zip(ids, wanted, strict=True)],
            _("登记 {count} 条", count=len(wanted)) if len(wanted) > 1 else None,
        )
        self.wanted = replace(self.wanted, words="", gaps_only=False, picked=frozenset())
        self.query_one("#filter", LineInput).value = ""
        self._go_to(ids)

    def _go_to(self, ids: tuple[str, ...]) -> None:
        """To what was just added; its first empty cell, if it is one line."""
        self.redraw()
        if ids[0] not in self.grid.line_ids:
            self.wait_for(ids[0])
            return
        self.grid.choose(ids[0], None if len(ids) > 1 else self.name_column)
        if len(ids) == 1:
            self.grid.step(1)
        self.grid.focus()

    def action_remove(self) -> None:
        """Del: out of the register with a reason; the history keeps it, and so does undo."""
        self.leave_cell()
        records = self.targets()
        if not records:
            self.tell_empty()
            return
        refs = [ref_of(record) for record in records]
        one = self.called(records[0])
        asked = (
            _("{name}为什么移出（历史保留）", name=one)
            if len(records) == 1
            else _("{count} 条为什么移出（历史保留）", count=len(records))
        )
        self.ask_text(asked, lambda why: self._remove(refs, why))

    def _remove(self, refs: list[RecordRef], why: str) -> None:
        kind = RECORD_TYPES[refs[0].kind].label
        what = _("移出{kind} {id}", kind=kind, id=refs[0].id)
        if len(refs) > 1:
            what = _("移出{kind} {count} 条", kind=kind, count=len(refs))
        self.change(
            what,
            lambda: self.register.batch([removal(ref, why) for ref in refs], what),
            lambda _none: self.tell(_("{what}。^Z 撤回。", what=what)),
        )

    def action_undo(self) -> None:
        """^Z: take back the newest change, and say which."""
        if self.has_unsaved:
            self.tell(_("这一格还没存：回车存，Esc 离开，再按 ^Z。"))
            return
        self.leave_cell()
        self.change(_("正在撤销⋯"), self.register.undo_last, self._undone)

    def _undone(self, undone: Undone) -> None:
        self.tell(_("撤销了：{what}", what=undone.what))
        state = self.register.state
        shown = [ref.id for ref in undone.refs if ref.kind == self.wanted.kind and state.record(ref)]
        if shown:
            self.wait_for(shown[0])
        self.redraw()

    def action_history(self) -> None:
        """F2: who changed this cell, when, from what to what."""
        from secretguard.tui.screens.register_history import RegisterHistoryScreen

        record, column_id = self.chosen(), self.grid.column_id
        if record is None or column_id is None:
            self.tell_empty()
            return
        self.leave_cell()
        column = column_of(self.wanted.kind, column_id)
        self.app.push_screen(RegisterHistoryScreen(ref_of(record), self.called(record), column))

    def action_import(self) -> None:
        """F8: a spreadsheet, looked at before anything is saved."""
        from secretguard.tui.screens.register_import import RegisterImportScreen

        self.leave_cell()
        self.app.push_screen(RegisterImportScreen(self.wanted.kind))

    def action_export(self) -> None:
        """F9: a workbook, CSV files, or the printed register."""
        from secretguard.tui.screens.register_export import ask_for_export

        self.leave_cell()
        ask_for_export(self)
