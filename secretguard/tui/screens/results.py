"""S8: results. Objectives with why, evidence, clocks, findings; the record replayed entry by entry."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard import drills
from secretguard.drills.entries import GradeLetter
from secretguard.drills.words import line_word
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.printing import print_from, print_quick_report
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DrillScreen
from secretguard.tui.screens.finding_lines import edit_finding
from secretguard.tui.screens.plan_door import names_plan_field, open_plan
from secretguard.tui.views.choice_words import source_words
from secretguard.tui.views.findings_view import finding_rows
from secretguard.tui.views.results_view import results_view, why
from secretguard.tui.widgets import Panel, PickList

LETTERS: tuple[GradeLetter, ...] = ("P", "S", "M", "U")


class ResultsScreen(DrillScreen):
    """1–4 changes a rating (with a reason); left and right replay the record."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "rate(1)", lambda: _("P")),
        Key("2", "rate(2)", lambda: _("S")),
        Key("3", "rate(3)", lambda: _("M")),
        Key("4", "rate(4)", lambda: _("U 改评级")),
        Key("left", "replay(-1)", lambda: _("回放")),
        Key("right", "replay(1)", lambda: ""),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("f9", "report", lambda: _("出速报")),
    )

    def body(self) -> ComposeResult:
        """Objectives and why left; evidence, clocks, findings right."""
        self._place: int | None = None
        with Horizontal(id="results"):
            with Vertical(id="results-left"):
                yield Panel("", PickList(id="objectives"), id="objectives-panel")
                with VerticalScroll(id="why-scroll"):
                    yield Static("", id="why", markup=False)
            with Container(id="results-right"):
                with Vertical(id="gains"):
                    yield Panel(_("证据得失"), PickList(id="evidence"), id="evidence-panel")
                    yield Panel(_("三个时钟"), PickList(id="clocks"), id="clocks-panel")
                yield Panel(_("发现与整改（回车改）"), PickList(id="findings"), id="findings-panel")
        yield Static("", id="replay", markup=False)

    def on_mount(self) -> None:
        """Focus the objectives."""
        super().on_mount()
        self.query_one("#objectives").focus()

    def redraw(self) -> None:
        """All boards from the state now, or at the place of the replay."""
        if self.desk.room is None:
            return
        state = self._state()
        view = results_view(state)
        title = state.playbook.title if state.playbook else ""
        self.head(_("推演 ＞ 结果"), title)
        self.query_one("#objectives-panel", Panel).retitle(_("目标　综合 {grade}", grade=view.grade))
        for name in ("objectives", "evidence", "clocks"):
            self.query_one(f"#{name}", PickList).show(getattr(view, name))
        findings = self.desk.actions_of_drill().state.of(self.room.id)
        self.query_one("#findings", PickList).show(finding_rows(findings))
        self._draw_why()
        self._draw_replay()

    def _state(self) -> drills.DrillState:
        if self._place is None:
            return self.room.state
        place = self._place
        entries = self.desk.vault.entries(self.room.journal)
        return drills.fold([entry for entry in entries if entry.seq <= place])

    def _draw_why(self) -> None:
        chosen = self.query_one("#objectives", PickList).chosen
        self.query_one("#why", Static).update(why(self._state(), chosen) if chosen else "")

    def _draw_replay(self) -> None:
        place = self._place
        shown = self.query_one("#replay", Static)
        if place is None:
            shown.update(_("左右键回放：一条一条看这场推演怎么走过来"))
            return
        line = next((line for line in reversed(self.room.state.timeline) if line.stamp.seq <= place), None)
        if line is not None:
            words = self.room.state.fill(line.text)
            clock = drills.clock_text(line.stamp.elapsed)
            subject = source_words(self.room.state, line.subject)
            text = f"{clock} {_('第 {seq} 条', seq=place)} {line_word(line.kind)} {subject} {words}"
            shown.update(safe(text))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Why, for the objective under the cursor."""
        event.stop()
        if event.option_list.id == "objectives":
            self._draw_why()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a finding goes to the plan's field that it names; without one, it is edited."""
        event.stop()
        if event.option_list.id != "findings" or not event.option.id:
            return
        actions = self.desk.actions_of_drill()
        field = actions.state.findings[event.option.id].raised.plan
        if field is not None and names_plan_field(self.desk, field):
            open_plan(self.desk_app, field)
        else:
            edit_finding(self, actions, event.option.id)

    def action_rate(self, number: int) -> None:
        """A person's rating, with the reason; the machine's stays beside it."""
        objective = self.query_one("#objectives", PickList).chosen
        if objective is None:
            return
        letter = LETTERS[number - 1]
        seat = self.room.state.seats.get("EVALUATOR")
        by = seat.name if seat else None
        self.ask_text(
            _("{goal} 改为 {letter}，理由", goal=objective, letter=letter),
            lambda text: drills.override_rating(self.room, objective, letter, text, by),
        )

    def action_replay(self, step: int) -> None:
        """One entry back or on; past the last one, the present."""
        last = self.room.state.seq
        place = (self._place or last) + step
        self._place = None if place >= last else max(1, place)
        self.redraw()

    def action_report(self) -> None:
        """F9: issue the quick report, or print it again."""
        print_from(self, print_quick_report)
