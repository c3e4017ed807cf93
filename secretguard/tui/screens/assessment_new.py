"""Beginning an assessment: a profile with what it is, the year, who assesses, what it starts from."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static

from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_base import AssessmentScreen
from secretguard.tui.screens.assessment_door import open_assessment_screen
from secretguard.tui.views.assessment_new_view import (
    CarryFrom,
    Choice,
    NewDraft,
    choice_details,
    choice_rows,
    choices_of,
    draft_line,
)
from secretguard.tui.widgets import LineInput, Panel, PickList
from secretguard.tui.widgets.busy import BusyLine


class AssessmentNewScreen(AssessmentScreen):
    """The list of profiles with what each is; digits change the rest; Enter begins after one question."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "begin", lambda: _("开始")),
        Key("1", "year", lambda: _("年份")),
        Key("2", "side", lambda: _("谁评")),
        Key("3", "carry", lambda: _("沿用")),
        Key("f7", "standards", lambda: _("标准库")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._draft = NewDraft(0)
        self._choices: dict[str, Choice] = {}
        self._offered: tuple[CarryFrom, ...] = ()
        self._offered_for = ""
        self._beginning = False

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, profiles with what the one under the cursor is, the other choices."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        with Vertical(id="new-side"):
            yield Panel(_("按哪一套评"), PickList(id="choices"), id="choices-panel")
            with Panel(_("这是什么"), id="what-panel"), VerticalScroll(id="what-scroll"):
                yield Static("", id="what", markup=False)
        yield Static("", id="draft", markup=False)
        yield BusyLine()

    def on_mount(self) -> None:
        """The profiles first; answers of last year are offered from the start."""
        self._draft = NewDraft(self.desk.clock().year)
        super().on_mount()
        choices = self.query_one("#choices", PickList)
        choices.focus()
        if choices.option_count:
            choices.highlighted = 0

    def redraw(self) -> None:
        """What there is, and how it is wanted."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        self.head(_("合规评估 ＞ 新评估 ・ {name}", name=self.desk.register.name))
        try:
            found = choices_of(self.compliance.shelf())
        except SecretGuardError as error:
            self.tell(f"{error.message} {error.remedy}".strip(), bad=True)
            return
        self._choices = {one.id: one for one in found}
        self.query_one("#choices", PickList).show(choice_rows(found))
        self._draw_choice()

    def _draw_choice(self) -> None:
        chosen = self._chosen
        if chosen is None:
            self.query_one("#what", Static).update(_("没有这样的。Esc 清掉筛选。"))
            return
        if chosen.id != self._offered_for:
            self._offered, self._offered_for = self.compliance.carries(chosen.profile), chosen.id
            self._draft = NewDraft(
                self._draft.year, self._draft.side, int(bool(self._offered) and self._draft.side == "self")
            )
            self.query_one("#what-scroll", VerticalScroll).scroll_home(animate=False)
        self.query_one("#what", Static).update(choice_details(chosen))
        self.query_one("#draft", Static).update(draft_line(self._draft, self._offered))

    @property
    def _chosen(self) -> Choice | None:
        return self._choices.get(self.query_one("#choices", PickList).chosen or "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What it is follows the cursor."""
        event.stop()
        self._draw_choice()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.query_one("#choices", PickList).filter_by(event.value)
        self._draw_choice()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#choices").focus()

    # ---- how

    def action_year(self) -> None:
        """1: for which year."""
        self.ask_text(_("评估哪一年"), self._set_year, value=str(self._draft.year))

    def _set_year(self, text: str) -> None:
        if not (text.isdecimal() and len(text) == 4):
            raise UsageError(_("“{text}”不是年份。", text=text), _("写四位数字，例如 2026。"))
        self._draft = NewDraft(int(text), self._draft.side, self._draft.carry)
        self._draw_choice()

    def action_side(self) -> None:
        """2: the enterprise itself, or a bureau."""
        self._draft = self._draft.turn_side()
        self._draw_choice()

    def action_carry(self) -> None:
        """3: the next assessment to start from, or none."""
        if not self._offered:
            self.tell(_("没有可以沿用的评估：同一部标准以前评过，或有对照表，才有。"))
        self._draft = self._draft.turn_carry(len(self._offered))
        self._draw_choice()

    def action_standards(self) -> None:
        """F7: the standards themselves; import another."""
        from secretguard.tui.screens.assessment_standards import AssessmentStandardsScreen

        self.app.push_screen(AssessmentStandardsScreen())

    # ---- beginning

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self.action_begin()

    def action_begin(self) -> None:
        """Asked once: an assessment that was begun stays in the list."""
        chosen = self._chosen
        if chosen is None or self._beginning:
            self.tell(_("先在列表里选一套。") if chosen is None else _("正在建评估"))
            return
        words = _(
            "开始 {year} 年「{title}」，{count} 项？",
            year=self._draft.year,
            title=chosen.profile.title,
            count=len(chosen.profile.requirements),
        )
        self.ask(words, lambda: self._begin(chosen))

    def _begin(self, chosen: Choice) -> None:
        draft, desk, app = self._draft, self.compliance, self.desk_app
        carry = self._offered[draft.carry - 1] if 0 < draft.carry <= len(self._offered) else None
        self._beginning = True
        self.query_one(BusyLine).show(_("正在建评估"))

        def work() -> None:
            try:
                count = desk.begin(chosen.standard, chosen.profile, draft.year, draft.side, carry)
            except SecretGuardError as error:
                app.call_from_thread(self._ended, f"{error.message} {error.remedy}".strip(), False)
                return
            except BaseException:
                app.call_from_thread(self._ended, _("评估没有建成。"), False)
                raise
            told = _("评估已建。") if carry is None else _("评估已建，沿用 {count} 项回答。", count=count)
            app.call_from_thread(self._ended, told, True)

        app.run_worker(work, thread=True, exit_on_error=False, group="assessment begin")

    def _ended(self, told: str, begun: bool) -> None:
        self._beginning = False
        if self.is_mounted:
            self.query_one(BusyLine).hide()
        if not self.desk.unlocked:
            return
        self.desk_app.tell(told, bad=not begun)
        if begun:
            open_assessment_screen(self.desk_app)

    async def action_back(self) -> None:
        """Esc: clear the filter first."""
        if self.type_target.value:
            self.type_target.value = ""
            self.query_one("#choices").focus()
        else:
            await super().action_back()
