"""The enterprises of a vault (one guide, many enterprises): choose one, or add one by name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from secretguard.entries import unfit_values
from secretguard.i18n import _
from secretguard.register import Profile, add_enterprise
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.enterprises_view import enterprise_rows
from secretguard.tui.widgets import LineInput, Panel, PickList


class EnterprisesScreen(DeskScreen):
    """Typing filters; Enter takes one and goes home; F4 adds."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "take", lambda: _("选定")),
        Key("f4", "add", lambda: _("加一家")),
        Key("escape", "back", lambda: _("返回")),
    )

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, list, what to do when there is nothing."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        yield Panel(_("企业"), PickList(id="enterprises"), id="enterprises-panel")
        yield Static("", id="none", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#enterprises").focus()

    def redraw(self) -> None:
        """The list."""
        if not self.desk.unlocked:
            return
        lines = self.desk.enterprises()
        current = self.desk.register
        self.head(_("密盾 ＞ 选企业"), _("{count} 家", count=len(lines)))
        self.query_one("#enterprises", PickList).show(enterprise_rows(lines, current.id if current else None))
        self._draw_none()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.query_one("#enterprises", PickList).filter_by(event.value)
        self._draw_none()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#enterprises").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: this one; back to where one came from."""
        event.stop()
        if self.attempt(lambda: self.desk.choose_enterprise(event.option.id or "")):
            # The app must do it: a screen that waits for its own end waits for ever.
            self.app.call_later(self.desk_app.go_back)

    def action_take(self) -> None:
        """Enter is the list's own; a click on the key line takes the highlighted one."""
        self.query_one("#enterprises", PickList).action_select()

    def action_add(self) -> None:
        """F4: a new one, by name; it is the one at hand from then on."""
        typed = self.query_one("#filter", LineInput).value
        self.ask_text(_("企业名称"), self._add, value=typed)

    def _add(self, name: str) -> None:
        try:
            profile = Profile(name=name)
        except ValidationError as error:
            raise unfit_values(error) from error
        added = add_enterprise(self.desk.vault, profile)
        self.desk.choose_enterprise(added.id)
        self.query_one("#filter", LineInput).value = ""
        self.redraw()
        self.query_one("#enterprises", PickList).choose(added.id)
        self.tell(_("已加 {name}，正在用它。按 Esc 回首页。", name=added.name))

    def _draw_none(self) -> None:
        enterprises, typed = self.query_one("#enterprises", PickList), self.query_one("#filter", LineInput)
        words = ""
        if not enterprises.option_count:
            words = (
                _("没有叫「{words}」的企业。按 F4 用这个名称加一家。", words=typed.value)
                if typed.value
                else _("还没有企业。按 F4 加第一家。")
            )
        self.query_one("#none", Static).update(words)
