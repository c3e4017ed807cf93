"""F9: the papers of an incident. Chosen in a list, masked or not, written in the background with progress."""

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
from secretguard.tui.incident_printing import incident_folder
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_ways import IncidentWayScreen
from secretguard.tui.screens.writing import Job, WritingScreen
from secretguard.tui.views.incident_papers_view import (
    PaperChoice,
    PaperRow,
    choice_line,
    mask_words,
    paper_rows,
    paper_word,
    row_of,
)
from secretguard.tui.views.plan_export_view import FORMATS, format_word
from secretguard.tui.widgets import Panel, PickList

if TYPE_CHECKING:
    from secretguard.documents.from_incident import IncidentPapers, MadePaper


class IncidentPapersScreen(WritingScreen, IncidentWayScreen):
    """Enter looks at a draft, F9 issues and writes; what was issued prints again as it was."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f9", "write", lambda: _("出具")),
        Key("enter", "nothing", lambda: _("看一眼")),
        Key("space", "mask", lambda: _("遮盖")),
        Key("1", "format(1)", lambda: _("PDF")),
        Key("2", "format(2)", lambda: _("Word")),
        Key("3", "format(3)", lambda: _("网页")),
        Key("4", "format(4)", lambda: _("文本")),
        Key("delete", "stop", lambda: _("停")),
        Key("f5", "timeline", lambda: _("时间轴")),
        Key("f6", "app.focus_next", lambda: ""),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._choice = PaperChoice()

    @property
    def crumb(self) -> str:
        """In the top line."""
        return _("文书")

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
        super().redraw()
        if not self.at_hand:
            return
        state = self.room.state
        issued = [one for one, _stamp in state.issued]
        self.query_one("#papers", PickList).show(paper_rows(state, issued))
        self.query_one("#choice", Static).update(choice_line(self._choice))
        where = _("写到 {path}，不加密", path=self._folder)
        self.query_one("#where", Static).update(safe(where))

    @property
    def _folder(self) -> Path:
        return incident_folder(self.desk, self.room.id)

    def _papers(self) -> IncidentPapers:
        from secretguard.documents.from_incident import IncidentPapers

        return IncidentPapers(self.room, *self.desk.grounds())

    def _chosen(self) -> PaperRow | None:
        chosen = self.query_one("#papers", PickList).chosen
        return row_of(chosen) if chosen is not None else None

    # ---- how

    def action_mask(self) -> None:
        """Space: for outsiders, names and free words covered."""
        self._choice = self._choice.turn_mask()
        self.redraw()

    def action_format(self, number: int) -> None:
        """1 to 4."""
        self._choice = self._choice.turn_format(FORMATS[number - 1])
        self.redraw()

    # ---- looking

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: the paper as it would print now, in words."""
        event.stop()
        row = row_of(event.option.id or "")
        papers, choice, width = (
            self._papers(),
            self._choice,
            max(40, self.query_one("#draft-scroll").size.width - 4),
        )
        app = self.desk_app
        self.query_one("#draft", Static).update(_("正在排版⋯"))

        def work() -> None:
            try:
                from secretguard.tui.safe_document import safe_terminal

                made = _preview(papers, row, choice)
                words = safe_terminal(made.document, width)
            except SecretGuardError as error:
                words = safe(f"{error.message} {error.remedy}".strip())
            app.call_from_thread(self._show_draft, row, words)

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="paper look")

    def _show_draft(self, row: PaperRow, words: object) -> None:
        if self.is_mounted and self.desk.unlocked:
            title = row.number or _("{paper}（草稿）", paper=paper_word(row.paper))
            self.query_one("#draft-panel", Panel).retitle(title)
            self.query_one("#draft", Static).update(words)  # type: ignore[arg-type]
            self.query_one("#draft-scroll", VerticalScroll).scroll_home(animate=False)

    # ---- writing

    def action_write(self) -> None:
        """F9: issue the paper under the cursor, or print the issued one again; the screen may be left."""
        row = self._chosen()
        if self.is_writing():
            return
        if row is None or not self._choice.formats:
            self.tell(_("先选一份文书和一种格式。"))
        else:
            self.begin_writing(self._job(row), "incident papers")

    def _job(self, row: PaperRow) -> Job:
        papers, choice, folder, began = self._papers(), self._choice, self._folder, time.monotonic()

        def job(stop: Event) -> str:
            from secretguard.documents.from_incident import write_paper

            total, files = len(choice.in_order), []
            self.tell_progress(0, total, _("正在排版"), 0.0)
            made = _issue(papers, row, choice)
            for name in choice.in_order:
                if stop.is_set():
                    break
                files += write_paper(made, folder, (name,))
                self.tell_progress(len(files), total, format_word(name), time.monotonic() - began)
            return _written(made, files, folder)

        return job


def _preview(papers: IncidentPapers, row: PaperRow, choice: PaperChoice) -> MadePaper:
    from secretguard.documents.from_incident import Wanted

    if row.number is not None:
        return papers.reprint(papers.find(row.number))
    return papers.preview(Wanted(row.paper, masked=choice.masked, item=row.item))


def _issue(papers: IncidentPapers, row: PaperRow, choice: PaperChoice) -> MadePaper:
    from secretguard.documents.from_incident import Wanted

    if row.number is not None:
        return papers.reprint(papers.find(row.number))
    return papers.issue(Wanted(row.paper, masked=choice.masked, item=row.item))


def _written(made: MadePaper, files: list[Path], folder: Path) -> str:
    if not files:
        return _("停下了，没有写文件。")
    words = _("已出具") if made.new else _("重印（内容没有变）")
    told = _(
        "{words} {name}：{count} 个文件在 {path}。文件未加密。",
        words=words,
        name=made.name,
        count=len(files),
        path=folder,
    )
    return f"{told}{mask_words(made.masked_counts)}"
