"""S2: home. Three doors, the drills at hand, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from secretguard import drills
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.assessment_door import open_assessment_door, open_assessment_screen
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.drill_door import open_drill_screen
from secretguard.tui.screens.incident_door import open_incident_door
from secretguard.tui.screens.new_code import ask_for_code
from secretguard.tui.screens.plan_door import open_plan
from secretguard.tui.views.assessment_list_view import home_rows
from secretguard.tui.views.home_view import DrillLine, home_view
from secretguard.tui.views.plan_home_view import plan_note, reminder_rows
from secretguard.tui.widgets import Panel, PickList, Row

if TYPE_CHECKING:
    from secretguard.register import Gap, Register


def weekday(number: int) -> str:
    """周一 to 周日; 0 is Monday."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[number]


class Door(Static):
    """A door: a number, a name, a line below; a click opens it."""

    can_focus = True

    def __init__(self, number: int, name: str, note: str) -> None:
        super().__init__(f"{number} {name}\n{note}", markup=False, id=f"door-{number}")
        self._number, self._name = number, name

    def note(self, note: str) -> None:
        """Change the line below the name."""
        self.update(f"{self._number} {self._name}\n{safe(note)}")

    async def on_click(self) -> None:
        """As if its number were pressed."""
        await self.screen.run_action(f"door({self._number})")

    async def key_enter(self) -> None:
        """Enter on a focused door."""
        await self.on_click()


class HomeScreen(DeskScreen):
    """Digits open doors; a line opens its thing."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "door(1)", lambda: _("泄密")),
        Key("2", "door(2)", lambda: _("推演")),
        Key("3", "door(3)", lambda: _("预案")),
        Key("4", "door(4)", lambda: _("评估")),
        Key("5", "door(5)", lambda: _("台账")),
        Key("6", "door(6)", lambda: _("报告")),
        Key("7", "door(7)", lambda: _("企业")),
        Key("ctrl+l", "app.lock", lambda: _("锁定")),
    )

    def body(self) -> ComposeResult:
        """Doors above, boards below."""
        with Horizontal(id="doors"):
            yield Door(1, _("发生泄密"), _("第一小时怎么做"))
            yield Door(2, _("桌面推演"), _("选情景，五分钟开场"))
            yield Door(3, _("应急预案"), _("一页纸，十五分钟"))
        with Horizontal(id="boards"):
            yield Panel(_("推演"), PickList(id="drills"), id="drills-panel")
            yield Panel(_("到期与提醒"), PickList(id="due"), id="due-panel")
            yield Panel(_("谁手上有什么"), PickList(id="owners"), id="owners-panel")

    def on_mount(self) -> None:
        """Focus the drill that is open, else the second door."""
        super().on_mount()
        drills_list = self.query_one("#drills", PickList)
        (drills_list if drills_list.option_count else self.query_one("#door-2")).focus()
        if self.desk.code_unconfirmed:
            self.query_one("#due").focus()
        if self.desk.register is None:
            self.call_after_refresh(self.action_door, 7)

    def redraw(self) -> None:
        """Ask the desk and draw the boards."""
        now = self.desk.clock()
        register = self.desk.register
        name = register.name if register else _("还没有选企业")
        if self.desk.sample:
            name = _("样例 {name}", name=name)
        day = weekday(now.weekday())
        self.head(
            _("密盾 ・ {name}", name=name), f"{self.desk.vault.member.name}　{now:%Y-%m-%d} {day} {now:%H:%M}"
        )
        lines = [
            DrillLine(line[0], line[1], line[3])
            for line in drills.list_drills(self.desk.vault)
            if register is None or line[2] == register.id
        ]
        actions = self.desk.actions()
        view = home_view(
            lines,
            actions.state.unfinished() if actions else [],
            register.state if register else None,
            now.date(),
            code_unconfirmed=self.desk.code_unconfirmed,
            gaps=self._gaps(register),
        )
        self.query_one("#drills", PickList).show(view.drills)
        due = (*view.due, *self._draw_plan(), *self._assessments())
        self._draw_incidents()
        self.query_one("#due", PickList).show(due)
        self.query_one("#owners", PickList).show(view.owners)
        self.query_one("#owners-panel").set_class(not view.owners, "-none")
        self.query_one("#due-panel", Panel).retitle(_("到期与提醒 {count}", count=len(due)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the drill; a due line says where it is mended."""
        event.stop()
        kind, _colon, identifier = (event.option.id or "").partition(":")
        if kind == "code":
            ask_for_code(self)
        elif kind == "drill":
            self.attempt(lambda: self._open(identifier))
        elif kind == "assessment":
            open_assessment_screen(self.desk_app, identifier)
        elif kind in ("finding", "owner"):
            self.action_door(6)
        elif kind in ("plan", "plan-field", "plan-versions"):
            open_plan(self.desk_app, identifier.partition(":")[2] if kind == "plan-field" else None)
            if kind == "plan-versions":
                self.app.call_later(self._to_versions)
        elif kind in ("people", "register") and self.desk.register is not None:
            self._open_register("person" if kind == "people" else identifier)
        else:
            self.action_door(5)

    def _draw_plan(self) -> tuple[Row, ...]:
        """What the plan's door says, and the lines of what is due on it."""
        door = self.query_one("#door-3", Door)
        if not self.desk.has_plan:
            door.note(_("一页纸，十五分钟"))
            return ()
        plan, today = self.desk.plan(), self.desk.clock().date()
        door.note(plan_note(plan.plans.state, plan.view(), plan.score(), today))
        return reminder_rows(plan.reminders(), today)

    def _assessments(self) -> tuple[Row, ...]:
        """Assessments that wait for answers, or how the last one came out."""
        return home_rows(self.desk.compliance().lines()) if self.desk.register is not None else ()

    def _draw_incidents(self) -> None:
        """What the first door says: how many incidents ask for somebody."""
        count = self.desk.glance.count
        words = _("{count} 起没结束，回去接着办", count=count) if count else _("第一小时怎么做")
        self.query_one("#door-1", Door).note(words)

    def _open_register(self, kind: str) -> None:
        from secretguard.tui.screens.register import RegisterScreen
        from secretguard.tui.views.register_look import kind_called

        self.app.push_screen(RegisterScreen(kind_called(kind)))

    def _gaps(self, register: Register | None) -> Sequence[Gap]:
        """What the register lacks; of a large one, looked up in a thread and shown when it is known."""
        if register is None:
            return ()
        from secretguard.tui.views.register_look import is_small

        if self.desk.known_gaps is None and is_small(register.state):
            return self.desk.find_gaps()
        if self.desk.known_gaps is None:
            self.run_worker(self._find_gaps, thread=True, exclusive=True, exit_on_error=False)
        return self.desk.known_gaps or ()

    def _find_gaps(self) -> None:
        self.desk.find_gaps()
        self.app.call_from_thread(self._found_gaps)

    def _found_gaps(self) -> None:
        # Not before they are known: a register that changes meanwhile is looked at when home is next drawn.
        if self.is_mounted and self.desk.unlocked and self.desk.known_gaps is not None:
            self.redraw()

    def _to_versions(self) -> None:
        from secretguard.tui.screens.plan_versions import PlanVersionsScreen

        self.app.push_screen(PlanVersionsScreen())

    def _open(self, drill_id: str) -> None:
        self.desk.open_drill(drill_id)
        self.app.switch_mode("drill")
        self.call_later(lambda: open_drill_screen(self.desk_app))

    def action_door(self, number: int) -> None:
        """A door by its number."""
        if number == 1:
            open_incident_door(self.desk_app)
        elif number == 2:
            self.app.switch_mode("drill")
        elif number == 5 and self.desk.register is not None:
            self._open_register("secret")
        elif number in (5, 7):
            from secretguard.tui.screens.enterprises import EnterprisesScreen

            self.app.push_screen(EnterprisesScreen())
        elif number == 3:
            open_plan(self.desk_app)
        elif number == 4:
            open_assessment_door(self.desk_app)
        else:
            self.app.switch_mode("records")
