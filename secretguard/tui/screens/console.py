"""S5: the facilitator's console. What is at the table, what is expected, what has been kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, OptionList

from secretguard import drills
from secretguard.content.playbook import ExpectedAction
from secretguard.drills.words import line_word
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import COMMON_KEYS, DrillScreen
from secretguard.tui.screens.console_choices import (
    ask_free_answer,
    ask_mark_details,
    ask_reason,
    show_feed,
)
from secretguard.tui.screens.console_keys import CONSOLE_KEYS, MARKS
from secretguard.tui.screens.incident_from_drill import ask_to_turn_real
from secretguard.tui.views.choice_words import short_grounds
from secretguard.tui.views.console_rows import FREE_ANSWER, evidence_words
from secretguard.tui.views.console_view import ConsoleView, clock_view, console_view, next_label
from secretguard.tui.widgets import NoteInput, PickList
from secretguard.tui.widgets.console_table import ConsoleTable, StepLine

WIDE = 100


class ConsoleScreen(DrillScreen):
    """Regions: inject, decision, actions (focus), coming, log; typing writes a note."""

    KEYS = CONSOLE_KEYS

    @property
    def type_target(self) -> Input:
        """The note line."""
        return self.query_one("#note", NoteInput)

    def body(self) -> ComposeResult:
        """The steps with their time, the table, and the note line."""
        yield StepLine(id="step-line")
        yield ConsoleTable(id="table")
        yield NoteInput(placeholder=_("打字记一笔，回车保存　例 李强 先镜像再收权限"), id="note")

    def on_mount(self) -> None:
        """The first drawing, the focus, and the clocks."""
        self._drawn_step, self._drawn_wide = "", self.wide
        super().on_mount()
        self.query_one("#actions").focus()
        self.set_interval(1, self.draw_clocks)

    # ---- drawing

    @property
    def wide(self) -> bool:
        """Whether there is room for more columns."""
        return self.size.width >= WIDE

    def on_resize(self, _event: events.Resize) -> None:
        """More columns, or fewer."""
        if self.is_mounted and self.wide != self._drawn_wide:
            self.redraw()

    def redraw(self) -> None:
        """Everything but the clocks from one view."""
        if self.desk.room is None:
            return
        self._drawn_wide = self.wide
        self._view = console_view(
            self.room.state,
            drills.offers(self.room),
            projected=self.desk.projected,
            grounds=self._grounds if self.wide else None,
            wide=self.wide,
        )
        self.query_one(ConsoleTable).show(self._view)
        self.draw_clocks()
        self.query_one("KeyBar").show(self.keys())  # type: ignore[attr-defined]
        self._follow(self._view)

    def _grounds(self, action: ExpectedAction) -> tuple[str, ...]:
        return short_grounds(action.basis, *self.desk.grounds())

    def _follow(self, view: ConsoleView) -> None:
        """When the table comes to a decision, the focus goes there; afterwards back to the actions."""
        if view.place == self._drawn_step or isinstance(self.focused, Input):
            return
        self._drawn_step = view.place
        self._focus_table()

    def draw_clocks(self) -> None:
        """The two clocks and this inject's time, every second."""
        if self.desk.room is None:
            return
        clocks = clock_view(self.room)
        self.head(self._view.title, clocks.top)
        window = self.desk_app.second_window
        feed = window.words if self.wide else window.short_words
        self.query_one(StepLine).show(self._view, clocks, feed, wide=self.wide)
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
        drills.raise_machine_findings(self.room, self.desk.actions_of_drill())
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
                lambda: self.tell_doubt(
                    drills.mark(self.room, action, MARKS[number], evaluator=self._evaluator())
                )
            )

    def tell_doubt(self, marked: drills.Marked) -> None:
        """Say where a mark and its time contradict each other; the row goes on saying so."""
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
            self.attempt(lambda: drills.take_contingency(self.room, chosen.removeprefix("offer:")))
        elif event.option_list.id == "coming":
            ask_mark_details(self, chosen.removeprefix("action:"))
        elif event.option_list.id == "evidence":
            self.tell(evidence_words(self.room.state, chosen))

    def action_nothing(self) -> None:
        """Enter is the lists' own."""

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

    def action_turn_handout(self) -> None:
        """Space on a hand-out: onto the wall, or off it again."""
        handouts, visit = self.query_one("#handouts", PickList), self.room.state.current
        if not handouts.has_focus or handouts.chosen is None or visit is None:
            return
        place = int(handouts.chosen)
        if visit.inject.handouts[place].show_players:
            self.attempt(lambda: self.desk.turn_handout(visit.inject.id, place))
        else:
            self.tell(_("这份材料只给主持人看，不能投影。"))

    def action_real(self) -> None:
        """^Y: what was rehearsed has happened. The drill's clock stops, the three questions come up."""
        ask_to_turn_real(self)

    def action_project(self) -> None:
        """F5: the players' view on this screen."""
        from secretguard.tui.screens.player import PlayerScreen

        self.app.push_screen(PlayerScreen())

    def action_feed(self) -> None:
        """^G: open the second window, or show its address and code again; Del there closes it."""
        show_feed(self)
