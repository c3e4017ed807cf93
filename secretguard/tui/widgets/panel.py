"""A titled region: one line of title, no box at 80 columns, a frame from 100."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget

from secretguard.tui.safe_text import safe


class Panel(Vertical):
    """A region with a title in its top border."""

    DEFAULT_CSS = """
    Panel { border-top: solid $panel-line; height: auto; }
    Panel { border-title-style: bold; border-title-color: $foreground; }
    Panel:focus-within { border-top: heavy $accent; border-title-color: $accent; }
    """

    def __init__(self, title: str, *children: Widget, id: str | None = None) -> None:
        super().__init__(*children, id=id)
        self.retitle(title)

    def retitle(self, title: str) -> None:
        """Change the title; brackets in it are text, never markup."""
        self.border_title = safe(title).replace("[", r"\[")
