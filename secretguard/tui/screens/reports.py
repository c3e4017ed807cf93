"""S14: reports. What can be printed and what was issued; a preview beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static

from secretguard import drills
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.printing import print_from, report_folder, report_printer
from secretguard.tui.safe_document import safe_terminal
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.reports_view import DrillReports, report_rows
from secretguard.tui.widgets import LineInput, Panel, PickList


class ReportsScreen(DeskScreen):
    """1 PDF, 2 Word, 3 web page; Enter previews."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "make('pdf')", lambda: _("PDF")),
        Key("2", "make('docx')", lambda: _("Word")),
        Key("3", "make('html')", lambda: _("网页")),
        Key("enter", "nothing", lambda: _("预览")),
        Key("f9", "make('pdf')", lambda: _("打印")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, list, preview."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        with Horizontal(id="reports"):
            yield Panel(_("报告"), PickList(id="papers"), id="papers-panel")
            with VerticalScroll(id="paper-scroll"):
                yield Static("", id="paper", markup=False)

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#papers").focus()

    def redraw(self) -> None:
        """Every drill of the enterprise at hand, with its reports."""
        if not self.desk.unlocked:
            return
        register = self.desk.register
        vault = self.desk.vault
        found = [
            DrillReports(info.id.hex(), info.title, drills.fold(list(vault.entries(info.id))))
            for info in vault.journals(drills.JOURNAL_KIND)
            if register is None or info.enterprise == register.id
        ]
        rows = report_rows(found)
        self.query_one("#papers", PickList).show(rows)
        issued = sum(len(drill.state.issued) for drill in found)
        self.head(_("报告"), _("已签发 {count} 份　放在 {path}", count=issued, path=report_folder(self.desk)))
        if not rows:
            self.query_one("#paper", Static).update(_("还没有可出的报告：先演一场推演。"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.query_one("#papers", PickList).filter_by(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#papers").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: preview as terminal text."""
        event.stop()
        try:
            text = safe_terminal(self.desk.paper(event.option.id or "").document, max(40, self._width()))
        except SecretGuardError as error:
            text = safe(f"{error.message}\n{error.remedy}")
        self.query_one("#paper", Static).update(text)

    def _width(self) -> int:
        return self.query_one("#paper-scroll").size.width - 4

    def action_make(self, wanted: str) -> None:
        """Write the paper chosen."""
        chosen = self.query_one("#papers", PickList).chosen
        if chosen is None:
            self.tell(_("先在左边选一份报告。"))
            return
        print_from(self, report_printer(chosen, wanted))
        self.set_timer(1.5, self.redraw)

    def action_nothing(self) -> None:
        """Enter is the list's own."""
