"""S11: the war room of a real incident. Tasks against the clock, record, evidence, one line to write."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from secretguard import incidents
from secretguard.i18n import _
from secretguard.incidents import IncidentState
from secretguard.tui.evidence_work import check_in_background
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_tasks import complete
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_clocks_view import unanswered_limits
from secretguard.tui.views.incident_room_view import (
    clock_rows,
    next_phase,
    phase_at,
    room_view,
    task_pane,
    understood,
)
from secretguard.tui.widgets import Panel, PickList
from secretguard.tui.widgets.quick_line import QuickLine


class IncidentRoomScreen(IncidentWayScreen):
    """Regions: tasks (focus), record, evidence, from 100 columns limits; typing goes to the line."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("space", "complete", lambda: _("完成")),
        Key("enter", "how", lambda: _("怎么做")),
        Key("f4", "evidence", lambda: _("收证据")),
        Key("f8", "phase", lambda: _("下一阶段")),
        Key("f9", "papers", lambda: _("报告")),
        Key("1", "timeline", lambda: _("时间轴")),
        Key("2", "clocks", lambda: _("时限")),
        Key("3", "questions", lambda: _("问答")),
        Key("4", "closing", lambda: _("结束")),
        Key("5", "review", lambda: _("复盘")),
        Key("6", "level", lambda: _("改等级")),
        Key("7", "playbook", lambda: _("换剧本")),
        Key("f2", "write", lambda: _("记一笔")),
        Key("f6", "app.focus_next", lambda: ""),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The line."""
        return self.query_one("#line", QuickLine)

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
        log = self.query_one("#log", PickList)
        log.show(view.log)
        if view.log and not log.has_focus:
            log.highlighted = 0
        self.query_one("#evidence-panel", Panel).retitle(view.evidence_title)
        self.query_one("#evidence", PickList).show(view.evidence)
        clocks = clock_rows(self.incident.clocks(), unanswered_limits(self._state))
        self.query_one("#clocks", PickList).show(clocks)
        self._draw_tasks()

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
        before, place = tasks.chosen, tasks.highlighted
        tasks.show(pane.rows)
        if before in pane.finished - self._finished and place is not None:
            # What has just been finished sinks; the highlight stays, on what comes next.
            tasks.highlighted = min(place, tasks.option_count - 1)
        self._finished = pane.finished
        if self._rung is not None and pane.over - self._rung:
            self.app.bell()
        # A task reopened late has rung already.
        self._rung = (self._rung or frozenset()) | pane.over

    def _tick(self) -> None:
        """What is left changes by the minute; the vault is not asked for it."""
        if self.at_hand and self.room.now() // 60_000_000 != self._minute:
            self._draw_tasks()

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
            words = understood(incidents.parse_line(typed, self.desk.clock(), known), self.desk.clock())
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
        parsed = incidents.parse_line(typed, self.desk.clock(), self.incident.known())
        written = incidents.write_line(self.room, parsed)
        said = understood(parsed, self.desk.clock())
        words = _("记下了") if written.note is None else _("记下第 {seq} 条", seq=written.note)
        self.tell(f"{words}　{said}".strip())

    def action_write(self) -> None:
        """F2: the line, also for a note that begins with a digit."""
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
        self.attempt(self._undo)

    def _undo(self) -> None:
        seq = incidents.undo(self.room)
        line = self.room.state.line(seq)
        words = incidents.line_words(line) if line is not None else ""
        kind = incidents.kind_word(line.kind) if line is not None else ""
        self.tell(_("已撤销第 {seq} 条 {kind} {text}", seq=seq, kind=kind, text=words))

    # ---- elsewhere

    def action_evidence(self) -> None:
        """F4: take evidence in, hand it over."""
        from secretguard.tui.screens.incident_evidence import IncidentEvidenceScreen

        self.app.push_screen(IncidentEvidenceScreen())

    def action_level(self) -> None:
        """6: another level, with its reason."""
        from secretguard.tui.screens.incident_tasks import ask_level

        ask_level(self)

    def action_playbook(self) -> None:
        """7: follow another playbook; what was done stays done."""
        from secretguard.tui.screens.incident_playbook import IncidentPlaybookScreen

        self.app.push_screen(IncidentPlaybookScreen())
