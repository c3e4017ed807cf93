"""S13, F9: the papers of an assessment and its tables, looked at, issued, written in the background."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.tui.compliance_printing import (
    assessment_folder,
    draft_of,
    issued_of,
    papers_of,
    write_table,
)
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.assessment_base import AssessmentScreen
from secretguard.tui.screens.writing import Job, WritingScreen
from secretguard.tui.views.assessment_papers_view import TABLES, PaperChoice, formats_line, paper_rows
from secretguard.tui.views.plan_export_view import FORMATS, format_word
from secretguard.tui.widgets import Panel, PickList

if TYPE_CHECKING:
    from secretguard.documents.from_compliance import CompliancePapers, MadePaper


class AssessmentPapersScreen(WritingScreen, AssessmentScreen):
    """Enter looks at a draft, F9 issues and writes; what was issued prints again as it was."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f9", "write", lambda: _("出具")),
        Key("enter", "look_at", lambda: _("看一眼")),
        Key("1", "format(1)", lambda: _("PDF")),
        Key("2", "format(2)", lambda: _("Word")),
        Key("3", "format(3)", lambda: _("网页")),
        Key("4", "format(4)", lambda: _("文本")),
        Key("f4", "fill", lambda: _("读回问卷"), lambda: _("填好的 Excel 问卷，先预览再采纳")),
        Key("delete", "stop", lambda: _("停")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._choice = PaperChoice()

    def body(self) -> ComposeResult:
        """The papers, how they are wanted, how far it is; the draft below or beside."""
        with Vertical(id="papers-side"):
            with Vertical(id="papers-left"):
                yield Panel(_("要哪一份"), PickList(id="papers"), id="papers-panel")
                yield Static("", id="choice", markup=False)
                yield Static("", id="where", classes="quiet", markup=False)
                yield Static("", id="progress", markup=False)
            with Panel(_("草稿"), id="draft-panel"), VerticalScroll(id="draft-scroll"):
                yield Static(_("回车：先看一眼这一份的草稿。"), id="draft", markup=False)

    def on_mount(self) -> None:
        """The papers under the cursor."""
        super().on_mount()
        self.query_one("#papers").focus()

    def redraw(self) -> None:
        """Every paper, and what was issued."""
        if not self.at_hand:
            return
        state, papers = self.room.state, papers_of(self.desk)
        title = state.opened.subject.title if state.opened else ""
        self.head(_("评估 ＞ 报告 ・ {title}", title=title))
        issued = [(papers.number(one), one) for one in papers.issued()]
        self.query_one("#papers", PickList).show(paper_rows(state, papers.offered(), issued, tuple(TABLES)))
        self.query_one("#choice", Static).update(formats_line(self._choice))
        self.query_one("#where", Static).update(safe(_("写到 {path}，不加密", path=self._folder)))

    @property
    def _folder(self) -> Path:
        return assessment_folder(self.desk, self.room.id)

    @property
    def _chosen(self) -> str | None:
        return self.query_one("#papers", PickList).chosen

    def action_format(self, number: int) -> None:
        """1 to 4."""
        self._choice = self._choice.turn(FORMATS[number - 1])
        self.redraw()

    # ---- looking

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self.action_look_at()

    def action_look_at(self) -> None:
        """Enter: the paper as it would print now, in words."""
        chosen, app = self._chosen, self.desk_app
        draft = self.query_one("#draft", Static)
        if chosen is None:
            self.tell(_("先选一份。"))
            return
        if chosen.startswith("table:"):
            draft.update(_("表格写成文件后用表格软件看：按 F9。"))
            return
        draft.update(_("正在排版⋯"))
        papers, width = papers_of(self.desk), max(40, self.query_one("#draft-scroll").size.width - 4)

        def work() -> None:
            from secretguard.tui.safe_document import safe_terminal

            try:
                shown = safe_terminal(draft_of(papers, chosen).document, width)
            except SecretGuardError as error:
                shown = safe(f"{error.message} {error.remedy}".strip())
            app.call_from_thread(self._show_draft, shown)

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="paper look")

    def _show_draft(self, shown: str) -> None:
        if self.is_mounted and self.desk.unlocked:
            self.query_one("#draft", Static).update(shown)
            self.query_one("#draft-scroll", VerticalScroll).scroll_home(animate=False)

    # ---- writing

    def action_write(self) -> None:
        """F9: issue the paper under the cursor, or print the issued one again; the screen may be left."""
        chosen = self._chosen
        if self.is_writing():
            return
        if chosen is None or not (self._choice.formats or chosen.startswith("table:")):
            self.tell(_("先选一份文书和一种格式。"))
        elif chosen.startswith("table:"):
            self.begin_writing(self._table_job(chosen.partition(":")[2]), "assessment papers")
        else:
            self.begin_writing(self._paper_job(papers_of(self.desk), chosen), "assessment papers")

    def _table_job(self, name: str) -> Job:
        room, folder = self.room, self._folder
        stem = f"{_(TABLES[name])} {self.desk.clock():%Y%m%d-%H%M%S}"

        def job(_stop: Event) -> str:
            path = write_table(room, name, folder, stem)
            return _("已写入 {path}。文件未加密。", path=path)

        return job

    def _paper_job(self, papers: CompliancePapers, chosen: str) -> Job:
        choice, folder, began = self._choice, self._folder, time.monotonic()

        def job(stop: Event) -> str:
            from secretguard.documents.from_compliance import write_paper

            total, files = len(choice.in_order), 0
            self.tell_progress(0, total, _("正在排版"), 0.0)
            made = issued_of(papers, chosen)
            for name in choice.in_order:
                if stop.is_set():
                    break
                files += len(write_paper(made, folder, (name,)))
                self.tell_progress(files, total, format_word(name), time.monotonic() - began)
            return _written(made, files, folder)

        return job

    def action_fill(self) -> None:
        """F4: a questionnaire that was filled in."""
        from secretguard.tui.screens.assessment_fill import AssessmentFillScreen

        self.app.push_screen(AssessmentFillScreen())


def _written(made: MadePaper, files: int, folder: Path) -> str:
    if not files:
        return _("停下了，没有写文件。")
    words = _("已出具") if made.new else _("重印（内容没有变）")
    return _(
        "{words} {name}：{count} 个文件在 {path}。文件未加密。",
        words=words,
        name=made.name,
        count=files,
        path=folder,
    )
