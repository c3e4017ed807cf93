"""S11: the war room of a real incident. Tasks against the clock, record, evidence, one line to write."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from secretguard import incidents
from secretguard.errors import UsageError
from secretguard.i18n import _, _p
from secretguard.incidents import IncidentState
from secretguard.tui.evidence_work import check_in_background
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_door import open_card
from secretguard.tui.screens.incident_elsewhere import WayLine, way_words
from secretguard.tui.screens.incident_tasks import complete
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_clocks_view import unanswered_limits
from secretguard.tui.views.incident_room_view import (
    clock_rows,
    log_rows,
    next_open,
    next_phase,
    phase_at,
    room_view,
    task_pane,
    understood,
    wrong_time,
)
from secretguard.tui.widgets import Panel, PickList
from secretguard.tui.widgets.quick_line import QuickLine


class IncidentRoomScreen(IncidentWayScreen):
    """Regions: tasks (focus), record, evidence, from 100 columns limits; typing goes to the line."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("space", "complete", lambda: _("完成")),
        Key("enter", "how", lambda: _p("key", "做法")),
        Key("f4", "evidence", lambda: _p("key", "证据")),
        Key("f8", "phase", lambda: _p("key", "阶段"), lambda: _("看下一阶段的任务")),
        Key("f9", "papers", lambda: _("报告")),
        Key("f7", "elsewhere", lambda: _("去哪里"), way_words),
        Key("f5", "calls", lambda: _("电话"), lambda: _("先给谁打、打哪个号：第一小时处置卡")),
        Key(
            "f2",
            "write",
            lambda: _("记一笔"),
            lambda: _("打字就进这一行；这一屏里数字也是，可以先写几点几分"),
        ),
        Key("f6", "app.focus_next", lambda: ""),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The line."""
        return self.query_one("#line", QuickLine)

    def takes(self, character: str) -> bool:
        """Digits: a line often begins with a time (22:10). Once it has words, all signs but Space."""
        return character.isdecimal() or (bool(self.type_target.value) and not character.isspace())

    def body(self) -> ComposeResult:
        """What must not be forgotten, the panes, the line and what it means."""
        yield Static("", id="banner", markup=False)
        with Horizontal(id="war-room"):
            yield Panel("", PickList(id="tasks"), id="tasks-panel")
            with Vertical(id="record-side"):
                yield Panel(_("时间轴"), PickList(id="log"), id="log-panel")
                yield Panel("", PickList(id="evidence"), id="evidence-panel")
            yield Panel(_("正在走的时限"), PickList(id="clocks"), id="clocks-panel")
        yield QuickLine(placeholder=_("打字记一笔，回车存　例 -10 发现群里有人转发 @示例乙"), id="line")
        yield Static("", id="hint", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """The first drawing; the draft that was left; the focus on the tasks."""
        self._state: IncidentState | None = None
        self._phase, self._minute = "", 0
        self._finished: frozenset[str] = frozenset()
        self._rung: frozenset[str] | None = None
        super().on_mount()
        if self.at_hand:
            self.desk.remember_incident(self.room.id)
            self.type_target.value = self.incident.line_draft
            self._draw_hint(self.incident.line_draft)
            self.attempt(lambda: check_in_background(self.desk_app))
        self.query_one("#tasks").focus()
        self.set_interval(1, self._tick)

    # ---- drawing

    def redraw(self) -> None:
        """Everything from the incident as it is now."""
        super().redraw()
        if not self.at_hand:
            return
        self._state = self.room.state
        view = room_view(self._state)
        self.query_one("#banner", Static).update(safe(view.banner))
        self._draw_log()
        self.query_one("#evidence-panel", Panel).retitle(view.evidence_title)
        self.query_one("#evidence", PickList).show(view.evidence)
        clocks = clock_rows(self.incident.clocks(), unanswered_limits(self._state))
        self.query_one("#clocks", PickList).show(clocks)
        self._draw_tasks()

    def _draw_log(self) -> None:
        """The record, the newest first; a line of another day than now with its date."""
        if self._state is None:
            return
        log, rows = self.query_one("#log", PickList), log_rows(self._state.timeline, self.room.now())
        log.show(rows)
        if rows and not log.has_focus:
            log.highlighted = 0

    def _draw_tasks(self) -> None:
        """The tasks as of now, from the state last read; one that has just run over rings once."""
        if self._state is None:
            return
        now = self.room.now()
        self._minute = now // 60_000_000
        self._phase = self._phase or phase_at(self._state, now)
        pane = task_pane(self._state, self.incident.register_state, now, self._phase)
        tasks = self.query_one("#tasks", PickList)
        self.query_one("#tasks-panel", Panel).retitle(pane.title)
        before, order = tasks.chosen, tuple(option.id or "" for option in tasks.options)
        tasks.show(pane.rows)
        if before in pane.finished - self._finished:
            # What has just been finished sinks; the highlight goes to what is to be done next.
            tasks.choose(next_open(order, before, pane) or before)
        self._finished = pane.finished
        if self._rung is not None and pane.over - self._rung:
            self.app.bell()
        # A task reopened late has rung already.
        self._rung = (self._rung or frozenset()) | pane.over

    def _tick(self) -> None:
        """What is left changes by the minute; the vault is not asked for it."""
        if self.at_hand and self.room.now() // 60_000_000 != self._minute:
            self._draw_tasks()
            self._draw_log()

    def on_resize(self, _event: events.Resize) -> None:
        """The third pane, where there is room for it."""
        self.query_one("#clocks-panel").display = self.size.width >= 100

    # ---- the line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the line means so far, and what may complete it."""
        event.stop()
        if self.at_hand:
            self.incident.line_draft = event.value
            self._draw_hint(event.value)

    def _draw_hint(self, typed: str) -> None:
        known = self.incident.known()
        tags = sorted(
            {tag for one in self.room.state.timeline for tag in one.tags if one.kind == "note.added"}
        )
        offered = incidents.suggestions(typed, known, tags)
        self.query_one("#line", QuickLine).offered = offered[0].name if offered else ""
        if offered:
            words = _("Tab 补全　{names}", names="　".join(one.name for one in offered))
        elif typed.strip():
            now = self.desk.clock()
            words = wrong_time(typed, now) or understood(incidents.parse_line(typed, now, known), now)
        else:
            words = ""
        self.query_one("#hint", Static).update(
            safe(words or _("-10 十分钟前　@人　#证据或标记　!决定　+任务"))
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line records it."""
        event.stop()
        if event.value.strip() and self.attempt(lambda: self._write(event.value)):
            self.type_target.value = ""
            self.query_one("#tasks").focus()

    def _write(self, typed: str) -> None:
        if wrong := wrong_time(typed, self.desk.clock()):
            raise UsageError(wrong, _("还在行里，没有存。"))
        parsed = incidents.parse_line(typed, self.desk.clock(), self.incident.known())
        written = incidents.write_line(self.room, parsed)
        said = understood(parsed, self.desk.clock())
        words = _("记下了") if written.note is None else _("记下第 {seq} 条", seq=written.note)
        self.tell(f"{words}　{said}".strip())

    def action_write(self) -> None:
        """F2: the line."""
        self.type_target.focus()

    # ---- tasks

    @property
    def chosen_task(self) -> str | None:
        """The task under the highlight."""
        return self.query_one("#tasks", PickList).chosen

    def action_complete(self) -> None:
        """Space: done; out of order it asks why, a cut asks what, when and why."""
        if self.at_hand and self.chosen_task is not None:
            complete(self, self.chosen_task)

    def action_how(self) -> None:
        """Enter is the lists' own; a click on the key line opens the highlighted task."""
        self.query_one("#tasks", PickList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: how a task is done; the record, the evidence, the limits on their own screens."""
        from secretguard.tui.screens.incident_how import IncidentHowScreen

        event.stop()
        if event.option_list.id == "tasks" and event.option.id is not None:
            self.app.push_screen(IncidentHowScreen(event.option.id))
        elif event.option_list.id == "evidence":
            self.action_evidence()
        elif event.option_list.id == "clocks":
            self.action_clocks()
        else:
            self.action_timeline()

    def action_phase(self) -> None:
        """F8: the tasks of the next phase; nothing is recorded."""
        if self._state is not None:
            self._phase = next_phase(self._state, self._phase)
            self._draw_tasks()
            self.query_one("#tasks").focus()

    def action_undo(self) -> None:
        """^Z: take back the last thing and say what it was; with text in the line, do nothing."""
        if self.type_target.value:
            self.tell(_("记一笔里还有没存的字：先回车保存或删掉，再撤销。"))
            return
        self.take_back()

    # ---- elsewhere

    def action_evidence(self) -> None:
        """F4: take evidence in, hand it over."""
        from secretguard.tui.screens.incident_evidence import IncidentEvidenceScreen

        self.app.push_screen(IncidentEvidenceScreen())

    def action_elsewhere(self) -> None:
        """F7: the other screens, by digit; here the digits themselves belong to the line."""

        def answered(action: str | None) -> None:
            if action is not None:
                self.call_later(self.run_action, action)

        self.app.push_screen(WayLine(), answered)

    def action_calls(self) -> None:
        """F5: whom to call, with the numbers."""
        open_card(self.desk_app)

    def action_level(self) -> None:
        """Another level, with its reason."""
        from secretguard.tui.screens.incident_tasks import ask_level

        ask_level(self)

    def action_playbook(self) -> None:
        """Follow another playbook; what was done stays done."""
        from secretguard.tui.screens.incident_playbook import IncidentPlaybookScreen

        self.app.push_screen(IncidentPlaybookScreen())
