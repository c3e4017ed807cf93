"""The questions about outside duties, asked only while they matter; a yes brings tasks and limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.content import Answer, ResponseQuestion
from secretguard.i18n import _
from secretguard.incidents import add_task, answer, tasks_at
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_clocks_view import (
    answering_words,
    question_details,
    question_rows,
    what_follows,
)
from secretguard.tui.views.incident_typed import read_notices, time_first
from secretguard.tui.widgets import Panel, PickList

_GIVEN: tuple[Answer, ...] = ("yes", "no", "unknown")
_FINDS_OUT = "CO"
"""The duty that finds out what nobody knows."""


class IncidentQuestionsScreen(IncidentWayScreen):
    """1 yes, 2 no, 3 not known; Enter says since when and whom a contract wants told."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "give(0)", lambda: _("是")),
        Key("2", "give(1)", lambda: _("否")),
        Key("3", "give(2)", lambda: _("不清楚")),
        Key("enter", "nothing", lambda: _("写时间、通知谁")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f7", "clocks", lambda: _("时限")),
        Key("f9", "papers", lambda: _("文书")),
        Key("f6", "app.focus_next", lambda: ""),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def crumb(self) -> str:
        """In the top line."""
        return _("该不该对外报")

    def body(self) -> ComposeResult:
        """The questions, and what hangs on the one under the cursor."""
        with Vertical(id="questions-side"):
            yield Panel("", PickList(id="questions"), id="questions-panel")
            with Panel(_("答了「是」会怎样"), id="why-panel"), VerticalScroll(id="why-scroll"):
                yield Static("", id="why", markup=False)

    def on_mount(self) -> None:
        """The questions under the cursor."""
        super().on_mount()
        self.query_one("#questions").focus()

    def redraw(self) -> None:
        """What is still to be asked first."""
        super().redraw()
        if not self.at_hand:
            return
        state = self.room.state
        rows, still = question_rows(state), len(state.questions())
        words = _("还有 {count} 问要答", count=still) if still else _("都答了，改主意再按数字")
        self.query_one("#questions-panel", Panel).retitle(words)
        self.query_one("#questions", PickList).show(rows)
        self._draw_why()

    def _draw_why(self) -> None:
        one = self._chosen()
        words = (
            question_details(one, self.room.state, self.incident.law)
            if one
            else safe(_("没有要问的：这个剧本不问对外义务。"))
        )
        self.query_one("#why", Static).update(words)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What hangs on it follows the cursor."""
        event.stop()
        if self.at_hand:
            self._draw_why()

    def _chosen(self) -> ResponseQuestion | None:
        story, chosen = self.room.state.story, self.query_one("#questions", PickList).chosen
        return story.question(chosen) if story is not None and chosen is not None else None

    # ---- answering

    def action_give(self, number: int) -> None:
        """A digit answers; whom a contract wants told is asked for, not ticked."""
        one = self._chosen()
        if one is None:
            self.tell(_("没有要答的问题。"))
        elif one.kind == "contract-notice" and number == 0:
            self._ask_whom(one)
        elif _GIVEN[number] == "unknown":
            self.attempt(lambda: self._leave_open(one))
        else:
            self.attempt(lambda: self._record(lambda: answer(self.room, one.id, _GIVEN[number])))

    def _leave_open(self, one: ResponseQuestion) -> None:
        """Not known: the question stays open, and somebody has to find out."""
        title = _("查明：{question}", question=one.ask)
        room = self.room

        def record() -> None:
            answer(room, one.id, "unknown")
            if all(task.title != title for task in tasks_at(room.state, room.now())):
                add_task(room, title, role=_FINDS_OUT)

        self._record(record)
        holder = self.incident.register_state.with_duty(_FINDS_OUT)
        who = holder.name if holder is not None else _("保密专员")
        self.tell(_("「不清楚」：这一问还开着。任务里有「{task}」，由{who}去查。", task=title, who=who))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: whom to tell, or since when and a remark."""
        event.stop()
        one = self._chosen()
        if one is None:
            return
        if one.kind == "contract-notice":
            self._ask_whom(one)
        else:
            known = self.room.state.answers.get(one.id)
            given: Answer = known.given.answer if known is not None else "yes"
            self.ask_text(answering_words(known), lambda text: self._say(one, given, text), blank=True)

    def _say(self, one: ResponseQuestion, given: Answer, text: str) -> None:
        at, remark = time_first(text, self.desk.clock())
        self._record(lambda: answer(self.room, one.id, given, at=at, remark=remark or None))

    def _ask_whom(self, one: ResponseQuestion) -> None:
        known = self.room.state.answers.get(one.id)
        value = _("；").join(f"{n.to} {n.hours}" for n in known.given.notices) if known else ""
        question = _("通知谁 几小时内（例 示例甲方 24；示例乙方 48，没有就写 没有）")
        self.ask_text(question, lambda text: self._notices(one, text), value=value)

    def _notices(self, one: ResponseQuestion, text: str) -> None:
        notices = read_notices(text)
        self._record(lambda: answer(self.room, one.id, "yes" if notices else "no", notices=notices))

    def _record(self, job: Callable[[], object]) -> None:
        room, desk = self.room, self.incident
        before, limits = tasks_at(room.state, room.now()), len(desk.clocks())
        job()
        after = tasks_at(room.state, room.now())
        self.tell(what_follows(before, after, len(desk.clocks()) - limits))

    def action_undo(self) -> None:
        """^Z: the last thing done, told."""
        self.take_back()
