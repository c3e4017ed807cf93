"""The whole record of an incident: in both orders, filtered while typing, corrected, taken back, erased."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from secretguard.i18n import _
from secretguard.incidents import IncidentState, Order, TimelineLine, correct, erase_body, line_words, undo
from secretguard.tui.incident_printing import csv_printer
from secretguard.tui.keys import Key
from secretguard.tui.printing import print_from
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_timeline_view import (
    SHOWS,
    Look,
    Names,
    details,
    in_order,
    keys_of,
    lines_of,
    look_line,
    proof_words,
    row_text,
)
from secretguard.tui.widgets import LineInput, Panel
from secretguard.tui.widgets.long_list import LongList

_ORIGINS = frozenset({"incident.opened", "playbook.taken"})
"""Without these nobody could read the incident any more."""


class IncidentTimelineScreen(IncidentWayScreen):
    """Digits choose a group, typing filters, Space turns the order; Enter corrects, Del takes back."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("更正")),
        Key("space", "turn", lambda: _("先后")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("delete", "undo_this", lambda: _("撤销这条")),
        Key("f4", "csv", lambda: _("CSV")),
        Key("f9", "papers", lambda: _("文书")),
        Key("f8", "erase", lambda: _("清除内容")),
        Key("f7", "clocks", lambda: _("时限")),
        Key("f6", "app.focus_next", lambda: ""),
        *(
            Key(str(number), f"group({number})", lambda: "", lambda: _("只看这一类"))
            for number in range(1, len(SHOWS) + 1)
        ),
        Key("0", "undone", lambda: "", lambda: _("已撤销的：看、不看")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, seq: int | None = None) -> None:
        super().__init__()
        self._wanted = seq
        self._look = Look()
        self._lines: tuple[TimelineLine, ...] = ()
        self._ordered_at: tuple[int, Order] | None = None
        self._ordered = IncidentState()
        self._names = Names()

    @property
    def crumb(self) -> str:
        """In the top line."""
        return _("时间轴")

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Groups, filter, the record, what is known of the line under the cursor."""
        yield Static("", id="groups", markup=False)
        yield LineInput(placeholder=_("打字筛选：话里的字、人、E-02、#标记"), id="filter")
        with Vertical(id="timeline-side"):
            yield LongList(id="lines")
            with Panel(_("这一条"), id="line-panel"), VerticalScroll(id="line-scroll"):
                yield Static("", id="line", markup=False)

    def on_mount(self) -> None:
        """The last line under the cursor, or the one wanted."""
        self._fresh = True
        super().on_mount()
        lines = self.query_one("#lines", LongList)
        lines.focus()
        if self._wanted is not None:
            lines.choose(self._wanted)

    def redraw(self) -> None:
        """The lines as they are looked at now; only those in sight are drawn."""
        super().redraw()
        if not self.at_hand:
            return
        state, look = self.room.state, self._look
        if (state.seq, look.order) != self._ordered_at:
            # Sorted once: while somebody types, twenty thousand lines are only looked through.
            self._ordered_at, self._ordered = (state.seq, look.order), in_order(state, look.order)
            self._names = self._read_names()
        lines = self._lines = lines_of(self._ordered, look)
        self.query_one("#groups", Static).update(look_line(look, len(lines), len(state.timeline)))
        self.query_one("#lines", LongList).show(
            keys_of(lines), lambda number, width: row_text(lines[number], look, width), last=self._fresh
        )
        self._fresh = False
        self._draw_line()

    def _read_names(self) -> Names:
        register = self.incident.register_state
        return Names(
            {key: person.name for key, person in register.people.items()},
            {key: secret.secret.code_name for key, secret in register.secrets.items()},
            {key.hex(): name for key, name in self.desk.member_names().items()},
        )

    def _draw_line(self) -> None:
        one = self._chosen()
        if one is None:
            words = _("没有这样的。Esc 清掉筛选，1 看全部。") if self._look != Look() else _("还没有记录。")
            self.query_one("#line", Static).update(words)
            return
        self.query_one("#line", Static).update(details(one, self._names))

    def on_long_list_moved(self, event: LongList.Moved) -> None:
        """What is known follows the cursor."""
        event.stop()
        if self.at_hand:
            self._draw_line()

    def _chosen(self) -> TimelineLine | None:
        place = self.query_one("#lines", LongList).highlighted
        return self._lines[place] if place < len(self._lines) else None

    # ---- looking

    def action_group(self, number: int) -> None:
        """1 to 5."""
        self._look = replace(self._look, show=SHOWS[number - 1])
        self.redraw()

    def action_turn(self) -> None:
        """Space: by what happened, or by what was recorded."""
        self._look = self._look.turned()
        self.redraw()

    def action_undone(self) -> None:
        """0: with or without what was taken back."""
        self._look = replace(self._look, undone=not self._look.undone)
        self.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        event.stop()
        if self.at_hand and event.value.strip() != self._look.words:
            self._look = replace(self._look, words=event.value.strip())
            self.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the lines."""
        event.stop()
        self.query_one("#lines").focus()

    async def action_back(self) -> None:
        """Esc: clear the filter first, then leave the field, then up."""
        if self.type_target.value:
            self.type_target.value = ""
            self.query_one("#lines").focus()
        else:
            await super().action_back()

    # ---- changing

    def on_long_list_opened(self, event: LongList.Opened) -> None:
        """Enter: say a note better; what stood before stays readable."""
        event.stop()
        one = self._chosen()
        if one is None:
            return
        if one.kind != "note.added" or one.undone_by is not None:
            self.tell(_("只有「记录」能更正。别的另记一笔说明，或者按 Del 撤销。"))
            return
        seq = one.stamp.seq
        question = _("第 {seq} 条更正为（原来的话留着）", seq=seq)
        self.ask_text(question, lambda text: correct(self.room, seq, text), value=one.says)

    def action_undo(self) -> None:
        """^Z: the last thing done, told."""
        self.take_back()

    def action_undo_this(self) -> None:
        """Del: the line under the cursor; on an undoing, that is taken back."""
        one = self._chosen()
        if one is not None:
            self._undo(one.stamp.seq)

    def _undo(self, seq: int) -> None:
        told: list[int] = []
        if self.attempt(lambda: told.append(undo(self.room, seq))):
            one = self.room.state.line(told[0])
            self.tell(_("已撤销第 {seq} 条：{text}", seq=told[0], text=line_words(one) if one else ""))

    def action_erase(self) -> None:
        """F8: destroy what a line says; reason first, then a yes, then what proves it."""
        one = self._chosen()
        if one is None or one.kind in _ORIGINS or one.kind == "erased-body":
            self.tell(_("这一条不能清除：开卷和剧本要留着，清过的已经没有内容。"))
            return
        question = _("清除第 {seq} 条：依据什么、谁要求的", seq=one.stamp.seq)
        self.ask_text(question, lambda why: self.call_later(self._confirm_erase, one, why))

    def _confirm_erase(self, one: TimelineLine, why: str) -> None:
        words = _("第 {seq} 条的内容、密钥（和它的文件）会销毁，读不回来。清除吗？", seq=one.stamp.seq)
        self.ask(words, lambda: self._erase(one, why))

    def _erase(self, one: TimelineLine, why: str) -> None:
        erase_body(self.room, one.stamp.seq, why)
        checkpoint = self.room.vault.checkpoint()
        self.tell(proof_words(one, why, checkpoint.size, checkpoint.root.hex()))

    # ---- taking along

    def action_csv(self) -> None:
        """F4: the lines as looked at now, for a spreadsheet."""
        if not self._lines:
            self.tell(_("没有可以导出的。"))
            return
        print_from(self, csv_printer(self._lines, self.room.id))
