"""S9, F5: the plan as it will print, scrolled."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from secretguard.documents.plan import PlanPaper, paper_title, plan_document
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_document import safe_terminal
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.widgets.busy import BusyLine

_LEAST_WIDTH, _MOST_WIDTH = 40, 110


class PlanPaperScreen(DeskScreen):
    """Arrows and PgUp, PgDn scroll; digits show another paper."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "paper('plan')", lambda: _("预案")),
        Key("2", "paper('wall')", lambda: _("首小时墙卡")),
        Key("3", "paper('pocket')", lambda: _("口袋卡")),
        Key("4", "paper('contacts')", lambda: _("通讯录")),
        Key("5", "paper('contacts-wall')", lambda: _("上墙通讯录")),
        Key("f9", "export", lambda: _("导出")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, number: int | None = None) -> None:
        super().__init__()
        self._number, self._name = number, "plan"
        self._wanted = 0
        """Counts the papers asked for: one that comes late, after another was asked for, is dropped."""

    def body(self) -> ComposeResult:
        """A line while it is set, then the paper."""
        yield BusyLine(id="busy")
        with VerticalScroll(id="paper-scroll"):
            yield Static("", id="paper", markup=False)

    def on_mount(self) -> None:
        """Set the paper in the background."""
        super().on_mount()
        self.query_one("#paper-scroll").focus()
        self.call_after_refresh(self.action_paper, self._name)

    def action_paper(self, name: str) -> None:
        """Another paper, from its top."""
        self._name = name
        self._wanted += 1
        prepared: list[PlanPaper] = []
        if not self.attempt(lambda: prepared.append(self.desk.plan().paper(self._number))):
            return
        paper = prepared[0]
        kind = ("full" if paper.size == "full" else "short") if name == "plan" else name
        self.head(_("应急预案 ＞ 文稿"), paper_title(kind, paper))
        self.query_one("#busy", BusyLine).show(_("正在排成文稿⋯"))
        self._set(paper, kind, self._wanted)

    def _set(self, paper: PlanPaper, kind: str, wanted: int) -> None:
        app = self.desk_app
        width = max(_LEAST_WIDTH, min(_MOST_WIDTH, self.size.width - 4))

        def work() -> None:
            try:
                text = safe_terminal(plan_document(paper, kind), width)
            except SecretGuardError as error:
                text = safe(f"{error.message}\n{error.remedy}")
            app.call_from_thread(self._show, text, wanted)

        app.run_worker(work, thread=True, exit_on_error=False, group="plan-paper")

    def _show(self, text: str, wanted: int) -> None:
        if not self.is_mounted or wanted != self._wanted:
            return
        self.query_one("#busy", BusyLine).hide()
        self.query_one("#paper", Static).update(text)
        self.query_one("#paper-scroll", VerticalScroll).scroll_home(animate=False)

    def action_export(self) -> None:
        """F9: as files."""
        from secretguard.tui.screens.plan_export import PlanExportScreen

        self.app.push_screen(PlanExportScreen(self._number))
