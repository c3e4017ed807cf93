"""The assessments of the enterprise at hand: choose one, begin one, see how it goes over the years."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_door import open_assessment_screen
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.assessment_list_view import assessment_rows, trend_words
from secretguard.tui.widgets import LineInput, Panel, PickList


class AssessmentListScreen(DeskScreen):
    """Enter opens the table, F4 begins another; typing filters."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "take", lambda: _("打开")),
        Key("f4", "begin", lambda: _("新评估")),
        Key("f7", "standards", lambda: _("标准库")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, list, the years."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        yield Panel("", PickList(id="assessments"), id="assessments-panel")
        yield Static("", id="none", classes="quiet", markup=False)
        yield Panel(_("历年"), Static("", id="trend", markup=False), id="trend-panel")

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#assessments").focus()

    def on_screen_resume(self) -> None:
        """Back from the table: unlocking goes home again."""
        if self.desk.unlocked and self.desk.register is not None:
            self.desk.compliance().leave()
        super().on_screen_resume()

    def redraw(self) -> None:
        """The list, from its summaries."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        lines = self.desk.compliance().lines()
        self.head(_("合规评估 ・ {name}", name=self.desk.register.name))
        self.query_one("#assessments", PickList).show(assessment_rows(lines))
        self.query_one("#assessments-panel", Panel).retitle(_("评估 {count}", count=len(lines)))
        nothing = _("还没有评估。按 F4 选一部标准开始；记录里有的，密盾先替您判好。")
        self.query_one("#none", Static).update("" if lines else nothing)
        self.query_one("#trend", Static).update(trend_words(lines))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.query_one("#assessments", PickList).filter_by(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#assessments").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: its table."""
        event.stop()
        open_assessment_screen(self.desk_app, event.option.id)

    def action_take(self) -> None:
        """Enter is the list's own; a click on the key line takes the highlighted one."""
        self.query_one("#assessments", PickList).action_select()

    def action_begin(self) -> None:
        """F4: which standard."""
        from secretguard.tui.screens.assessment_new import AssessmentNewScreen

        self.app.push_screen(AssessmentNewScreen())

    def action_standards(self) -> None:
        """F7: what there is to assess against."""
        from secretguard.tui.screens.assessment_standards import AssessmentStandardsScreen

        self.app.push_screen(AssessmentStandardsScreen())
