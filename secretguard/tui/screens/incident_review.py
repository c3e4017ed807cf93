"""The review (复盘): five whys, what was learnt, and the corrective actions that come of it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import numbers, raise_missed, review
from secretguard.tui.keys import Key
from secretguard.tui.screens.finding_lines import decline_finding, edit_finding
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_close_view import (
    WHYS,
    review_rows,
    times_text,
)
from secretguard.tui.views.incident_typed import read_lesson
from secretguard.tui.widgets import Panel, PickList


class IncidentReviewScreen(IncidentWayScreen):
    """Enter writes a why or assigns an action, F4 adds a lesson, F8 records the review."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("写、派人")),
        Key("f4", "lesson", lambda: _("加教训")),
        Key("delete", "drop", lambda: _("去掉")),
        Key("f8", "record", lambda: _("记下复盘")),
        Key("f5", "timeline", lambda: _("时间轴")),
        Key("f9", "papers", lambda: _("文书")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def crumb(self) -> str:
        """In the top line."""
        return _("复盘")

    def body(self) -> ComposeResult:
        """Whys, lessons and actions; the times beside the plan's promises."""
        with Vertical(id="review-side"):
            yield Panel(_("五个为什么，教训，整改"), PickList(id="whys"), id="whys-panel")
            yield Panel(_("实际用时和预案承诺"), Static("", id="times", markup=False), id="times-panel")

    def on_mount(self) -> None:
        """The first why under the cursor."""
        super().on_mount()
        self.query_one("#whys").focus()

    def redraw(self) -> None:
        """What was drafted or recorded, and what has come of it."""
        super().redraw()
        if not self.at_hand:
            return
        findings = self.incident.actions.state.of(self.room.id)
        rows = review_rows(self._whys(), self._lessons(), findings)
        self.query_one("#whys", PickList).show(rows)
        times = times_text(numbers(self.room.state), self.incident.register_state.promises)
        self.query_one("#times", Static).update(times)

    # ---- drafts: kept while the vault is open

    def _key(self, name: str) -> str:
        return f"{self.room.id}:{name}"

    def _whys(self) -> list[str]:
        """As drafted, else as last recorded."""
        reviews = self.room.state.reviews
        recorded = reviews[-1][0].whys if reviews else ()
        drafts = self.incident.drafts
        return [
            drafts.get(self._key(f"why:{number}"), recorded[number] if number < len(recorded) else "")
            for number in range(WHYS)
        ]

    def _lessons(self) -> list[str]:
        text = self.incident.drafts.get(self._key("lessons"), "")
        return text.split("\n") if text else []

    def _keep_lessons(self, lessons: list[str]) -> None:
        self.incident.drafts[self._key("lessons")] = "\n".join(lessons)

    # ---- writing

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: the why, the lesson, or who does the action by when."""
        event.stop()
        kind, _colon, which = (event.option.id or "").partition(":")
        if kind == "why":
            self._ask_why(int(which))
        elif kind == "lesson":
            self._ask_lesson(int(which))
        else:
            edit_finding(self, self.incident.actions, which)

    def _ask_why(self, number: int) -> None:
        whys = self._whys()
        asked = _("为什么会发生") if number == 0 else _("「{before}」，为什么", before=whys[number - 1])

        def keep(text: str) -> None:
            self.incident.drafts[self._key(f"why:{number}")] = text
            self.query_one("#whys", PickList).choose(f"why:{min(number + 1, WHYS - 1)}")

        self.ask_text(asked, keep, value=whys[number])

    def action_lesson(self) -> None:
        """F4: something learnt; @ names the plan's section to mend."""
        self._ask_lesson(None)

    def _ask_lesson(self, place: int | None) -> None:
        lessons = self._lessons()

        def keep(text: str) -> None:
            if place is None:
                lessons.append(text)
            else:
                lessons[place] = text
            self._keep_lessons(lessons)

        question = _("学到什么、要改什么（改预案的加 @节号，例 夜里也要有人值班 @5.1）")
        self.ask_text(question, keep, value="" if place is None else lessons[place])

    def action_drop(self) -> None:
        """Del: a drafted lesson goes; a finding is not taken up, with the reason."""
        kind, _colon, which = (self.query_one("#whys", PickList).chosen or "").partition(":")
        if kind == "lesson":
            lessons = self._lessons()
            gone = lessons.pop(int(which))
            self._keep_lessons(lessons)
            self.redraw()
            self.tell(_("去掉了教训：{text}", text=gone))
        elif kind == "finding":
            decline_finding(self, self.incident.actions, which)
        else:
            self.tell(_("为什么：回车改写。"))

    def action_record(self) -> None:
        """F8: the review is recorded; each lesson and each limit not kept becomes an action."""
        self.attempt(self._record)

    def _record(self) -> None:
        whys, lessons = [why for why in self._whys() if why], self._lessons()
        if not whys and not lessons:
            raise RefusedError(_("还没有写。"), _("回车写第一个为什么，F4 加一条教训。"))
        actions = self.incident.actions
        found = review(self.room, actions, whys, [read_lesson(text) for text in lessons])
        found += raise_missed(self.room, actions, self.incident.clocks())
        self.incident.drafts.pop(self._key("lessons"), None)
        for number in range(WHYS):
            self.incident.drafts.pop(self._key(f"why:{number}"), None)
        self.tell(_("复盘已记下，生成 {count} 项整改。逐条按回车派人、定日期。", count=len(found)))
