"""A folder to choose from: names made visible, links shown as what they are, nothing opened."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from secretguard.i18n import _
from secretguard.incidents.safe_source import shown_name
from secretguard.tui.keys import twins
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import PickList, Row

MOST_ENTRIES = 500
"""So many names are shown; a folder of more is taken whole, or the path is typed."""
_ABOVE = ".."


class FilePick(ModalScreen[Path | None]):
    """Enter opens a folder or takes a file, Space takes what is under the cursor, ← goes a folder up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", show=False),
        Binding(twins("space"), "answer(True)", show=False),
        Binding("left", "up", show=False),
    ]
    DEFAULT_CSS = """
    FilePick { align: center middle; background: transparent; }
    FilePick > Vertical { width: 90%; height: 90%; background: $panel; border: heavy $accent; }
    FilePick PickList { height: 1fr; background: $panel; }
    FilePick Static { height: auto; padding: 0 1; text-style: bold; }
    """

    def __init__(self, folder: Path, *, folders_only: bool = False) -> None:
        super().__init__()
        self._folder, self._folders_only = folder.absolute(), folders_only
        self._here: dict[str, Path] = {}

    def compose(self) -> ComposeResult:
        """The folder's path, what is in it, the keys."""
        with Vertical():
            yield Static("", id="folder", markup=False)
            yield PickList(id="files")
            words = _("回车 打开、选文件　空格 选它（文件夹也行）　左键 上一层　Esc 不选")
            if self._folders_only:
                words = _("回车 打开　空格 选它　左键 上一层　Esc 不选")
            yield Static(words, markup=False)

    def on_mount(self) -> None:
        """Choose at once."""
        self._show()
        self.query_one("#files").focus()

    def _show(self, at: Path | None = None) -> None:
        """What is in the folder at hand; the cursor on `at`."""
        rows, left, problem = list_rows(self._folder, folders_only=self._folders_only)
        self._here = {row.id: path for row, path in rows}
        head = _("{folder}　{problem}", folder=shown_name(self._folder), problem=problem)
        if left:
            head = _("{folder}　只列前 {count} 个", folder=shown_name(self._folder), count=len(rows) - 1)
        self.query_one("#folder", Static).update(safe(head.strip()))
        files = self.query_one("#files", PickList)
        files.show([row for row, _path in rows])
        files.highlighted = min(1, files.option_count - 1)
        if at is not None:
            files.choose(next((row.id for row, path in rows if path == at), ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: into a folder; a file is taken."""
        event.stop()
        path = self._here[event.option.id or _ABOVE]
        if event.option.id == _ABOVE:
            self.action_up()
        elif path.is_dir() and not path.is_symlink():
            self._folder = path
            self._show()
        elif not self._folders_only:
            self.dismiss(path)

    def action_answer(self, taken: bool) -> None:
        """Space, Esc."""
        chosen = self.query_one("#files", PickList).chosen
        if not taken or chosen is None:
            self.dismiss(None)
        else:
            self.dismiss(self._folder if chosen == _ABOVE else self._here[chosen])

    def action_up(self) -> None:
        """←: the folder above; at the top nothing."""
        left, self._folder = self._folder, self._folder.parent
        self._show(left)


def list_rows(folder: Path, *, folders_only: bool) -> tuple[list[tuple[Row, Path]], bool, str]:
    """A folder's lines, folders first; whether some are left out; why it cannot be read, if it cannot."""
    above = Row(_ABOVE, Text(safe(_(".. 上一层；按空格选这个文件夹"))))
    rows = [(above, folder.parent)]
    try:
        with os.scandir(folder) as entries:
            found = list(islice(entries, MOST_ENTRIES + 1))
    except OSError as error:
        return rows, False, _("打不开（{reason}）", reason=error.strerror or error)
    for entry in sorted(found, key=_order)[:MOST_ENTRIES]:
        is_file = not entry.is_dir(follow_symlinks=False)
        if is_file and folders_only:
            continue
        name = shown_name(Path(entry.name))
        if entry.is_symlink():
            name = _("{name}（链接，不收）", name=name)
        words = safe(name if is_file else f"{name}/")
        rows.append((Row(str(len(rows)), Text(words, "" if is_file else "bold")), Path(entry.path)))
    return rows, len(found) > MOST_ENTRIES, ""


def _order(entry: os.DirEntry[str]) -> tuple[bool, bool, bytes]:
    """Folders first, hidden ones last."""
    return not entry.is_dir(follow_symlinks=False), entry.name.startswith("."), os.fsencode(entry.name)
