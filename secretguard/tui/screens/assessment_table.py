"""S13: the requirements by area, answered with one digit each; beside them why, and the records behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static

from secretguard.compliance import AssessmentState, verdict_badge
from secretguard.content import Requirement
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_base import VERDICTS, AssessmentScreen
from secretguard.tui.screens.assessment_door import open_record
from secretguard.tui.views.assessment_requirement_view import record_rows, short_text
from secretguard.tui.views.assessment_table_view import (
    TableLine,
    TableLook,
    TableView,
    area_details,
    head_words,
    is_to_look_at,
    line_text,
    table_view,
)
from secretguard.tui.views.assessment_words import area_words, carried_count
from secretguard.tui.widgets import LineInput, Panel, PickList
from secretguard.tui.widgets.busy import BusyLine
from secretguard.tui.widgets.long_list import LongList


class AssessmentTableScreen(AssessmentScreen):
    """Digits answer, Space takes what the records say, Enter opens the requirement; typing filters."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "verdict(1)", lambda: verdict_badge("met")),
        Key("2", "verdict(2)", lambda: verdict_badge("partly")),
        Key("3", "verdict(3)", lambda: verdict_badge("unmet")),
        Key("4", "verdict(4)", lambda: verdict_badge("na")),
        Key("space", "confirm", lambda: _("采纳自动")),
        Key("enter", "open", lambda: _("细看")),
        Key("ctrl+o", "open_only", lambda: _("要答的"), lambda: _("只看要答的，或全部")),
        Key("f8", "result", lambda: _("结果")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f9", "papers", lambda: _("报告")),
        Key("0", "clear", lambda: _("清掉")),
        Key("f7", "confirm_all", lambda: _("全部采纳")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.shown_look = TableLook()
        self._view: TableView | None = None
        self._fresh = True

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    @property
    def table(self) -> LongList:
        """The requirements."""
        return self.query_one("#lines", LongList)

    def body(self) -> ComposeResult:
        """Filter; the table; beside it the one under the cursor and its records."""
        yield LineInput(placeholder=_("打字筛选：编号、题目、正文里的字"), id="filter")
        with Horizontal(id="table-side"):
            yield Panel(_("要求"), LongList(id="lines"), id="lines-panel")
            with Vertical(id="pane"):
                with Panel("", id="why-panel"), VerticalScroll(id="why-scroll"):
                    yield Static("", id="why", markup=False)
                yield Panel(_("凭这些记录"), PickList(id="records"), id="records-panel")
        yield BusyLine()

    def on_mount(self) -> None:
        """The place that was left, else the first requirement."""
        super().on_mount()
        self.table.focus()
        self.look()

    def on_screen_resume(self) -> None:
        """Back from a record or the requirement: look again if something was written there."""
        super().on_screen_resume()
        self.call_after_refresh(self._find_place)
        self.look()

    # ---- drawing

    def redraw(self) -> None:
        """The lines as they are looked at now; only those in sight are drawn."""
        if not self.at_hand:
            return
        state, autos = self.room.state, self.autos
        view = self._view = table_view(state, autos, self.shown_look)
        self.head(_head(state), head_words(view))
        lines = view.lines
        self.table.show(view.keys, lambda number, width: line_text(lines[number], state, autos, view, width))
        if self._fresh:
            self._fresh = False
            self.call_after_refresh(self._find_place)
        if self.shown_look.open_only:
            title = _("要求　只看要答的 {count}", count=view.result.total.open + carried_count(state))
        else:
            title = _("要求")
        self.query_one("#lines-panel", Panel).retitle(title)
        self._draw_pane()

    def _find_place(self) -> None:
        """Where the cursor was left; at first, on the first requirement instead of a heading."""
        if not self.at_hand or self._view is None:
            return
        wanted = self.compliance.place
        items = [one for one in self._view.lines if one.item is not None]
        found = next((one for one in items if one.item is not None and one.item.id == wanted), None)
        if found is None and self.table.highlighted == 0 and items:
            found = items[0]
        if found is not None:
            self.table.choose(found.key)

    def _draw_pane(self) -> None:
        one, view = self._line, self._view
        why, records = self.query_one("#why", Static), self.query_one("#records", PickList)
        panel, below = self.query_one("#why-panel", Panel), self.query_one("#records-panel", Panel)
        if one is None or view is None:
            words = _("没有这样的要求。Esc 清掉筛选，^O 看全部。")
            if self.shown_look == TableLook(open_only=True):
                words = _("都答完了。F8 看结果，签字封存；^O 看全部。")
            why.update(words)
            panel.retitle("")
            below.display = False
        elif one.item is None:
            panel.retitle(_("这一章"))
            why.update(area_details(self.room.state, one.area, view.result.areas[one.area], self.autos))
            below.display = False
        else:
            told = self.told_of(one.item)
            panel.retitle(area_words(self.room.state, one.area))
            why.update(short_text(one.item, self.room.state, told))
            rows = record_rows(one.item, told, self._reads(one.item))
            records.show(rows)
            below.display = bool(rows)

    def _reads(self, item: Requirement) -> tuple[str, ...]:
        story = self.room.state.story
        rule = story.standard.rule(item.auto) if story and item.auto else None
        return tuple(rule.reads) if rule else ()

    @property
    def _line(self) -> TableLine | None:
        lines = self._view.lines if self._view is not None else ()
        place = self.table.highlighted
        return lines[place] if 0 <= place < len(lines) else None

    @property
    def _item(self) -> Requirement | None:
        one = self._line
        return one.item if one is not None else None

    def on_long_list_moved(self, event: LongList.Moved) -> None:
        """The pane follows the cursor."""
        event.stop()
        if not self.at_hand:
            return
        self._remember()
        self.query_one("#why-scroll", VerticalScroll).scroll_home(animate=False)
        self._draw_pane()

    def _remember(self) -> None:
        """At once, not when the move is told: coming back from the bottom line looks for the place before."""
        item = self._item
        if item is not None:
            self.compliance.place = item.id

    # ---- looking

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        event.stop()
        self.shown_look = replace(self.shown_look, words=event.value.strip())
        self.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the table."""
        event.stop()
        self.table.focus()
        self._find_place()

    def action_open_only(self) -> None:
        """^O: only what is to be answered, or all."""
        self.shown_look = replace(self.shown_look, open_only=not self.shown_look.open_only)
        self.redraw()
        self._find_place()

    async def action_back(self) -> None:
        """Esc: back to the table, clear the filter, all again, then up."""
        if self.type_target.value:
            self.type_target.value = ""
            self.table.focus()
        elif self.focused is not self.table:
            self.table.focus()
        elif self.shown_look.open_only:
            self.action_open_only()
        else:
            await super().action_back()

    # ---- answering

    def action_verdict(self, number: int) -> None:
        """1 to 4; an answer where there was none goes on to the next line."""
        item = self._item
        if item is None:
            self.tell(_("先把光标放到一条要求上。"))
            return
        self.give(item, VERDICTS[number - 1], self._onward(item))

    def _onward(self, item: Requirement) -> Callable[[], None]:
        """After an answer where there was none before, or only a carried one: the next requirement."""
        fresh = is_to_look_at(self.room.state, item.id)

        def go_on() -> None:
            if fresh and self._item is item:
                self.table.action_move(1)
                if self._item is None:
                    self.table.action_move(1)
                self._remember()

        return go_on

    def action_confirm(self) -> None:
        """Space: what the records say."""
        item = self._item
        if item is None:
            self.tell(_("先把光标放到一条要求上。"))
            return
        self.confirm(item, self._onward(item))

    def action_clear(self) -> None:
        """0."""
        item = self._item
        if item is None:
            self.tell(_("先把光标放到一条要求上。"))
        else:
            self.clear(item)

    def went_back(self, requirement: str) -> None:
        """The cursor goes to what was taken back."""
        self.compliance.place = requirement
        self._find_place()

    # ---- going about

    def on_long_list_opened(self, event: LongList.Opened) -> None:
        """Enter: the requirement; on a heading, the next line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """The requirement with everything that belongs to it."""
        from secretguard.tui.screens.assessment_requirement import AssessmentRequirementScreen

        records = self.query_one("#records", PickList)
        item = self._item
        if records.has_focus:
            records.action_select()
        elif item is None:
            self.table.action_move(1)
        else:
            self.app.push_screen(AssessmentRequirementScreen(item.id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a record: where it is mended."""
        event.stop()
        open_record(self, (event.option.id or "").split(":", 2)[2])


def _head(state: AssessmentState) -> str:
    if state.opened is None or state.story is None:
        return _("合规评估")
    subject = state.opened.subject
    words = _("合规评估 {year} ・ {profile}", year=subject.year, profile=state.story.profile.title)
    if subject.side == "bureau":
        words = _(
            "合规评估 {year} ・ 复评 ・ {profile}", year=subject.year, profile=state.story.profile.title
        )
    return words + (_(" ・ 已封存") if state.frozen is not None else "")
