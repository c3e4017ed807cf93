"""All limits of an incident: of the law, of contracts, of the plan; reports to the outside are recorded."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.clock import offset_minutes
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.incidents import Clock, report_outside, start_clock
from secretguard.tui.keys import Key
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_clocks_view import (
    NOT_RUNNING,
    clock_details,
    clock_rows,
    idle_details,
    unanswered_limits,
)
from secretguard.tui.views.incident_typed import StartLine, read_report, read_start
from secretguard.tui.widgets import Panel, PickList


class IncidentClocksScreen(IncidentWayScreen):
    """Enter records a report, F7 says since when a limit runs, F4 adds one of one's own."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("记已报告")),
        Key("f7", "begin", lambda: _("起算")),
        Key("f4", "own", lambda: _("另起时限")),
        Key("f2", "questions", lambda: _("该不该报")),
        Key("f9", "papers", lambda: _("文书")),
        Key("f6", "app.focus_next", lambda: ""),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def crumb(self) -> str:
        """In the top line."""
        return _("时限")

    def body(self) -> ComposeResult:
        """The limits, and what is said of the one under the cursor."""
        with Vertical(id="clocks-side"):
            yield Panel(_("时限"), PickList(id="clocks"), id="clocks-panel")
            with Panel(_("凭什么"), id="why-panel"), VerticalScroll(id="why-scroll"):
                yield Static("", id="why", markup=False)

    def on_mount(self) -> None:
        """The limits under the cursor; they are read again every half minute, since they run."""
        super().on_mount()
        self.query_one("#clocks").focus()
        self.set_interval(30, self.redraw)

    def redraw(self) -> None:
        """Those that run first, the sooner due before the later."""
        super().redraw()
        if not self.at_hand:
            return
        clocks = self.incident.clocks()
        missed = sum(1 for clock in clocks if clock.state == "missed" and clock.met_at is None)
        running = sum(1 for clock in clocks if clock.state in ("running", "uncertain"))
        words = _("时限：在走 {running}　超 {missed}", running=running, missed=missed)
        self.query_one("#clocks-panel", Panel).retitle(words)
        self.query_one("#clocks", PickList).show(
            clock_rows(clocks, self.incident.law, self._zone, unanswered_limits(self.room.state))
        )
        self._draw_why()

    @property
    def _zone(self) -> int:
        return offset_minutes(self.desk.clock())

    def _draw_why(self) -> None:
        chosen = self.query_one("#clocks", PickList).chosen or ""
        law, sections = self.desk.grounds()
        clock = self._clock(chosen)
        if clock is not None:
            unanswered = clock.id in unanswered_limits(self.room.state)
            words = clock_details(clock, law, sections, self._zone, unanswered=unanswered)
        else:
            entry = law.clock(chosen.removeprefix(NOT_RUNNING))
            if entry is None:
                return
            words = idle_details(entry, law, sections)
        self.query_one("#why", Static).update(words)

    def _clock(self, chosen: str) -> Clock | None:
        return next((clock for clock in self.incident.clocks() if clock.id == chosen), None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The reason follows the cursor."""
        event.stop()
        if self.at_hand:
            self._draw_why()

    # ---- recording

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: to whom, how, the receipt's number."""
        event.stop()
        chosen = event.option.id or ""
        clock = self._clock(chosen)
        if clock is None:
            self.tell(_("这个时限还没有起算。发生了，按 F7。"))
        elif clock.kind == "promise":
            self.tell(_("预案的承诺由任务和记录自己算，不用另报。"))
        else:
            to = next((one.to for one in self.room.state.notices if clock.title.endswith(one.to)), "")
            question = _("报给谁 怎么报 收件号（例 -10 省网信办 电话 001）")
            self.ask_text(
                question, lambda text: self._report(clock.id, text), value=f"{to} ".lstrip() if to else ""
            )

    def _report(self, duty: str, text: str) -> None:
        said = read_report(text, self.desk.clock())
        report_outside(self.room, duty, said.to, said.how, number=said.number, at=said.at)
        self.tell(_("记下了：{to}，{how}。对外报告不能撤销，只能再记一笔。", to=said.to, how=said.how))

    def action_begin(self) -> None:
        """F7: since when the limit under the cursor runs, and how long where the law gives no number."""
        chosen = (self.query_one("#clocks", PickList).chosen or "").removeprefix(NOT_RUNNING)
        entry = self.incident.law.clock(chosen)
        if entry is None or entry.starts == "discovery":
            self.tell(_("这一条自己会走。另外的时限按 F4。"))
            return
        question = _("{event}：几时（例 昨天下午3点）", event=entry.event)
        if entry.minutes is None:
            question = _("{event}：几时 多久（例 昨天下午3点 15工作日）", event=entry.event)
        self.ask_text(question, lambda text: self._begin(chosen, entry.event, text))

    def _begin(self, clock_id: str, title: str, text: str) -> None:
        said = read_start(text, self.desk.clock(), titled=False)
        entry = self.incident.law.clock(clock_id)
        if entry is not None and entry.minutes is None and said.minutes is None and said.working_days is None:
            raise UsageError(
                _("法条没有写死多久：{limit}。", limit=entry.limit),
                _("把文书上写的期限放在最后，例如 15工作日。"),
            )
        self._start(clock_id, StartLine(title, said.at, said.minutes, said.working_days))

    def action_own(self) -> None:
        """F4: a limit that no table names."""
        question = _("什么时限 几时起 多久（例 举证期限 今天9点 15天）")
        self.ask_text(question, self._own)

    def _own(self, text: str) -> None:
        said = read_start(text, self.desk.clock(), titled=True)
        if said.minutes is None and said.working_days is None:
            raise RefusedError(_("还没有写多久。"), _("例如：举证期限 今天9点 15天。"))
        self._start(f"own-{self.room.state.seq + 1}", said)

    def _start(self, clock_id: str, said: StartLine) -> None:
        start_clock(
            self.room,
            clock_id,
            said.title,
            minutes=said.minutes,
            working_days=said.working_days,
            at=said.at,
        )
        self.tell(_("时限走起来了：{title}。^Z 在时间轴里撤销。", title=said.title))
