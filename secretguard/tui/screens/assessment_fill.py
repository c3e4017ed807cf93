"""A questionnaire that came back filled in: looked at row by row, then taken over, all of it or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.assessment_base import AssessmentScreen
from secretguard.tui.views.assessment_fill_view import fill_rows, fill_words
from secretguard.tui.widgets import Panel, PickList
from secretguard.tui.widgets.busy import BusyLine

if TYPE_CHECKING:
    from secretguard.compliance.exchange import QuestionnairePreview


class AssessmentFillScreen(AssessmentScreen):
    """F4 reads a file and shows what it would change; F8 takes it over."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f4", "read", lambda: _("选文件")),
        Key("f8", "take", lambda: _("采纳")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._preview: QuestionnairePreview | None = None

    def body(self) -> ComposeResult:
        """What the file would do."""
        yield Panel(_("预览"), PickList(id="changes"), id="changes-panel")
        yield Static("", id="summary", markup=False)
        yield BusyLine()

    def on_mount(self) -> None:
        """Which file is asked at once."""
        super().on_mount()
        self.query_one("#changes").focus()
        self.call_after_refresh(self.action_read)

    def redraw(self) -> None:
        """The preview, or what to do."""
        if not self.at_hand:
            return
        self.head(_("评估 ＞ 读回问卷"), _("按 F8 以前什么都不存"))
        preview, summary = self._preview, self.query_one("#summary", Static)
        if preview is None:
            summary.update(_("先在报告里出一份「问卷（Excel）」，发给各部门填；填好按 F4 读回来。"))
            return
        self.query_one("#changes-panel", Panel).retitle(_("预览 {file}", file=preview.source))
        self.query_one("#changes", PickList).show(fill_rows(preview, self.room.state))
        summary.update(safe(fill_words(preview)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a change: its requirement."""
        event.stop()
        kind, _colon, requirement = (event.option.id or "").partition(":")
        if kind == "answer":
            from secretguard.tui.screens.assessment_requirement import AssessmentRequirementScreen

            self.app.push_screen(AssessmentRequirementScreen(requirement))

    def action_read(self) -> None:
        """F4: which file."""
        self.ask_text(_("填好的问卷在哪里（.xlsx 的路径）"), self._read, value=self._path)

    def _read(self, typed: str) -> None:
        self._path = typed
        path, app, state = Path(typed.strip("\"'")).expanduser(), self.desk_app, self.room.state
        self.query_one(BusyLine).show(_("正在读 {name}", name=path.name))

        def work() -> None:
            from secretguard.compliance.exchange import read_questionnaire

            try:
                preview = read_questionnaire(path, state)
            except SecretGuardError as error:
                app.call_from_thread(self._was_read, None, f"{error.message} {error.remedy}".strip())
                return
            except BaseException:
                app.call_from_thread(self._was_read, None, _("没有读成。"))
                raise
            app.call_from_thread(self._was_read, preview, "")

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="questionnaire")

    def _was_read(self, preview: QuestionnairePreview | None, refused: str) -> None:
        if not self.is_mounted or not self.desk.unlocked:
            return
        self.query_one(BusyLine).hide()
        if preview is None:
            self.tell(refused, bad=True)
            return
        self._preview = preview
        self.redraw()

    def action_take(self) -> None:
        """F8: all of it or none."""
        from secretguard.compliance.exchange import take_answers

        preview = self._preview
        if preview is None:
            self.tell(_("先按 F4 读一份填好的问卷。"))
            return
        taken: list[int] = []
        if self.attempt(lambda: taken.append(take_answers(self.room, preview, by=self.compliance.member))):
            self.tell(_("已采纳 {count} 项回答。", count=taken[0]))
            self._read(self._path)
