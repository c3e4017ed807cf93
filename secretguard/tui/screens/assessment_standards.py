"""The standards, crosswalks and broken files at hand; another one is taken in here, looked at before kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_base import AssessmentScreen
from secretguard.tui.views.assessment_standards_view import (
    imported_text,
    refused_text,
    row_details,
    shelf_rows,
)
from secretguard.tui.widgets import LineInput, Panel, PickList
from secretguard.tui.widgets.busy import BusyLine

if TYPE_CHECKING:
    from secretguard.compliance.exchange import Imported


class AssessmentStandardsScreen(AssessmentScreen):
    """F4 reads a file and shows what is in it; F8 keeps it; until then nothing is written."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f4", "import", lambda: _("导入"), lambda: _("CISO Assistant 标准库、OSCAL 目录")),
        Key("f8", "keep", lambda: _("收下")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._imported: Imported | None = None
        self._shown: Text | None = None
        """The preview of an import, or why it was refused; None: what is under the cursor."""

    @property
    def type_target(self) -> Input:
        """The filter."""
        return self.query_one("#filter", LineInput)

    def body(self) -> ComposeResult:
        """Filter, the shelf, what is under the cursor."""
        yield LineInput(placeholder=_("打字筛选"), id="filter")
        with Vertical(id="standards-side"):
            yield Panel("", PickList(id="standards"), id="standards-panel")
            with Panel(_("这是什么"), id="what-panel"), VerticalScroll(id="what-scroll"):
                yield Static("", id="what", markup=False)
        yield BusyLine()

    def on_mount(self) -> None:
        """The shelf under the cursor."""
        super().on_mount()
        shelf = self.query_one("#standards", PickList)
        shelf.focus()
        if shelf.option_count:
            shelf.highlighted = 0

    def redraw(self) -> None:
        """The shelf, and the pane."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        shelf = self.compliance.shelf()
        self.head(_("合规评估 ＞ 标准库"), _("标准 {count}", count=len(shelf.standards)))
        self.query_one("#standards", PickList).show(shelf_rows(shelf))
        title = _("标准和对照表")
        if shelf.broken:
            title = _("标准和对照表　{count} 个文件读不了", count=len(shelf.broken))
        self.query_one("#standards-panel", Panel).retitle(title)
        self._draw_pane()

    def _draw_pane(self) -> None:
        panel, words = self.query_one("#what-panel", Panel), self.query_one("#what", Static)
        if self._shown is not None:
            kept = _("预览（F8 收下，Esc 不要）") if self._imported is not None else _("没有收")
            panel.retitle(kept)
            words.update(self._shown)
            return
        panel.retitle(_("这是什么"))
        chosen = self.query_one("#standards", PickList).chosen
        words.update(row_details(self.compliance.shelf(), chosen) if chosen else _("没有这样的。"))

    def _let_go(self) -> None:
        self._imported = self._shown = None
        self._draw_pane()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The pane follows the cursor, unless it shows an import."""
        event.stop()
        if self.desk.unlocked and self._imported is None:
            self._let_go()
            self.query_one("#what-scroll", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: read on in the pane."""
        event.stop()
        self.query_one("#what-scroll").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.query_one("#standards", PickList).filter_by(event.value)
        self._draw_pane()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        event.stop()
        self.query_one("#standards").focus()

    # ---- importing

    def action_import(self) -> None:
        """F4: which file."""
        question = _("标准文件的路径（CISO Assistant 标准库或 OSCAL 目录）")
        self.ask_text(question, self._read, value=self._path)

    def _read(self, typed: str) -> None:
        self._path = typed
        path = Path(typed.strip("\"'")).expanduser()
        busy, desk, app = self.query_one(BusyLine), self.compliance, self.desk_app
        busy.show(_("正在读 {name}", name=path.name))

        def work() -> None:
            from secretguard.compliance.exchange import import_standard, unresolved

            try:
                imported = import_standard(path)
                missing = [unresolved(walk, desk.shelf()).sentence() for walk in imported.crosswalks]
            except SecretGuardError as error:
                app.call_from_thread(self._was_read, None, refused_text(error))
                return
            except BaseException:
                app.call_from_thread(self._was_read, None, Text(_("没有读成。")))
                raise
            app.call_from_thread(self._was_read, imported, imported_text(imported, missing))

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="standard import")

    def _was_read(self, imported: Imported | None, shown: Text) -> None:
        if not self.is_mounted or not self.desk.unlocked:
            return
        self.query_one(BusyLine).hide()
        self._imported, self._shown = imported, shown
        self._draw_pane()
        self.query_one("#what-scroll", VerticalScroll).scroll_home(animate=False)
        if imported is None:
            self.tell(_("这个文件没有收：右边（下面）写着哪一行。F4 换一个。"), bad=True)

    def action_keep(self) -> None:
        """F8: keep what is shown."""
        imported = self._imported
        if imported is None:
            self.tell(_("先按 F4 读一个文件，看过再收下。"))
            return
        desk, app = self.compliance, self.desk_app
        self.query_one(BusyLine).show(_("正在收下"))

        def work() -> None:
            try:
                desk.keep(imported)
            except SecretGuardError as error:
                app.call_from_thread(self._was_kept, imported, f"{error.message} {error.remedy}".strip())
                return
            except BaseException:
                app.call_from_thread(self._was_kept, imported, _("没有收成。"))
                raise
            app.call_from_thread(self._was_kept, imported, "")

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="standard keep")

    def _was_kept(self, imported: Imported, refused: str) -> None:
        if not self.is_mounted or not self.desk.unlocked:
            return
        self.query_one(BusyLine).hide()
        if refused:
            self.tell(refused, bad=True)
            return
        self._imported = self._shown = None
        self._path = ""
        self.redraw()
        if imported.standard is not None:
            self.query_one("#standards", PickList).choose(f"standard:{imported.standard.id}")
        self.tell(_("已收下「{title}」，新评估里就能选。", title=imported.title))

    async def action_back(self) -> None:
        """Esc: let go of what was read, clear the filter, then up."""
        if self._shown is not None:
            self._let_go()
        elif self.type_target.value:
            self.type_target.value = ""
            self.query_one("#standards").focus()
        else:
            await super().action_back()
