"""S7: the hotwash. Each role's three questions, then findings with owner and date, then the quick report."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from secretguard import drills
from secretguard.drills.words import seat_word
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.marks import badge, line
from secretguard.tui.printing import print_from, print_quick_report
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DrillScreen
from secretguard.tui.screens.drill_door import open_drill_screen
from secretguard.tui.screens.finding_lines import decline_finding, edit_finding
from secretguard.tui.views.findings_view import finding_rows
from secretguard.tui.widgets import NoteInput, Panel, PickList, Row

TOPICS = ("worked", "hindered", "change")
MINUTES = 10


def question_words(topic: str) -> str:
    """The round's questions."""
    return {
        "worked": _("哪一步顺？"),
        "hindered": _("哪里卡住？"),
        "change": _("明天就改的一件事，谁做？"),
    }[topic]


class HotwashScreen(DrillScreen):
    """Typing answers the question shown; Enter saves it and goes on; F8 is the next role."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "next_role", lambda: _("下一位")),
        Key("f4", "finding", lambda: _("加一条发现")),
        Key("f9", "report", lambda: _("出速报")),
        Key("f7", "results", lambda: _("结束，看结果")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("delete", "decline", lambda: _("不采纳")),
    )

    @property
    def type_target(self) -> Input:
        """The answer line."""
        return self.query_one("#answer", NoteInput)

    def body(self) -> ComposeResult:
        """Roles and questions above, findings below."""
        self._topic = 0
        self._role: str | None = None
        with Horizontal(id="round"):
            yield Panel(_("轮到谁"), PickList(id="roles"), id="roles-panel")
            with Vertical(id="asked"):
                yield Static("", id="said", markup=False)
                yield Static("", id="question", markup=False)
                yield NoteInput(placeholder=_("打字写下原话，回车保存"), id="answer")
            yield Panel(_("都说了什么"), PickList(id="record"), id="record-panel")
        yield Panel(
            _("发现与整改（机器先列，人来定；回车改 做什么 @谁 日期）"),
            PickList(id="findings"),
            id="findings-panel",
        )

    def on_mount(self) -> None:
        """The first role, its first question."""
        super().on_mount()
        self.set_interval(1, self.draw_clock)
        self.type_target.focus()

    # ---- drawing

    def redraw(self) -> None:
        """Roles with what they said, the question, the findings."""
        if self.desk.room is None:
            return
        self.query_one("#roles", PickList).show(self._role_rows())
        self._draw_question()
        self.query_one("#record", PickList).show(self._record_rows())
        findings = self.desk.actions_of_drill().state.of(self.room.id)
        self.query_one("#findings", PickList).show(finding_rows(findings))
        self.draw_clock()

    def draw_clock(self) -> None:
        """Ten minutes for the round."""
        if self.desk.room is None:
            return
        state = self.room.state
        began = next(
            (line.stamp.occurred for line in state.timeline if line.kind == "hotwash"), self.room.now()
        )
        left = MINUTES * 60_000 - (self.room.now() - began) // 1000
        sign = _("余 {clock}") if left >= 0 else _("超 {clock}")
        self.head(_("推演 ＞ 复盘（热洗）"), sign.format(clock=drills.clock_text(abs(left))[3:]))

    def _titles(self) -> dict[str, str]:
        playbook = self.room.state.playbook
        return {role.id: role.title for role in playbook.roles} if playbook else {}

    def _role_rows(self) -> tuple[Row, ...]:
        """Everybody at the table; the one in charge speaks last."""
        state, titles = self.room.state, self._titles()
        said = {entry.role for entry, _stamp in state.hotwash}
        order = sorted((key for key in state.seats if key in titles), key=lambda key: key == "GM")
        rows = []
        for key in order:
            sign = badge(_("完"), "good") if key in said else badge(_("待"), "off")
            words = f"{seat_word(key, titles)} {state.seats[key].name}"
            rows.append(Row(key, line(sign, words), words=words))
        return tuple(rows)

    def _record_rows(self) -> tuple[Row, ...]:
        """What everybody has said so far, newest first."""
        titles = self._titles()
        return tuple(
            Row(
                str(stamp.seq), Text(safe(f"{seat_word(entry.role, titles)}　{entry.text}")), words=entry.text
            )
            for entry, stamp in reversed(self.room.state.hotwash)
        )

    def _draw_question(self) -> None:
        role = self.query_one("#roles", PickList).chosen or ""
        seat = self.room.state.seats.get(role)
        name = seat.name if seat else ""
        self.query_one("#question", Static).update(safe(f"{name} {question_words(TOPICS[self._topic])}"))
        said = [
            f"{question_words(entry.topic) if entry.topic in TOPICS else ''} {entry.text}"
            for entry, _stamp in self.room.state.hotwash
            if entry.role == role
        ]
        self.query_one("#said", Static).update(safe("\n".join(said)))

    # ---- the round

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another role: its questions from the first."""
        event.stop()
        if event.option_list.id == "roles" and event.option.id != self._role:
            self._role, self._topic = event.option.id, 0
            self._draw_question()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: answer for a role, or edit a finding."""
        event.stop()
        if event.option_list.id == "roles":
            self.type_target.focus()
        elif event.option.id:
            edit_finding(self, self.desk.actions_of_drill(), event.option.id)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the answer and ask the next question; an empty line skips."""
        event.stop()
        role = self.query_one("#roles", PickList).chosen
        text = event.value.strip()
        topic = TOPICS[self._topic]
        if role is None or (text and not self.attempt(lambda: drills.say(self.room, role, topic, text))):
            return
        self.type_target.value = ""
        if self._topic + 1 < len(TOPICS):
            self._topic += 1
            self._draw_question()
        else:
            self.action_next_role()

    def action_next_role(self) -> None:
        """F8: the next role; after the last, the findings."""
        roles = self.query_one("#roles", PickList)
        self._topic = 0
        if roles.highlighted is not None and roles.highlighted + 1 < roles.option_count:
            roles.highlighted += 1
            self.type_target.focus()
        else:
            self.query_one("#findings").focus()
        self._draw_question()

    # ---- findings and the end

    def action_finding(self) -> None:
        """F4: a finding of the people."""
        actions = self.desk.actions_of_drill()
        self.ask_text(_("发现了什么"), lambda text: actions.raise_finding(self.room.id, text, "other"))

    def action_decline(self) -> None:
        """Del: not taken up."""
        chosen = self.query_one("#findings", PickList).chosen
        if self.focused is self.query_one("#findings") and chosen:
            decline_finding(self, self.desk.actions_of_drill(), chosen)

    def action_report(self) -> None:
        """F9: issue the quick report."""
        print_from(self, print_quick_report)

    def action_results(self) -> None:
        """F7: close the drill and look at the results."""
        self.ask(_("结束这场推演吗？结束后只能改评级和出报告。"), self._finish)

    def _finish(self) -> None:
        drills.finish(self.room)
        self.call_later(lambda: open_drill_screen(self.desk_app))
