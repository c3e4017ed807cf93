"""S4: cast and gate. Who sits where, what stands before the clock starts."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static

from secretguard import drills
from secretguard.drills.gate import PERSON_CHECKS
from secretguard.drills.words import seat_word
from secretguard.i18n import _, _p
from secretguard.register import Register, open_enterprise
from secretguard.tui.keys import Key
from secretguard.tui.printing import print_from, print_kit
from secretguard.tui.screens.base import DrillScreen
from secretguard.tui.screens.drill_door import open_drill_screen
from secretguard.tui.views.cast_view import gate_rows, seat_rows, verdict
from secretguard.tui.widgets import Panel, PickList

_ROUND: tuple[drills.Presence, ...] = ("present", "phone", "absent")


class CastScreen(DrillScreen):
    """Enter changes a person, Space the presence or a tick, F8 starts despite gaps and says so."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("改人")),
        Key("space", "turn", lambda: _("到电缺／勾选")),
        Key("delete", "clear", lambda: _("空出")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("f9", "kit", lambda: _("资料包")),
        Key("f8", "start", lambda: _("开始推演")),
    )

    def body(self) -> ComposeResult:
        """Seats left, checks right."""
        with Horizontal(id="cast"):
            yield Panel(_("人员（一人可多岗）"), PickList(id="seats"), id="seats-panel")
            with Vertical(id="gate-side"):
                yield Static("", id="verdict", markup=False)
                yield Panel(_("开场检查"), PickList(id="gate"), id="gate-panel")

    def on_mount(self) -> None:
        """Focus the seats."""
        super().on_mount()
        self.query_one("#seats").focus()

    def redraw(self) -> None:
        """Seats, checks, the verdict."""
        if self.desk.room is None:
            return
        state = self.room.state
        title = state.playbook.title if state.playbook else ""
        form = _("短版") if state.planned and state.planned.form == "short" else _("完整版")
        minutes = state.playbook.minutes if state.playbook else None
        length = (
            (minutes.short if state.planned and state.planned.form == "short" else minutes.full)
            if minutes
            else 0
        )
        self.head(
            _("推演 ＞ {title} ＞ 人员与开场检查", title=title),
            _("{form} {length} 分钟", form=form, length=length),
        )
        self.query_one("#seats", PickList).show(seat_rows(state))
        self.query_one("#gate", PickList).show(gate_rows(state))
        self.query_one("#verdict", Static).update(verdict(state))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: another person on a seat; on a check the same as Space."""
        event.stop()
        chosen = event.option.id or ""
        if event.option_list.id == "gate":
            self._tick(chosen)
            return
        seat = self.room.state.seats.get(chosen)
        question = _("{seat} 谁来（姓名或编号；替补写 缺席人 替 替补人）", seat=self._seat_title(chosen))
        self.ask_text(question, lambda text: self._seat(chosen, text), value=seat.name if seat else "")

    def _seat_title(self, seat: str) -> str:
        playbook = self.room.state.playbook
        return seat_word(seat, {role.id: role.title for role in playbook.roles} if playbook else {})

    def _seat(self, seat: str, text: str) -> None:
        absent, word, deputy = text.partition(_p("seat", "替"))
        register = self._register()
        if word and absent.strip() and deputy.strip():
            drills.seat(self.room, register, seat, absent.strip(), deputy=deputy.strip())
        else:
            taken = drills.seat(self.room, register, seat, text)
            if taken.person is None:
                self.tell(_("{name}不在人员名单里，作为外请人员入座。", name=taken.name))

    def _register(self) -> Register:
        info = self.desk.vault.journal(self.room.journal)
        return open_enterprise(self.desk.vault, info.enterprise)

    def action_turn(self) -> None:
        """Space: 到, 电, 缺 in turn; or tick a check."""
        gate = self.query_one("#gate", PickList)
        if self.focused is gate:
            self._tick(gate.chosen or "")
            return
        key = self.query_one("#seats", PickList).chosen or ""
        seat = self.room.state.seats.get(key)
        if seat is None:
            self.tell(_("这个岗位还没有人：先按回车填姓名。"))
            return
        place = _ROUND.index(seat.presence) if seat.presence in _ROUND else -1
        presence = _ROUND[(place + 1) % len(_ROUND)]
        who = seat.instead_of or seat.person or seat.name
        self.attempt(lambda: drills.seat(self.room, self._register(), key, who, presence=presence))

    def _tick(self, check: str) -> None:
        if check not in PERSON_CHECKS:
            self.tell(_("这一项由机器判断：改了人员，它自己会变。"))
            return
        answered = self.room.state.gate.get(check)
        yes = answered is None or answered.answer == "no"
        self.attempt(lambda: drills.answer_gate(self.room, check, yes))

    def action_clear(self) -> None:
        """Del: nobody on this seat."""
        key = self.query_one("#seats", PickList).chosen or ""
        self.attempt(lambda: drills.clear_seat(self.room, key))

    def action_kit(self) -> None:
        """F9: the papers before a drill."""
        print_from(self, print_kit)

    def action_start(self) -> None:
        """F8: start; gaps are recorded and told."""
        if self.attempt(self._start):
            open_drill_screen(self.desk_app)

    def _start(self) -> None:
        gaps = drills.start(self.room)
        if gaps:
            self.tell(_("推演开始。开场时差 {count} 项，已记下。", count=len(gaps)))

    def action_nothing(self) -> None:
        """Enter is the list's own."""
