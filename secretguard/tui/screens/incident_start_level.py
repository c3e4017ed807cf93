"""After the three questions: the level with its reasons, whom to call, the playbook; then it is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static

from secretguard.content import LoadedResponse, suggest_responses
from secretguard.i18n import _
from secretguard.incidents import Answers, Override, calls
from secretguard.tui.incident_desk import IncidentDesk
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.incident_start_view import (
    answers_of,
    call_rows,
    override_of,
    proposal_words,
    response_rows,
    tick_rows,
)
from secretguard.tui.widgets import Panel, PickList


class IncidentStartLevelScreen(DeskScreen):
    """Space ticks what is known, digits take another playbook, F8 or Enter starts."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "start", lambda: _("启动响应")),
        Key("space", "tick", lambda: _("勾上")),
        Key("1", "playbook(1)", lambda: _("换剧本"), lambda: _("数字是右下第几个响应剧本")),
        *(Key(str(number), f"playbook({number})", lambda: "") for number in range(2, 10)),
        Key("f4", "override", lambda: _("另定等级")),
        Key("f8", "start", lambda: _("启动")),
        Key("escape", "back", lambda: _("改三问")),
    )

    def __init__(self, found: datetime) -> None:
        super().__init__()
        self._found = found
        """When it was discovered, as worked out when the question was answered: 十分钟前 does not move on."""
        self._chosen: str | None = None
        self._override: Override | None = None
        self._started = False

    @property
    def incident(self) -> IncidentDesk:
        """The enterprise's incidents, and what they stand on."""
        return self.desk.incident()

    def answers(self) -> Answers:
        """The three answers and what was ticked."""
        incident = self.incident
        given = answers_of(incident.start_draft, self.desk.clock(), incident.register_state)
        return replace(given, found=self._found)

    def body(self) -> ComposeResult:
        """Left the level and what raises it, right whom to call and the playbooks."""
        with Horizontal(id="level-side"):
            with Vertical(id="level-left"):
                yield Panel(_("等级"), Static("", id="proposal", markup=False), id="proposal-panel")
                yield Panel(_("碰到哪条就勾　空格"), PickList(id="ticks"), id="ticks-panel")
            with Vertical(id="level-right"):
                yield Panel(_("按顺序打电话"), PickList(id="calls"), id="calls-panel")
                yield Panel(_("响应剧本　按数字换"), PickList(id="responses"), id="responses-panel")

    def on_mount(self) -> None:
        """The focus is on what may be ticked."""
        super().on_mount()
        self.query_one("#ticks").focus()

    def redraw(self) -> None:
        """Everything from the answers."""
        if not self.desk.unlocked or self.desk.register is None or self._started:
            return
        incident, answers = self.incident, self.answers()
        self.head(
            _("实战 ＞ {what}", what=answers.what), _("发现 {moment:%m-%d %H:%M}", moment=answers.found)
        )
        proposal = incident.propose(answers)
        self.query_one("#proposal", Static).update(proposal_words(proposal, self._override))
        grading, register = incident.grading(), incident.register_state
        self.query_one("#ticks", PickList).show(tick_rows(grading, answers, register))
        self.query_one("#calls", PickList).show(call_rows(calls(register)))
        self.query_one("#responses", PickList).show(
            response_rows(self.offered(), self.playbook().playbook.id)
        )

    def offered(self) -> tuple[LoadedResponse, ...]:
        """The playbooks, those that fit best first."""
        return suggest_responses(self.incident.responses(), self.incident.start_draft.what)

    def playbook(self) -> LoadedResponse:
        """The one taken: by a digit, else the one that fits best."""
        offered = self.offered()
        return next((one for one in offered if one.playbook.id == self._chosen), offered[0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: start; on a playbook, take it first."""
        event.stop()
        if event.option_list.id == "responses":
            self._take(event.option.id)
        else:
            self.action_start()

    def action_tick(self) -> None:
        """Space: this is so, or is not."""
        chosen = self.query_one("#ticks", PickList).chosen
        if chosen is not None:
            self.incident.start_draft.ticks ^= {chosen}
            self.redraw()

    def action_playbook(self, number: int) -> None:
        """A digit: that playbook."""
        offered = self.offered()
        if number <= len(offered):
            self._take(offered[number - 1].playbook.id)
        else:
            self.tell(_("没有第 {number} 个剧本。", number=number), bad=True)

    def _take(self, playbook: str | None) -> None:
        self._chosen = playbook
        self.redraw()
        self.tell(
            _(
                "用“{title}”：{says}",
                title=self.playbook().playbook.title,
                says=self.playbook().playbook.when.says,
            )
        )

    def action_override(self) -> None:
        """F4: another level, with the reason."""

        def given(text: str) -> None:
            self._override = override_of(text)

        self.ask_text(_("另定几级（1 到 4），为什么　例 2 已经传到群外"), given)

    def action_start(self) -> None:
        """F8, Enter: from here on it is recorded; the war room opens."""
        if self.attempt(self._start):
            from secretguard.tui.screens.incident_door import open_incident_screen

            open_incident_screen(self.desk_app)

    def _start(self) -> None:
        incident = self.incident
        incident.start(self.answers(), self.playbook().playbook, self._override)
        incident.forget_draft()
        self._started = True
