"""The end of an incident, step by step: contained, criteria, gaps, closed; cost, retention, shredding."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.incidents import (
    began,
    calls,
    close,
    closing_gaps,
    contain,
    ends_of,
    numbers,
    reopen,
    set_cost,
    set_retention,
    shred,
)
from secretguard.tui.keys import Key
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.views.incident_close_view import (
    END,
    close_view,
    times_text,
)
from secretguard.tui.views.incident_typed import read_costs, read_retention, time_first
from secretguard.tui.widgets import Panel, PickList


class IncidentCloseScreen(IncidentWayScreen):
    """Enter does or writes the step under the cursor; F8 closes, and opens again what is closed."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "close", lambda: _("结束、重开")),
        Key("enter", "nothing", lambda: _("写这一条")),
        Key("f5", "timeline", lambda: _("时间轴")),
        Key("f7", "clocks", lambda: _("时限")),
        Key("f4", "review", lambda: _("复盘")),
        Key("f9", "papers", lambda: _("文书")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def crumb(self) -> str:
        """In the top line."""
        return _("结束")

    def body(self) -> ComposeResult:
        """The steps, and the times beside the plan's promises."""
        with Vertical(id="close-side"):
            yield Panel(_("到结束还有哪几步"), PickList(id="steps"), id="steps-panel")
            yield Panel(_("实际用时和预案承诺"), Static("", id="times", markup=False), id="times-panel")

    def on_mount(self) -> None:
        """The steps under the cursor."""
        super().on_mount()
        self.query_one("#steps").focus()

    def redraw(self) -> None:
        """Every step with what is known of it."""
        super().redraw()
        if not self.at_hand:
            return
        room = self.room
        state = room.state
        times = times_text(numbers(state), self.incident.register_state.promises)
        view = close_view(state, ends_of(state), self._said(), closing_gaps(state, room.now()), times)
        self.query_one("#steps", PickList).show(view.rows)
        self.query_one("#times", Static).update(view.times)

    def _said(self) -> dict[str, str]:
        """The criteria answered so far, by id; kept while the vault is open, recorded by closing."""
        return {end.id: said for end in ends_of(self.room.state) if (said := self._draft(end.id))}

    def _draft(self, end: str) -> str:
        return self.incident.drafts.get(f"{self.room.id}:{END}{end}", "")

    # ---- the steps

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: what the step under the cursor asks."""
        event.stop()
        chosen = event.option.id or ""
        if chosen.startswith(END):
            self._ask_end(chosen.removeprefix(END))
        elif chosen.startswith("gap:"):
            self.tell(_("回作战室把它做完、免做，或者写明为什么；不做也能结束，缺的会留在记录里。"))
        else:
            self._steps()[chosen]()

    def _steps(self) -> dict[str, Callable[[], None]]:
        return {
            "began": self._ask_began,
            "contain": self._ask_contain,
            "close": self.action_close,
            "review": self.action_review,
            "cost": self._ask_cost,
            "retention": self._ask_retention,
            "shred": self._ask_shred,
        }

    def _ask_contain(self) -> None:
        def say(text: str) -> None:
            at, how = time_first(text, self.desk.clock())
            contain(self.room, how, at=at)
            self.tell(_("记下了：外流已停住。^Z 撤销。"))

        self.ask_text(_("怎么知道停住了（例 -10 链接已失效，日志里没有新的下载）"), say)

    def _ask_began(self) -> None:
        def say(text: str) -> None:
            at, source = time_first(text, self.desk.clock())
            if at is None or not source:
                raise UsageError(
                    _("要写两样：几时开始，怎么知道的。"), _("例如：昨天下午3点 群里第一条转发。")
                )
            began(self.room, at, source)

        self.ask_text(_("几时开始泄露 怎么知道的（例 昨天下午3点 群里第一条转发）"), say)

    def _ask_end(self, end: str) -> None:
        title = next((one.title for one in ends_of(self.room.state) if one.id == end), end)

        def keep(text: str) -> None:
            self.incident.drafts[f"{self.room.id}:{END}{end}"] = text

        question = _("{title}：怎么知道做到了，或为什么不需要", title=title)
        self.ask_text(question, keep, value=self._draft(end))

    def _ask_cost(self) -> None:
        value = _("；").join(f"{one.what} {one.yuan}" for one in self.room.state.cost)
        question = _("花了多少（例 律师 20000；公证 3000；停产 12万）")
        self.ask_text(question, lambda text: set_cost(self.room, read_costs(text)), value=value)

    def _ask_retention(self) -> None:
        def keep(text: str) -> None:
            until, why = read_retention(text, self.desk.clock().date())
            set_retention(self.room, until, why)
            self.tell(_("保存到 {until}；在那以前不能销毁。", until=until.isoformat()))

        self.ask_text(_("保存到哪天 为什么（例 3年 诉讼时效）"), keep)

    # ---- closing

    def action_close(self) -> None:
        """F8: close, or open again with the reason."""
        if self.room.state.status == "closed":
            self.ask_text(_("重新打开，又出了什么"), lambda why: reopen(self.room, why))
            return
        gaps = closing_gaps(self.room.state, self.room.now())
        question = _("谁宣布结束")
        if gaps:
            question = _("还有 {count} 件没了结，会留在记录里。谁宣布结束", count=len(gaps))
        head = next(
            (call.person.name for call in calls(self.incident.register_state) if call.duty == "GM"), ""
        )
        self.ask_text(question, self._close, value=head)

    def _close(self, by: str) -> None:
        close(self.room, self._said(), by)
        for end in ends_of(self.room.state):
            self.incident.drafts.pop(f"{self.room.id}:{END}{end.id}", None)
        self.tell(_("已结束。接着按 F4 复盘，趁大家还记得。"))

    def action_undo(self) -> None:
        """^Z: the last thing done, told."""
        self.take_back()

    # ---- shredding

    def _ask_shred(self) -> None:
        """Why, then the incident's number typed: nothing brings it back."""
        number = self.room.id[:8].upper()

        def confirmed(why: str, typed: str) -> None:
            if typed.strip().upper() != number:
                raise UsageError(
                    _("打的是「{typed}」，不是 {number}。没有销毁。", typed=typed, number=number),
                    _("真要销毁，照着打；不要，按 Esc。"),
                )
            shred(self.room, why, self.desk.clock().date())
            # From here on there is nothing to draw.
            self.incident.room = None
            # The app's: a screen must not wait for its own removal.
            self.desk_app.call_later(self._gone, number)

        def ask_number(why: str) -> None:
            question = _("记录、证据和密钥都会销毁，读不回来。照着打 {number}", number=number)
            self.ask_text(question, lambda typed: confirmed(why, typed))

        self.ask_text(_("为什么销毁"), lambda why: self.call_later(ask_number, why))

    async def _gone(self, number: str) -> None:
        checkpoint = self.desk.vault.checkpoint()
        words = _(
            "事件 {number} 已销毁，库的日志里记着。日志 {size} 条，校验根 {root}。",
            number=number,
            size=checkpoint.size,
            root=checkpoint.root.hex()[:16],
        )
        self.desk.leave_incident()
        app = self.desk_app
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        app.tell(words)
