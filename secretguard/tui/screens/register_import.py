"""Importing a spreadsheet into the register: choose it, see what it would do, save all of it or nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlparse

from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import RECORD_TYPES, RecordKind, RegisterState
from secretguard.tui.keys import Key
from secretguard.tui.printing import report_folder
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.register_base import RegisterDeskScreen
from secretguard.tui.views.register_import_view import FoundFile, file_rows, preview_view
from secretguard.tui.widgets import LineInput, Panel, PickList
from secretguard.tui.widgets.busy import BusyLine

if TYPE_CHECKING:
    from secretguard.register.exchange import Preview

_ENDINGS = (".xlsx", ".xlsm", ".csv")
_MOST_FILES = 2_000
"""So many names of a folder are looked at."""


class RegisterImportScreen(RegisterDeskScreen):
    """Enter looks at a file; F8 imports what is shown; until then nothing is saved."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "look", lambda: _("预览")),
        Key("f8", "import", lambda: _("导入")),
        Key("f4", "files", lambda: _("换一个文件")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, kind: RecordKind) -> None:
        super().__init__()
        self._kind = kind
        self._preview: Preview | None = None

    @property
    def type_target(self) -> Input:
        """The path, or part of a name."""
        return self.query_one("#path", LineInput)

    def body(self) -> ComposeResult:
        """Path, then files to choose from or the preview."""
        yield LineInput(placeholder=_("表格文件：写路径，或拖进来；打字筛选下面的"), id="path")
        yield Panel("", PickList(id="found"), id="found-panel")
        yield Static("", id="summary", markup=False)
        yield BusyLine()

    def on_mount(self) -> None:
        """Look where spreadsheets usually lie; focus the list."""
        self._files = file_rows(found_files(self._folders()))
        super().on_mount()
        self.query_one("#found" if self._files else "#path").focus()

    def redraw(self) -> None:
        """The files, or what the one chosen would do."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        self.head(_("台账 ＞ 导入 ・ {name}", name=self.register.name), _("按 F8 以前什么都不存"))
        found, panel = self.query_one("#found", PickList), self.query_one("#found-panel", Panel)
        summary = self.query_one("#summary", Static)
        if self._preview is None:
            panel.retitle(_("找到的表格，新的在上"))
            found.show(self._files)
            summary.update(self._hint())
            return
        view = preview_view(self._preview)
        panel.retitle(_("预览 {file}", file=self._preview.source))
        found.filter_by("")
        found.show(view.rows)
        summary.update(safe(view.summary))

    def _hint(self) -> str:
        kind = RECORD_TYPES[self._kind].label
        return _(
            "可以导入 .xlsx 和 .csv，表头写栏名。最稳的是先按 F9 导出一份照着填。没写种类的表按{kind}读。",
            kind=kind,
        )

    def _folders(self) -> list[Path]:
        home = Path.home()
        vault = self.desk.vault_folder
        near = [report_folder(self.desk), vault.parent] if vault is not None else []
        usual = ("Downloads", "下载", "Desktop", "桌面", "Documents", "文档")
        return [*near, home, *(home / name for name in usual)]

    # ---- choosing and looking

    def on_input_changed(self, event: Input.Changed) -> None:
        """Part of a name narrows the files."""
        event.stop()
        if self._preview is None:
            self.query_one("#found", PickList).filter_by(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the path: that file; part of a name: into the list."""
        event.stop()
        path = path_of(event.value)
        found = self.query_one("#found", PickList)
        if path is not None and (path.exists() or not found.option_count):
            self._look(path)
        elif found.option_count:
            found.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a file."""
        event.stop()
        if self._preview is None:
            self._look(Path(event.option.id or ""))

    def action_look(self) -> None:
        """Enter is the lists' own; a click on the key line does the same."""
        found = self.query_one("#found", PickList)
        if self._preview is None and found.chosen is not None:
            self._look(Path(found.chosen))

    def action_files(self) -> None:
        """F4: back to the files; they are looked for again."""
        self._preview = None
        self._files = file_rows(found_files(self._folders()))
        self.type_target.value = ""
        self.redraw()
        self.type_target.focus()

    def _look(self, path: Path) -> None:
        state, kind = self.register.state, self._kind
        words = _("正在读 {name}⋯", name=path.name)
        self.attempt(lambda: self.in_thread(words, lambda: preview_of(path, state, kind), self._show))

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self.redraw()
        found = self.query_one("#found", PickList)
        found.highlighted = 0 if found.option_count else None
        found.focus()

    # ---- importing

    def action_import(self) -> None:
        """F8: all of it, in one transaction, or nothing."""
        self.attempt(self._import)

    def _import(self) -> None:
        preview = self._preview
        if preview is None:
            raise RefusedError(_("还没有预览。"), _("先选一个表格按回车，看清楚再按 F8。"))
        preview.refuse_unless_ready(self.register.state)
        self.in_thread(_("正在导入⋯"), lambda: self.register.apply(preview), lambda _none: self._imported())

    def _imported(self) -> None:
        preview = self._preview
        assert preview is not None
        self.tell(
            _(
                "导入好了：新增 {added} 条，改 {changed} 条。回台账按 ^Z 一次全撤回。",
                added=len(preview.added),
                changed=len(preview.changed),
            )
        )
        self.app.call_later(self.desk_app.go_back)

    async def action_back(self) -> None:
        """Esc: from the path to the list, from the preview to the files, from there up."""
        found = self.query_one("#found", PickList)
        if self._preview is not None:
            self.action_files()
            found.focus()
        elif isinstance(self.focused, Input) and found.option_count:
            found.focus()
        else:
            self.app.call_later(self.desk_app.go_back)


def preview_of(path: Path, state: RegisterState, kind: RecordKind) -> Preview:
    """What importing a file would do; a file that does not say what it holds is read as this kind.

    Raises SpreadsheetError, StorageError.
    """
    from secretguard.register.exchange import read_preview

    preview = read_preview(path, state)
    if _was_understood(preview):
        return preview
    guessed = read_preview(path, state, kind)
    return guessed if _was_understood(guessed) else preview


def _was_understood(preview: Preview) -> bool:
    """Whether some row of it was read, rightly or wrongly."""
    rows = any(problem.place.row for problem in preview.problems)
    return rows or bool(preview.unchanged) or not preview.is_empty


def found_files(folders: list[Path]) -> tuple[FoundFile, ...]:
    """The spreadsheets of some folders; a folder that cannot be read holds none for us."""
    found: dict[Path, FoundFile] = {}
    for folder in folders:
        try:
            names = [path for path, _number in zip(folder.iterdir(), range(_MOST_FILES), strict=False)]
            for path in names:
                if path.suffix.lower() in _ENDINGS and not path.name.startswith(("~$", ".")):
                    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                    found[path] = FoundFile(path, changed)
        except OSError:
            continue  # not there, or not ours to read: the path can still be typed
    return tuple(found.values())


def path_of(text: str) -> Path | None:
    """What was typed or dragged in: quotes, file:// and ~ are understood; None for nothing."""
    words = text.strip().strip("\"'“”「」").strip()
    if words.startswith("file://"):
        words = unquote(urlparse(words).path)
    return Path(words).expanduser() if words else None
