"""F1: the keys of the screen one comes from, made from its own declarations."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from secretguard.i18n import _
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import COMMON_KEYS, HIDDEN_KEYS, DeskScreen

_KEY_CELLS = 6


class HelpScreen(DeskScreen):
    """A page of keys; Esc goes back."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("escape", "back", lambda: _("返回")),
        Key("down", "page(1)", lambda: _("往下翻")),
        Key("up", "page(-1)", lambda: _("往上翻")),
    )

    def __init__(self, origin: DeskScreen) -> None:
        super().__init__()
        self._origin = origin

    def body(self) -> ComposeResult:
        """All keys, this screen's first, then those that work everywhere."""
        with VerticalScroll():
            yield Static(self._page(), markup=False)

    def on_mount(self) -> None:
        """The page has the focus, so that arrows, PgUp and PgDn turn it."""
        super().on_mount()
        self.query_one(VerticalScroll).focus()

    def action_page(self, step: int) -> None:
        """Up and down, where the page itself has not taken them."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def redraw(self) -> None:
        """The title."""
        self.head(_("帮助"))

    def _page(self) -> Text:
        page = Text()
        page.append(_("这一屏的键") + "\n", style="bold")
        for key in self._origin.KEYS:
            _line(page, key)
        page.append("\n" + _("到处都一样的键") + "\n", style="bold")
        for key in (*COMMON_KEYS, *HIDDEN_KEYS):
            _line(page, key)
        page.append("\n" + _("打字就是写：字母和汉字都进这一屏的输入行，不会触发命令。") + "\n")
        page.append(_("数字和功能键才是命令；每一项也都可以用鼠标点。") + "\n")
        return page


def _line(page: Text, key: Key) -> None:
    words = "　".join(filter(None, (key.label(), key.help() if key.help is not None else "")))
    if words:
        page.append(f"  {set_cell_size(key.shown, _KEY_CELLS)}", style="bold")
        page.append(safe(words) + "\n")
