"""S9, F2: what is wrong with the plan and why, the score, and the ten tests on the shop floor."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.i18n import _
from secretguard.plans import Defect, Met, photo_digest
from secretguard.tui.keys import Key
from secretguard.tui.screens.plan_base import PlanScreen
from secretguard.tui.screens.plan_door import open_plan
from secretguard.tui.screens.question import TextLine
from secretguard.tui.views.plan_checks_view import checks_view, defect_details, floor_details
from secretguard.tui.widgets import Panel, PickList

_METS: tuple[Met, ...] = ("yes", "partly", "no")


class PlanChecksScreen(PlanScreen):
    """Enter on a defect goes to its field; digits record a floor test."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "nothing", lambda: _("直达、记录")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("1", "met(1)", lambda: _("做到")),
        Key("2", "met(2)", lambda: _("部分")),
        Key("3", "met(3)", lambda: _("没做到")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f7", "versions", lambda: _("提交批准")),
        Key("escape", "back", lambda: _("返回")),
    )

    def body(self) -> ComposeResult:
        """The score above; defects and floor tests left, the one under the cursor right."""
        yield Static("", id="score", markup=False)
        with Horizontal(id="checks"):
            with Vertical(id="checks-left"):
                yield Panel("", PickList(id="defects"), id="defects-panel")
                yield Panel("", PickList(id="floor"), id="floor-panel")
            yield Panel(
                _("为什么，怎么办"), VerticalScroll(Static("", id="why", markup=False)), id="why-panel"
            )

    def on_mount(self) -> None:
        """The defects first; without any, the floor tests."""
        super().on_mount()
        defects = self.query_one("#defects", PickList)
        (defects if defects.option_count else self.query_one("#floor")).focus()

    def redraw(self) -> None:
        """The score, every list, the details."""
        if self.desk.register is None:
            return
        plan = self.plan
        view = checks_view(
            plan.view(), plan.score(), plan.defects(), plan.plans.form.floor_tests, plan.plans.state.floor
        )
        self.head(_("应急预案 ＞ 检查打分"), view.right)
        self.query_one("#score", Static).update(view.score)
        self.query_one("#defects-panel", Panel).retitle(view.defects_title)
        self.query_one("#defects", PickList).show(view.defects)
        self.query_one("#floor-panel", Panel).retitle(view.floor_title)
        self.query_one("#floor", PickList).show(view.floor)
        self._draw_why()

    def _draw_why(self) -> None:
        why = self.query_one("#why", Static)
        defect = self._defect()
        floor = self.query_one("#floor", PickList)
        if floor.has_focus or defect is None:
            test = next(
                (one for one in self.plan.plans.form.floor_tests if f"floor:{one.id}" == floor.chosen), None
            )
            answer = self.plan.plans.state.floor.get(test.id) if test else None
            why.update(floor_details(test, answer) if test else _("没有发现缺陷。"))
        else:
            why.update(defect_details(defect, self.desk.grounds()))

    def _defect(self) -> Defect | None:
        chosen = self.query_one("#defects", PickList).chosen
        return self.plan.defects()[int(chosen.removeprefix("defect:"))] if chosen else None

    def on_descendant_focus(self) -> None:
        """The details follow the list one is in."""
        if self.desk.register is not None:
            self._draw_why()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """And the cursor."""
        event.stop()
        if self.desk.register is not None:
            self._draw_why()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: to the field, or what was seen."""
        event.stop()
        if event.option_list.id == "floor":
            answer = self.plan.plans.state.floor.get((event.option.id or "").removeprefix("floor:"))
            self._ask_words(answer.met if answer else "yes")
            return
        defect = self._defect()
        if defect is not None and defect.field:
            open_plan(self.desk_app, defect.field)
        elif defect is not None:
            self.tell(_("这一条不在某一格里：{remedy}", remedy=defect.remedy))

    def action_met(self, number: int) -> None:
        """1, 2, 3: how the floor test under the cursor went."""
        self.query_one("#floor").focus()
        self._ask_words(_METS[number - 1])

    def _ask_words(self, met: Met) -> None:
        """What was seen; then the picture, whose digest is kept."""
        test = (self.query_one("#floor", PickList).chosen or "").removeprefix("floor:")
        before = self.plan.plans.state.floor.get(test)
        words = {"yes": _("做到"), "partly": _("部分做到"), "no": _("没做到")}[met]

        def photo(seen: str) -> None:
            def answered(path: str | None) -> None:
                if path is not None:
                    self.attempt(lambda: self._record(test, met, seen, path.strip()))

            self.app.push_screen(TextLine(_("照片在哪里（只记校验值；没有就直接回车）")), answered)

        question = _("{test} {words}：看到了什么", test=test, words=words)
        self.ask_text(
            question, lambda seen: self.call_later(photo, seen), value=before.words if before else ""
        )

    def _record(self, test: str, met: Met, seen: str, path: str) -> None:
        digest = name = None
        if path:
            file = Path(path.strip("\"'")).expanduser()
            digest, name = photo_digest(file), file.name
        self.plan.plans.answer_floor_test(
            test, met, seen, self.desk.vault.member.name, photo=digest, photo_name=name
        )
        self.tell(_("测试 {test} 已记下。", test=test))
