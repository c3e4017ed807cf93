"""S9, F9: the plan's papers as files. Papers and formats are ticked, then written in the background."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from secretguard.documents.files import write_documents
from secretguard.documents.plan import PlanPaper, plan_papers
from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.printing import report_folder
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.writing import Job, WritingScreen
from secretguard.tui.views.plan_export_view import (
    FORMATS,
    Wanted,
    first_wanted,
    format_word,
    formats_line,
    paper_rows,
)
from secretguard.tui.widgets import Panel, PickList


class PlanExportScreen(WritingScreen):
    """Space ticks a paper, digits the formats, F9 writes."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f9", "write", lambda: _("写出来")),
        Key("space", "tick", lambda: _("要、不要")),
        Key("1", "format(1)", lambda: _("PDF")),
        Key("2", "format(2)", lambda: _("Word")),
        Key("3", "format(3)", lambda: _("网页")),
        Key("4", "format(4)", lambda: _("文本")),
        Key("0", "all", lambda: _("全要、全不要")),
        Key("delete", "stop", lambda: _("停")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, number: int | None = None) -> None:
        super().__init__()
        self._number = number
        self._paper: PlanPaper | None = None
        self._wanted: Wanted | None = None

    def body(self) -> ComposeResult:
        """The papers, the formats, how far it is."""
        with Vertical(id="export"):
            yield Panel(_("要哪些（空格勾选）"), PickList(id="papers"), id="papers-panel")
            yield Static("", id="formats", markup=False)
            yield Static("", id="where", classes="quiet", markup=False)
            yield Static("", id="progress", markup=False)

    def on_mount(self) -> None:
        """The papers under the cursor."""
        super().on_mount()
        self.query_one("#papers").focus()

    def redraw(self) -> None:
        """Every paper with its tick."""
        if self.desk.register is None:
            return
        plan = self.desk.plan()
        if self._paper is None:
            last = plan.plans.state.last_version
            if self._number is None and last is not None and not plan.plans.state.changed_since_version():
                # Nothing was changed since: what one wants on paper is what was approved.
                self._number = last.number
            self._paper = plan.paper(self._number)
        wanted = self._wanted = self._wanted or first_wanted(self._paper.size)
        self.query_one("#papers", PickList).show(paper_rows(wanted, self._paper))
        self.query_one("#formats", Static).update(formats_line(wanted))
        where = _("写到 {path}　共 {count} 个文件，不加密", path=self.folder, count=wanted.files)
        self.query_one("#where", Static).update(safe(where))
        which = _("草稿") if self._number is None else _("第 {number} 版", number=self._number)
        self.head(_("应急预案 ＞ 导出"), which)

    @property
    def folder(self) -> Path:
        """Beside the vault, a folder for this version."""
        paper = self._paper
        number = paper.version.number if paper else ""
        name = (
            _("应急预案 第{number}版（草稿）", number=number)
            if self._number is None
            else _("应急预案 第{number}版", number=number)
        )
        return report_folder(self.desk) / name

    # ---- ticking

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter ticks too."""
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """Space."""
        chosen = self.query_one("#papers", PickList).chosen
        if chosen is not None and self._wanted is not None:
            self._wanted = self._wanted.turn_paper(chosen)
            self.redraw()

    def action_format(self, number: int) -> None:
        """1 to 4."""
        if self._wanted is not None:
            self._wanted = self._wanted.turn_format(FORMATS[number - 1])
            self.redraw()

    def action_all(self) -> None:
        """0."""
        if self._wanted is not None:
            self._wanted = self._wanted.turn_all()
            self.redraw()

    # ---- writing

    def action_write(self) -> None:
        """F9: write what is ticked; the screen may be left meanwhile."""
        wanted, paper = self._wanted, self._paper
        if self.is_writing():
            return
        if wanted is None or paper is None or not wanted.files:
            self.tell(_("先勾一份文件和一种格式。"))
        else:
            self.begin_writing(self._job(paper, wanted, self.folder), "plan-export")

    def _job(self, paper: PlanPaper, wanted: Wanted, folder: Path) -> Job:
        began = time.monotonic()
        formats = [name for name in FORMATS if name in wanted.formats]

        def job(stop: Event) -> str:
            done = 0
            self.tell_progress(0, wanted.files, _("正在排版"), 0.0)
            for made in plan_papers(paper, wanted.papers):
                for name in formats:
                    if stop.is_set():
                        break
                    write_documents(made.document, folder, made.file_name, (name,))
                    done += 1
                    now = f"{made.title} {format_word(name)}"
                    self.tell_progress(done, wanted.files, now, time.monotonic() - began)
            return _("{count} 个文件已写入 {path}。文件未加密。", count=done, path=folder)

        return job
