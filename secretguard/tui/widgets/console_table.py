"""The console's regions: inject, hand-outs, decision, actions; evidence and what is coming; the record."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Digits, Static

from secretguard.i18n import _
from secretguard.tui.views.console_view import ClockView, ConsoleView
from secretguard.tui.widgets.lists import PickList
from secretguard.tui.widgets.panel import Panel

_LISTS = ("handouts", "options", "actions", "evidence", "coming", "log")
BROAD = 120
"""From how many columns the record stands in a pane of its own."""


class StepLine(Horizontal):
    """Where the loop stands and what is left of this inject's time; from 100 columns in large figures."""

    def compose(self) -> ComposeResult:
        """One line, or three."""
        yield Static("", id="steps", markup=False)
        yield Digits("", id="budget")

    def show(self, view: ConsoleView, clocks: ClockView, feed: str, *, wide: bool) -> None:
        """Draw the steps, the time, and whether the second window is open."""
        words = view.steps.copy()
        if clocks.budget and not wide:
            words.append(f"　{clocks.budget}", style="bold reverse" if clocks.over else "bold")
        elif clocks.budget:
            words.append("\n" + (_("本幕的时间已超") if clocks.over else _("本幕还剩")), style="bold")
        if feed:
            words.append(f"{'　' if not wide or clocks.budget else chr(10)}{feed}")
        words.overflow, words.no_wrap = "ellipsis", not wide
        self.query_one("#steps", Static).update(words)
        budget = self.query_one("#budget", Digits)
        budget.display = wide and bool(clocks.digits)
        budget.update(clocks.digits)
        self.set_class(clocks.over, "-over")


class ConsoleTable(Horizontal):
    """Draws a ConsoleView; the screen decides what its lists mean."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._evidence = PickList(id="evidence")
        self._evidence_panel = Panel("", self._evidence, id="evidence-panel")
        self._place = self._evidence_title = ""

    def compose(self) -> ComposeResult:
        """Left what is at the table, right what has become of it."""
        with Vertical(id="left"):
            yield Panel("", VerticalScroll(Static("", id="inject", markup=False)), id="inject-panel")
            yield PickList(id="handouts")
            yield Panel("", PickList(id="options"), id="decision-panel")
            yield Panel(_("应做动作　1完 2迟 3半 4漏 5略 0清"), PickList(id="actions"), id="actions-panel")
        with Container(id="right"):
            with Vertical(id="board"):
                yield self._evidence_panel
                yield Panel(_("接下来　回车 用　Del 不用"), PickList(id="coming"), id="coming-panel")
            yield Panel(_("记录"), PickList(id="log"), id="log-panel")

    def on_mount(self) -> None:
        """Say what lies below the evidence in sight, wherever it is scrolled to."""
        self.watch(self._evidence, "scroll_y", self._count_evidence, init=False)

    def on_resize(self) -> None:
        """The record's own pane, where there is room for it."""
        self.set_class(self.size.width >= BROAD, "-broad")
        self.call_after_refresh(self._count_evidence)

    def show(self, view: ConsoleView) -> None:
        """Draw everything; a list keeps its place, a new step begins at its first line."""
        self.query_one("#inject-panel", Panel).retitle(view.inject_title)
        self.query_one("#inject", Static).update(view.inject)
        self.query_one("#handouts").display = bool(view.handouts)
        self.query_one("#decision-panel", Panel).retitle(view.decision_title)
        self.query_one("#decision-panel").display = bool(view.options)
        self.set_class(view.deciding, "-deciding")
        self.query_one("#coming-panel").display = bool(view.coming)
        for name in _LISTS:
            self.query_one(f"#{name}", PickList).show(getattr(view, name))
        log = self.query_one("#log", PickList)
        if not log.has_focus and log.option_count:
            # What was written last is what one looks for.
            log.highlighted = 0
        self._evidence_title = view.evidence_title
        self.call_after_refresh(self._count_evidence)
        if view.place != self._place:
            self._place = view.place
            self.query_one("#inject-panel VerticalScroll", VerticalScroll).scroll_home(animate=False)

    def _count_evidence(self) -> None:
        beyond = self._evidence.beyond
        title = self._evidence_title
        if beyond:
            # Close together: at 80 columns the title has 29 cells.
            title = _("{title} 还有 {count} 项", title=title.replace(" ", ""), count=beyond)
        self._evidence_panel.retitle(title)
