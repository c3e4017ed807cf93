"""S5: the facilitator's console. What is at the table, what is expected, what has been kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from secretguard import drills
from secretguard.drills.scoring import Mark
from secretguard.drills.words import line_word
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import COMMON_KEYS, DrillScreen
from secretguard.tui.screens.console_choices import ask_free_answer, ask_mark_details, ask_reason
from secretguard.tui.views.console_view import FREE_ANSWER, ConsoleView, clock_view, console_view, next_label
from secretguard.tui.widgets import NoteInput, Panel, PickList

MARKS: dict[int, Mark] = {1: "done", 2: "late", 3: "partly", 4: "missed", 5: "skipped"}


class ConsoleScreen(DrillScreen):
    """Regions: inject, decision, actions (focus), coming, log; typing writes a note."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "step", lambda: _("下一步")),
        Key("f4", "unplanned", lambda: _("意外")),
        Key("f5", "project", lambda: _("投影")),
        Key("f7", "clock", lambda: _("暂停")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f2", "note", lambda: _("记一笔")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("ctrl+g", "feed", lambda: _("第二窗口")),
        Key("delete", "decline", lambda: ""),
        *(Key(str(number), f"digit({number})", lambda: "") for number in range(10)),
    )

    @property
    def type_target(self) -> Input:
        """The note line."""
        return self.query_one("#note", NoteInput)

    def body(self) -> ComposeResult:
        """Two columns and the note line."""
        yield Static("", id="steps", markup=False)
        with Horizontal(id="table"):
            with Vertical(id="left"):
                yield Panel("", Static("", id="inject", markup=False), id="inject-panel")
                yield Panel("", PickList(id="options"), id="decision-panel")
                yield Panel(
                    _("应做动作　1完 2迟 3半 4漏 5略 0清"), PickList(id="actions"), id="actions-panel"
                )
            with Vertical(id="right"):
                yield Panel("", PickList(id="evidence"), id="evidence-panel")
                yield Panel(_("接下来　回车 用　Del 不用"), PickList(id="coming"), id="coming-panel")
                yield Panel(_("记录"), PickList(id="log"), id="log-panel")
        yield NoteInput(placeholder=_("打字记一笔，回车保存　例 李强 先镜像再收权限"), id="note")

    def on_mount(self) -> None:
        """The first drawing, the focus, and the clocks."""
        self._drawn_step = ""
        super().on_mount()
        self.query_one("#actions").focus()
        self.set_interval(1, self.draw_clocks)

    # ---- drawing

    def redraw(self) -> None:
        """Everything but the clocks from one view."""
        if self.desk.room is None:
            return
        view = console_view(self.room.state, drills.offers(self.room))
        self._draw(view)
        self.draw_clocks()
        self.query_one("KeyBar").show(self.keys())  # type: ignore[attr-defined]
        self._follow(view)

    def _draw(self, view: ConsoleView) -> None:
        self._where = view.title
        self.query_one("#inject-panel", Panel).retitle(view.inject_title)
        self.query_one("#inject", Static).update(view.inject)
        self.query_one("#decision-panel", Panel).retitle(view.decision_title)
        self.query_one("#decision-panel").display = bool(view.options)
        self.query_one("#evidence-panel", Panel).retitle(view.evidence_title)
        self.query_one("#coming-panel").display = bool(view.coming)
        for name in ("options", "actions", "evidence", "coming", "log"):
            self.query_one(f"#{name}", PickList).show(getattr(view, name))
        log = self.query_one("#log", PickList)
        if self.focused is not log and log.option_count:
            # What was written last is what one looks for.
            log.highlighted = 0
        self._step_line = view.steps

    def _follow(self, view: ConsoleView) -> None:
        """When the table comes to a decision, the focus goes there; afterwards back to the actions."""
        visit = self.room.state.current
        place = f"{visit.inject.id}.{visit.step}" if visit else ""
        if place == self._drawn_step or isinstance(self.focused, Input):
            return
        self._drawn_step = place
        open_decision = bool(view.options) and visit is not None and visit.decision is None
        self.query_one("#options" if open_decision else "#actions").focus()

    def draw_clocks(self) -> None:
        """The two clocks and this inject's time, every second."""
        if self.desk.room is None:
            return
        clocks = clock_view(self.room)
        self.head(self._where, clocks.top)
        steps = self._step_line.copy()
        steps.append(f"　{clocks.budget}", style="bold reverse" if clocks.over else "bold")
        feed = self.desk_app.feed_words
        if feed:
            steps.append(f"　{feed}")
        self.query_one("#steps", Static).update(steps)
        self.set_class(not clocks.running, "-stopped")

    def keys(self) -> Sequence[Key]:
        """F8 names the step it goes to, F7 what it would do."""
        state = self.room.state
        step = next_label(state)
        standing = state.status == "paused" or self.room.crashed_at is not None
        clock = _("接着演") if standing else _("暂停")
        keys = [
            replace(key, label=lambda: step) if key.action == "step"
            else replace(key, label=lambda: clock) if key.action == "clock"
            else key
            for key in self.KEYS
        ]  # fmt: skip
        return (*keys, *COMMON_KEYS)

    # ---- steps

    def action_step(self) -> None:
        """F8: start, next step, next inject, hotwash, results; with an open decision it asks once."""
        state = self.room.state
        if state.status == "planned":
            self.attempt(lambda: drills.start(self.room))
        elif state.status == "ended":
            self.attempt(self._begin_hotwash)
        elif state.status in ("hotwash", "finished"):
            self._open_after()
        elif self.needs_answer():
            self.ask(
                _("决策还没有定，不定就往下走吗？"), lambda: drills.advance(self.room, without_decision=True)
            )
        else:
            self.attempt(lambda: drills.advance(self.room))

    def needs_answer(self) -> bool:
        """Whether F8 would have to ask something."""
        state = self.room.state
        return state.status == "running" and drills.next_step(state) == "decide"

    def _begin_hotwash(self) -> None:
        drills.begin_hotwash(self.room)
        actions = self.desk.actions_of_drill()
        drills.raise_machine_findings(self.room, actions)
        self._open_after()

    def _open_after(self) -> None:
        from secretguard.tui.screens.drill_door import open_drill_screen

        open_drill_screen(self.desk_app)

    def action_clock(self) -> None:
        """F7: pause, go on, or go on after a crash."""
        standing = self.room.crashed_at is not None or self.room.state.status == "paused"
        self.attempt(self.room.resume if standing else lambda: drills.pause(self.room))

    def action_undo(self) -> None:
        """^Z: take back the last thing and say what it was; with text in the note line, do nothing."""
        if self.type_target.value:
            self.tell(_("记一笔里还有没存的字：先回车保存或删掉，再撤销。"))
            return
        self.attempt(self._undo)

    def _undo(self) -> None:
        undone = drills.undo(self.room).line
        text = self.room.state.fill(undone.text)
        self.tell(
            _("已撤销第 {seq} 条 {kind} {text}", seq=undone.stamp.seq, kind=line_word(undone.kind), text=text)
        )

    # ---- choosing and marking

    def action_digit(self, number: int) -> None:
        """A digit chooses while a decision is open, but for the actions themselves; else it marks."""
        options = self.query_one("#options", PickList)
        if self._decision_is_open() and self.focused is not self.query_one("#actions"):
            if 1 <= number <= options.option_count:
                self._choose(options.get_option_at_index(number - 1).id or "")
            return
        self._mark(number)

    def _mark(self, number: int) -> None:
        action = self.query_one("#actions", PickList).chosen
        if action is None:
            return
        if number == 0:
            self.attempt(lambda: drills.clear_mark(self.room, action))
        elif number in MARKS:
            self.attempt(
                lambda: self._marked(
                    drills.mark(self.room, action, MARKS[number], evaluator=self._evaluator())
                )
            )

    def _marked(self, marked: drills.Marked) -> None:
        if marked.doubt:
            self.tell(_("请再看一眼：{doubt}", doubt=marked.doubt))

    def _evaluator(self) -> str | None:
        seat = self.room.state.seats.get("EVALUATOR")
        return seat.name if seat else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: choose an option, add who and why to a mark, take a contingency."""
        event.stop()
        chosen = event.option.id or ""
        if event.option_list.id == "options":
            self._choose(chosen)
        elif event.option_list.id == "actions":
            ask_mark_details(self, chosen)
        elif event.option_list.id == "coming" and chosen.startswith("offer:"):
            inject = chosen.removeprefix("offer:")
            self.attempt(lambda: drills.take_contingency(self.room, inject))
        elif event.option_list.id == "coming":
            ask_mark_details(self, chosen.removeprefix("action:"))

    def _choose(self, option: str) -> None:
        if option == FREE_ANSWER:
            ask_free_answer(self)
        else:
            ask_reason(self, option)

    def action_decline(self) -> None:
        """Del on a contingency: leave it out, with the reason."""
        chosen = self.query_one("#coming", PickList).chosen
        if chosen is not None and chosen.startswith("offer:"):
            inject = chosen.removeprefix("offer:")
            self.ask_text(
                _("不用 {id}，原因", id=inject),
                lambda why: drills.decline_contingency(self.room, inject, why),
            )

    # ---- writing

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the note line saves it; a first word that names a person at the table is who said it."""
        event.stop()
        text = event.value.strip()
        if text and self.attempt(lambda: self._note(text)):
            self.type_target.value = ""
            self._focus_table()

    def _focus_table(self) -> None:
        """Back to where the digits mean what the table is at: an open decision, else the actions."""
        self.query_one("#options" if self._decision_is_open() else "#actions").focus()

    def _decision_is_open(self) -> bool:
        visit = self.room.state.current
        shown = self.query_one("#options", PickList).option_count > 0
        return shown and visit is not None and visit.decision is None

    def _note(self, text: str) -> None:
        names = {seat.name for seat in self.room.state.seats.values()}
        first, _space, rest = text.partition(" ")
        by = first if rest and first in names else None
        drills.note(self.room, rest if by else text, by)

    def action_note(self) -> None:
        """F2: the note line, also for a note that begins with a digit."""
        self.type_target.focus()

    def action_unplanned(self) -> None:
        """F4: something made up at the table."""
        self.ask_text(_("意外 什么事"), lambda text: drills.unplanned(self.room, text))

    # ---- showing

    def action_project(self) -> None:
        """F5: the players' view on this screen."""
        from secretguard.tui.screens.player import PlayerScreen

        self.app.push_screen(PlayerScreen())

    def action_feed(self) -> None:
        """^G: open the second window, or show its address and code again; Del there closes it."""
        from secretguard.tui.screens.question import NoticeLine

        def answered(close: bool | None) -> None:
            if close:
                self.attempt(self.desk_app.toggle_feed)

        if not self.desk_app.feed_words and not self.attempt(self.desk_app.toggle_feed):
            return
        where = _("浏览器打开它，或在另一个终端运行 secretguard stage；只有这台电脑打得开。")
        self.app.push_screen(NoticeLine(f"{self.desk_app.feed_words}　{where}"), answered)
