"""S9, first visit: how big a plan. The same screen changes the size later; every answer stays."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.content import SIZES
from secretguard.i18n import _
from secretguard.plans import Size, size_word
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.plan_size_view import SizeView, size_view
from secretguard.tui.widgets import Panel, PickList


class PlanSizeScreen(DeskScreen):
    """A digit or Enter takes a size."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "take(1)", lambda: _("一页纸")),
        Key("2", "take(2)", lambda: _("简版")),
        Key("3", "take(3)", lambda: _("完整版")),
        Key("enter", "nothing", lambda: _("选定")),
        Key("escape", "back", lambda: _("返回")),
    )

    def body(self) -> ComposeResult:
        """The sizes, and what the one under the cursor gives."""
        self._view: SizeView | None = None
        with Vertical(id="sizes-side"):
            yield Static(
                _("先做多大的预案？做小的也算数：有人、有电话、有先后，出事那天就用得上。"),
                id="lead",
                markup=False,
            )
            yield Panel(_("三种大小，一份表"), PickList(id="sizes"), id="sizes-panel")
            yield Panel(
                _("它给您什么"), VerticalScroll(Static("", id="gives", markup=False)), id="gives-panel"
            )

    def on_mount(self) -> None:
        """The size at hand under the cursor."""
        super().on_mount()
        sizes = self.query_one("#sizes", PickList)
        sizes.choose(self.desk.plan().plans.state.size or "card")
        sizes.focus()
        self._draw_gives()

    def redraw(self) -> None:
        """The three sizes with what is answered of each."""
        if self.desk.register is None:
            return
        plan = self.desk.plan()
        done: dict[Size, int] = {size: plan.plans.view(plan.facts(), size).done for size in SIZES}
        self._view = size_view(plan.plans.form, plan.plans.state.size, done)
        self.query_one("#sizes", PickList).show(self._view.rows)
        self.head(_("应急预案 ＞ 大小 ・ {name}", name=plan.register.name))
        self._draw_gives()

    def _draw_gives(self) -> None:
        chosen = self.query_one("#sizes", PickList).chosen
        if self._view is not None and chosen is not None:
            self.query_one("#gives", Static).update(self._view.gives[chosen])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What it gives follows the cursor."""
        event.stop()
        self._draw_gives()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self.action_take([*SIZES].index(event.option.id) + 1)  # type: ignore[arg-type]

    def action_take(self, number: int) -> None:
        """Begin the plan at this size, or change to it."""
        plan, size = self.desk.plan(), SIZES[number - 1]
        begun = plan.begun
        if not self.attempt(lambda: plan.plans.grow(size) if begun else plan.plans.open(size)):
            return
        if begun:
            self.tell(_("现在是{size}，答过的都在。", size=size_word(size)))
        self.app.call_later(self._go_on)

    async def _go_on(self) -> None:
        await self.app.pop_screen()
        await self.app.switch_mode("plan")

    def action_nothing(self) -> None:
        """Enter is the list's own."""
